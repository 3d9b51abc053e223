"""Every call of a verb to AWS fails in turn: what was half done is never seen.

A call can be refused, its answer can get lost, and the process can die before it. After
each of these the gallery is as before the verb or as after it; asking again with the
same idempotency key makes it as after it; and `mend` leaves nothing over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any, NamedTuple

import numpy as np
import pytest
from botocore.exceptions import ClientError, ReadTimeoutError

from local.rehearsal.gallery import emulated, opened
from tests.gallery import aws
from tests.gallery.aws import State, put_back, state
from tests.gallery.makers import BOX, PROFILE, Clock, collection, face, person, vector
from visage.errors import GalleryUnreachable
from visage.gallery.audit import Caller
from visage.gallery.aws import rows
from visage.gallery.aws.head import Head
from visage.gallery.aws.table import Item
from visage.gallery.books import Books
from visage.gallery.collections import NewCollection
from visage.gallery.faces import Sighting
from visage.gallery.protocol import Gallery
from visage.gallery.vectors import unit

KEYED = Caller("operator", idempotency_key="once")
WRITES = {"put_item", "delete_item", "transact_write_items", "batch_write_item"}
WRITES |= {"put_vectors", "delete_vectors", "create_index", "delete_index"}
FACES = [f"00000000-0000-0000-0000-{number:012d}" for number in range(9)]


class Killed(BaseException):
    """The process is no more."""


class Fault(NamedTuple):
    """What happens at which call."""

    kind: str  # "refused", "lost" or "killed"
    at: int


class Calls:
    """Counts calls, and lets one of them fail."""

    def __init__(self, fault: Fault | None = None) -> None:
        self.names: list[str] = []
        self._fault = fault

    def using(self, client: Any) -> Any:
        calls = self

        class Between:
            def __getattr__(self, name: str) -> Any:
                return lambda **given: calls.made(name, getattr(client, name), given)

        return Between()

    def made(self, name: str, call: Any, given: Any) -> Any:
        number = len(self.names)
        self.names.append(name)
        fault = self._fault
        if fault and fault.kind == "killed" and number >= fault.at:
            raise Killed
        if fault and fault.kind == "refused" and number == fault.at:
            answer: Any = {"Error": {"Code": "ThrottlingException", "Message": "slow"}}
            raise ClientError(answer, name)
        answered = call(**given)
        if fault and fault.kind == "lost" and number == fault.at:
            raise ReadTimeoutError(endpoint_url="https://aws")
        return answered


def seen(picture: str) -> Sighting:
    return Sighting(opened().digest(picture.encode()), BOX)


def made(gallery: Gallery, number: int) -> Any:
    picture = f"picture {number}".encode()
    return face(gallery, number, picture=picture, face_id=FACES[number])


def world() -> State:
    """Two people, a face of nobody, a rejection, a suppression."""
    gallery = opened(Clock())
    staff = collection(gallery)
    plain = Caller("operator")
    first = [made(gallery, 0), made(gallery, 1)]
    gallery.enrol(staff, first, person("a"), Caller("operator", idempotency_key="a"))
    gallery.enrol(staff, [made(gallery, 2)], person("b"), plain)
    gallery.enrol(staff, [made(gallery, 3)], None, plain)
    gallery.enrol(staff, [made(gallery, 4)], person("c"), plain)
    gallery.reject(staff, "a", seen("other"), plain)
    gallery.erase_person(staff, "c", plain, suppress=True)
    return state()


def observed(gallery: Any) -> Any:
    """All that lists and searches show, without what is new each time."""

    def step(books: Books) -> Any:
        staff = books.collection("staff")
        found = books.collection("new")
        suppressed = len(books.suppressions("staff", None, 99))
        if staff is None:
            return found, suppressed
        now = Clock().now
        probes = np.stack([unit(vector(number)) for number in range(3)])
        people, count = books.nearest_people(staff, probes, [set()] * 3, 9, -1, now)
        faces = books.nearest_faces(staff, probes, 9, -1, now)
        listed = books.people("staff", None, 99)
        kept = books.faces("staff", None, 99)
        said = books.rejections_of("staff", "b") if listed[-1].id == "b" else []
        return (
            found,
            suppressed,
            staff,
            [(each.id, each.name, each.faces) for each in listed],
            [(each.id, each.person) for each in kept],
            [[(m.person.id, round(m.similarity, 5)) for m in each] for each in people],
            [[(m.face.id, round(m.similarity, 5)) for m in each] for each in faces],
            count,
            len(said),
        )

    shown = gallery._store.read(step)
    return shown, len(gallery.receipts().items), len(gallery.audit().items)


Verb = Callable[[Gallery], Any]
VERBS: dict[str, Verb] = {
    "create": lambda g: g.create_collection(NewCollection("new", PROFILE, 16), KEYED),
    "replace": lambda g: g.enrol(
        "staff", [made(g, 5)], person("a", "Another", if_exists="replace"), KEYED
    ),
    "merge": lambda g: g.merge_people("staff", "a", "b", KEYED),
    "erase person": lambda g: g.erase_person("staff", "a", KEYED, suppress=True),
    "erase collection": lambda g: g.erase_collection("staff", KEYED, suppress=True),
}


@pytest.fixture(scope="module")
def kept() -> Iterator[State]:
    with emulated():
        yield world()


def check_nothing_is_left_over(gallery: Any) -> None:
    """Only what counts is there: of vectors, of rows, of journals."""
    items = aws.items()
    heads = {
        name: Head.read(Item(text, None))
        for (partition, name), text in items.items()
        if partition == "heads"
    }
    assert [head.pending for head in heads.values()] == [None] * len(heads)
    assert not [key for key in items if key[0].startswith(("loose", "journal"))]
    generations = {head.generation for head in heads.values() if head.generation}
    assert aws.vectors().keys() == generations
    named: dict[str, set[str]] = {each: set() for each in generations}
    for (partition, _), text in items.items():
        generation, _, part = partition.partition("/")
        if part == "faces":
            named[generation].add(rows.FACE.validate_json(text).vector)
        if part == "people" and (key := rows.PERSON.validate_json(text).template):
            named[generation].add(key)
        if part in rows.PARTS:
            assert generation in generations
    assert aws.vectors() == named


@pytest.mark.parametrize(
    ("name", "inline"), [(name, name != "merge") for name in VERBS]
)
def test_what_is_half_done_is_never_seen(
    name: str, inline: bool, kept: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not inline:
        monkeypatch.setattr("visage.gallery.aws.head._MOST_INLINE", 0)
    monkeypatch.setattr("visage.gallery.aws.leftovers.ABANDONED", timedelta(seconds=-1))
    verb = VERBS[name]
    put_back(kept)
    calls, plain = Calls(), opened(Clock())
    before = observed(plain)
    verb(opened(Clock(), calls.using))
    after = observed(plain)
    assert after != before
    check_nothing_is_left_over(plain)
    for number, called in enumerate(calls.names):
        for kind in ("refused", "lost", "killed") if called in WRITES else ():
            put_back(kept)
            outcome = check_one(verb, Fault(kind, number), before, after)
            if (kind, called) == ("lost", "transact_write_items"):
                assert outcome is not None  # it finds out that it counts


def check_one(verb: Verb, fault: Fault, before: Any, after: Any) -> Any:
    """What the verb answers, None where it fails or dies."""
    gallery, plain = opened(Clock(), Calls(fault).using), opened(Clock())
    outcome: Any = None
    with suppress(GalleryUnreachable, Killed):
        outcome = verb(gallery)
    now = observed(plain)
    assert now in (before, after), fault
    if outcome is not None:
        assert now == after, fault
    verb(opened(Clock()))
    plain._store.mend()
    assert observed(plain) == after, fault
    check_nothing_is_left_over(plain)
    return outcome
