"""Decisions: thresholds between those measured, and rates for galleries."""

from __future__ import annotations

import pytest

from tests.gallery.makers import START, consent
from visage.errors import ModelMissing
from visage.gallery.people import Person
from visage.gallery.probes import PeopleFound, PersonMatch
from visage.gallery.thresholds import (
    PeopleTable,
    TemplateThresholds,
    decide,
    gallery_rate,
    people_table,
    rate_for,
)
from visage.recognition.thresholds import Threshold


def threshold(far: float, similarity: float) -> Threshold:
    return Threshold(far=far, similarity=similarity, far_low=0, far_high=1, tar=1)


TABLE = PeopleTable(
    profile="test",
    source="made up",
    people=2,
    templates=[
        TemplateThresholds(
            faces=faces,
            thresholds=[
                threshold(0.01, 0.5 + more),
                threshold(0.001, 0.6 + more),
                threshold(0.0001, 0.7 + more),
            ],
        )
        for faces, more in ((1, 0.0), (2, 0.1), (4, 0.15))
    ],
)


@pytest.mark.parametrize(
    ("far", "faces", "expected"),
    [
        (0.001, 1, 0.6),
        (0.001, 2, 0.7),
        (0.001, 4, 0.75),
        (0.001, 100, 0.75),  # more faces than measured: as with the most
        (0.001, 3, 0.6 + 0.1 + 0.05 * (1 / 2 - 1 / 3) / (1 / 2 - 1 / 4)),
        (10**-2.5, 1, 0.55),  # half way between two rates, on a logarithmic scale
        (0.00001, 1, 0.7),  # below the strictest
        (0.1, 1, 0.5),
    ],
)
def test_thresholds_are_interpolated(far: float, faces: int, expected: float) -> None:
    assert TABLE.needed(far, faces) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("far", "people", "expected"),
    [(0.001, 1, 0.001), (0.001, 1000, 0.632305), (0.5, 2, 0.75), (0.001, 0, 0.0)],
)
def test_a_stranger_may_be_taken_for_anyone(
    far: float, people: int, expected: float
) -> None:
    assert gallery_rate(far, people) == pytest.approx(expected, abs=1e-6)
    if people:
        assert rate_for(gallery_rate(far, people), people) == pytest.approx(far)


def found(people: int, *similarities: float) -> PeopleFound:
    return PeopleFound(
        tuple(
            PersonMatch(Person(str(at), "Name", {}, consent(), START, 1), similarity)
            for at, similarity in enumerate(similarities)
        ),
        people,
    )


def test_the_best_person_above_the_threshold_is_named() -> None:
    decision = decide(found(10, 0.62, 0.61), TABLE, fpir=0.01)
    assert decision.far == pytest.approx(0.001, rel=0.01)
    assert decision.fpir == pytest.approx(0.01)
    assert decision.named == decision.candidates[0]
    assert decision.candidates[0].needed == pytest.approx(0.6, abs=0.001)
    assert decide(found(10, 0.59, 0.58), TABLE, fpir=0.01).named is None
    assert decide(found(10), TABLE, fpir=0.01).named is None


def test_more_people_need_more_similarity() -> None:
    assert decide(found(10, 0.62), TABLE, fpir=0.01).named
    assert decide(found(100, 0.62), TABLE, fpir=0.01).named is None
    assert decide(found(100, 0.71), TABLE, fpir=0.01).named


def test_a_rate_that_cannot_be_kept_is_stated() -> None:
    decision = decide(found(100_000, 0.71), TABLE, fpir=0.01)
    assert decision.named
    assert decision.far == 0.0001
    assert decision.fpir == pytest.approx(0.99995, abs=1e-4)


def test_a_lenient_rate_is_not_extrapolated() -> None:
    decision = decide(found(1, 0.49), TABLE, fpir=0.5)
    assert decision.far == 0.01
    assert decision.named is None


def test_the_shipped_table_grows_stricter_with_faces_and_rates() -> None:
    table = people_table("dlib_resnet_v1")
    assert table.profile == "dlib_resnet_v1"
    for far in (0.1, 0.001, 0.00001):
        values = [table.needed(far, faces) for faces in (1, 2, 3, 5, 10)]
        assert values == sorted(values)
    assert table.needed(0.001, 5) < table.needed(0.0001, 5)
    with pytest.raises(ModelMissing, match="no measured thresholds for people"):
        people_table("another")
