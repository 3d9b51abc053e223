"""Who has done what with alerts, cases and cameras: the audit trail of watching.

An entry is written together with what it is about, so that neither is there without the
other. It names alerts, cases, faces and cameras by their ids, and a person of a gallery
by the keyed hash that the gallery's own audit has.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from visage.gallery.rules import timed_id
from visage.watch.table import Kept, Put, Row, Table

KIND = "audit"
# Longer than any alert: who decided what can be asked for a year.
KEPT = timedelta(days=366)

Action = Literal[
    "alert_made",
    "alert_confirmed",
    "alert_rejected",
    "case_enabled",
    "case_changed",
    "case_ended",
    "case_expired",
    "picture_added",
    "picture_refused",
    "unknown_named",
    "unknown_dismissed",
    "camera_changed",
]


@dataclass(frozen=True)
class Entry:
    """One thing that was done: `about` is the id of what it was done with."""

    id: str
    at: datetime
    by: str
    action: Action
    about: str
    camera: str | None = None
    note: str | None = None


def entry(
    now: datetime,
    by: str,
    action: Action,
    about: str,
    *,
    camera: str | None = None,
    note: str | None = None,
) -> Put:
    """What writes an entry, to be written together with what it is about."""
    value = {
        "at": now.isoformat(),
        "by": by,
        "action": action,
        "about": about,
        "camera": camera,
        "note": note,
    }
    return Put(Row(KIND, timed_id(now), value, None, now + KEPT))


def entries(table: Table, after: str | None, limit: int) -> list[Entry]:
    """Entries that come before the one of the id `after`, the newest first."""
    rows = table.rows(KIND, after=after, limit=limit, newest_first=True)
    return [_entry(each) for each in rows]


def _entry(kept: Kept) -> Entry:
    value = {**kept.value, "at": datetime.fromisoformat(kept.value["at"])}
    return Entry(id=kept.row.key, **value)
