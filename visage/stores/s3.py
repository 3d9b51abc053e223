"""Model files in an S3 bucket."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from visage.errors import ModelMissing, SettingsInvalid, StoreUnreachable

# S3 answers HEAD without a body, so that its errors come as a status alone.
NOT_THERE = {"404", "NoSuchKey"}
# What S3 answers where the file was changed after it had been read.
OVERTAKEN = {"PreconditionFailed", "ConditionalRequestConflict", "412", "409"}
_ATTEMPTS = 8
# A bucket that does not answer is given up before Lambda gives the function up, at 28
# seconds, so that the caller hears of it. Botocore would wait five minutes.
PATIENCE: dict[str, Any] = {
    "connect_timeout": 3,
    "read_timeout": 10,
    "retries": {"total_max_attempts": 2, "mode": "standard"},
}
# What a person does about what S3 answers, by its code.
ADVICE = {
    "NoSuchBucket": "there is no such bucket; deploy first, or mend VISAGE_MODELS",
    "403": "access is denied; check the credentials and the bucket's name",
    "AccessDenied": "access is denied; check the credentials and the bucket's name",
    "InvalidAccessKeyId": "the access key is unknown; check the credentials",
    "SignatureDoesNotMatch": "the secret key is wrong; check the credentials",
    "ExpiredToken": "the credentials have expired; sign in again",
    "301": "the bucket is in another region; set AWS_REGION",
    "PermanentRedirect": "the bucket is in another region; set AWS_REGION",
}


class S3Store:
    """An ObjectStore below `s3://bucket/prefix`.

    Region and credentials are found as every AWS client finds them.
    """

    def __init__(self, address: str) -> None:
        bucket, _, prefix = address.removeprefix("s3://").partition("/")
        if not bucket:
            raise SettingsInvalid(
                f"The model store {address} names no bucket; write s3://bucket/prefix."
            )
        self.address = address.rstrip("/")
        self._bucket = bucket
        self._prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
        with self._named_errors(""):
            self._client = boto3.Session().client("s3", config=Config(**PATIENCE))

    def read(self, key: str) -> bytes:
        with self._named_errors(key):
            answer = self._client.get_object(
                Bucket=self._bucket, Key=self._prefix + key
            )
            return answer["Body"].read()

    def write(self, key: str, content: bytes) -> None:
        with self._named_errors(key):
            self._client.put_object(
                Bucket=self._bucket, Key=self._prefix + key, Body=content
            )

    def update(self, key: str, change: Callable[[bytes | None], bytes]) -> None:
        for _ in range(_ATTEMPTS):
            before, tag = self._tagged(key)
            if self._put_if(key, change(before), tag):
                return
        raise self._unreachable(f"others keep changing {key}; try again")

    def _tagged(self, key: str) -> tuple[bytes | None, str | None]:
        """A file and the tag of its content; None for both where it is not there."""
        try:
            with self._named_errors(key):
                answer = self._client.get_object(
                    Bucket=self._bucket, Key=self._prefix + key
                )
                return answer["Body"].read(), answer["ETag"]
        except ModelMissing:
            return None, None

    def _put_if(self, key: str, content: bytes, tag: str | None) -> bool:
        """Put a file if it is still the one of the tag, or still not there."""
        bucket, key = self._bucket, self._prefix + key
        put = partial(self._client.put_object, Bucket=bucket, Key=key, Body=content)
        with self._named_errors(key):
            try:
                if tag is None:
                    put(IfNoneMatch="*")
                else:
                    put(IfMatch=tag)
            except ClientError as error:
                if error.response.get("Error", {}).get("Code") in OVERTAKEN:
                    return False
                raise
        return True

    def size(self, key: str) -> int | None:
        try:
            with self._named_errors(key):
                answer = self._client.head_object(
                    Bucket=self._bucket, Key=self._prefix + key
                )
        except ModelMissing:
            return None
        return answer["ContentLength"]

    @contextmanager
    def locked(self) -> Iterator[None]:
        yield  # S3 has no locks; whoever deploys is the only one who writes here

    def path(self, key: str) -> Path | None:
        return None

    @contextmanager
    def _named_errors(self, key: str) -> Iterator[None]:
        try:
            yield
        except ClientError as error:
            code = error.response.get("Error", {}).get("Code", "")
            if code in NOT_THERE:
                raise ModelMissing(f"{key} is not in {self.address}.") from error
            raise self._unreachable(ADVICE.get(code, str(error))) from error
        except BotoCoreError as error:
            raise self._unreachable(
                f"{error}; check the network, the region and the credentials"
            ) from error

    def _unreachable(self, reason: str) -> StoreUnreachable:
        return StoreUnreachable(
            f"The model store {self.address} cannot be used: {reason}."
        )
