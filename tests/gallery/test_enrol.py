"""Conformance: enrolment, consent, and what is the same face."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pytest

from tests.gallery.makers import (
    BOX,
    DIMENSION,
    OPERATOR,
    OTHER_BOX,
    PROFILE,
    START,
    Clock,
    collection,
    consent,
    face,
    named,
    person,
    probe,
    vector,
)
from visage.errors import (
    BadParameter,
    BadVector,
    ConsentExpired,
    ConsentMissing,
    FaceExists,
    PersonExists,
    PersonFull,
    UnknownPerson,
)
from visage.gallery.consent import Consent, ConsentPolicy
from visage.gallery.faces import Enrolled, FaceRecord, NewFace, Sighting
from visage.gallery.people import MOST_FACES, NewPerson, Person
from visage.gallery.protocol import Gallery
from visage.gallery.vectors import Floats
from visage.geometry import Box

FACE = "01234567-89ab-cdef-0123-456789abcdef"
OTHER_FACE = "76543210-89ab-cdef-0123-456789abcdef"


def test_a_person_and_a_face_are_kept_as_they_were_given(gallery: Gallery) -> None:
    staff = collection(gallery)
    new = NewPerson(
        "Zoë 🦊 O'Hara; --", "p:1", {"desk": [1, {"floor": None}]}, consent()
    )
    given = face(gallery, 1, picture=b"one", external_id="z.jpg", face_id=FACE)
    enrolment = gallery.enrol(staff, [given], new, OPERATOR)
    kept = Person("p:1", new.name, new.metadata, consent(), START, faces=1)
    seen = Sighting(gallery.digest(b"one"), BOX)
    record = FaceRecord(FACE, "p:1", seen, 0.9, 0.99, "z.jpg", None, START)
    assert enrolment.person == kept
    assert enrolment.faces == (Enrolled(record, existing=False),)
    assert gallery.person(staff, "p:1") == kept
    assert gallery.people(staff).items == (kept,)
    assert gallery.faces(staff).items == (record,)
    assert gallery.faces_by_id(staff, [FACE, "unknown"]) == [record]
    held = gallery.vectors(staff, [FACE])[FACE]
    unit = vector(1) / np.linalg.norm(vector(1))
    np.testing.assert_allclose(held, unit, atol=1e-7)


def test_ids_are_given_where_none_were(gallery: Gallery) -> None:
    staff = collection(gallery)
    first, second = (
        gallery.enrol(staff, [face(gallery, seed)], NewPerson("Ada"), OPERATOR)
        for seed in (1, 2)
    )
    assert first.person
    assert second.person
    assert first.person.id != second.person.id
    assert named(gallery, staff, 2) == [second.person.id, first.person.id]


def test_an_enrolment_is_searchable_at_once(gallery: Gallery) -> None:
    staff = collection(gallery)
    for seed in range(30):
        assert named(gallery, staff, seed, limit=1) != [str(seed)]
        gallery.enrol(staff, [face(gallery, seed)], person(str(seed)), OPERATOR)
        assert named(gallery, staff, seed, limit=1) == [str(seed)]


def test_the_same_face_of_the_same_picture_stays_one(gallery: Gallery) -> None:
    staff = collection(gallery)
    moved = Box(BOX.left + 0.05, BOX.top + 0.05, BOX.right + 0.05, BOX.bottom + 0.05)
    first = gallery.enrol(
        staff, [face(gallery, 1, picture=b"x")], person("a"), OPERATOR
    )
    again = face(gallery, 1, picture=b"x", box=moved)
    second = gallery.enrol(staff, [again, again], "a", OPERATOR)
    assert [each.existing for each in second.faces] == [True, True]
    assert {each.face for each in second.faces} == {first.faces[0].face}
    assert gallery.collection(staff).faces == 1


def test_what_differs_is_another_face(gallery: Gallery) -> None:
    staff = collection(gallery)
    gallery.enrol(staff, [face(gallery, 1, picture=b"x")], person("a"), OPERATOR)
    others = [
        face(gallery, 1, picture=b"y"),
        face(gallery, 1, picture=b"x", box=OTHER_BOX),
        face(gallery, 1, picture=b"x", external_id="another"),
    ]
    enrolment = gallery.enrol(staff, others, "a", OPERATOR)
    assert [each.existing for each in enrolment.faces] == [False] * 3
    as_nobody = gallery.enrol(staff, [face(gallery, 1, picture=b"x")], None, OPERATOR)
    assert [each.existing for each in as_nobody.faces] == [False]
    as_other = gallery.enrol(
        staff, [face(gallery, 1, picture=b"x")], person("b"), OPERATOR
    )
    assert [each.existing for each in as_other.faces] == [False]
    assert gallery.collection(staff).faces == 6


def test_a_taken_id_is_refused_added_to_or_replaced(gallery: Gallery) -> None:
    staff = collection(gallery)
    gallery.enrol(staff, [face(gallery, 1)], person("a", "Ada"), OPERATOR)
    with pytest.raises(PersonExists, match="person a in the collection staff"):
        gallery.enrol(staff, [face(gallery, 2)], person("a", "Bea"), OPERATOR)
    assert gallery.collection(staff).faces == 1

    added = person("a", "Bea", if_exists="add")
    enrolment = gallery.enrol(staff, [face(gallery, 2)], added, OPERATOR)
    assert enrolment.person
    assert (enrolment.person.name, enrolment.person.faces) == ("Ada", 2)

    anew = person("a", "Bea", if_exists="replace")
    enrolment = gallery.enrol(staff, [face(gallery, 3)], anew, OPERATOR)
    assert enrolment.person
    assert (enrolment.person.name, enrolment.person.faces) == ("Bea", 1)
    assert [f.face.id for f in enrolment.faces] == [
        f.id for f in gallery.faces(staff).items
    ]
    assert gallery.search_people(staff, [probe(1)], 1, 0.9)[0].matches == ()


def test_a_refused_replacement_leaves_what_was_there(gallery: Gallery) -> None:
    staff = collection(gallery)
    gallery.enrol(staff, [face(gallery, 1)], person("a", "Ada"), OPERATOR)
    faces = [face(gallery, 2) for _ in range(MOST_FACES + 1)]
    anew = person("a", "Bea", if_exists="replace")
    with pytest.raises(PersonFull, match="would have 101 faces"):
        gallery.enrol(staff, faces, anew, OPERATOR)
    assert gallery.person(staff, "a").name == "Ada"
    assert gallery.search_people(staff, [probe(1)], 1, 0.9)[0].matches != ()


def test_a_face_id_is_given_once(gallery: Gallery) -> None:
    staff = collection(gallery)
    gallery.enrol(staff, [face(gallery, 1, face_id=FACE)], None, OPERATOR)
    with pytest.raises(FaceExists, match=FACE):
        gallery.enrol(staff, [face(gallery, 2, face_id=FACE)], None, OPERATOR)
    both = [face(gallery, seed, face_id=OTHER_FACE) for seed in (3, 4)]
    with pytest.raises(FaceExists):
        gallery.enrol(staff, both, None, OPERATOR)
    other = collection(gallery, "other")
    gallery.enrol(other, [face(gallery, 1, face_id=FACE)], None, OPERATOR)


def test_nobody_is_kept_without_consent(gallery: Gallery) -> None:
    staff = collection(gallery, policy=None)
    with pytest.raises(ConsentMissing, match="say who has"):
        gallery.enrol(staff, [face(gallery, 1)], person("a"), OPERATOR)
    with pytest.raises(ConsentMissing):
        gallery.enrol(staff, [face(gallery, 1)], None, OPERATOR)
    given = consent(days=1)
    gallery.enrol(staff, [face(gallery, 1)], person("a", given=given), OPERATOR)
    gallery.enrol(staff, [face(gallery, 2, given=given)], None, OPERATOR)
    gallery.enrol(staff, [face(gallery, 3)], "a", OPERATOR)
    assert gallery.person(staff, "a").consent == given
    alone = [f.consent for f in gallery.faces(staff).items if f.person is None]
    assert alone == [given]


def test_the_policy_is_recorded_as_it_is_at_that_moment(
    gallery: Gallery, clock: Clock
) -> None:
    staff = collection(gallery, policy=ConsentPolicy("works council", "doors", 2))
    clock.go(hours=1)
    gallery.enrol(staff, [], person("a"), OPERATOR)
    ends = datetime.fromisoformat("2030-01-03T01:00:00+00:00")
    expected = Consent("works council", "doors", clock.now, ends, "policy")
    assert gallery.person(staff, "a").consent == expected


def test_an_expired_consent_lets_nobody_in(gallery: Gallery, clock: Clock) -> None:
    staff = collection(gallery)
    gallery.enrol(
        staff, [face(gallery, 1)], person("a", given=consent(days=1)), OPERATOR
    )
    clock.go(days=1)
    for target in (
        person("b", given=consent(days=1)),
        person("a", if_exists="add"),
        "a",
    ):
        with pytest.raises(ConsentExpired, match="expired at 2030-01-02 00:00 UTC"):
            gallery.enrol(staff, [face(gallery, 2)], target, OPERATOR)
    ended = face(gallery, 2, given=consent(days=1))
    with pytest.raises(ConsentExpired):
        gallery.enrol(staff, [ended], None, OPERATOR)
    assert gallery.collection(staff).faces == 1


def test_faces_need_someone_or_to_be_there(gallery: Gallery) -> None:
    staff = collection(gallery)
    with pytest.raises(BadParameter, match="Neither a person nor a face"):
        gallery.enrol(staff, [], None, OPERATOR)
    with pytest.raises(UnknownPerson, match="no person x in the collection staff"):
        gallery.enrol(staff, [face(gallery, 1)], "x", OPERATOR)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([0.0] * DIMENSION, "all zeros"),
        ([np.nan] * DIMENSION, "not finite"),
        ([np.inf] * DIMENSION, "not finite"),
        ([[1.0] * DIMENSION] * 2, "one row"),
    ],
)
def test_vectors_that_cannot_be_are_refused(values: list[float], message: str) -> None:
    row: Floats = np.array(values, np.float32)
    with pytest.raises(BadVector, match=message):
        NewFace(row, PROFILE, Sighting("0" * 64, BOX), 1, 1)


@pytest.mark.parametrize("name", ["", "  ", "a\0b", "a\x1b[2J", "x" * 201, "\ud800"])
def test_names_for_people_hold_no_control_characters(name: str) -> None:
    with pytest.raises(BadParameter, match="name of the person"):
        NewPerson(name)


@pytest.mark.parametrize(
    "person_id", ["", "..", "a/b", "../../etc/passwd", "ä", "x" * 129, "a' OR 1=1 --"]
)
def test_ids_of_people_are_plain(person_id: str) -> None:
    with pytest.raises(BadParameter, match="id of the person"):
        NewPerson("Ada", person_id)


def test_metadata_is_json_of_a_bounded_size() -> None:
    with pytest.raises(BadParameter, match="at most 4096"):
        NewPerson("Ada", metadata={"a": "x" * 4096})
    with pytest.raises(BadParameter, match="cannot be written as JSON"):
        NewPerson("Ada", metadata={"a": float("nan")})


def test_boxes_are_shares_of_the_picture() -> None:
    with pytest.raises(BadParameter, match="not in pixels"):
        Sighting("0" * 64, Box(10, 20, 110, 140))
    with pytest.raises(BadParameter, match="no area"):
        Sighting("0" * 64, Box(0.5, 0.5, 0.5, 0.9))
