"""What has happened and may not have been told yet.

A row of it is written together with what happened, and removed once it was told. So
what a process that died, or an endpoint that failed, has left untold is found and told
by the schedule of every minute.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from visage.watch.table import Drop, Kept, Put, Row, Table

KIND = "untold"
# Later, whoever was not reached has gone, or asks what was missed.
KEPT = timedelta(hours=1)
# Whoever wrote it is still telling.
PATIENCE = timedelta(seconds=15)
PAGE = 100

Happened = Literal["alert", "decision", "unknown"]


@dataclass(frozen=True)
class Untold:
    """What happened to whom, and the connections to tell it; None for all of them."""

    happened: Happened
    id: str
    to: tuple[str, ...] | None = None


def untold(happened: Happened, id: str, now: datetime) -> Put:
    """To be written together with what happened."""
    return still_untold(Untold(happened, id), now)


def still_untold(left: Untold, now: datetime) -> Put:
    """To be written where some of the connections could not be reached."""
    value = {
        "happened": left.happened,
        "id": left.id,
        "to": None if left.to is None else list(left.to),
        "at": now.isoformat(),
    }
    row = Row(KIND, _key(left.happened, left.id), value, None, now + KEPT)
    return Put(row, anyway=True)


def told(happened: Happened, id: str) -> Drop:
    """To be written once it was told."""
    return Drop(KIND, _key(happened, id))


def overdue(table: Table, now: datetime) -> list[Untold]:
    """What nobody is telling any longer, up to PAGE. Raises WatchUnreachable."""
    rows: Sequence[Kept] = table.rows(KIND, limit=PAGE)
    return [
        Untold(
            each.value["happened"],
            each.value["id"],
            None if each.value["to"] is None else tuple(each.value["to"]),
        )
        for each in rows
        if datetime.fromisoformat(each.value["at"]) + PATIENCE <= now
    ]


def _key(happened: Happened, id: str) -> str:
    return f"{happened}/{id}"
