"""Takes what cameras tell: who was seen, whether that is new, and whom to tell of it.

The faces of a message are found and looked up first. Then one change writes all that
follows from them: that the message was taken, the track's votes, visits, alerts with
their crops, and faces of nobody known. So a crash loses nothing, a message that comes
twice is taken once, and several functions that take the messages of a visit at the same
time make one alert.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from visage.gallery.protocol import Gallery
from visage.gallery.rules import Clock, utc_now
from visage.recognition.recognizer import Recognizer
from visage.watch import accounts
from visage.watch.announcer import Announcer
from visage.watch.cameras import KIND as CAMERA
from visage.watch.cameras import Camera
from visage.watch.customers.account import Customers
from visage.watch.deciding import Deciding, Met
from visage.watch.events import TrackEvent
from visage.watch.impostors import Impostors
from visage.watch.seen import Lookup, Seen, seen_in
from visage.watch.table import Change, Put, Row, Table, settled

KIND = "event"
# Messages that are older are not taken. The ids of those that were are kept longer than
# the messages could come again.
OLDEST = timedelta(hours=24)
KEPT = timedelta(hours=25)
# The id of a message of the future, whose camera has a wrong clock, is kept for so much
# longer at most.
FUTURE = timedelta(days=30)
# Seconds that an alert waits for the account that it is to be told with.
PATIENCE = 0.3


@dataclass(frozen=True)
class Taken:
    """What became of a message: `known` where it had been taken before.

    `old` where it is too old to be taken. `faces` are its crops that showed a face;
    `alerts` the ids of the alerts that were made for it.
    """

    state: Literal["taken", "known", "old"]
    alerts: tuple[str, ...] = ()
    faces: int = 0
    unknown: tuple[str, ...] = field(default=(), repr=False)


class Watcher:
    """Takes messages of cameras. Raises GalleryUnreachable, WatchUnreachable, …"""

    def __init__(
        self,
        table: Table,
        gallery: Gallery,
        recognizer: Recognizer,
        announcer: Announcer,
        customers: Customers | None = None,
        clock: Clock = utc_now,
    ) -> None:
        self.table = table
        self.gallery = gallery
        self.recognizer = recognizer
        self._announcer = announcer
        self._customers = customers
        self.clock = clock
        self._lookup = Lookup(gallery, Impostors(table), recognizer)

    def take(self, event: TrackEvent) -> Taken:
        """Take a message. Raises ModelMissing or WrongEmbedder, and takes nothing."""
        now = self.clock()
        if known := self._known(event.event):
            return known
        if event.last_taken <= now - OLDEST:
            return Taken("old")
        faces = seen_in(event.crops, self.recognizer, self.gallery, now)
        moments = [min(crop.taken, now) for crop in event.crops]
        return self.meet(
            event.event,
            event.camera,
            event.track,
            faces,
            (min(moments), max(moments)),
            KEPT + min(max(event.last_taken - now, timedelta()), FUTURE),
        )

    def meet(
        self,
        event: str | None,
        camera: str,
        track: str,
        faces: Sequence[Seen],
        span: tuple[datetime, datetime],
        remembered: timedelta = KEPT,
    ) -> Taken:
        """Take the looks at one face, from the first to the last moment of the span.

        Those of no event are taken as often as they come.
        """
        searched = Camera.of(camera, self.table.get(CAMERA, camera)).searched
        looks = self._lookup.looks(faces, searched)
        met = Met(camera, track, tuple(zip(looks, faces, strict=True)), *span)

        def attempt() -> tuple[Sequence[Change], Taken]:
            return self._attempt(event, met, remembered)

        taken = settled(attempt, self.table)
        if taken.state == "taken":
            self._tell(taken)
        return taken

    def _known(self, event: str | None) -> Taken | None:
        kept = self.table.get(KIND, event) if event else None
        return Taken("known", tuple(kept.value["alerts"])) if kept else None

    def _attempt(
        self, event: str | None, met: Met, remembered: timedelta
    ) -> tuple[Sequence[Change], Taken]:
        if known := self._known(event):
            return [], known
        now = self.clock()
        deciding = Deciding(
            self.table, self.gallery, met, now, asks=self._customers is not None
        )
        deciding.decide()
        changes = list(deciding.changes)
        if event:
            value = {"alerts": deciding.alerts}
            changes.append(Put(Row(KIND, event, value, None, now + remembered)))
        taken = Taken(
            "taken",
            tuple(deciding.alerts),
            len(met.faces),
            tuple(deciding.unknown),
        )
        return changes, taken

    def _tell(self, taken: Taken) -> None:
        for alert in taken.alerts:
            self._tell_of(alert)
        if taken.unknown:
            self._announcer.announce("unknown", taken.unknown)

    def _tell_of(self, alert: str) -> None:
        """Tell of an alert with its account; without, where that takes long."""
        if self._customers is None:
            self._announcer.announce("alert", [alert])
            return
        with ThreadPoolExecutor(1) as thread:
            asked = thread.submit(
                accounts.ask, self.table, self._customers, alert, self.clock()
            )
            finished, _ = wait([asked], timeout=PATIENCE)
            self._announcer.announce("alert", [alert])
            if asked.result() and not finished:
                self._announcer.announce("alert", [alert])
