"""What the environment says, read once.

`VISAGE_MODELS`  where the model files are: a directory or `s3://bucket/prefix`.
                 Default: `.visage/models` below the working directory.
`VISAGE_ORIGIN`  the origin that browsers may call from. Default: `*`.
`VISAGE_UPLOADS` where large pictures are put first: `s3://bucket/prefix`. Default:
                 nowhere, and then there are no uploads.
`VISAGE_EMBEDDER`
                 the embedder that recognizes: a profile's name. Default: the first
                 of `visage.embed.PROFILES` that the store has.
`VISAGE_THREADS` threads of each network: the virtual CPUs of the function. Default: 1.
"""

from __future__ import annotations

import os
from functools import cache

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from visage.errors import SettingsInvalid


class Settings(BaseModel):
    """The typed form of the `VISAGE_…` environment variables."""

    model_config = ConfigDict(frozen=True)

    models: str = Field(default=".visage/models", min_length=1)
    origin: str = Field(default="*", min_length=1)
    uploads: str | None = Field(default=None, pattern=r"^s3://[^/]+")
    embedder: str | None = Field(default=None, min_length=1)
    threads: int = Field(default=1, ge=1, le=64)


@cache
def settings() -> Settings:
    """The process's settings. Raises SettingsInvalid with the variable's name."""
    names = {name: f"VISAGE_{name.upper()}" for name in Settings.model_fields}
    found = {
        name: os.environ[variable]
        for name, variable in names.items()
        if variable in os.environ
    }
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
