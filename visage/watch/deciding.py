"""What follows from the looks of one message: the rows that it changes.

Everything is read from the table, decided, and left as changes that are written all or
none. Where somebody else has written in between, it is decided anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np

from visage.errors import NotInGallery
from visage.gallery.people import Person
from visage.gallery.protocol import Gallery
from visage.gallery.rules import timed_id
from visage.gallery.vectors import Floats, template
from visage.settings import settings
from visage.watch import accounts, cameras, tracks, trail, unknown, visits, votes
from visage.watch.alerts import (
    CROP,
    KIND,
    Alert,
    AlertCase,
    AlertNotice,
    AlertPerson,
    AlertVisit,
    KeptAlert,
    new_rows,
)
from visage.watch.cameras import Camera
from visage.watch.cases import REFERENCE, active_case
from visage.watch.keys import within
from visage.watch.seen import Seen
from visage.watch.table import Change, Kept, Put, Row, Table
from visage.watch.tracks import Track
from visage.watch.untold import untold
from visage.watch.vectors import as_text
from visage.watch.visits import Visit
from visage.watch.votes import Look, Verdict

# A message that comes so long after its looks is late: a camera was cut off.
LATE = timedelta(minutes=1)
# A face of nobody known is kept where so many looks of this quality were taken for
# nobody: from less, nobody could be named later.
UNKNOWN_LOOKS = 2
UNKNOWN_QUALITY = 0.4


@dataclass(frozen=True)
class Met:
    """The looks of one message at a face, each with the face that it is of.

    `first` and `last` are when the first and the last of its crops were taken.
    """

    camera: str
    track: str
    faces: Sequence[tuple[Look, Seen]]
    first: datetime
    last: datetime


class Deciding:
    """Decides on one message: its `changes`, and the ids of what is new."""

    def __init__(
        self, table: Table, gallery: Gallery, met: Met, now: datetime, *, asks: bool
    ) -> None:
        self._table = table
        self._gallery = gallery
        self._met = met
        self._now = now
        self._asks = asks
        self.changes: list[Change] = []
        self.alerts: list[str] = []
        self.unknown: list[str] = []

    def decide(self) -> None:
        met = self._met
        kept = self._table.get(cameras.KIND, met.camera)
        camera = Camera.of(met.camera, kept)
        key = tracks.key(met.camera, met.track)
        followed = self._table.get(tracks.KIND, key)
        track = Track.of(followed) if followed else Track(met.first, met.last)
        track = track.seen([look for look, _ in met.faces], met.first, met.last)
        for collection in camera.searched:
            track = self._decided(camera, track, collection)
        track = self._as_unknown(track)
        last = max(camera.last or met.last, met.last)
        camera = replace(camera, last=last, events=camera.events + 1)
        self.changes += [track.put(key, self._now, followed), camera.put(kept)]

    # Whom the track is taken for, and whether that is a new visit.

    def _decided(self, camera: Camera, track: Track, collection: str) -> Track:
        verdict = votes.decide(track.looks, collection)
        person = track.decided.get(collection) or (verdict.person if verdict else None)
        if person is None:
            return track
        is_new = collection not in track.decided
        first = track.first if is_new else self._met.first
        key = visits.key(camera.name, collection, person)
        kept = self._table.get(visits.KIND, key)
        of_them = verdict if verdict and verdict.person == person else None
        there = visits.visits_of(kept, of_them.since if of_them else None)
        pause = timedelta(minutes=camera.visit_minutes)
        visit = visits.visited(there, first, self._met.last, pause)
        if visit is not None:
            others = [each for each in there if each.alert != visit.alert]
            self._extend(visit)
        else:
            made = self._alert(of_them, collection, first)
            if made is None:
                return track
            visit, others = made, there
        self.changes.append(visits.put(key, [*others, visit], self._now, kept))
        return replace(track, decided={**track.decided, collection: person})

    def _extend(self, visit: Visit) -> None:
        """Write into the alert of a visit how long it lasts."""
        kept = self._table.get(KIND, visit.alert)
        if kept is None:
            return
        found = KeptAlert.of(kept)
        span = AlertVisit(first=visit.first, last=visit.last)
        if found.alert.visit != span:
            alert = found.alert.model_copy(update={"visit": span})
            self.changes.append(found.changed(alert))

    def _alert(
        self, verdict: Verdict | None, collection: str, first: datetime
    ) -> Visit | None:
        """Make an alert, and the visit that it is of; None where there is no ground."""
        agreeing = [
            (look, face)
            for look, face in self._met.faces
            if verdict and look in verdict.agreeing
        ]
        if verdict is None or not agreeing:
            return None
        try:
            known = self._gallery.person(collection, verdict.person)
        except NotInGallery:  # erased since the search
            return None
        if known.created != verdict.since:  # replaced since the search
            return None
        if collection == settings().watchlist and self._case(known.id) is None:
            return None
        look, face = max(agreeing, key=lambda each: each[0].quality)
        visit = Visit(first, self._met.last, timed_id(self._now))
        alert = self._described(verdict, collection, known, look, visit)
        shown = template_of([each for _, each in agreeing])
        self._write(alert, face, shown)
        return visit

    def _described(
        self,
        verdict: Verdict,
        collection: str,
        known: Person,
        look: Look,
        visit: Visit,
    ) -> Alert:
        wanted = collection == settings().watchlist
        vote = look.votes[collection]
        person = AlertPerson.of(known)
        asks = self._asks and not wanted
        return Alert(
            id=visit.alert,
            kind="watchlist" if wanted else "customer",
            state="candidate",
            camera=self._met.camera,
            track=self._met.track,
            collection=collection,
            person=person,
            similarity=vote.similarity,
            far=vote.far,
            votes=len(verdict.agreeing),
            looks=verdict.looks,
            taken=look.taken,
            created=self._now,
            visit=AlertVisit(first=visit.first, last=visit.last),
            late=self._now - look.taken >= LATE,
            account=accounts.account_of(person) if asks else None,
            case=self._case(known.id) if wanted else None,
            has_reference=wanted and self._has_reference(known.id),
            decision=None,
            notice=AlertNotice(),
        )

    def _case(self, person: str) -> AlertCase | None:
        """The case that somebody on the watch list is looked for in, if it is now."""
        case = active_case(self._table, person, self._now)
        if case is None:
            return None
        return AlertCase(id=case.id, note=case.note, expires=case.expires)

    def _has_reference(self, case: str) -> bool:
        return bool(self._table.rows(REFERENCE, prefix=within(case), limit=1))

    def _write(self, alert: Alert, face: Seen, shown: Floats) -> None:
        expires = self._now + timedelta(days=settings().keep_alerts)
        value = {"vector": as_text(shown), "profile": face.profile}
        crop = Row(CROP, alert.id, value, face.crop, expires)
        self.changes += new_rows(alert, face.sighting, crop, expires)
        self.changes.append(
            trail.entry(
                self._now,
                f"camera {alert.camera}",
                "alert_made",
                alert.id,
                camera=alert.camera,
            )
        )
        self.changes.append(untold("alert", alert.id, self._now))
        if alert.account is not None:
            self.changes.append(accounts.to_ask(alert.id, self._now))
        self.alerts.append(alert.id)

    # Faces of nobody known.

    def _as_unknown(self, track: Track) -> Track:
        kept = self._table.get(unknown.KIND, track.unknown) if track.unknown else None
        if track.decided:
            self.changes += unknown.drops_of(track.unknown) if track.unknown else ()
            return replace(track, unknown=None)
        if track.unknown is None:
            return self._new_unknown(track)
        if kept is not None:  # not named, dismissed or expired meanwhile
            self._better_unknown(track, kept)
        return track

    def _new_unknown(self, track: Track) -> Track:
        good = [
            look
            for look in track.looks
            if not look.votes and look.quality >= UNKNOWN_QUALITY
        ]
        best = self._best_of_nobody()
        if len(good) < UNKNOWN_LOOKS or best is None:
            return track
        key = unknown.face_id(track.first, self._met.track)
        if self._table.get(unknown.KIND, key) is None:
            expires = self._now + timedelta(hours=settings().keep_unknown)
            face = self._unknown_face(key, track, best)
            rows = unknown.rows_of(face, best.crop, expires)
            self.changes += [Put(row, anyway=True) for row in rows]
            self.changes.append(untold("unknown", key, self._now))
            self.unknown.append(key)
        return replace(track, unknown=key)

    def _better_unknown(self, track: Track, kept: Kept) -> None:
        """Write how long the face was there, and a better look at it."""
        best, was = self._best_of_nobody(), unknown.face_of(kept)
        expires = kept.row.expires or self._now
        if best is not None and best.quality > was.quality:
            better = self._unknown_face(was.id, track, best)
            about, crop = unknown.rows_of(better, best.crop, expires)
            self.changes.append(Put(crop, anyway=True))
        else:
            longer = replace(was, first=track.first, last=track.last)
            about, _ = unknown.rows_of(longer, b"", expires)
        self.changes.append(Put(about, over=kept))

    def _best_of_nobody(self) -> Seen | None:
        nobody = [face for look, face in self._met.faces if not look.votes]
        return max(nobody, key=lambda face: face.quality, default=None)

    def _unknown_face(self, key: str, track: Track, best: Seen) -> unknown.UnknownFace:
        return unknown.UnknownFace(
            id=key,
            camera=self._met.camera,
            track=self._met.track,
            first=track.first,
            last=track.last,
            quality=round(best.quality, 4),
            confidence=round(best.confidence, 4),
            box=best.sighting.box,
            profile=best.profile,
            vector=best.vector,
        )


def template_of(faces: Sequence[Seen]) -> Floats:
    """The unit vector of several looks at one face, (dimension,)."""
    return template(np.stack([face.vector for face in faces]))
