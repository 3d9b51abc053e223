"""Visits: a person at a camera, from the first look to the last.

Looks that are closer in time than a visit's pause are of one visit, whatever the order
in which their messages come: a camera that was cut off sends what it saw hours later.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from visage.gallery.rules import time_in_id
from visage.watch.keys import joined
from visage.watch.table import Kept, Put, Row

KIND = "visit"
# As long as messages that come late are taken, and an hour more.
KEPT = timedelta(hours=25)


@dataclass(frozen=True)
class Visit:
    """One visit, and the alert that was made for it.

    Where the alert was rejected, somebody else was there: then it is not extended.
    """

    first: datetime
    last: datetime
    alert: str
    rejected: bool = False

    def is_near(self, first: datetime, last: datetime, pause: timedelta) -> bool:
        """Whether looks of this span belong to the visit."""
        return self.first - pause <= last and first <= self.last + pause

    def is_since(self, enrolled: datetime) -> bool:
        """Whether it is a visit of a person who was enrolled at a moment."""
        return time_in_id(enrolled) <= self.alert

    def extended(self, first: datetime, last: datetime) -> Visit:
        if self.rejected:
            return self
        return replace(self, first=min(self.first, first), last=max(self.last, last))

    def as_json(self) -> dict[str, Any]:
        return {
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "alert": self.alert,
            "rejected": self.rejected,
        }

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> Visit:
        first, last = (datetime.fromisoformat(value[key]) for key in ("first", "last"))
        return cls(first, last, value["alert"], value["rejected"])


def key(camera: str, collection: str, person: str) -> str:
    """The key of a person's visits at a camera."""
    return joined(camera, collection, person)


def visits_of(kept: Kept | None, since: datetime | None = None) -> list[Visit]:
    """The recent visits of a row; none where there is no row.

    With `since`, those of the person who was enrolled then, and not of one before.
    """
    found = [Visit.of(each) for each in kept.value["visits"]] if kept else []
    return [each for each in found if since is None or each.is_since(since)]


def put(key: str, visits: Sequence[Visit], now: datetime, over: Kept | None) -> Put:
    """What writes the visits that are recent over those that were read."""
    recent = [each.as_json() for each in visits if each.last > now - KEPT]
    return Put(Row(KIND, key, {"visits": recent}, None, now + KEPT), over=over)


def visited(
    visits: Sequence[Visit], first: datetime, last: datetime, pause: timedelta
) -> Visit | None:
    """The visit that looks of a span belong to, extended by them; None for a new one.

    Where they belong to several, it is the first of those.
    """
    near = [each for each in visits if each.is_near(first, last, pause)]
    near.sort(key=lambda each: (each.rejected, each.first))
    return near[0].extended(first, last) if near else None
