"""Conformance: a change asked for twice with one key is made once."""

from __future__ import annotations

import pytest

from tests.gallery.makers import (
    DIMENSION,
    OPERATOR,
    POLICY,
    PROFILE,
    Clock,
    collection,
    face,
    person,
)
from visage.errors import (
    IdempotencyConflict,
    PersonExists,
    UnknownCollection,
    UnknownFace,
    UnknownPerson,
)
from visage.gallery.audit import Caller
from visage.gallery.collections import CollectionChanges, NewCollection
from visage.gallery.faces import Enrolled
from visage.gallery.people import NewPerson, PersonChanges
from visage.gallery.protocol import Gallery

ONCE = Caller("Ada", idempotency_key="key-1")


def test_an_enrolment_asked_for_twice_is_made_once(gallery: Gallery) -> None:
    staff = collection(gallery)
    given = [face(gallery, 1), face(gallery, 2)]
    first = gallery.enrol(staff, given, NewPerson("Ada"), ONCE)
    assert gallery.enrol(staff, given, NewPerson("Ada"), ONCE) == first
    assert [each.existing for each in first.faces] == [False, False]
    found = gallery.collection(staff)
    assert (found.people, found.faces) == (1, 2)
    assert len(gallery.audit().items) == 2


def test_another_request_with_the_key_is_refused(gallery: Gallery) -> None:
    staff = collection(gallery)
    given = face(gallery, 1)
    gallery.enrol(staff, [given], NewPerson("Ada"), ONCE)
    for faces, new in (
        ([given], NewPerson("Bea")),
        ([given], NewPerson("Ada", "id")),
        ([face(gallery, 1)], NewPerson("Ada")),
        ([], NewPerson("Ada")),
    ):
        with pytest.raises(IdempotencyConflict, match="another request"):
            gallery.enrol(staff, faces, new, ONCE)
    with pytest.raises(IdempotencyConflict):
        gallery.create_collection(NewCollection("x", PROFILE, DIMENSION), ONCE)
    assert gallery.collection(staff).people == 1


def test_a_key_is_one_caller_s_for_one_day(gallery: Gallery, clock: Clock) -> None:
    staff = collection(gallery)
    given = [face(gallery, 1)]
    gallery.enrol(staff, given, person("a"), ONCE)
    other = Caller("Bea", idempotency_key=ONCE.idempotency_key)
    with pytest.raises(PersonExists):
        gallery.enrol(staff, given, person("a"), other)
    clock.go(hours=23)
    gallery.enrol(staff, given, person("a"), ONCE)
    clock.go(hours=1)
    with pytest.raises(PersonExists):
        gallery.enrol(staff, given, person("a"), ONCE)
    gallery.sweep(OPERATOR)
    gallery.enrol(staff, given, person("b"), ONCE)


def test_every_change_can_be_asked_for_twice(gallery: Gallery) -> None:
    def once(number: int) -> Caller:
        return Caller("Ada", idempotency_key=f"key-{number}")

    new = NewCollection("staff", PROFILE, DIMENSION, POLICY)
    for _ in range(2):
        gallery.create_collection(new, once(0))
        changes = CollectionChanges(POLICY, 9, {})
        assert gallery.update_collection("staff", changes, once(1)).retention_days == 9
    given = [face(gallery, 1), face(gallery, 2)]
    for _ in range(2):
        faces = gallery.enrol("staff", given, None, once(2)).faces
        gallery.enrol("staff", [], person("a"), once(3))
        gallery.enrol("staff", [], person("b"), once(4))
    ids = [each.face.id for each in faces]
    seen = given[0].sighting
    for _ in range(2):
        assert gallery.assign_faces("staff", ids, "a", once(5)).id == "a"
        renamed = PersonChanges(name="Ada")
        assert gallery.update_person("staff", "a", renamed, once(6)).name == "Ada"
        assert gallery.reject("staff", "a", seen, once(7)).sighting == seen
    for _ in range(2):
        assert gallery.withdraw_rejection("staff", "a", seen, once(8)) == 1
        assert gallery.release_faces("staff", ids[:1], "a", once(9)).faces == 1
    for _ in range(2):
        assert gallery.merge_people("staff", "b", "a", once(10)).id == "a"
    erased = [
        (
            gallery.erase_faces("staff", ids[:1], once(11), suppress=True),
            gallery.erase_person("staff", "a", once(12), suppress=False),
        )
        for _ in range(2)
    ]
    assert erased[0] == erased[1]
    receipt = erased[0][0].id
    for _ in range(2):
        assert gallery.lift_suppressions("staff", receipt, once(13)) == 1
    gone = [gallery.erase_collection("staff", once(14)) for _ in range(2)]
    assert gone[0] == gone[1]
    operations = [entry.operation for entry in gallery.audit().items]
    assert len(operations) == len(set(operations)) + 2  # three enrolments


def test_what_was_erased_since_is_not_made_again(gallery: Gallery) -> None:
    staff = collection(gallery)
    given = [face(gallery, 1)]
    gallery.enrol(staff, given, person("a"), ONCE)
    gallery.erase_person(staff, "a", OPERATOR, suppress=False)
    with pytest.raises(UnknownPerson, match="has been erased from"):
        gallery.enrol(staff, given, person("a"), ONCE)
    gallery.erase_collection(staff, OPERATOR)
    with pytest.raises(UnknownCollection):
        gallery.enrol(staff, given, person("a"), ONCE)
    collection(gallery)
    with pytest.raises(UnknownPerson):
        gallery.enrol(staff, given, person("a"), ONCE)


def test_a_repeated_answer_is_what_is_there_now(gallery: Gallery) -> None:
    staff = collection(gallery)
    given = [face(gallery, 1)]
    made = gallery.enrol(staff, given, person("a"), ONCE)
    gallery.update_person(staff, "a", PersonChanges(name="Anew"), OPERATOR)
    again = gallery.enrol(staff, given, person("a"), ONCE)
    assert again.person
    assert again.person.name == "Anew"
    assert again.faces == (Enrolled(made.faces[0].face, existing=False),)
    ids = [made.faces[0].face.id]
    gallery.erase_faces(staff, ids, OPERATOR, suppress=False)
    with pytest.raises(UnknownFace):
        gallery.enrol(staff, given, person("a"), ONCE)


def test_a_refused_request_can_be_made_again(gallery: Gallery) -> None:
    staff = collection(gallery, policy=None)
    with pytest.raises(Exception, match="Nobody has agreed"):
        gallery.enrol(staff, [], person("a"), ONCE)
    gallery.update_collection(staff, CollectionChanges(POLICY, None, {}), OPERATOR)
    gallery.enrol(staff, [], person("a"), ONCE)
