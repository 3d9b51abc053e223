"""People of one gallery exported and put into another, and what is left out of it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.gallery.conftest import FACTORIES
from tests.gallery.makers import (
    OPERATOR,
    PROFILE,
    Clock,
    collection,
    consent,
    face,
    named,
    person,
)
from visage.errors import BadParameter, ProfileMismatch, UnknownCollection
from visage.gallery.bulk.archive import HOLDS, written
from visage.gallery.bulk.enrolling import Outcome
from visage.gallery.bulk.export import Export
from visage.gallery.bulk.restore import Archive, collection_for, restored
from visage.gallery.collections import NewCollection
from visage.gallery.people import NewPerson
from visage.gallery.protocol import Gallery


@pytest.fixture
def other(tmp_path: Path, clock: Clock) -> Iterator[Gallery]:
    """Another gallery, with a key of its own."""
    (tmp_path / "other").mkdir()
    with FACTORIES["sqlite"](tmp_path / "other", clock) as made:
        yield made


def exported(gallery: Gallery, clock: Clock, name: str = "staff") -> str:
    export = Export.begun(gallery, name, clock.now)
    return "".join(written(line) for line in export.lines())


def put_in(text: str, gallery: Gallery, name: str | None = None) -> list[Outcome]:
    archive = Archive.opened(io.BytesIO(text.encode()))
    into = collection_for(archive, gallery, name, OPERATOR)
    return list(restored(archive, gallery, into, OPERATOR))


def results(outcomes: list[Outcome]) -> list[tuple[str, str, str]]:
    return [(each.path, each.result, each.code) for each in outcomes]


def some(gallery: Gallery) -> None:
    """Two people, one of them with two faces, and a face of nobody."""
    collection(gallery, retention_days=90)
    ada = NewPerson("Ada 🙂", "a", {"team": {"name": "A"}}, consent(days=50))
    faces = [face(gallery, 1, external_id="x:1"), face(gallery, 2)]
    gallery.enrol("staff", faces, ada, OPERATOR)
    gallery.enrol("staff", [face(gallery, 3)], person("b"), OPERATOR)
    gallery.enrol("staff", [face(gallery, 4)], None, OPERATOR)


def test_everyone_comes_over_as_they_were(
    gallery: Gallery, other: Gallery, clock: Clock
) -> None:
    some(gallery)
    text = exported(gallery, clock)
    assert results(put_in(text, other)) == [
        ("a", "enrolled", ""),
        ("b", "enrolled", ""),
        ("line 4", "enrolled", ""),
    ]
    for kept in ("people", "faces"):
        mine = getattr(gallery, kept)("staff").items
        assert getattr(other, kept)("staff").items == mine
    one, two = gallery.collection("staff"), other.collection("staff")
    assert (one.policy, one.retention_days, one.tags, one.faces) == (
        two.policy,
        two.retention_days,
        two.tags,
        two.faces,
    )
    ids = [each.id for each in gallery.faces("staff").items]
    vectors = other.vectors("staff", ids)
    for each, vector in gallery.vectors("staff", ids).items():
        np.testing.assert_array_equal(vectors[each], vector)
    assert named(other, "staff", 1)[0] == "a"
    assert exported(other, clock) == text


def test_the_first_line_says_what_the_file_holds_and_the_last_how_much(
    gallery: Gallery, clock: Clock
) -> None:
    some(gallery)
    lines = [json.loads(line) for line in exported(gallery, clock).splitlines()]
    assert [each["kind"] for each in lines] == [
        *("export", "person", "person", "face", "end")
    ]
    assert lines[0] == {
        "kind": "export",
        "version": 1,
        "holds": HOLDS,
        "exported": "2030-01-01T00:00:00Z",
        "collection": "staff",
        "profile": PROFILE,
        "dimension": 16,
        "policy": {"by": "the operator", "purpose": "to try the gallery", "days": 30},
        "retention_days": 90,
        "tags": {},
    }
    assert lines[-1] == {"kind": "end", "people": 2, "faces": 4}


def test_putting_it_in_again_changes_nothing(
    gallery: Gallery, other: Gallery, clock: Clock
) -> None:
    some(gallery)
    text = exported(gallery, clock)
    put_in(text, other)
    before = other.audit().items
    assert [each.result for each in put_in(text, other)] == ["there"] * 3
    assert [each.result for each in put_in(text, gallery)] == ["there"] * 3
    assert other.collection("staff").faces == 4
    assert len(other.audit().items) == len(before) + 3


def test_a_gallery_that_has_some_of_it_gets_the_rest(
    gallery: Gallery, other: Gallery, clock: Clock
) -> None:
    some(gallery)
    text = exported(gallery, clock)
    put_in(text, other)
    mine = other.faces("staff", person="a").items
    other.erase_faces("staff", [mine[0].id], OPERATOR, suppress=False)
    assert [each.result for each in put_in(text, other)] == [
        "enrolled",
        "there",
        "there",
    ]
    assert len(other.faces("staff", person="a").items) == 2


def test_whoever_is_erased_or_has_ended_is_not_in_it(
    gallery: Gallery, clock: Clock
) -> None:
    some(gallery)
    gallery.erase_person("staff", "b", OPERATOR, suppress=False)
    ended = person("c", given=consent(days=1))
    gallery.enrol("staff", [face(gallery, 5)], ended, OPERATOR)
    gallery.enrol("staff", [face(gallery, 6, given=consent(days=1))], None, OPERATOR)
    clock.go(days=1)
    export = Export.begun(gallery, "staff", clock.now)
    text = "".join(written(line) for line in export.lines())
    assert '"b"' not in text
    assert '"c"' not in text
    assert (export.people, export.faces, export.ended) == (1, 3, 2)
    clock.go(days=90)  # as long as the collection keeps anyone
    export = Export.begun(gallery, "staff", clock.now)
    assert len(list(export.lines())) == 2
    assert export.ended == 4


def test_whoever_is_erased_while_it_runs_is_left_out(
    gallery: Gallery, clock: Clock
) -> None:
    some(gallery)
    lines = Export.begun(gallery, "staff", clock.now).lines()
    next(lines)
    next(lines)  # a
    gallery.erase_person("staff", "b", OPERATOR, suppress=False)
    last = list(lines)[-1]
    assert last.model_dump() == {"kind": "end", "people": 1, "faces": 3}


def test_the_suppressed_are_refused_and_listed(gallery: Gallery, clock: Clock) -> None:
    some(gallery)
    text = exported(gallery, clock)
    one, _ = gallery.faces("staff", person="a").items
    gallery.erase_faces("staff", [one.id], OPERATOR, suppress=True)
    receipt = gallery.erase_person("staff", "b", OPERATOR, suppress=True)
    outcomes = put_in(text, gallery)
    assert results(outcomes) == [
        (f"a, face {one.id}", "refused", "suppressed"),
        ("a", "there", ""),
        ("b", "refused", "suppressed"),
        ("line 4", "there", ""),
    ]
    assert receipt.id in outcomes[2].reason
    gallery.lift_suppressions("staff", receipt.id, OPERATOR)
    assert results(put_in(text, gallery))[2] == ("b", "enrolled", "")


def test_a_person_all_of_whose_faces_are_suppressed_is_not_made(
    gallery: Gallery, clock: Clock
) -> None:
    some(gallery)
    text = exported(gallery, clock)
    faces = [each.id for each in gallery.faces("staff", person="a").items]
    gallery.erase_faces("staff", faces, OPERATOR, suppress=True)
    gallery.erase_person("staff", "a", OPERATOR, suppress=False)
    assert results(put_in(text, gallery))[0] == ("a", "refused", "suppressed")
    assert [each.id for each in gallery.people("staff").items] == ["b"]


def test_a_consent_that_has_ended_since_is_refused(
    gallery: Gallery, other: Gallery, clock: Clock
) -> None:
    some(gallery)
    text = exported(gallery, clock)
    clock.go(days=40)
    assert results(put_in(text, other)) == [
        ("a", "enrolled", ""),
        ("b", "refused", "consent_expired"),
        ("line 4", "refused", "consent_expired"),
    ]


def test_another_person_of_the_same_id_is_not_mixed_in(
    gallery: Gallery, other: Gallery, clock: Clock
) -> None:
    some(gallery)
    text = exported(gallery, clock)
    collection(other)
    other.enrol("staff", [face(other, 9)], person("a", "Eve"), OPERATOR)
    outcomes = put_in(text, other)
    assert results(outcomes)[0] == ("a", "refused", "person_exists")
    assert outcomes[0].reason.startswith("The id a belongs to Eve, and not to Ada 🙂;")
    assert other.person("staff", "a").faces == 1


def test_vectors_of_another_embedder_are_refused(
    gallery: Gallery, other: Gallery, clock: Clock
) -> None:
    some(gallery)
    text = exported(gallery, clock)
    other.create_collection(NewCollection("staff", "another", 16), OPERATOR)
    with pytest.raises(ProfileMismatch, match="the file holds vectors of 16 by test_"):
        put_in(text, other)
    assert other.collection("staff").people == 0
    # Into a collection of another name it goes.
    assert [each.result for each in put_in(text, other, "new")] == ["enrolled"] * 3
    assert other.collection("new").profile == PROFILE


def test_an_unknown_collection_cannot_be_exported(
    gallery: Gallery, clock: Clock
) -> None:
    with pytest.raises(UnknownCollection):
        Export.begun(gallery, "nowhere", clock.now)


def changed(text: str, number: int, **fields: object) -> str:
    lines = text.splitlines()
    lines[number] = json.dumps({**json.loads(lines[number]), **fields})
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda text: "", "Line 1 is not of an export"),
        (lambda text: "path,name\n", "Line 1 is not of an export"),
        (lambda text: text.split("\n", 1)[1], "does not begin as an export"),
        (lambda text: changed(text, 0, version=2), "Line 1 is not of an export"),
        (lambda text: text[: len(text) // 2], "it was cut off"),
        (lambda text: text.rsplit("\n", 2)[0] + "\n", "it was cut off"),
    ],
)
def test_a_file_that_is_not_whole_is_refused_before_anything_is_done(
    damage: object, words: str, gallery: Gallery, clock: Clock
) -> None:
    assert callable(damage)
    some(gallery)
    text = exported(gallery, clock)
    with pytest.raises(BadParameter, match=words):
        put_in(damage(text), gallery, "new")
    assert [each.name for each in gallery.collections().items] == ["staff"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": 7}, "Line 2 is not of an export"),
        ({"more": 7}, "Line 2 is not of an export"),
        ({"kind": "dog"}, "Line 2 is not of an export"),
    ],
)
def test_a_line_that_is_none_ends_it_with_its_number(
    fields: dict[str, object], words: str, gallery: Gallery, clock: Clock
) -> None:
    some(gallery)
    text = changed(exported(gallery, clock), 1, **fields)
    with pytest.raises(BadParameter, match=words):
        put_in(text, gallery, "new")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"id": "a/b"}, "bad_parameter"),
        ({"name": "\x07"}, "bad_parameter"),
        ({"metadata": {"a": "x" * 5000}}, "bad_parameter"),
    ],
)
def test_a_person_who_cannot_be_kept_is_refused_alone(
    fields: dict[str, object], code: str, gallery: Gallery, clock: Clock
) -> None:
    some(gallery)
    text = changed(exported(gallery, clock), 1, **fields)
    outcomes = put_in(text, gallery, "new")
    assert [(each.result, each.code) for each in outcomes] == [
        ("refused", code),
        ("enrolled", ""),
        ("enrolled", ""),
    ]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"vector": "!!!"}, "bad_vector"),
        ({"vector": "AAAA"}, "bad_vector"),
        ({"vector": ""}, "bad_vector"),
        ({"quality": 7}, "bad_parameter"),
        ({"box": [0, 0, 0, 0]}, "bad_parameter"),
        ({"id": "7"}, "bad_parameter"),
        ({"picture": "7"}, "bad_parameter"),
    ],
)
def test_a_face_that_cannot_be_kept_is_refused_alone(
    fields: dict[str, object], code: str, gallery: Gallery, clock: Clock
) -> None:
    some(gallery)
    text = changed(exported(gallery, clock), 3, **fields)
    outcomes = put_in(text, gallery, "new")
    assert [(each.result, each.code) for each in outcomes][2] == ("refused", code)
