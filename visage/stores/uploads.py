"""Pictures that are too large for a request: put into a bucket first, used once.

A client that may upload gets a presigned POST: a form that S3 accepts for one key, for
pictures only, and up to a size: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
A later request names that key in place of the picture. Whoever takes it first writes a
mark, which S3 grants to one of any number of takers, and then deletes the picture:
https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
What is never used, and the marks, are deleted by the bucket's lifecycle.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from functools import cache

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from visage.errors import StoreUnreachable, UnknownUpload
from visage.stores.s3 import PATIENCE

MAX_UPLOAD = 20_000_000  # bytes; a 50 megapixel JPEG is smaller
VALID = 600  # seconds to begin the upload in
KEY = re.compile(r"[0-9a-f]{32}")
TAKEN = "taken/"  # where the marks are
# How S3 says that there is a mark already, or that another one is being written.
IS_TAKEN = ("PreconditionFailed", "ConditionalRequestConflict")


@dataclass(frozen=True)
class Grant:
    """A form that S3 takes one picture with; `fields` go before the file."""

    upload: str
    url: str
    fields: dict[str, str]


class UploadBucket:
    """Uploads below `s3://bucket/prefix`."""

    def __init__(self, address: str) -> None:
        self._bucket, _, prefix = address.removeprefix("s3://").partition("/")
        self._prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
        session = boto3.Session()
        # For hours after a bucket was made, its name without a region answers with a
        # redirect, which browsers do not follow when they send a form.
        config = Config(
            signature_version="s3v4",
            s3={"addressing_style": "virtual"},
            **PATIENCE,
        )
        self._client = session.client("s3", config=config)

    def grant(self) -> Grant:
        """A form with which one picture can be uploaded. Raises StoreUnreachable."""
        upload = uuid.uuid4().hex
        try:
            form = self._client.generate_presigned_post(
                self._bucket,
                self._prefix + upload,
                Conditions=[
                    ["content-length-range", 1, MAX_UPLOAD],
                    ["starts-with", "$Content-Type", "image/"],
                ],
                ExpiresIn=VALID,
            )
        except BotoCoreError as error:
            raise self._unreachable(error) from error
        return Grant(upload, form["url"], form["fields"])

    def take(self, upload: str) -> bytes:
        """The picture, for the one who asks first; it is deleted.

        Raises UnknownUpload or StoreUnreachable.
        """
        if not KEY.fullmatch(upload):
            raise UnknownUpload(
                "That is no name of an upload; POST /uploads gives one."
            )
        key = self._prefix + upload
        try:
            answer = self._client.get_object(Bucket=self._bucket, Key=key)
            content = answer["Body"].read()
            # Deleting says to each of two takers that it is done; this to one only.
            self._client.put_object(
                Bucket=self._bucket, Key=TAKEN + upload, Body=b"", IfNoneMatch="*"
            )
            self._client.delete_object(Bucket=self._bucket, Key=key)
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") in ("NoSuchKey", *IS_TAKEN):
                raise UnknownUpload(
                    f"There is no upload {upload}: it was never finished, was used, or "
                    "is older than two days. Upload the picture again."
                ) from error
            raise self._unreachable(error) from error
        except BotoCoreError as error:
            raise self._unreachable(error) from error
        return content

    def _unreachable(self, error: Exception) -> StoreUnreachable:
        return StoreUnreachable(f"The uploads cannot be reached: {error}.")


@cache
def bucket(address: str) -> UploadBucket:
    """The bucket of an address; its client is made once."""
    return UploadBucket(address)
