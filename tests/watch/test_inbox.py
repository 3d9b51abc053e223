"""The inbox of unknown faces: put together, named with consent, dismissed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

from tests.gallery.makers import OPERATOR, START, Clock
from tests.people_folders import photos
from tests.watch.watching import recognizer
from visage.errors import (
    BadParameter,
    ConsentMissing,
    IdempotencyConflict,
    PersonExists,
    ProfileMismatch,
    UnknownCollection,
    UnknownPerson,
    UnknownSighting,
    VisageError,
)
from visage.gallery.audit import Caller
from visage.gallery.collections import NewCollection
from visage.gallery.consent import Consent
from visage.gallery.memory import MemoryGallery
from visage.gallery.people import NewPerson
from visage.gallery.pictures import chosen, shown_in
from visage.gallery.probes import Probe
from visage.gallery.vectors import unit
from visage.watch import inbox as inboxes
from visage.watch import trail, unknown
from visage.watch.inbox import Unknown
from visage.watch.sqlite import SqliteTable
from visage.watch.table import Change, Put, Table
from visage.watch.unknown import UnknownFace
from visage.watch.vectors import as_text

CONSENT = Consent("Eileen", "to open the door", START)
EILEEN = NewPerson("Eileen", "eileen", {}, CONSENT)
STAFF = "staff"
KEPT = timedelta(hours=8)
# Sends requests again where no answer came.
KEYED = Caller("operator", None, "key-1")


class Place:
    """An inbox, the table and the gallery that it is over, and who walks past."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.clock = clock
        self.table = SqliteTable(folder / "watch.sqlite3", clock)
        self.gallery = MemoryGallery(clock)
        self.inbox = Unknown(self.table, self.gallery, clock)

    def passes(self, name: str, way: int = 0, camera: str = "door") -> str:
        """Somebody walks past a camera, as a shipped portrait; the face's id."""
        crop = photos(name)[way]
        shown = chosen(shown_in(crop, self.gallery, recognizer()))
        self.clock.go(seconds=1)
        first = self.clock()
        track = f"{int(first.timestamp()):032x}"
        face = UnknownFace(
            id=unknown.face_id(first, track),
            camera=camera,
            track=track,
            first=first,
            last=first + timedelta(seconds=3),
            quality=shown.recognized.quality.score,
            confidence=shown.recognized.face.probability,
            box=shown.sighting.box,
            profile=shown.profile,
            vector=shown.recognized.lasting,
        )
        rows = unknown.rows_of(face, crop, first + timedelta(hours=8))
        assert self.table.write([Put(row) for row in rows])
        return face.id

    def collection(self) -> None:
        new = NewCollection(STAFF, "dlib_resnet_v1", 128)
        self.gallery.create_collection(new, OPERATOR)

    def told(self) -> list[tuple[str, str, str, str | None, str | None]]:
        """The audit trail, the oldest first."""
        entries = reversed(trail.entries(self.table, None, 1000))
        return [(e.by, e.action, e.about, e.camera, e.note) for e in entries]

    def ids(self) -> list[set[str]]:
        return [
            {face.id for face in each.faces} for each in self.inbox.inbox().clusters
        ]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path, Clock())


def test_faces_of_one_person_are_together_and_leave_in_time(place: Place) -> None:
    eileen = {place.passes("astronaut", way, f"camera-{way}") for way in range(3)}
    grace = {place.passes("grace_hopper", way) for way in range(2)}
    found = place.inbox.inbox()
    assert place.ids() == [grace, eileen]
    assert not found.more
    later = found.clusters[1]
    assert later.id == min(eileen)
    qualities = [face.quality for face in later.faces]
    assert qualities == sorted(qualities, reverse=True)
    assert later.last - later.first == timedelta(seconds=5)
    place.clock.go(hours=8)
    assert place.inbox.inbox().clusters == ()
    with pytest.raises(UnknownSighting):
        place.inbox.crop(min(eileen))


