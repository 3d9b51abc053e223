"""A clock that stands still, and the table of watching by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.gallery.makers import Clock
from tests.watch.live import START
from visage.watch.sqlite import SqliteTable
from visage.watch.table import Table


@pytest.fixture
def clock() -> Clock:
    return Clock(START)


@pytest.fixture
def table(tmp_path: Path, clock: Clock) -> Table:
    return SqliteTable(tmp_path / "watch.sqlite3", clock)
