"""The watch list: enable a case, add pictures to it, end it.

A case lies in two places: its row and pictures in the table, the person and the faces
in the gallery. What widens a search is written into the table first and what narrows it
is not undone by a crash: cameras find nobody unless both say so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from visage.errors import (
    CaseClosed,
    CaseFull,
    CollectionExists,
    Suppressed,
    UnknownCase,
    UnknownCollection,
    UnknownFace,
    UnknownPerson,
)
from visage.gallery.audit import Caller
from visage.gallery.collections import NewCollection
from visage.gallery.consent import Consent
from visage.gallery.people import NewPerson, PersonChanges
from visage.gallery.pictures import PictureEnrolment, Shown, enrol
from visage.gallery.thresholds import PeopleTable
from visage.pictures.photo import Photo
from visage.recognition.recognizer import finest
from visage.watch import cases, trail
from visage.watch.alerts import KIND as ALERT
from visage.watch.alerts import KeptAlert
from visage.watch.cases import Case, Order, Reference
from visage.watch.closing import Closing
from visage.watch.crops import cut
from visage.watch.table import Change, Put, every, settled


@dataclass(frozen=True)
class Added:
    """A picture of a case; `existing` where the case had it already."""

    case: Case
    reference: Reference
    existing: bool
    enrolment: PictureEnrolment


class WatchList(Closing):
    """Cases, over a table and a gallery."""

    def alerts(self) -> Counter[str]:
        """How many alerts are kept of each case."""
        found = (KeptAlert.of(each).alert for each in every(self.table, ALERT))
        return Counter(each.case.id for each in found if each.case)

    def enable(self, order: Order, by: str) -> Case:
        """Enable a case, or change one that is looked for. Raises BadParameter.

        A case that has expired or ended begins anew, without pictures.
        """
        now = self.clock()
        expires = order.until(now)
        assert order.case is not None
        assert order.note is not None
        new = Case(order.case, order.note, order.name or "", expires, by, now)
        if cases.active_case(self.table, new.id, now) is None:
            # Whatever is left of an earlier case of this id is not what is allowed now.
            self.erase(new.id, Caller(by))

        def attempt() -> tuple[Sequence[Change], Case]:
            kept = self.table.get(cases.KIND, new.id)
            was = Case.of(kept) if kept else None
            if was is None or was.state(now) != "active":
                told = trail.entry(now, by, "case_enabled", new.id, note=_said(new))
                return [new.put(kept), told], new
            name = was.name if order.name is None else new.name
            case = replace(was, note=new.note, name=name, expires=expires)
            told = trail.entry(now, by, "case_changed", new.id, note=_said(case))
            return [case.put(kept), told, *self._prolonged(case)], case

        case = settled(attempt, self.table)
        self._agree(case, Caller(by))
        return case

    def add(
        self,
        case: str,
        photo: Photo,
        face: Shown,
        caller: Caller,
        *,
        thresholds: PeopleTable | None,
    ) -> Added:
        """Look for a face of a photo from now on.

        Raises UnknownCase, CaseClosed, CaseFull, and what `Gallery.enrol` raises.
        """
        wanted, _ = cases.required(self.table, case, self.clock())
        _with_room(wanted)
        self._made(face, caller)
        self._agree(wanted, caller)
        person = NewPerson(
            _shown_name(wanted), case, {}, _consent(wanted), if_exists="add"
        )
        try:
            done = enrol(
                self.gallery, self.collection, face, person, caller, table=thresholds
            )
        except Suppressed as error:
            raise Suppressed(
                f"The case {case} does not take this picture. {error} Who may erase "
                f"people lifts them, for the collection {self.collection}."
            ) from error
        pixels, seen = finest(photo, face.recognized.face)
        try:
            added = self._written(case, done, cut(pixels, seen.box), caller.name)
        except (UnknownCase, CaseClosed):
            # It has ended since it was looked at: nothing stands behind the face.
            self.erase(case, caller.without_key())
            raise
        except CaseFull:
            self._erase_face(done, caller)
            raise
        self._agree(added.case, caller)
        return added

    def refuse(self, case: str, by: str, why: str) -> None:
        """Write down that a picture was not taken."""
        told = trail.entry(self.clock(), by, "picture_refused", case, note=why)
        self.table.write([told])

    def _prolonged(self, case: Case) -> list[Change]:
        """The pictures of a case under its new expiry."""
        return [
            Put(replace(each.row, expires=case.expires), over=each)
            for each in cases.references(self.table, case.id)
        ]

    def _agree(self, case: Case, caller: Caller) -> None:
        """Let the gallery's person say what the case says."""
        changes = PersonChanges(name=_shown_name(case), consent=_consent(case))
        try:
            person = self.gallery.person(self.collection, case.id)
            if (person.name, person.consent) != (changes.name, changes.consent):
                self.gallery.update_person(
                    self.collection, case.id, changes, caller.without_key()
                )
        except (UnknownCollection, UnknownPerson):
            return  # no picture has been added yet

    def _made(self, face: Shown, caller: Caller) -> None:
        """Make the collection where it is not there."""
        try:
            self.gallery.collection(self.collection)
        except UnknownCollection:
            new = NewCollection(
                self.collection, face.profile, len(face.recognized.vector)
            )
            with suppress(CollectionExists):  # someone else has just made it
                self.gallery.create_collection(new, caller.without_key())

    def _written(
        self, case: str, done: PictureEnrolment, picture: bytes, by: str
    ) -> Added:
        """Write a picture's rows, where the case is still looked for."""
        kept_face = done.enrolment.faces[0].face

        def attempt() -> tuple[Sequence[Change], Added]:
            now = self.clock()
            was, kept = cases.required(self.table, case, now)
            for each in was.pictures:
                if each.face == kept_face.id:
                    return [], Added(was, each, True, done)
            _with_room(was)
            made = Reference(
                len(was.pictures), kept_face.id, kept_face.quality, by, now
            )
            wanted = replace(was, pictures=(*was.pictures, made))
            row = cases.reference_row(wanted, made.n, picture)
            told = trail.entry(now, by, "picture_added", case, note=f"picture {made.n}")
            changes = [wanted.put(kept), Put(row, anyway=True), told]
            return changes, Added(wanted, made, False, done)

        return settled(attempt, self.table)

    def _erase_face(self, done: PictureEnrolment, caller: Caller) -> None:
        """Take back the enrolment of a picture that the case has no room for."""
        [enrolled] = done.enrolment.faces
        with suppress(UnknownCollection, UnknownFace):
            self.gallery.erase_faces(
                self.collection,
                [enrolled.face.id],
                caller.without_key(),
                suppress=False,
            )


def _consent(case: Case) -> Consent:
    return Consent(case.by, case.purpose, case.created, case.expires)


def _shown_name(case: Case) -> str:
    return case.name or case.id


def _said(case: Case) -> str:
    """What the audit says of a case: until when, and by which authority."""
    return f"until {case.expires:%Y-%m-%d %H:%M} UTC: {case.note}"


def _with_room(case: Case) -> None:
    if len(case.pictures) >= cases.MOST_PICTURES:
        raise CaseFull(
            f"The case {case.id} has {len(case.pictures)} pictures; at most "
            f"{cases.MOST_PICTURES} can be."
        )
