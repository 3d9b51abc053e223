"""The gallery on AWS: several at once, what is left over, and what AWS refuses."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from local.rehearsal.gallery import TABLE, clients, emulated, opened
from tests.gallery import aws
from tests.gallery.makers import (
    OPERATOR,
    Clock,
    collection,
    consent,
    face,
    named,
    person,
    probe,
)
from visage.errors import BadParameter, GalleryUnreachable, UnknownPerson
from visage.gallery.audit import Caller
from visage.gallery.aws.head import Head
from visage.gallery.aws.leftovers import ABANDONED
from visage.gallery.aws.table import Condition, Item, Table, Write
from visage.gallery.people import NewPerson
from visage.gallery.rules import utc_now


@pytest.fixture(autouse=True)
def emulator() -> Iterator[None]:
    with emulated():
        yield


class Meanwhile:
    """Does something else right before the first call of a name."""

    def __init__(self, name: str, what: Callable[[], object]) -> None:
        self._name = name
        self._what: Callable[[], object] | None = what
        self.counts: dict[str, int] = {}

    def using(self, client: Any) -> Any:
        outer = self

        class Between:
            def __getattr__(self, name: str) -> Any:
                return lambda **given: outer.made(name, getattr(client, name), given)

        return Between()

    def made(self, name: str, call: Any, given: Any) -> Any:
        self.counts[name] = self.counts.get(name, 0) + 1
        if name == self._name and self._what:
            what, self._what = self._what, None
            what()
        return call(**given)


def refusing(code: str, *names: str) -> Callable[[Any], Any]:
    """Clients that refuse some calls."""

    class Refusing:
        def __init__(self, client: Any) -> None:
            self._client = client

        def __getattr__(self, name: str) -> Any:
            def refuse(**_: Any) -> Any:
                message = "arn:aws:iam::123456789012:role/visage may not"
                answer: Any = {"Error": {"Code": code, "Message": message}}
                raise ClientError(answer, name)

            return refuse if name in names else getattr(self._client, name)

    return Refusing


def test_several_at_once_lose_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("visage.gallery.aws.calls.PATIENCE", 300)
    staff = collection(opened())
    ready = threading.Barrier(4)

    def enrol(worker: int) -> None:
        gallery = opened()
        ready.wait()
        for each in range(4):
            seed = 10 * worker + each
            gallery.enrol(staff, [face(gallery, seed)], person(f"p{seed}"), OPERATOR)
            assert named(gallery, staff, seed, limit=1) == [f"p{seed}"]
            if each == 3:
                gallery.erase_person(staff, f"p{seed - 1}", OPERATOR, suppress=True)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(enrol, range(4)))
    gallery = opened()
    kept = gallery.collection(staff)
    assert (kept.people, kept.faces) == (12, 12)
    found = gallery.search_people(staff, [probe(0)], 99)[0]
    assert (len(found.matches), found.people) == (12, 12)
    assert len(gallery.audit(limit=100).items) == 1 + 16 + 4
    assert Head.read(Item(aws.items()["heads", staff], None)).version == 21


def test_a_search_on_its_way_finds_who_came_meanwhile() -> None:
    gallery = opened()
    staff = collection(gallery)
    for seed in range(3):
        gallery.enrol(staff, [face(gallery, seed)], person(f"p{seed}"), OPERATOR)

    def go_on() -> None:
        gallery.enrol(staff, [face(gallery, 7)], person("late"), OPERATOR)
        gallery.erase_person(staff, "p1", OPERATOR, suppress=False)

    meanwhile = Meanwhile("get_vectors", go_on)
    searching = opened(using=meanwhile.using)
    [found] = searching.search_people(staff, [probe(7)], 9)
    assert found.matches[0].person.id == "late"
    assert {match.person.id for match in found.matches} == {"p0", "p2", "late"}
    assert found.people == 3
    # What the index found before served again.
    assert meanwhile.counts["query_vectors"] == 1


def test_a_change_that_was_overtaken_is_made_anew() -> None:
    gallery = opened()
    staff = collection(gallery)
    gallery.enrol(staff, [face(gallery, 1)], person("a"), OPERATOR)

    def go_ahead() -> None:
        gallery.enrol(staff, [face(gallery, 2)], "a", OPERATOR)

    meanwhile = Meanwhile("put_vectors", go_ahead)
    slower = opened(using=meanwhile.using)
    enrolled = slower.enrol(staff, [face(slower, 3)], "a", OPERATOR)
    assert enrolled.person
    assert enrolled.person.faces == 3
    # Three faces and one template; the template of the first try is gone again.
    assert [len(keys) for keys in aws.vectors().values()] == [4]
    assert not [key for key in aws.items() if key[0] == "loose"]


def test_a_decision_by_what_is_no_longer_so_is_made_anew() -> None:
    gallery = opened()
    staff = collection(gallery)
    gallery.enrol(staff, [face(gallery, 1)], person("a"), OPERATOR)

    def go_ahead() -> None:
        gallery.erase_person(staff, "a", OPERATOR, suppress=False)

    class Once(Meanwhile):
        """Waits until the person has been read."""

        def made(self, name: str, call: Any, given: Any) -> Any:
            answer = call(**given)
            key = given.get("Key", {}).get("sk", {}).get("S")
            if key == "a" and self._what:
                what, self._what = self._what, None
                what()
            return answer

    slower = opened(using=Once("", go_ahead).using)
    # That there is such a person was so when it was read, but not at the end.
    slower.enrol(staff, [face(slower, 3)], person("a"), OPERATOR)
    assert opened().person(staff, "a").faces == 1


def later(gallery: Any) -> Any:
    """The gallery, so much later that others are taken for dead."""
    gallery._store._clock = lambda: utc_now() + ABANDONED + timedelta(seconds=1)
    return gallery


class Gone(BaseException):
    """The process that sends vectors dies."""


def abandon(staff: str) -> None:
    """Leave vectors behind that never come to count."""

    def die() -> None:
        raise Gone

    dying = opened(using=Meanwhile("transact_write_items", die).using)
    with pytest.raises(Gone):
        dying.enrol(staff, [face(dying, 1)], person("a"), OPERATOR)


def test_abandoned_vectors_are_removed_in_time() -> None:
    gallery = opened()
    staff = collection(gallery)
    abandon(staff)
    assert [len(keys) for keys in aws.vectors().values()] == [2]
    gallery.sweep(OPERATOR)
    assert [len(keys) for keys in aws.vectors().values()] == [2]  # someone may be at it
    assert named(gallery, staff, 1) == []
    later(gallery).sweep(OPERATOR)
    assert [len(keys) for keys in aws.vectors().values()] == [0]
    assert not [key for key in aws.items() if key[0] == "loose"]


def test_who_was_taken_for_dead_begins_anew() -> None:
    staff = collection(opened())

    def sweep() -> None:
        later(opened()).sweep(OPERATOR)

    meanwhile = Meanwhile("put_vectors", sweep)
    slow = opened(using=meanwhile.using)
    slow.enrol(staff, [face(slow, 1)], person("a"), OPERATOR)
    assert named(opened(), staff, 1) == ["a"]
    assert [len(keys) for keys in aws.vectors().values()] == [2]
    assert not [key for key in aws.items() if key[0] == "loose"]


def test_nothing_of_the_erased_stays_in_the_table() -> None:
    gallery = opened()
    staff = collection(gallery)
    keyed = replace(OPERATOR, idempotency_key="k")
    new = NewPerson("Wilhelmina Unmistakable", "person-4711", {"room": "R-0815"})
    shown = [face(gallery, 1, external_id="passport.jpg")]
    gallery.enrol(staff, shown, new, keyed)
    secrets = ["Unmistakable", "person-4711", "R-0815", "passport"]

    def held() -> list[bool]:
        content = " ".join(f"{key} {text}" for key, text in aws.items().items())
        return [secret in content for secret in secrets]

    assert held() == [True] * 4
    gallery.erase_person(staff, "person-4711", OPERATOR, suppress=True)
    assert held() == [False] * 4
    assert [len(keys) for keys in aws.vectors().values()] == [0]
    with pytest.raises(UnknownPerson, match="has been erased"):
        gallery.enrol(staff, shown, new, keyed)


def test_old_answers_go_with_the_sweep() -> None:
    clock = Clock()
    gallery = opened(clock)
    staff = collection(gallery)
    for hour in (0, 20):
        clock.go(hours=hour)
        caller = Caller("operator", idempotency_key=f"at {hour}".replace(" ", "-"))
        gallery.enrol(staff, [], person(f"p{hour}", given=consent()), caller)
    clock.go(hours=5)
    gallery.sweep(OPERATOR)
    answers = [key for key in aws.items() if key[0].startswith("answers/")]
    assert len(answers) == 1


def test_a_reader_without_a_right_to_write_can_come_first() -> None:
    denied = refusing("AccessDeniedException", "put_item", "transact_write_items")
    reader = opened(using=denied)
    assert reader.digest(b"picture") != reader.digest(b"picture")
    assert reader.collections().items == ()
    writer = opened()
    staff = collection(writer)
    writer.enrol(staff, [face(writer, 1)], person("a"), OPERATOR)
    assert reader.digest(b"picture") == writer.digest(b"picture")
    assert named(reader, staff, 1) == ["a"]
    with pytest.raises(GalleryUnreachable, match="access is denied"):
        reader.erase_person(staff, "a", OPERATOR, suppress=False)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("AccessDeniedException", "access is denied; check the rights"),
        ("ResourceNotFoundException", "it is not there; deploy first"),
        ("ExpiredTokenException", "the credentials have expired"),
        ("ThrottlingException", "AWS does not answer just now"),
    ],
)
def test_what_aws_refuses_is_said_without_names(code: str, said: str) -> None:
    gallery = opened(using=refusing(code, "get_item", "query"))
    for verb in (gallery.collections, lambda: gallery.collection("staff")):
        with pytest.raises(GalleryUnreachable, match=said) as caught:
            verb()
        assert "123456789012" not in str(caught.value)
        assert "arn:" not in str(caught.value)
        assert TABLE not in str(caught.value)


def test_no_network_is_said() -> None:
    class Nowhere:
        def __init__(self, client: Any) -> None: ...

        def __getattr__(self, name: str) -> Any:
            def fail(**_: Any) -> Any:
                raise EndpointConnectionError(endpoint_url="https://dynamodb")

            return fail

    with pytest.raises(GalleryUnreachable, match="check the network"):
        opened(using=Nowhere).collections()


def test_patience_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("visage.gallery.aws.calls.PATIENCE", 0)
    staff = collection(opened())
    overtaking = opened()

    def overtake() -> None:
        overtaking.enrol(staff, [face(overtaking, 2)], person("b"), OPERATOR)

    slower = opened(using=Meanwhile("put_vectors", overtake).using)
    with pytest.raises(GalleryUnreachable, match="too many changes come at once"):
        slower.enrol(staff, [face(slower, 3)], person("c"), OPERATOR)
    assert [each.id for each in opened().people(staff).items] == ["b"]
    assert [len(keys) for keys in aws.vectors().values()] == [2]


def test_too_much_for_one_record_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("visage.gallery.aws.commit._LARGEST_ITEM", 2000)
    gallery = opened()
    staff = collection(gallery)
    before = aws.items()
    caller = Caller("operator", idempotency_key="k")
    with pytest.raises(BadParameter, match="Send fewer faces at once"):
        gallery.enrol(staff, [face(gallery, n) for n in range(60)], None, caller)
    assert aws.items() == before
    assert [len(keys) for keys in aws.vectors().values()] == [0]


def test_unprocessed_items_are_asked_for_again() -> None:
    table = Table(TABLE, Stingy(clients()[0]))
    for number in range(5):
        table.write([Write(("p", str(number)), "text")])
    keys = [("p", str(number)) for number in range(6)]
    assert set(table.get_many(keys)) == set(keys[:5])
    table.remove(keys)
    assert table.get_many(keys) == {}


class Stingy:
    """A client that carries out the first half of a batch only."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def batch_get_item(self, **given: Any) -> Any:
        asked = given["RequestItems"][TABLE]
        half = max(1, len(asked["Keys"]) // 2)
        now, later = asked["Keys"][:half], asked["Keys"][half:]
        answer = self._client.batch_get_item(
            RequestItems={TABLE: {**asked, "Keys": now}}
        )
        left = {TABLE: {**asked, "Keys": later}} if later else {}
        return {**answer, "UnprocessedKeys": left}

    def batch_write_item(self, **given: Any) -> Any:
        asked = given["RequestItems"][TABLE]
        half = max(1, len(asked) // 2)
        answer = self._client.batch_write_item(RequestItems={TABLE: asked[:half]})
        left = {TABLE: asked[half:]} if asked[half:] else {}
        return {**answer, "UnprocessedItems": left}


def test_a_condition_names_what_must_be_there() -> None:
    table = Table(TABLE, clients()[0])
    absent, key = Condition(None), ("p", "1")
    assert table.write([Write(key, "one", "s1", absent)])
    assert not table.write([Write(key, "two", "s2", absent)])
    assert not table.write(
        [Write(key, "two", "s2", Condition("s0")), Write(("p", "2"))]
    )
    assert table.write([Write(key, "two", "s2", Condition("s1"))])
    assert table.get(key) == Item("two", "s2")
    assert not table.write([Write(key, condition=Condition("s1"))])
    assert table.write([Write(key, condition=Condition("s2"))])
    assert table.get(key) is None
