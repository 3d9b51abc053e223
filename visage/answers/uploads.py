"""Pictures too large for a request: uploaded first, and named in the request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel

from visage.errors import NoUploads
from visage.settings import settings

if TYPE_CHECKING:
    from visage.stores.uploads import UploadBucket


class UploadAnswer(BaseModel):
    """A form to upload one picture with, and the name to give in a later request."""

    upload: str
    url: str
    fields: dict[str, str]
    limit: int
    valid: int


def grant() -> UploadAnswer:
    """A form to upload one picture. Raises NoUploads where there is no bucket."""
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
    """The bytes of an uploaded picture, which is deleted: it can be used once.

    Raises NoUploads, UnknownUpload or StoreUnreachable.
    """
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
