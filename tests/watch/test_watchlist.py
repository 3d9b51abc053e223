"""The watch list: who may be looked for, until when, and what is left afterwards."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.gallery.makers import START, Clock
from tests.watch.watching import portrait_face
from visage.errors import (
    BadParameter,
    CaseClosed,
    CaseFull,
    GalleryUnreachable,
    UnknownCase,
)
from visage.gallery.audit import Caller
from visage.gallery.faces import Enrolment
from visage.gallery.memory import MemoryGallery
from visage.gallery.receipts import Receipt
from visage.watch import cases, trail
from visage.watch.cases import Case, Order
from visage.watch.closing import Ended
from visage.watch.sqlite import SqliteTable
from visage.watch.table import Put
from visage.watch.watchlist import Added, WatchList

OFFICER = Caller("officer 7")
ORDER = Order("mp-17", "court order 12/3", START + timedelta(days=10), "Eileen")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def wanted(tmp_path: Path, clock: Clock) -> WatchList:
    """An empty watch list."""
    table = SqliteTable(tmp_path / "watch.sqlite3", clock)
    return WatchList(table, MemoryGallery(clock), clock)


def add(
    wanted: WatchList,
    case: str = "mp-17",
    name: str = "astronaut",
    by: Caller = OFFICER,
) -> Added:
    photo, face = portrait_face(name, wanted.gallery)
    return wanted.add(case, photo, face, by, thresholds=None)


def names(wanted: WatchList, name: str = "astronaut") -> list[str]:
    """Whom a face that a camera sees is found to be."""
    _, face = portrait_face(name, wanted.gallery)
    [found] = wanted.gallery.search_people(wanted.collection, [face.probe], 5, 0.95)
    return [match.person.id for match in found.matches]


def told(wanted: WatchList) -> list[tuple[str, str, str, str | None]]:
    """The audit trail, the oldest first."""
    entries = reversed(trail.entries(wanted.table, None, 100))
    return [(each.by, each.action, each.about, each.note) for each in entries]


def test_a_case_is_looked_for_until_it_expires(wanted: WatchList, clock: Clock) -> None:
    case = wanted.enable(ORDER, OFFICER.name)
    assert case == Case(
        "mp-17",
        "court order 12/3",
        "Eileen",
        START + timedelta(days=10),
        "officer 7",
        START,
    )
    added = add(wanted)
    assert not added.existing
    assert names(wanted) == ["mp-17"]
    person = wanted.gallery.person(wanted.collection, "mp-17")
    assert (person.name, person.consent.by, person.consent.purpose) == (
        "Eileen",
        "officer 7",
        "case mp-17: court order 12/3",
    )
    clock.go(days=10, microseconds=-1)
    assert names(wanted) == ["mp-17"]
    assert cases.active_case(wanted.table, "mp-17", clock()) is not None
    clock.go(microseconds=1)
    assert names(wanted) == []
    assert cases.active_case(wanted.table, "mp-17", clock()) is None
    with pytest.raises(CaseClosed, match=r"mp-17 has expired \(2030-01-11 00:00 UTC\)"):
        add(wanted)

    assert wanted.sweep() == 1
    assert wanted.sweep() == 0
    assert told(wanted) == [
        (
            "officer 7",
            "case_enabled",
            "mp-17",
            "until 2030-01-11 00:00 UTC: court order 12/3",
        ),
        ("officer 7", "picture_added", "mp-17", "picture 0"),
        ("the expiry of the case", "case_expired", "mp-17", None),
    ]
    [left] = wanted.cases()
    assert left.state(clock()) == "expired"
    assert wanted.gallery.people(wanted.collection).items == ()


@pytest.mark.parametrize(
    ("case", "note", "expires", "missing"),
    [
        (None, "order", START, "a case id (case)."),
        ("mp-17", None, START, "an authorisation note (note)."),
        ("mp-17", "  ", START, "an authorisation note (note)."),
        ("mp-17", "order", None, "an expiry (expires)."),
        ("", "order", None, "a case id (case), an expiry (expires)."),
        (
            None,
            None,
            None,
            "a case id (case), an authorisation note (note), an expiry (expires).",
        ),
    ],
)
def test_nobody_is_put_on_the_list_without_the_words(
    case: str | None, note: str | None, expires: datetime | None, missing: str
) -> None:
    with pytest.raises(BadParameter) as refused:
        Order(case, note, expires)
    assert str(refused.value) == (
        "Nobody is put on the watch list without a case id, an authorisation note and "
        f"an expiry; what is missing: {missing} Nothing was changed."
    )


@pytest.mark.parametrize(
    ("case", "expires", "said"),
    [
        ("../secret", timedelta(days=1), "The id of a case"),
        ("a" * 65, timedelta(days=1), "The id of a case"),
        ("mp/17", timedelta(days=1), "The id of a case"),
        ("mp-17", timedelta(0), "at most 366 days"),
        ("mp-17", timedelta(days=-1), "at most 366 days"),
        ("mp-17", timedelta(days=366, seconds=1), "at most 366 days"),
    ],
)
def test_an_order_that_cannot_be_followed_changes_nothing(
    wanted: WatchList, case: str, expires: timedelta, said: str
) -> None:
    with pytest.raises(BadParameter, match=said):
        wanted.enable(Order(case, "order", START + expires), OFFICER.name)
    assert [*wanted.cases()] == []
    assert told(wanted) == []


def test_an_expired_case_that_is_enabled_again_knows_nobody(
    wanted: WatchList, clock: Clock
) -> None:
    """Also where no sweep has been there in between."""
    wanted.enable(ORDER, OFFICER.name)
    add(wanted)
    clock.go(days=11)
    again = Order("mp-17", "court order 2", clock() + timedelta(days=1))
    assert wanted.enable(again, "officer 9").pictures == ()
    assert names(wanted) == []
    assert cases.references(wanted.table, "mp-17") == []


def test_a_case_can_be_extended_and_shortened(wanted: WatchList, clock: Clock) -> None:
    wanted.enable(ORDER, OFFICER.name)
    add(wanted)
    longer = Order("mp-17", "court order 15/3", START + timedelta(days=20))
    assert wanted.enable(longer, "officer 9").name == "Eileen"
    clock.go(days=15)
    assert names(wanted) == ["mp-17"]
    assert cases.reference(wanted.table, "mp-17", 0) is not None
    shorter = Order("mp-17", "court order 15/3", clock() + timedelta(hours=1))
    wanted.enable(shorter, "officer 9")
    clock.go(hours=1)
    assert names(wanted) == []
    assert cases.reference(wanted.table, "mp-17", 0) is None
    assert [each[:2] for each in told(wanted)] == [
        ("officer 7", "case_enabled"),
        ("officer 7", "picture_added"),
        ("officer 9", "case_changed"),
        ("officer 9", "case_changed"),
    ]


def test_ending_a_case_erases_it_and_gives_the_receipt(
    wanted: WatchList, clock: Clock
) -> None:
    wanted.enable(ORDER, OFFICER.name)
    add(wanted)
    add(wanted, name="grace_hopper")
    ended = wanted.end("mp-17", Caller("officer 9"))
    assert ended.receipt is not None
    assert wanted.gallery.verify(ended.receipt)
    assert (ended.receipt.kind, ended.receipt.faces_count) == ("person", 2)
    assert ended.receipt.subject == wanted.gallery.subject(wanted.collection, "mp-17")
    assert names(wanted) == []
    assert cases.references(wanted.table, "mp-17") == []
    [left] = wanted.cases()
    assert left == ended.case
    assert (left.state(clock()), left.name, left.pictures, left.receipt) == (
        "ended",
        "",
        (),
        ended.receipt.id,
    )
    assert told(wanted)[-1] == ("officer 9", "case_ended", "mp-17", None)

    assert wanted.end("mp-17", OFFICER) == Ended(left, None)
    with pytest.raises(CaseClosed, match="mp-17 has ended"):
        add(wanted)
    # It may begin anew, and knows nothing of what it was.
    assert wanted.enable(ORDER, OFFICER.name).pictures == ()
    assert names(wanted) == []
    add(wanted)
    assert names(wanted) == ["mp-17"]


def test_a_picture_is_added_once_and_shows_the_face_alone(wanted: WatchList) -> None:
    wanted.enable(ORDER, OFFICER.name)
    first, again = add(wanted), add(wanted)
    assert (first.existing, again.existing) == (False, True)
    assert again.reference == first.reference
    kept = cases.reference(wanted.table, "mp-17", 0)
    assert kept is not None
    assert kept.row.blob is not None
    with Image.open(io.BytesIO(kept.row.blob)) as image:
        assert image.format == "JPEG"
        assert max(image.size) <= 420
    assert len(told(wanted)) == 2


@pytest.mark.parametrize("act", [add, lambda wanted: wanted.end("mp-17", OFFICER)])
def test_a_case_that_nobody_enabled(
    wanted: WatchList, act: Callable[[WatchList], object]
) -> None:
    with pytest.raises(UnknownCase, match="There is no case mp-17 on the watch list"):
        act(wanted)
    assert told(wanted) == []
    assert wanted.gallery.collections().items == ()


def test_a_case_has_so_many_pictures(
    wanted: WatchList, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cases, "MOST_PICTURES", 1)
    wanted.enable(ORDER, OFFICER.name)
    add(wanted)
    with pytest.raises(CaseFull, match="mp-17 has 1 pictures"):
        add(wanted, name="grace_hopper")
    assert names(wanted, "grace_hopper") == []


# A request may be sent again, and says by a key that it is the same one.
BY = pytest.mark.parametrize("by", [OFFICER, Caller("officer 7", None, "key-1")])


@BY
def test_a_case_that_ends_while_a_picture_is_added_is_not_looked_for(
    wanted: WatchList, monkeypatch: pytest.MonkeyPatch, by: Caller
) -> None:
    wanted.enable(ORDER, OFFICER.name)
    enrol = wanted.gallery.enrol

    def late(*given: Any) -> Enrolment:
        wanted.end("mp-17", OFFICER)
        return enrol(*given)

    monkeypatch.setattr(wanted.gallery, "enrol", late)
    with pytest.raises(CaseClosed):
        add(wanted, by=by)
    assert wanted.gallery.people(wanted.collection).items == ()


@BY
def test_a_case_that_fills_up_while_a_picture_is_added(
    wanted: WatchList, monkeypatch: pytest.MonkeyPatch, by: Caller
) -> None:
    monkeypatch.setattr(cases, "MOST_PICTURES", 1)
    wanted.enable(ORDER, OFFICER.name)
    enrol = wanted.gallery.enrol

    def late(*given: Any) -> Enrolment:
        monkeypatch.setattr(wanted.gallery, "enrol", enrol)
        add(wanted, name="grace_hopper")
        return enrol(*given)

    monkeypatch.setattr(wanted.gallery, "enrol", late)
    with pytest.raises(CaseFull):
        add(wanted, by=by)
    assert wanted.gallery.person(wanted.collection, "mp-17").faces == 1
    assert names(wanted, "grace_hopper") == ["mp-17"]


@contextmanager
def cut_off(wanted: WatchList, method: str) -> Iterator[None]:
    """The block fails, as the gallery can't be reached by one of its methods."""

    def gone(*given: object, **named: object) -> object:
        raise GalleryUnreachable("The network is gone.")

    with pytest.MonkeyPatch.context() as cut:
        cut.setattr(wanted.gallery, method, gone)
        with pytest.raises(GalleryUnreachable):
            yield


