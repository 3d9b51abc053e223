"""Visits and votes by themselves: whole tables of what belongs together."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.gallery.makers import START
from visage.watch.visits import Visit, visited
from visage.watch.votes import Look, Verdict, Vote, decide

PAUSE = timedelta(minutes=10)


def minutes(*at: float) -> list[timedelta]:
    return [timedelta(minutes=each) for each in at]


def visit(first: float, last: float, *, rejected: bool = False) -> Visit:
    begins, ends = minutes(first, last)
    return Visit(START + begins, START + ends, f"{first}", rejected)


@pytest.mark.parametrize(
    ("there", "span", "found"),
    [
        ([], (0, 1), None),
        ([visit(0, 1)], (5, 6), visit(0, 6)),
        ([visit(0, 1)], (11, 12), visit(0, 12)),
        ([visit(0, 1)], (11.1, 12), None),
        ([visit(20, 21)], (10, 10), visit(10, 21)),
        ([visit(20, 21)], (9, 9.9), None),
        ([visit(20, 21)], (0, 60), visit(0, 60)),
        # Between two, it is of the first.
        ([visit(20, 21), visit(0, 1)], (10.5, 10.6), visit(0, 10.6)),
        # Somebody else was there: the visit does not grow, and ends by itself.
        ([visit(0, 1, rejected=True)], (5, 6), visit(0, 1, rejected=True)),
        ([visit(0, 1, rejected=True)], (12, 13), None),
        ([visit(0, 1, rejected=True), visit(9, 10)], (5, 6), visit(5, 10)),
    ],
)
def test_which_visit_looks_belong_to(
    there: list[Visit], span: tuple[float, float], found: Visit | None
) -> None:
    first, last = (START + each for each in minutes(*span))
    got = visited(there, first, last, PAUSE)
    if found is None or got is None:
        assert got == found
    else:
        assert (got.first, got.last, got.rejected) == (
            found.first,
            found.last,
            found.rejected,
        )


def look(said: str, place: int) -> Look:
    """A look of a letter: whom it names, capital where strictly; `-` for nobody."""
    taken = START + timedelta(seconds=place)
    if said == "-":
        return Look(taken, 0.9 - place / 100)
    vote = Vote(said.lower(), START, 0.95, 0.005, said.isupper())
    return Look(taken, 0.9 - place / 100, {"people": vote})


@pytest.mark.parametrize(
    ("looks", "person", "votes"),
    [
        ("", None, 0),
        ("a", None, 0),
        ("A", "a", 1),
        ("aa", None, 0),
        ("aA", "a", 2),
        ("A-", None, 0),
        ("AB", None, 0),
        ("aaa", "a", 3),
        ("aa-", None, 0),
        ("aa-a", "a", 3),
        ("a-a-a", "a", 3),
        ("a-a--", None, 0),
        ("aabbb", "b", 3),
        ("aabb-", None, 0),
        # The sixth is no better than the five that are asked.
        ("aa---a", None, 0),
        ("aaa--bbb", "a", 3),
    ],
)
def test_whom_looks_agree_on(looks: str, person: str | None, votes: int) -> None:
    verdict = decide([look(each, at) for at, each in enumerate(looks)], "people")
    assert decide([look(each, at) for at, each in enumerate(looks)], "others") is None
    if verdict is None:
        assert person is None
    else:
        assert (verdict.person, len(verdict.agreeing)) == (person, votes)
        assert isinstance(verdict, Verdict)


def test_quality_weighs() -> None:
    """Three poor looks are no majority against two that are far better."""
    poor = [Look(START, 0.2, look("a", 0).votes)] * 3
    good = [Look(START, 0.9)] * 2
    assert decide(poor + good, "people") is None
    assert decide(poor, "people") is not None
