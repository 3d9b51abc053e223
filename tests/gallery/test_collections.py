"""Conformance: collections."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.gallery.makers import (
    BOX,
    DIMENSION,
    OPERATOR,
    POLICY,
    PROFILE,
    START,
    Clock,
    collection,
    face,
    named,
    person,
)
from visage.errors import (
    BadParameter,
    CollectionExists,
    ProfileMismatch,
    Suppressed,
    UnknownCollection,
)
from visage.gallery.collections import Collection, CollectionChanges, NewCollection
from visage.gallery.faces import NewFace, Sighting
from visage.gallery.probes import Probe
from visage.gallery.protocol import Gallery
from visage.gallery.vectors import Floats


def test_a_collection_is_kept_as_it_was_said(gallery: Gallery) -> None:
    new = NewCollection("staff", PROFILE, DIMENSION, POLICY, 90, {"site": "Höfe 🏠"})
    made = gallery.create_collection(new, OPERATOR)
    assert made == Collection(
        "staff", PROFILE, DIMENSION, POLICY, 90, {"site": "Höfe 🏠"}, START, 0, 0
    )
    assert gallery.collection("staff") == made
    with pytest.raises(CollectionExists, match="collection staff already"):
        gallery.create_collection(new, OPERATOR)


def test_it_counts_its_people_and_faces(gallery: Gallery) -> None:
    staff = collection(gallery)
    gallery.enrol(staff, [face(gallery, 1), face(gallery, 2)], person("a"), OPERATOR)
    gallery.enrol(staff, [], person("b"), OPERATOR)
    gallery.enrol(staff, [face(gallery, 3)], None, OPERATOR)
    found = gallery.collection(staff)
    assert (found.people, found.faces) == (2, 3)


def test_policy_retention_and_tags_can_be_said_anew(
    gallery: Gallery, clock: Clock
) -> None:
    staff = collection(gallery, retention_days=5)
    changed = gallery.update_collection(
        staff, CollectionChanges(None, None, {"a": ""}), OPERATOR
    )
    assert (changed.policy, changed.retention_days, changed.tags) == (
        None,
        None,
        {"a": ""},
    )
    assert changed.created == START
    assert gallery.collection(staff) == changed


def test_collections_come_page_by_page(gallery: Gallery) -> None:
    for name in ("b", "C", "a", "d"):
        collection(gallery, name)
    first = gallery.collections(limit=3)
    assert [each.name for each in first.items] == ["C", "a", "b"]
    second = gallery.collections(after=first.after, limit=3)
    assert [each.name for each in second.items] == ["d"]
    assert second.after is None
    assert gallery.collections(after="d").items == ()
    with pytest.raises(BadParameter, match="A page of 0 items"):
        gallery.collections(limit=0)


@pytest.mark.parametrize(
    ("profile", "dimension"), [("another", DIMENSION), (PROFILE, DIMENSION + 1)]
)
def test_vectors_of_another_embedder_are_refused(
    gallery: Gallery, profile: str, dimension: int
) -> None:
    staff = collection(gallery)
    row: Floats = face(gallery, 1).vector.repeat(2)[:dimension]
    seen = Sighting(gallery.digest(b"picture"), BOX)
    other = NewFace(row, profile, seen, quality=1, confidence=1)
    with pytest.raises(ProfileMismatch, match=f"16 numbers by {PROFILE}"):
        gallery.enrol(staff, [face(gallery, 1), other], person("a"), OPERATOR)
    assert gallery.collection(staff).people == 0
    with pytest.raises(ProfileMismatch):
        gallery.search_people(staff, [Probe(row, profile)], 1)
    with pytest.raises(ProfileMismatch):
        gallery.search_faces(staff, [Probe(row, profile)], 1)


def test_an_erased_collection_is_gone_with_all_that_was_in_it(
    gallery: Gallery,
) -> None:
    staff, other = collection(gallery), collection(gallery, "other")
    gallery.enrol(staff, [face(gallery, 1), face(gallery, 2)], person("a"), OPERATOR)
    gallery.enrol(other, [face(gallery, 1)], person("a"), OPERATOR)
    assert named(gallery, staff, 1) == ["a"]
    receipt = gallery.erase_collection(staff, OPERATOR)
    assert (receipt.kind, receipt.collection, receipt.subject) == (
        "collection",
        "staff",
        None,
    )
    assert (receipt.people_count, receipt.faces_count, receipt.faces) == (1, 2, ())
    with pytest.raises(UnknownCollection):
        named(gallery, staff, 1)
    collection(gallery)
    assert named(gallery, staff, 1) == []
    assert gallery.people(staff).items == ()
    assert gallery.faces(staff).items == ()
    assert named(gallery, other, 1) == ["a"]


def test_its_suppressions_outlive_a_collection(gallery: Gallery) -> None:
    staff = collection(gallery)
    gallery.enrol(staff, [face(gallery, 1, picture=b"1")], person("a"), OPERATOR)
    gallery.enrol(staff, [face(gallery, 2, picture=b"2")], None, OPERATOR)
    receipt = gallery.erase_collection(staff, OPERATOR, suppress=True)
    assert len(gallery.suppressions(staff).items) == 3
    collection(gallery)
    with pytest.raises(Suppressed, match="person of this id was erased"):
        gallery.enrol(staff, [], person("a"), OPERATOR)
    for seed, picture in ((1, b"1"), (2, b"2")):
        again = face(gallery, seed, picture=picture)
        with pytest.raises(Suppressed, match=f"receipt {receipt.id}"):
            gallery.enrol(staff, [again], None, OPERATOR)
    assert gallery.lift_suppressions(staff, receipt.id, OPERATOR) == 3
    gallery.enrol(staff, [face(gallery, 1, picture=b"1")], person("a"), OPERATOR)
    assert named(gallery, staff, 1) == ["a"]


def test_what_is_not_there_is_named(gallery: Gallery) -> None:
    with pytest.raises(UnknownCollection, match="There is no collection staff"):
        gallery.collection("staff")
    with pytest.raises(UnknownCollection):
        gallery.enrol("staff", [face(gallery, 1)], None, OPERATOR)
    with pytest.raises(UnknownCollection):
        gallery.erase_collection("staff", OPERATOR)


@pytest.mark.parametrize(
    "name", ["", "a/b", "..", "ä", "a b", "x" * 256, "'; DROP TABLE people; --", "a\n"]
)
def test_names_that_cannot_be_are_refused(name: str) -> None:
    with pytest.raises(BadParameter, match="name of the collection"):
        NewCollection(name, PROFILE, DIMENSION)


def test_retention_counts_from_the_enrolment(gallery: Gallery, clock: Clock) -> None:
    staff = collection(gallery, policy=POLICY, retention_days=10)
    gallery.enrol(staff, [face(gallery, 1)], person("a"), OPERATOR)
    clock.go(days=4)
    gallery.enrol(staff, [face(gallery, 2)], person("b"), OPERATOR)
    gallery.enrol(staff, [face(gallery, 3)], "a", OPERATOR)
    clock.now = START + timedelta(days=10) - timedelta(microseconds=1)
    assert sorted(named(gallery, staff, 1)) == ["a", "b"]
    clock.go(microseconds=1)
    assert named(gallery, staff, 1) == ["b"]