def broken_off(wanted: WatchList) -> None:
    """An end whose erasing the gallery did not hear of."""
    with cut_off(wanted, "erase_person"):
        wanted.end("mp-17", OFFICER)


def test_what_a_crash_leaves_unerased_is_erased_when_asked_again(
    wanted: WatchList,
) -> None:
    wanted.enable(ORDER, OFFICER.name)
    add(wanted)
    broken_off(wanted)
    [left] = wanted.cases()
    assert (left.state(START), left.receipt) == ("ended", None)
    assert cases.active_case(wanted.table, "mp-17", START) is None
    ended = wanted.end("mp-17", OFFICER)
    assert ended.receipt is not None
    assert ended.case.receipt == ended.receipt.id
    assert names(wanted) == []
    assert [each[1] for each in told(wanted)].count("case_ended") == 1


def test_what_an_end_that_broke_off_has_left_is_swept(
    wanted: WatchList, clock: Clock
) -> None:
    wanted.enable(ORDER, OFFICER.name)
    add(wanted)
    broken_off(wanted)
    # Whoever has ended it may still be at it, and gets the receipt.
    assert wanted.sweep() == 0
    clock.go(minutes=1)
    assert wanted.sweep() == 1
    assert wanted.gallery.people(wanted.collection).items == ()
    assert cases.references(wanted.table, "mp-17") == []
    [left] = wanted.cases()
    assert (left.state(clock()), left.erased) == ("ended", True)
    assert left.receipt is not None
    assert wanted.sweep() == 0
    assert wanted.end("mp-17", OFFICER) == Ended(left, None)


