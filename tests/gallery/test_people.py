"""Conformance: showing, changing, merging and erasing people."""

from __future__ import annotations

import pytest

from tests.gallery.makers import (
    OPERATOR,
    Clock,
    collection,
    consent,
    face,
    named,
    near,
    person,
    probe,
)
from visage.errors import (
    BadParameter,
    ConsentExpired,
    PersonFull,
    UnknownPerson,
)
from visage.gallery.faces import Sighting
from visage.gallery.people import MOST_FACES, PersonChanges
from visage.gallery.probes import Probe
from visage.gallery.protocol import Gallery


def test_people_come_page_by_page_in_the_order_of_their_ids(gallery: Gallery) -> None:
    staff = collection(gallery)
    for each in ("b", "10", "9", "a", "B"):
        gallery.enrol(staff, [], person(each), OPERATOR)
    seen: list[str] = []
    after = None
    while True:
        page = gallery.people(staff, after=after, limit=2)
        seen += [each.id for each in page.items]
        after = page.after
        if after is None:
            break
    assert seen == ["10", "9", "B", "a", "b"]


def test_what_is_not_said_anew_stays(gallery: Gallery) -> None:
    staff = collection(gallery)
    gallery.enrol(staff, [face(gallery, 1)], person("a", "Ada"), OPERATOR)
    before = gallery.person(staff, "a")
    changed = gallery.update_person(staff, "a", PersonChanges(name="Ada L."), OPERATOR)
    assert changed.name == "Ada L."
    assert (changed.metadata, changed.consent, changed.faces) == (
        before.metadata,
        before.consent,
        1,
    )
    gallery.update_person(staff, "a", PersonChanges(metadata={"x": 1}), OPERATOR)
    assert gallery.person(staff, "a").metadata == {"x": 1}
    with pytest.raises(UnknownPerson):
        gallery.update_person(staff, "b", PersonChanges(name="B"), OPERATOR)


def test_a_renewed_consent_brings_a_person_back(gallery: Gallery, clock: Clock) -> None:
    staff = collection(gallery)
    given = consent(days=1)
    gallery.enrol(staff, [face(gallery, 1)], person("a", given=given), OPERATOR)
    assert named(gallery, staff, 1) == ["a"]
    clock.go(days=1)
    assert named(gallery, staff, 1) == []
    assert gallery.search_faces(staff, [probe(1)], 5) == [[]]
    assert [each.id for each in gallery.people(staff).items] == ["a"]
    with pytest.raises(ConsentExpired):
        gallery.update_person(staff, "a", PersonChanges(consent=given), OPERATOR)
    renewed = PersonChanges(consent=consent(days=3))
    gallery.update_person(staff, "a", renewed, OPERATOR)
    assert named(gallery, staff, 1) == ["a"]
    assert len(gallery.search_faces(staff, [probe(1)], 5)[0]) == 1


def test_a_merged_person_has_the_faces_and_rejections_of_both(
    gallery: Gallery,
) -> None:
    staff = collection(gallery)
    gallery.enrol(staff, [face(gallery, 1)], person("a", "Ada"), OPERATOR)
    gallery.enrol(staff, [face(gallery, 1, turned=0.3)], person("b", "Bea"), OPERATOR)
    stranger = Sighting(gallery.digest(b"stranger"), face(gallery, 1).sighting.box)
    gallery.reject(staff, "b", stranger, OPERATOR)
    merged = gallery.merge_people(staff, "b", "a", OPERATOR)
    assert (merged.id, merged.name, merged.faces) == ("a", "Ada", 2)
    with pytest.raises(UnknownPerson):
        gallery.person(staff, "b")
    assert named(gallery, staff, 1) == ["a"]
    assert gallery.search_people(staff, [probe(1, stranger)], 5)[0].matches == ()
    assert [f.person for f in gallery.faces(staff).items] == ["a", "a"]
    template = gallery.search_people(staff, [probe(1)], 1)[0].matches[0].similarity
    assert template < 0.9999  # no longer that of the first face alone


