"""Cameras: whom each looks for, how long a visit lasts there, and what it has sent.

A camera is known from its first message on, one in a browser from the first frame that
shows a face. It looks in the default collection until
an administrator says otherwise, and always in that of the watch list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from visage.errors import UnknownCamera
from visage.settings import settings
from visage.watch import trail
from visage.watch.table import Change, Kept, Put, Row, Table, every, settled

KIND = "camera"
VISIT_MINUTES = 10.0
LONGEST_VISIT = 24 * 60.0


@dataclass(frozen=True)
class Camera:
    """A camera. Where `collections` is None, it looks in the default one.

    `last` is when the newest look was taken that it has sent, `events` how many
    messages there were, and how many faces in the frames of a browser.
    """

    name: str
    label: str | None = None
    collections: tuple[str, ...] | None = None
    visit_minutes: float = VISIT_MINUTES
    last: datetime | None = None
    events: int = 0

    @property
    def searched(self) -> tuple[str, ...]:
        """The collections that are searched for its faces, the watch list's last."""
        said = self.collections
        chosen = (settings().collection,) if said is None else said
        wanted = settings().watchlist
        return (*(each for each in chosen if each != wanted), wanted)

    def put(self, over: Kept | None) -> Put:
        """What writes the camera over the row that was read."""
        value: dict[str, Any] = {
            "label": self.label,
            "collections": None if self.collections is None else list(self.collections),
            "visit_minutes": self.visit_minutes,
            "last": self.last.isoformat() if self.last else None,
            "events": self.events,
        }
        return Put(Row(KIND, self.name, value), over=over)

    @classmethod
    def of(cls, name: str, kept: Kept | None) -> Camera:
        """The camera of a row; a new one where there is none."""
        if kept is None:
            return cls(name)
        value = kept.value
        collections, last = value["collections"], value["last"]
        return cls(
            name,
            value["label"],
            None if collections is None else tuple(collections),
            value["visit_minutes"],
            datetime.fromisoformat(last) if last else None,
            value["events"],
        )


@dataclass(frozen=True)
class CameraChanges:
    """What is said anew of a camera; None leaves it as it is."""

    label: str | None = None
    collections: tuple[str, ...] | None = None
    visit_minutes: float | None = None


def cameras(table: Table) -> list[Camera]:
    """Every camera by name."""
    return [Camera.of(each.row.key, each) for each in every(table, KIND)]


def change(
    table: Table, name: str, said: CameraChanges, by: str, now: datetime
) -> Camera:
    """Say something of a camera anew. Raises UnknownCamera."""

    def attempt() -> tuple[Sequence[Change], Camera]:
        kept = table.get(KIND, name)
        if kept is None:
            raise UnknownCamera(
                f"There is no camera {name} yet: it is known from its first message "
                "on, one in a browser from the first frame that shows a face."
            )
        was = Camera.of(name, kept)
        changed = Camera(
            name,
            was.label if said.label is None else said.label,
            was.collections if said.collections is None else said.collections,
            was.visit_minutes if said.visit_minutes is None else said.visit_minutes,
            was.last,
            was.events,
        )
        audit = trail.entry(now, by, "camera_changed", name, camera=name)
        return [changed.put(kept), audit], changed

    return settled(attempt, table)
