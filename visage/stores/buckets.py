"""Pictures in buckets that clients name."""

from __future__ import annotations

from functools import cache
from typing import Any

from visage.errors import StoreUnreachable

# How S3 says that an object is not there, or is not for us to read.
_NOT_THERE = {
    "NoSuchBucket": "there is no such bucket",
    "NoSuchKey": "there is no such object",
    "NoSuchVersion": "there is no such version of the object",
    "AccessDenied": "the service may not read it",
    "InvalidArgument": "there is no such version of the object",
    "InvalidObjectState": "the object is in an archive",
}


_GONE = frozenset({"NoSuchKey", "NoSuchVersion"})


class ObjectRefused(Exception):
    """An object of a bucket cannot be read; the message says why."""


class ObjectGone(ObjectRefused):
    """There is no such object, or none any longer."""


def fetch(bucket: str, name: str, version: str | None, most: int) -> bytes:
    """The first `most` bytes of an object. Raises ObjectRefused or StoreUnreachable."""
    from botocore.exceptions import BotoCoreError, ClientError

    which = {} if version is None else {"VersionId": version}
    try:
        answer = _client().get_object(Bucket=bucket, Key=name, **which)
        content: bytes = answer["Body"].read(most)
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "")
        if code in _NOT_THERE:
            refused = ObjectGone if code in _GONE else ObjectRefused
            raise refused(f"The object cannot be read: {_NOT_THERE[code]}.") from error
        raise _unreachable(error) from error
    except BotoCoreError as error:
        raise _unreachable(error) from error
    return content


def remove(bucket: str, name: str, version: str | None = None) -> None:
    """Remove an object, if it is there. Raises StoreUnreachable."""
    from botocore.exceptions import BotoCoreError, ClientError

    which = {} if version is None else {"VersionId": version}
    try:
        _client().delete_object(Bucket=bucket, Key=name, **which)
    except (BotoCoreError, ClientError) as error:
        raise _unreachable(error) from error


@cache
def _client() -> Any:
    import boto3  # costs 0.2 s to import, and few programs name buckets
    from botocore.config import Config

    return boto3.Session().client("s3", config=Config(connect_timeout=3))


def _unreachable(error: Exception) -> StoreUnreachable:
    return StoreUnreachable(f"The bucket that a client named cannot be read: {error}.")
