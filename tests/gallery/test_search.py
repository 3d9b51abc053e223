"""Conformance: what a search finds, in which order, and what it doesn't."""

from __future__ import annotations

import numpy as np
import pytest

from tests.gallery.makers import (
    DIMENSION,
    OPERATOR,
    PROFILE,
    Clock,
    collection,
    consent,
    face,
    named,
    person,
    probe,
)
from visage.errors import BadParameter
from visage.gallery.probes import MOST_MATCHES, MOST_PROBES, Probe
from visage.gallery.protocol import Gallery
from visage.gallery.vectors import Floats


def filled(gallery: Gallery, people: int) -> str:
    """A collection of so many people with one to three faces each."""
    staff = collection(gallery)
    for each in range(people):
        faces = [face(gallery, each, turned=0.2 * n) for n in range(1 + each % 3)]
        gallery.enrol(staff, faces, person(str(each)), OPERATOR)
    return staff


def rows(gallery: Gallery, collection: str) -> tuple[list[str], Floats]:
    ids = [f.id for f in gallery.faces(collection, limit=4096).items]
    held = gallery.vectors(collection, ids)
    return ids, np.stack([held[each] for each in ids])


def test_faces_are_found_as_a_plain_product_finds_them(gallery: Gallery) -> None:
    staff = filled(gallery, 40)
    ids, matrix = rows(gallery, staff)
    probes = [probe(seed, turned=0.5) for seed in range(6)]
    found = gallery.search_faces(staff, probes, 7)
    for each, matches in zip(probes, found, strict=True):
        plain = matrix @ each.vector
        order = np.argsort(-plain)[:7]
        assert [m.face.id for m in matches] == [ids[at] for at in order]
        np.testing.assert_allclose(
            [m.similarity for m in matches], plain[order], atol=1e-6
        )
        assert [m.face for m in matches] == gallery.faces_by_id(
            staff, [m.face.id for m in matches]
        )


def test_people_are_found_once_however_many_faces_they_have(gallery: Gallery) -> None:
    staff = filled(gallery, 12)
    found = gallery.search_people(staff, [probe(5)], 12)[0]
    names = [match.person.id for match in found.matches]
    assert names[0] == "5"
    assert sorted(names, key=int) == [str(each) for each in range(12)]
    values = [match.similarity for match in found.matches]
    assert values == sorted(values, reverse=True)
    assert found.people == 12
    assert found.matches[0].person == gallery.person(staff, "5")


def test_equals_come_in_the_order_of_their_ids(gallery: Gallery) -> None:
    staff = collection(gallery)
    for each in ("c", "a", "d", "b"):
        gallery.enrol(staff, [face(gallery, 1)], person(each), OPERATOR)
    assert named(gallery, staff, 1, limit=3) == ["a", "b", "c"]
    [found] = gallery.search_faces(staff, [probe(1)], 4)
    ids = [match.face.id for match in found]
    assert ids == sorted(ids)


def test_only_what_is_similar_enough_is_found(gallery: Gallery) -> None:
    staff = filled(gallery, 12)
    every = gallery.search_people(staff, [probe(3)], 12)[0].matches
    limit = every[4].similarity
    some = gallery.search_people(staff, [probe(3)], 12, at_least=limit)[0]
    assert some.matches == every[:5]
    assert some.people == 12
    faces = gallery.search_faces(staff, [probe(3)], 100)[0]
    limit = faces[6].similarity
    assert gallery.search_faces(staff, [probe(3)], 100, limit)[0] == faces[:7]
    assert gallery.search_faces(staff, [probe(99)], 100, 0.99)[0] == []


def test_opposite_faces_are_found_too_where_asked(gallery: Gallery) -> None:
    staff = collection(gallery)
    gallery.enrol(staff, [face(gallery, 1)], person("a"), OPERATOR)
    away = Probe(-probe(1).vector, PROFILE)
    [match] = gallery.search_people(staff, [away], 1)[0].matches
    assert match.similarity == pytest.approx(-1)


def test_an_empty_collection_finds_nobody(gallery: Gallery) -> None:
    staff = collection(gallery)
    assert gallery.search_people(staff, [probe(1)], 5)[0].matches == ()
    assert gallery.search_people(staff, [probe(1)], 5)[0].people == 0
    assert gallery.search_faces(staff, [probe(1), probe(2)], 5) == [[], []]


def test_searches_have_bounds(gallery: Gallery) -> None:
    staff = collection(gallery)
    for limit in (0, MOST_MATCHES + 1):
        with pytest.raises(BadParameter, match=f"{limit} matches"):
            gallery.search_people(staff, [probe(1)], limit)
    with pytest.raises(BadParameter, match="0 faces cannot be searched"):
        gallery.search_people(staff, [], 1)
    with pytest.raises(BadParameter, match="101 faces"):
        gallery.search_faces(staff, [probe(1)] * (MOST_PROBES + 1), 1)


def test_many_expired_people_hide_nobody(gallery: Gallery, clock: Clock) -> None:
    staff = collection(gallery)
    for each in range(80):
        gallery.enrol(
            staff,
            [face(gallery, 1, turned=0.001 * each)],
            person(f"gone-{each}", given=consent(days=1)),
            OPERATOR,
        )
    for each in range(3):
        gallery.enrol(
            staff, [face(gallery, 1, turned=0.5 + each)], person(f"{each}"), OPERATOR
        )
    assert named(gallery, staff, 1, limit=1)[0].startswith("gone")
    clock.go(days=1)
    assert named(gallery, staff, 1) == ["0", "1", "2"]
    [found] = gallery.search_faces(staff, [probe(1)], 2)
    assert [match.face.person for match in found] == ["0", "1"]
    assert gallery.search_people(staff, [probe(1)], 1)[0].people == 83


def test_probes_are_made_unit_vectors() -> None:
    long = np.full(DIMENSION, 3.0, np.float32)
    assert np.linalg.norm(Probe(long, PROFILE).vector) == pytest.approx(1)
    assert not Probe(long, PROFILE).vector.flags.writeable
