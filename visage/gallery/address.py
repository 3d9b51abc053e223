"""Which gallery an address means."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from visage.errors import SettingsInvalid
from visage.gallery.protocol import Gallery
from visage.settings import default_gallery, settings

ON_AWS = "dynamodb"


def gallery_at(address: str) -> Gallery:
    """The gallery of a file, or of `dynamodb://TABLE?vectors=BUCKET`.

    Raises SettingsInvalid or GalleryUnreachable.
    """
    if "://" in address:
        table, bucket = _on_aws(address)
        from visage.gallery.aws.gallery import AwsGallery  # boto3 takes 0.2 s
        from visage.gallery.aws.index import VectorIndexes
        from visage.gallery.aws.table import Table

        return AwsGallery(address, Table(table), VectorIndexes(bucket))
    from visage.gallery.sqlite.gallery import SqliteGallery  # ONNX Runtime takes 0.1 s

    return SqliteGallery(Path(address))


def _on_aws(address: str) -> tuple[str, str]:
    """The table and the vector bucket that an address names."""
    parts = urlsplit(address)
    named = parse_qs(parts.query)
    if (
        parts.scheme != ON_AWS
        or not parts.netloc
        or parts.path
        or named.keys() != {"vectors"}
    ):
        raise SettingsInvalid(
            f"The gallery {address} cannot be used: name a file, such as "
            "gallery.sqlite3, or a DynamoDB table and an S3 vector bucket, as "
            "dynamodb://TABLE?vectors=BUCKET."
        )
    return parts.netloc, named["vectors"][-1]


def configured_gallery() -> Gallery:
    """The gallery that the settings name; a file is made where there is none."""
    return gallery_at(settings().gallery or default_gallery())


def existing_gallery() -> Gallery | None:
    """The gallery that the settings name; None where its file has not been made.

    None too in a function on AWS whose settings name none.
    """
    address = existing(settings().gallery, default_gallery)
    return gallery_at(address) if address else None


def existing(named: str | None, default: Callable[[], str]) -> str | None:
    """An address that settings name, or else the default one; None as above."""
    try:
        address = named or default()
    except SettingsInvalid:
        return None
    return address if "://" in address or Path(address).exists() else None
