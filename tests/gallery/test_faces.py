"""Conformance: faces of people and of nobody."""

from __future__ import annotations

import numpy as np
import pytest

from tests.gallery.makers import (
    OPERATOR,
    POLICY,
    START,
    Clock,
    collection,
    consent,
    face,
    named,
    person,
    probe,
)
from visage.errors import (
    BadParameter,
    ConsentExpired,
    FaceTaken,
    PersonFull,
    UnknownFace,
)
from visage.gallery.people import MOST_FACES
from visage.gallery.protocol import Gallery
from visage.gallery.vectors import similarities, template


def ids(gallery: Gallery, collection: str, *seeds: int) -> list[str]:
    """Enrols faces of nobody; their ids."""
    faces = [face(gallery, seed) for seed in seeds]
    enrolment = gallery.enrol(collection, faces, None, OPERATOR)
    return [each.face.id for each in enrolment.faces]


def test_a_face_of_nobody_is_a_face_but_no_person(gallery: Gallery) -> None:
    staff = collection(gallery)
    [alone] = ids(gallery, staff, 1)
    gallery.enrol(staff, [face(gallery, 2)], person("a"), OPERATOR)
    [found] = gallery.search_faces(staff, [probe(1)], 1)
    assert (found[0].face.id, found[0].face.person) == (alone, None)
    assert found[0].similarity == pytest.approx(1)
    people = gallery.search_people(staff, [probe(1)], 5)[0]
    assert [match.person.id for match in people.matches] == ["a"]
    assert people.people == 1


def test_assigned_faces_make_the_person_found(gallery: Gallery) -> None:
    staff = collection(gallery)
    one, two, three = ids(gallery, staff, 1, 2, 3)
    gallery.enrol(staff, [], person("a"), OPERATOR)
    assert named(gallery, staff, 1) == []
    assigned = gallery.assign_faces(staff, [one, two, one], "a", OPERATOR)
    assert assigned.faces == 2
    assert named(gallery, staff, 1) == ["a"]
    assert gallery.assign_faces(staff, [one], "a", OPERATOR).faces == 2
    gallery.enrol(staff, [], person("b"), OPERATOR)
    with pytest.raises(FaceTaken, match=f"face {one} belongs to the person a"):
        gallery.assign_faces(staff, [three, one], "b", OPERATOR)
    with pytest.raises(UnknownFace, match="no face nothing"):
        gallery.assign_faces(staff, [three, "nothing"], "b", OPERATOR)
    assert gallery.person(staff, "b").faces == 0
    assert [f.id for f in gallery.faces(staff, person="a").items] == sorted([one, two])


def test_a_person_has_at_most_a_hundred_faces(gallery: Gallery) -> None:
    staff = collection(gallery)
    one, two = ids(gallery, staff, 1, 2)
    many = [face(gallery, 3) for _ in range(MOST_FACES - 1)]
    gallery.enrol(staff, many, person("a"), OPERATOR)
    with pytest.raises(PersonFull):
        gallery.assign_faces(staff, [one, two], "a", OPERATOR)
    assert gallery.assign_faces(staff, [one], "a", OPERATOR).faces == MOST_FACES
    with pytest.raises(PersonFull):
        gallery.enrol(staff, [face(gallery, 4)], "a", OPERATOR)


def test_a_released_face_keeps_a_consent(gallery: Gallery, clock: Clock) -> None:
    staff = collection(gallery)
    own, given = consent(days=2), consent(days=5)
    enrolment = gallery.enrol(
        staff,
        [face(gallery, 1, given=own), face(gallery, 2)],
        person("a", given=given),
        OPERATOR,
    )
    one, two = (each.face.id for each in enrolment.faces)
    assert gallery.release_faces(staff, [one, two], "a", OPERATOR).faces == 0
    assert named(gallery, staff, 1) == []
    consents = {f.id: f.consent for f in gallery.faces(staff).items}
    assert consents == {one: own, two: given}
    clock.go(days=2)
    assert [f.face.id for f in gallery.search_faces(staff, [probe(1)], 5)[0]] == [two]
    with pytest.raises(FaceTaken, match="belongs to nobody"):
        gallery.release_faces(staff, [one], "a", OPERATOR)


def test_nobody_is_assigned_to_a_person_whose_consent_has_ended(
    gallery: Gallery, clock: Clock
) -> None:
    staff = collection(gallery)
    [one] = ids(gallery, staff, 1)
    gallery.enrol(staff, [], person("a", given=consent(days=1)), OPERATOR)
    clock.go(days=1)
    with pytest.raises(ConsentExpired):
        gallery.assign_faces(staff, [one], "a", OPERATOR)


def test_those_faces_are_erased_that_are_there(gallery: Gallery) -> None:
    staff = collection(gallery)
    [alone] = ids(gallery, staff, 1)
    enrolment = gallery.enrol(
        staff, [face(gallery, 2), face(gallery, 3)], person("a"), OPERATOR
    )
    one, two = (each.face.id for each in enrolment.faces)
    receipt = gallery.erase_faces(
        staff, [one, "unknown", alone, one], OPERATOR, suppress=False
    )
    assert receipt.faces == tuple(sorted([one, alone]))
    assert (receipt.kind, receipt.subject, receipt.erased) == ("face", None, START)
    assert [f.id for f in gallery.faces(staff).items] == [two]
    assert gallery.person(staff, "a").faces == 1
    match = gallery.search_people(staff, [probe(3)], 1)[0].matches[0]
    assert match.similarity == pytest.approx(1)
    with pytest.raises(UnknownFace, match=f"no face {one}"):
        gallery.erase_faces(staff, [one], OPERATOR, suppress=False)
    with pytest.raises(UnknownFace):
        gallery.erase_faces(staff, [], OPERATOR, suppress=False)


def test_a_person_is_as_similar_as_the_mean_of_their_faces(gallery: Gallery) -> None:
    staff = collection(gallery)
    faces = [face(gallery, 1, turned=turned) for turned in (0.0, 0.2, 0.4)]
    enrolment = gallery.enrol(staff, faces, person("a"), OPERATOR)
    held = gallery.vectors(staff, [each.face.id for each in enrolment.faces])
    rows = np.stack([held[each] for each in sorted(held)])
    expected = similarities(template(rows)[None], probe(1).vector)[0]
    [match] = gallery.search_people(staff, [probe(1)], 1)[0].matches
    assert match.similarity == pytest.approx(expected, abs=1e-6)
    mean = rows.astype(np.float64).mean(axis=0)
    plain = mean @ probe(1).vector / np.linalg.norm(mean)
    assert match.similarity == pytest.approx(plain, abs=1e-6)


def test_faces_come_page_by_page(gallery: Gallery) -> None:
    staff = collection(gallery, policy=POLICY)
    every = sorted(ids(gallery, staff, *range(5)))
    gallery.enrol(staff, [], person("a"), OPERATOR)
    gallery.assign_faces(staff, every[1:4], "a", OPERATOR)
    first = gallery.faces(staff, limit=3)
    assert [f.id for f in first.items] == every[:3]
    second = gallery.faces(staff, after=first.after, limit=3)
    assert ([f.id for f in second.items], second.after) == (every[3:], None)
    theirs = gallery.faces(staff, person="a", limit=2)
    assert ([f.id for f in theirs.items], theirs.after) == (every[1:3], every[2])
    rest = gallery.faces(staff, person="a", after=theirs.after, limit=2)
    assert ([f.id for f in rest.items], rest.after) == ([every[3]], None)
    with pytest.raises(BadParameter, match="A page of 4097 items"):
        gallery.faces(staff, limit=4097)
