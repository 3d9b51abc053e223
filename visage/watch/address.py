"""Which table an address means."""

from __future__ import annotations

from pathlib import Path

from visage.settings import default_watch, settings
from visage.watch.sqlite import SqliteTable
from visage.watch.table import Table


def table_at(address: str) -> Table:
    """The table in a file. Raises WatchUnreachable."""
    return SqliteTable(Path(address))


def configured_table() -> Table:
    """The table that the settings name; a file is made where there is none."""
    return table_at(settings().watch or default_watch())
