"""What the environment says, read once.

`VISAGE_MODELS`  where the model files are: a directory or `s3://bucket/prefix`.
                 Default: `models` in Visage's folder of the user's cache; in a
                 checkout of the project `.visage/models`, where `make` puts them.
`VISAGE_FETCH`   whether a model that a directory lacks is fetched when it is first
                 used: 1 or 0. Default: 1. A function on AWS never fetches.
`VISAGE_GALLERY` the gallery: a file, or `dynamodb://TABLE?vectors=BUCKET` for a table
                 of DynamoDB and a bucket of S3 Vectors. Default: `gallery.sqlite3` in
                 Visage's folder of the user's data; in a checkout of the project
                 `.visage`.
`VISAGE_WATCH`   what watching keeps, alerts among it: a file, or `dynamodb://TABLE`.
                 Default: `watch.sqlite3` beside the default gallery.
`VISAGE_WATCHLIST`
                 the collection of the people on watch lists. Default: watchlist.
`VISAGE_KEEP_ALERTS`
                 days that alerts and their crops are kept. Default: 7.
`VISAGE_KEEP_UNKNOWN`
                 hours that faces of nobody known are kept. Default: 8.
`VISAGE_LIVE`    the management endpoint of the WebSocket that tells browsers of alerts:
                 `https://HOST/STAGE`, or `http://127.0.0.1:PORT` on this machine.
                 Default: none, and then nobody hears of alerts as they happen.
`VISAGE_TOPIC`   the topic (SNS) that confirmed matches with the watch list go to, by
                 its ARN. Default: none, and then they are printed.
`VISAGE_CUSTOMERS`
                 where the details of customers' accounts are, which alerts show: a file
                 as VISAGE_WATCH is, `dynamodb://TABLE` for a table of the business, or
                 `https://host/path/{account}`. Default: what watching keeps.
`VISAGE_CUSTOMERS_TOKEN`
                 the bearer token that such a host is asked with. Default: none.
`VISAGE_COLLECTION`
                 the collection of requests that name none. Default: people.
`VISAGE_SAMPLES` the collection of the samples that `/update-samples` takes. Default:
                 samples.
`VISAGE_POLICY_BY`
`VISAGE_POLICY_PURPOSE`
                 who states the consent policy of collections that are made without
                 one of their own, and for which purpose. Default: there is none, and
                 everyone needs a consent of their own.
`VISAGE_ORIGIN`  the origin that browsers may call from. Default: `*`.
`VISAGE_UPLOADS` where large pictures are put first: `s3://bucket/prefix`. Default:
                 nowhere, and then there are no uploads.
`VISAGE_IMPORTS` the bucket that imports of many people take their pictures from, and
                 write their reports to: `s3://bucket`. Default: none, and then there
                 are no imports over HTTP.
`VISAGE_IMPORT_QUEUE`
                 the address of the queue (SQS) of these imports.
`VISAGE_EMBEDDER`
                 the embedder that recognizes: a profile's name. Default: the first
                 of `visage.embed.PROFILES` that the store has.
`VISAGE_KEYS`    who may sign requests to `/rekognition`: a JSON file of access keys, or
                 `cognito://POOL`, the machines of a user pool. Default: nobody has to.
`VISAGE_BUCKETS` names of buckets, separated by commas, that programs may name pictures
                 of (`S3Object`). Default: none.
`VISAGE_THREADS` threads of each network: the virtual CPUs of the function. Default: 1.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from visage.errors import SettingsInvalid

# Lambda sets this one, and so do those who run functions as Lambda would.
ON_LAMBDA = "AWS_LAMBDA_FUNCTION_NAME"
GALLERY = "gallery.sqlite3"
WATCH = "watch.sqlite3"


def _in_checkout() -> Path | None:
    """Where a checkout of the project keeps what it makes; None outside of one."""
    home = Path(__file__).resolve().parents[1]
    return home / ".visage" if (home / "serverless.yml").is_file() else None


def default_models() -> str:
    """Where the models are unless the environment says otherwise."""
    if made := _in_checkout():
        return str(made / "models")
    from platformdirs import user_cache_path  # a function does without

    return str(user_cache_path("visage", appauthor=False) / "models")


def default_gallery() -> str:
    """Where the gallery is unless the environment says otherwise.

    Asked for when a gallery is opened, and not with the other settings, as most
    functions have none. Raises SettingsInvalid in a function on AWS.
    """
    return _own_file(GALLERY, "VISAGE_GALLERY has to say where the gallery is")


def default_watch() -> str:
    """Where alerts are kept unless the environment says otherwise.

    Raises SettingsInvalid in a function on AWS.
    """
    return _own_file(WATCH, "VISAGE_WATCH has to say where alerts are kept")


def _own_file(name: str, otherwise: str) -> str:
    if made := _in_checkout():
        return str(made / name)
    if ON_LAMBDA in os.environ:
        raise SettingsInvalid(
            f"{otherwise}: what a function on AWS writes into its own folders is lost."
        )
    from platformdirs import user_data_path  # a function does without

    return str(user_data_path("visage", appauthor=False) / name)


class Settings(BaseModel):
    """The typed form of the `VISAGE_…` environment variables."""

    model_config = ConfigDict(frozen=True)

    models: str = Field(default_factory=default_models, min_length=1)
    fetch: bool = True
    gallery: str | None = Field(default=None, min_length=1)
    collection: str = Field(default="people", pattern=r"^[a-zA-Z0-9_.\-]{1,255}$")
    watch: str | None = Field(default=None, min_length=1)
    watchlist: str = Field(default="watchlist", pattern=r"^[a-zA-Z0-9_.\-]{1,255}$")
    keep_alerts: float = Field(default=7, gt=0, le=365)
    keep_unknown: float = Field(default=8, gt=0, le=24 * 30)
    live: str | None = Field(
        default=None, pattern=r"^(https://[^?#]+|http://127\.0\.0\.1:[0-9]+)$"
    )
    topic: str | None = Field(
        default=None, pattern=r"^arn:[a-z-]+:sns:[a-z0-9-]+:[0-9]{12}:[\w-]+$"
    )
    samples: str = Field(default="samples", pattern=r"^[a-zA-Z0-9_.\-]{1,255}$")
    # Empty is as good as not there: a deployment passes on what it was not told.
    policy_by: str = ""
    policy_purpose: str = ""
    customers: str = ""
    customers_token: str = Field(default="", repr=False)
    origin: str = Field(default="*", min_length=1)
    uploads: str | None = Field(default=None, pattern=r"^s3://[^/]+")
    imports: str | None = Field(default=None, pattern=r"^s3://[^/]+$")
    import_queue: str | None = Field(default=None, pattern=r"^https?://")
    embedder: str | None = Field(default=None, min_length=1)
    keys: str | None = Field(default=None, min_length=1)
    buckets: str = Field(default="", pattern=r"^[a-z0-9.\-]*(,[a-z0-9.\-]+)*$")
    threads: int = Field(default=1, ge=1, le=64)

    @property
    def allowed_buckets(self) -> frozenset[str]:
        """The buckets that programs may name pictures of."""
        return frozenset(name for name in self.buckets.split(",") if name)


@cache
def settings() -> Settings:
    """The process's settings. Raises SettingsInvalid with the variable's name."""
    names = {name: f"VISAGE_{name.upper()}" for name in Settings.model_fields}
    found = {
        name: os.environ[variable]
        for name, variable in names.items()
        if variable in os.environ
    }
    if ON_LAMBDA in os.environ:
        found["fetch"] = "0"
    try:
        return Settings.model_validate(found)
    except ValidationError as error:
        first = error.errors()[0]
        raise SettingsInvalid(
            f"The environment variable {names[str(first['loc'][0])]} cannot be used: "
            f"{first['msg']}."
        ) from error


def forbid_telemetry() -> None:
    """Keep ONNX Runtime from reporting to its maker; before it is imported.

    Since 1.29 its builds send events about sessions and models, and keep a device's
    number in the user's cache folder, unless this variable is there at the start:
    https://github.com/microsoft/onnxruntime/blob/main/docs/Privacy.md
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