def test_merging_has_its_limits(gallery: Gallery, clock: Clock) -> None:
    staff = collection(gallery)
    gallery.enrol(staff, [face(gallery, 1)], person("a", given=consent(1)), OPERATOR)
    many = [face(gallery, 2) for _ in range(MOST_FACES)]
    gallery.enrol(staff, many, person("b"), OPERATOR)
    with pytest.raises(BadParameter, match="merged with themselves"):
        gallery.merge_people(staff, "a", "a", OPERATOR)
    with pytest.raises(PersonFull):
        gallery.merge_people(staff, "a", "b", OPERATOR)
    for pair in (("a", "x"), ("x", "a")):
        with pytest.raises(UnknownPerson, match="no person x"):
            gallery.merge_people(staff, *pair, OPERATOR)
    clock.go(days=1)
    with pytest.raises(ConsentExpired):
        gallery.merge_people(staff, "b", "a", OPERATOR)
    assert gallery.person(staff, "a").faces == 1


def test_an_erased_person_is_nowhere(gallery: Gallery) -> None:
    staff = collection(gallery)
    gallery.enrol(staff, [face(gallery, 1), face(gallery, 2)], person("a"), OPERATOR)
    gallery.enrol(staff, [face(gallery, 3)], person("b"), OPERATOR)
    assert named(gallery, staff, 1)[0] == "a"
    ids = sorted(f.id for f in gallery.faces(staff, person="a").items)
    receipt = gallery.erase_person(staff, "a", OPERATOR, suppress=False)
    assert receipt.faces == tuple(ids)
    assert receipt.subject == gallery.subject(staff, "a")
    assert (receipt.kind, receipt.people_count, receipt.faces_count) == ("person", 1, 2)
    assert named(gallery, staff, 1) == ["b"]
    assert {f.face.person for f in gallery.search_faces(staff, [probe(1)], 5)[0]} == {
        "b"
    }
    assert gallery.vectors(staff, ids) == {}
    assert [f.person for f in gallery.faces(staff).items] == ["b"]
    for verb in (
        lambda: gallery.person(staff, "a"),
        lambda: gallery.faces(staff, person="a"),
        lambda: gallery.rejections(staff, "a"),
        lambda: gallery.erase_person(staff, "a", OPERATOR, suppress=False),
    ):
        with pytest.raises(UnknownPerson):
            verb()
    gallery.enrol(staff, [face(gallery, 1)], person("a"), OPERATOR)
    assert named(gallery, staff, 1)[0] == "a"


def test_a_rejected_person_is_not_named_for_that_sighting(gallery: Gallery) -> None:
    staff = collection(gallery)
    gallery.enrol(staff, [face(gallery, 1)], person("a"), OPERATOR)
    gallery.enrol(staff, [face(gallery, 2)], person("b"), OPERATOR)
    seen = face(gallery, 1, picture=b"group").sighting
    elsewhere = face(gallery, 1, picture=b"other").sighting
    said = gallery.reject(staff, "a", seen, OPERATOR)
    assert gallery.reject(staff, "a", seen, OPERATOR) == said
    assert gallery.rejections(staff, "a") == [said]

    def names(sighting: Sighting | None) -> list[str]:
        probes = [Probe(near(1, 0.1), said_profile, sighting)]
        found = gallery.search_people(staff, probes, 5)[0]
        return [match.person.id for match in found.matches]

    said_profile = probe(1).profile
    assert names(seen) == ["b"]
    assert names(elsewhere) == names(None) == ["a", "b"]
    assert gallery.withdraw_rejection(staff, "a", seen, OPERATOR) == 1
    assert gallery.withdraw_rejection(staff, "a", seen, OPERATOR) == 0
    assert names(seen) == ["a", "b"]
    with pytest.raises(UnknownPerson):
        gallery.reject(staff, "x", seen, OPERATOR)