def test_a_case_without_pictures_is_erased_once(
    wanted: WatchList, clock: Clock
) -> None:
    wanted.enable(ORDER, OFFICER.name)
    ended = wanted.end("mp-17", OFFICER)
    assert (ended.receipt, ended.case.receipt, ended.case.erased) == (None, None, True)
    clock.go(minutes=1)
    assert wanted.sweep() == 0


def test_a_sweep_that_takes_long_leaves_the_rest_to_the_next(
    wanted: WatchList, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(2):
        wanted.enable(replace(ORDER, case=f"mp-{number}"), OFFICER.name)
    clock.go(days=10)
    monkeypatch.setattr("visage.watch.closing.LONGEST_SWEEP", 0)
    assert [wanted.sweep() for _ in range(3)] == [1, 1, 0]


@pytest.mark.parametrize(("receipt", "swept"), [("r-1", 0), (None, 1)])
def test_cases_that_ended_before_it_was_written_whether_they_are_erased(
    wanted: WatchList, clock: Clock, receipt: str | None, swept: int
) -> None:
    wanted.enable(ORDER, OFFICER.name)
    case, kept = cases.found_case(wanted.table, "mp-17")
    row = replace(case.over(clock()), receipt=receipt).put(kept).row
    old = {name: said for name, said in row.value.items() if name != "erased"}
    wanted.table.write([Put(replace(row, value=old), over=kept)])
    clock.go(minutes=1)
    assert (wanted.sweep(), wanted.sweep()) == (swept, 0)
    assert next(wanted.cases()).receipt == receipt


def test_a_case_that_is_enabled_again_knows_nothing_of_an_end_that_broke_off(
    wanted: WatchList, clock: Clock
) -> None:
    wanted.enable(ORDER, OFFICER.name)
    add(wanted)
    broken_off(wanted)
    wanted.enable(ORDER, "officer 9")
    assert cases.references(wanted.table, "mp-17") == []
    add(wanted)
    clock.go(minutes=1)
    assert wanted.sweep() == 0
    assert names(wanted) == ["mp-17"]


def test_a_case_that_is_enabled_again_during_a_sweep_goes_on(
    wanted: WatchList, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = Order("mp-18", "court order 4", START + timedelta(days=1))
    for order in (replace(later, case="mp-17"), later):
        wanted.enable(order, OFFICER.name)
    clock.go(days=1)
    erase = wanted.erase

    def meanwhile(case: str, caller: Caller) -> Receipt | None:
        if case == "mp-17":
            with monkeypatch.context() as alone:
                alone.setattr(wanted, "erase", erase)
                again = replace(later, expires=clock() + timedelta(days=1))
                wanted.enable(again, "officer 9")
        return erase(case, caller)

    monkeypatch.setattr(wanted, "erase", meanwhile)
    assert wanted.sweep() == 1
    states = {each.id: each.state(clock()) for each in wanted.cases()}
    assert states == {"mp-17": "expired", "mp-18": "active"}
    assert told(wanted)[-1][:3] == ("officer 9", "case_enabled", "mp-18")


def test_what_is_narrowed_holds_though_the_gallery_has_not_heard_of_it(
    wanted: WatchList, clock: Clock
) -> None:
    wanted.enable(ORDER, OFFICER.name)
    add(wanted)
    with cut_off(wanted, "update_person"):
        wanted.enable(Order("mp-17", "x", START + timedelta(days=1)), "officer 9")
    clock.go(days=1)
    assert cases.active_case(wanted.table, "mp-17", clock()) is None
    assert wanted.sweep() == 1
    assert names(wanted) == []


def test_a_case_that_was_extended_takes_pictures_though_the_gallery_was_away(
    wanted: WatchList, clock: Clock
) -> None:
    wanted.enable(ORDER, OFFICER.name)
    add(wanted)
    with cut_off(wanted, "update_person"):
        wanted.enable(replace(ORDER, expires=START + timedelta(days=20)), "officer")
    clock.go(days=11)
    add(wanted, name="grace_hopper")
    assert names(wanted, "grace_hopper") == ["mp-17"]


def test_every_refusal_is_told(wanted: WatchList) -> None:
    wanted.refuse("mp-17", "an upload", "The picture shows no face.")
    assert told(wanted) == [
        ("an upload", "picture_refused", "mp-17", "The picture shows no face.")
    ]
    [entry] = trail.entries(wanted.table, None, 10)
    assert entry.at == START
