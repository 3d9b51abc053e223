"""Which table an address means."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from visage.errors import SettingsInvalid
from visage.gallery.address import configured_gallery, existing
from visage.gallery.protocol import Gallery
from visage.once import Once
from visage.settings import default_watch, settings
from visage.watch.forgetting import forgetful
from visage.watch.table import Table

ON_AWS = "dynamodb"


def table_at(address: str) -> Table:
    """The table in a file, or in the DynamoDB table of `dynamodb://TABLE`.

    Raises SettingsInvalid or WatchUnreachable.
    """
    if "://" in address:
        name = _on_aws(address)
        from visage.watch.dynamodb import DynamoTable  # boto3 takes 0.2 s

        return DynamoTable(name)
    from visage.watch.sqlite import SqliteTable

    return SqliteTable(Path(address))


def _on_aws(address: str) -> str:
    """The table that an address names."""
    parts = urlsplit(address)
    if (
        parts.scheme != ON_AWS
        or not parts.netloc
        or (parts.path, parts.query, parts.fragment) != ("", "", "")
    ):
        raise SettingsInvalid(
            f"The alerts cannot be kept in {address}: name a file, such as "
            "watch.sqlite3, or a DynamoDB table, as dynamodb://TABLE."
        )
    return parts.netloc


def configured_table() -> Table:
    """The table that the settings name; a file is made where there is none."""
    return table_at(settings().watch or default_watch())


def existing_table() -> Table | None:
    """The table that the settings name; None where its file has not been made.

    None too in a function on AWS whose settings name none.
    """
    address = existing(settings().watch, default_watch)
    return table_at(address) if address else None


def watched_gallery() -> Gallery:
    """The gallery that the settings name, whose erasing reaches what watching keeps."""
    return forgetful(configured_gallery(), Once(existing_table))