def test_the_oldest_are_left_out_where_there_are_too_many(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [place.passes("astronaut"), place.passes("grace_hopper")]
    monkeypatch.setattr(inboxes, "MOST_FACES", 1)
    found = place.inbox.inbox()
    assert found.more
    assert place.ids() == [{ids[1]}]


def test_whoever_is_named_is_known_from_then_on(place: Place) -> None:
    ids = [place.passes("astronaut", way) for way in range(2)]
    other = place.passes("grace_hopper")
    place.collection()
    named = place.inbox.name(ids, STAFF, EILEEN, OPERATOR)
    person = place.gallery.person(STAFF, "eileen")
    assert named.enrolment.person == person
    assert (person.name, person.faces, person.consent) == ("Eileen", 2, CONSENT)
    assert (named.others, named.near_duplicates) == ((), ())
    assert place.ids() == [{other}]
    subject = place.gallery.subject(STAFF, "eileen")
    assert place.told() == [
        ("operator", "unknown_named", face, "door", f"person {subject}") for face in ids
    ]
    third = photos("astronaut")[2]
    seen = chosen(shown_in(third, place.gallery, recognizer()))
    [found] = place.gallery.search_people(STAFF, [seen.probe], 1)
    assert [match.person.id for match in found.matches] == ["eileen"]
    with pytest.raises(UnknownSighting):
        place.inbox.crop(ids[0])


def test_a_name_for_somebody_who_has_one_is_reported(place: Place) -> None:
    place.collection()
    place.inbox.name([place.passes("astronaut")], STAFF, EILEEN, OPERATOR)
    again = place.passes("astronaut", 1)
    twin = NewPerson("Ellen", "ellen", {}, CONSENT)
    named = place.inbox.name([again], STAFF, twin, OPERATOR)
    assert [each.person.id for each in named.others] == ["eileen"]
    same = place.passes("astronaut")  # the very picture that Eileen was named by
    more = NewPerson("Eileen", "eileen", {}, CONSENT, if_exists="add")
    third = place.inbox.name([same], STAFF, more, OPERATOR)
    assert [each.existing for each in third.enrolment.faces] == [True]
    assert [each.person.id for each in third.others] == ["ellen"]


@pytest.mark.parametrize(
    ("person", "collection", "error"),
    [
        (NewPerson("Eileen", "eileen"), STAFF, ConsentMissing),
        (NewPerson("Grace", "grace", {}, CONSENT), STAFF, PersonExists),
        (EILEEN, "elsewhere", UnknownCollection),
    ],
)
def test_what_the_gallery_refuses_stays_in_the_inbox(
    place: Place, person: NewPerson, collection: str, error: type[VisageError]
) -> None:
    place.collection()
    grace = NewPerson("Grace", "grace", {}, CONSENT)
    place.gallery.enrol(STAFF, [], grace, OPERATOR)
    face = place.passes("astronaut")
    with pytest.raises(error):
        place.inbox.name([face], collection, person, OPERATOR)
    assert place.ids() == [{face}]
    assert place.told() == []


@pytest.mark.parametrize("ids", [[], ["a", "a"], [f"{n}" for n in range(100)]])
def test_so_many_faces_are_named_at_once(place: Place, ids: Sequence[str]) -> None:
    with pytest.raises(BadParameter, match="1 to 99 can, each of them once"):
        place.inbox.name(ids, STAFF, EILEEN, OPERATOR)


def test_who_is_dismissed_is_gone_and_dismissing_again_does_nothing(
    place: Place,
) -> None:
    ids = [place.passes("astronaut", way) for way in range(2)]
    assert place.inbox.dismiss(ids, "guard") == 2
    assert place.inbox.dismiss(ids, "guard") == 0
    assert place.ids() == []
    assert place.table.rows(unknown.CROP) == []
    assert place.told() == [
        ("guard", "unknown_dismissed", face, "door", None) for face in ids
    ]


@pytest.mark.parametrize("by", [OPERATOR, KEYED])
@pytest.mark.parametrize("had", [None, 0, 1])
def test_who_comes_second_names_nobody(
    place: Place, monkeypatch: pytest.MonkeyPatch, by: Caller, had: int | None
) -> None:
    """The person stays as they were, if they were there, without faces too."""
    place.collection()
    if had is not None:
        place.gallery.enrol(STAFF, [], EILEEN, OPERATOR)
    more = replace(EILEEN, if_exists="add")
    if had:
        place.inbox.name([place.passes("astronaut", 1)], STAFF, more, OPERATOR)
    before = place.gallery.people(STAFF).items
    face = place.passes("astronaut")
    enrol = place.gallery.enrol

    def late(*given: Any) -> Any:
        place.inbox.dismiss([face], "guard")
        return enrol(*given)

    monkeypatch.setattr(place.gallery, "enrol", late)
    with pytest.raises(UnknownSighting):
        place.inbox.name([face], STAFF, more, by)
    assert place.gallery.people(STAFF).items == before


class Interrupted:
    """The table, where something happens right before a change is written."""

    def __init__(self, table: Table, nth: int, act: Callable[[], object]) -> None:
        self._table, self._left, self._act = table, nth, act

    def __getattr__(self, name: str) -> Any:
        return getattr(self._table, name)

    def write(self, changes: Sequence[Change]) -> bool:
        self._left -= 1
        if self._left == 0:
            self._act()
        return self._table.write(changes)


def copies(place: Place, count: int) -> list[str]:
    """So many unknown faces, which look all the same and are of different pictures."""
    first = place.passes("astronaut")
    face, crop = place.inbox.faces([first])[0], place.inbox.crop(first)
    made = [first]
    for number in range(1, count):
        new = replace(face, id=f"{face.id[:-4]}{number:04x}")
        rows = unknown.rows_of(new, crop + bytes([number]), new.first + KEPT)
        assert place.table.write([Put(row) for row in rows])
        made.append(new.id)
    return made


def interrupted(place: Place, nth: int, act: Callable[[], object]) -> Unknown:
    table = cast(Table, Interrupted(place.table, nth, act))
    return Unknown(table, place.gallery, place.clock)


@pytest.mark.parametrize("nth", [1, 2])
def test_of_faces_that_somebody_has_dismissed_meanwhile_the_others_are(
    place: Place, nth: int
) -> None:
    """Those that are dismissed are counted, also of several changes."""
    ids = copies(place, 70)
    other = place.inbox
    slow = interrupted(place, nth, lambda: other.dismiss([ids[40]], "guard 2"))
    assert slow.dismiss(ids, "guard 1") == 69
    assert place.ids() == []
    by = [each[0] for each in place.told()]
    assert (by.count("guard 1"), by.count("guard 2")) == (69, 1)
    assert place.table.rows(unknown.CROP) == []


@pytest.mark.parametrize("count", [3, 70])
@pytest.mark.parametrize("place_of", [0, -1])
def test_all_faces_are_named_or_none(place: Place, count: int, place_of: int) -> None:
    ids = copies(place, count)
    gone = ids[place_of]
    place.collection()
    slow = interrupted(place, 1, lambda: place.inbox.dismiss([gone], "guard"))
    with pytest.raises(UnknownSighting):
        slow.name(ids, STAFF, EILEEN, OPERATOR)
    assert place.gallery.people(STAFF).items == ()
    left = [each.row.key for each in place.table.rows(unknown.KIND)]
    assert left == sorted({*ids} - {gone})
    assert len(place.table.rows(unknown.CROP)) == count - 1
    assert [each[0] for each in place.told()] == ["guard"]
    place.inbox.name(left, STAFF, EILEEN, OPERATOR)
    assert place.gallery.person(STAFF, "eileen").faces == count - 1
    assert place.table.rows(unknown.CROP) == []
    assert [each[0] for each in place.told()] == ["guard", *["operator"] * (count - 1)]


def test_a_naming_that_is_sent_again_is_answered_again(place: Place) -> None:
    """Though its faces have left the inbox; also what else they look like."""
    place.collection()
    place.inbox.name([place.passes("astronaut", 2)], STAFF, EILEEN, OPERATOR)
    ids = [place.passes("astronaut", way) for way in range(2)]
    twin = NewPerson("Ellen", "ellen", {}, CONSENT)
    first = place.inbox.name(ids, STAFF, twin, KEYED)
    told = place.told()
    assert [each.person.id for each in first.others] == ["eileen"]
    assert place.inbox.name(ids, STAFF, twin, KEYED) == first
    assert place.gallery.collection(STAFF).faces == 3
    assert place.told() == told
    for asked in ((ids[:1], STAFF, twin), (ids, STAFF, replace(twin, name="Else"))):
        with pytest.raises(IdempotencyConflict):
            place.inbox.name(*asked, KEYED)
    for caller in (OPERATOR, replace(KEYED, name="another")):
        with pytest.raises(UnknownSighting):
            place.inbox.name(ids, STAFF, twin, caller)
    place.clock.go(days=1)
    with pytest.raises(UnknownSighting):
        place.inbox.name(ids, STAFF, twin, KEYED)


def test_a_naming_that_is_sent_again_after_an_erasure(place: Place) -> None:
    place.collection()
    face = place.passes("astronaut")
    place.inbox.name([face], STAFF, EILEEN, KEYED)
    place.gallery.erase_person(STAFF, "eileen", OPERATOR, suppress=False)
    with pytest.raises(UnknownPerson, match="has been erased"):
        place.inbox.name([face], STAFF, EILEEN, KEYED)
    assert place.gallery.people(STAFF).items == ()


def test_a_naming_that_is_sent_twice_at_once_is_carried_out_once(place: Place) -> None:
    place.collection()
    ids = copies(place, 99)
    answers = []
    other = place.inbox
    slow = interrupted(
        place, 1, lambda: answers.append(other.name(ids, STAFF, EILEEN, KEYED))
    )
    answers.append(slow.name(ids, STAFF, EILEEN, KEYED))
    assert answers[0] == answers[1]
    assert place.gallery.person(STAFF, "eileen").faces == 99
    assert [each[1] for each in place.told()] == ["unknown_named"] * 99


def test_faces_of_several_embedders_are_no_one_person(place: Place) -> None:
    ids = [place.passes("astronaut"), place.passes("astronaut", 1)]
    kept = place.table.get(unknown.KIND, ids[1])
    assert kept is not None
    value = {
        **kept.value,
        "profile": "ours",
        "vector": as_text(unit(np.ones(512, np.float32))),
    }
    assert place.table.write([Put(replace(kept.row, value=value), over=kept)])
    with pytest.raises(ProfileMismatch, match=r"\(dlib_resnet_v1, ours\)"):
        place.inbox.name(ids, STAFF, EILEEN, OPERATOR)
    assert len(place.table.rows(unknown.KIND)) == 2


def test_faces_of_an_embedder_that_was_never_measured_stay_alone(
    place: Place,
) -> None:
    ids = [place.passes("astronaut"), place.passes("astronaut")]
    for each in ids:
        kept = place.table.get(unknown.KIND, each)
        assert kept is not None
        row = kept.row
        value = {**row.value, "profile": "ours"}
        changed = type(row)(row.kind, row.key, value, None, row.expires)
        assert place.table.write([Put(changed, over=kept)])
    assert sorted(map(sorted, place.ids())) == [[each] for each in ids]


def test_the_vector_that_was_kept_is_the_one_that_is_enrolled(place: Place) -> None:
    face = place.passes("astronaut")
    [kept] = place.inbox.faces([face])
    place.collection()
    named = place.inbox.name([face], STAFF, EILEEN, OPERATOR)
    ids = [each.face.id for each in named.enrolment.faces]
    [vector] = place.gallery.vectors(STAFF, ids).values()
    assert vector.tobytes() == kept.vector.tobytes()
    probe = Probe(kept.vector, kept.profile)
    [found] = place.gallery.search_people(STAFF, [probe], 1)
    assert found.matches[0].similarity == pytest.approx(1)
    assert isinstance(kept.first, datetime)
