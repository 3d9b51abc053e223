"""Who did what in watching: the entries that an auditor reads.

Entries are written in the same change as what they tell of, hold no picture, vector or
name of a person who is watched for, and are kept for a year.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from visage.gallery.rules import timed_id
from visage.watch.table import Kept, Put, Row

KIND = "audit"
KEPT = timedelta(days=366)

Action = Literal[
    "case_enabled",
    "case_changed",
    "case_ended",
    "picture_added",
    "picture_refused",
    "alert_confirmed",
    "alert_rejected",
    "unknown_named",
    "unknown_dismissed",
    "camera_changed",
]


@dataclass(frozen=True)
class Entry:
    """One thing that somebody did.

    `about` is the id of the case, alert, face or camera; `why` is what the entry's
    reader needs besides: the note of a case, or why a picture was refused.
    """

    id: str
    at: datetime
    by: str
    action: Action
    about: str
    camera: str | None = None
    why: str | None = None


def told(
    now: datetime,
    by: str,
    action: Action,
    about: str,
    *,
    camera: str | None = None,
    why: str | None = None,
) -> Put:
    """The change that writes an entry, to be made together with what it tells of."""
    value = {
        "at": now.isoformat(),
        "by": by,
        "action": action,
        "about": about,
        "camera": camera,
        "why": why,
    }
    return Put(Row(KIND, timed_id(now), value, expires=now + KEPT))


def entry_of(kept: Kept) -> Entry:
    """An entry as it was read."""
    value = {**kept.value}
    return Entry(kept.row.key, datetime.fromisoformat(value.pop("at")), **value)
