"""Large pictures, uploaded ahead of the request that uses them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel

from visage.errors import NoUploads
from visage.settings import settings

if TYPE_CHECKING:
    from visage.stores.uploads import UploadBucket


class UploadAnswer(BaseModel):
    """A form to upload one picture with, and how to name it afterwards."""

    upload: str
    url: str
    fields: dict[str, str]
    limit: int
    valid: int


def grant() -> UploadAnswer:
    """A form for one picture. Raises NoUploads where the service has no bucket."""
    from visage.stores.uploads import MAX_UPLOAD, VALID

    given = _bucket().grant()
    return UploadAnswer(
        upload=given.upload,
        url=given.url,
        fields=given.fields,
        limit=MAX_UPLOAD,
        valid=VALID,
    )


def take(upload: str) -> bytes:
    """An uploaded picture, once. Raises NoUploads, UnknownUpload, StoreUnreachable."""
    return _bucket().take(upload)


def _bucket() -> UploadBucket:
    address = settings().uploads
    if address is None:
        raise NoUploads(
            "This service has no bucket for large pictures; send them in the request, "
            "up to 4.5 MB."
        )
    from visage.stores.uploads import bucket  # boto3 costs 0.2 s to import

    return bucket(address)
