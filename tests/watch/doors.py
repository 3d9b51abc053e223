"""A camera at a door, for tests: real faces of the portraits, sent as agents send them.

The crops of a portrait are made and looked at once a process, as that takes the time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image

from tests.conftest import portrait
from tests.gallery.makers import Clock
from tests.watch.watching import portrait_face, recognizer
from visage.gallery.audit import Caller
from visage.gallery.collections import NewCollection
from visage.gallery.consent import Consent, ConsentPolicy
from visage.gallery.people import IfExists, NewPerson
from visage.gallery.sqlite.gallery import SqliteGallery
from visage.geometry import Box
from visage.pictures.photo import Photo
from visage.watch.alerts import Alert, Alerts, Asked
from visage.watch.announcer import Announcer
from visage.watch.cases import Order
from visage.watch.crops import cut
from visage.watch.customers.account import Customers
from visage.watch.events import Crop, TrackEvent, new_id
from visage.watch.judging import Judge
from visage.watch.sqlite import SqliteTable
from visage.watch.table import Table
from visage.watch.untold import Happened
from visage.watch.watching import Taken, Watcher
from visage.watch.watchlist import WatchList

ME = Caller("the desk")
ADA, GRACE = "astronaut", "grace_hopper"
POLICY = ConsentPolicy("the operator", "to know customers at the door")


@cache
def look(name: str, number: int) -> tuple[bytes, Box, tuple[int, int]]:
    """A portrait's face, smaller with each number: the crop, and where it was."""
    whole = Image.fromarray(portrait(name))
    scale = 0.5 - 0.04 * number
    size = round(whole.width * scale), round(whole.height * scale)
    frame = np.asarray(whole.resize(size))
    box = recognizer().finder.find(Photo.of(frame)).faces[0].box
    return cut(frame, box), box, size


def crop(name: str, number: int, taken: datetime) -> Crop:
    image, box, (width, height) = look(name, number)
    return Crop(
        taken=taken,
        quality=0.8,
        left=box.left,
        top=box.top,
        right=box.right,
        bottom=box.bottom,
        frame_width=width,
        frame_height=height,
        image=image,
    )


def event(
    name: str,
    taken: datetime,
    *,
    looks: Sequence[int] = (0, 1, 2),
    camera: str = "door",
    track: str | None = None,
    part: int = 0,
) -> TrackEvent:
    """A message about somebody whose looks end at a moment."""
    crops = [
        crop(name, number, taken - timedelta(seconds=0.1) * place)
        for place, number in enumerate(looks)
    ]
    return TrackEvent(
        version=1,
        event=new_id(),
        camera=camera,
        track=track or new_id(),
        part=part,
        crops=tuple(crops),
    )


@dataclass
class Heard:
    """Hears what is announced."""

    said: list[tuple[Happened, tuple[str, ...]]] = field(default_factory=list)

    def announce(self, kind: Happened, ids: Sequence[str]) -> None:
        self.said.append((kind, tuple(ids)))


class Door:
    """A gallery, a table and a watcher of one camera, with a clock that obeys."""

    def __init__(
        self,
        folder: Path,
        customers: Customers | None = None,
        announcer: Announcer | None = None,
        table: Callable[[Clock], Table] | None = None,
    ) -> None:
        self.clock = Clock()
        self.gallery = SqliteGallery(folder / "gallery.sqlite3", self.clock)
        self.table: Table = (
            table(self.clock)
            if table
            else SqliteTable(folder / "watch.sqlite3", self.clock)
        )
        self.heard = Heard()
        self.watcher = Watcher(
            self.table,
            self.gallery,
            recognizer(),
            announcer or self.heard,
            customers,
            self.clock,
        )
        self.judge = Judge(self.table, self.gallery, self.heard, self.clock)
        self.shown = Alerts(self.table, self.gallery)

    def enrol(
        self,
        name: str,
        person: str = "ada",
        collection: str = "people",
        *,
        consent: Consent | None = None,
        metadata: dict[str, str] | None = None,
        if_exists: IfExists = "refuse",
    ) -> None:
        """Enrol whom a portrait shows."""
        profile = recognizer().embedder.profile
        if collection not in [each.name for each in self.gallery.collections().items]:
            new = NewCollection(collection, profile.name, profile.dimension, POLICY)
            self.gallery.create_collection(new, ME)
        _, face = portrait_face(name, self.gallery)
        who = NewPerson(person.title(), person, metadata or {}, consent, if_exists)
        self.gallery.enrol(collection, [face.new_face()], who, ME)

    def want(self, name: str, case: str = "C-1", days: float = 30) -> None:
        """Put whom a portrait shows on the watch list."""
        wanted = WatchList(self.table, self.gallery, self.clock)
        expires = self.clock() + timedelta(days=days)
        wanted.enable(Order(case, "missing since Monday", expires, "A. B."), "officer")
        photo, face = portrait_face(name, self.gallery)
        wanted.add(case, photo, face, ME, thresholds=None)

    def sees(self, name: str, **about: object) -> Taken:
        """The camera sends a message about somebody who is there now."""
        return self.watcher.take(event(name, self.clock(), **about))  # type: ignore[arg-type]

    @property
    def alerts(self) -> list[Alert]:
        """Every alert that is shown, the oldest first."""
        found, after = self.shown.page(Asked(), None, 1000)
        assert after is None
        return found[::-1]

    def count(self, kind: str) -> int:
        return len(self.table.rows(kind))
