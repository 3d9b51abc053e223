"""Boxes and similarities: their laws, and tables of whole values."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from visage.geometry import Box, Similarity

coordinates = st.floats(-1000, 1000)
turns = st.floats(-180, 180)
scales = st.floats(0.05, 20)
similarities = st.builds(
    Similarity.about,
    st.tuples(coordinates, coordinates),
    st.tuples(coordinates, coordinates),
    turns,
    scales,
)
point_sets = st.lists(
    st.tuples(coordinates, coordinates), min_size=2, max_size=20, unique=True
).map(np.array)


@pytest.mark.parametrize(
    ("one", "other", "iou"),
    [
        (Box(0, 0, 2, 2), Box(0, 0, 2, 2), 1.0),
        (Box(0, 0, 2, 2), Box(1, 0, 3, 2), 1 / 3),
        (Box(0, 0, 2, 2), Box(1, 1, 3, 3), 1 / 7),
        (Box(0, 0, 2, 2), Box(2, 0, 4, 2), 0.0),
        (Box(0, 0, 2, 2), Box(5, 5, 6, 6), 0.0),
        (Box(0, 0, 4, 4), Box(1, 1, 3, 3), 1 / 4),
    ],
)
def test_iou(one: Box, other: Box, iou: float) -> None:
    assert one.iou(other) == pytest.approx(iou)
    assert other.iou(one) == pytest.approx(iou)


def test_a_box_in_numbers() -> None:
    box = Box(1, 2, 5, 10)
    assert (box.width, box.height, box.area, box.centre) == (4, 8, 32, (3, 6))
    assert box.grown(2) == Box(-1, -2, 7, 14)
    assert box.grown(2).clipped(6, 6) == Box(0, 0, 6, 6)
    assert box.corners().tolist() == [[1, 2], [5, 2], [5, 10], [1, 10]]
    assert Box.around(box.corners()) == box


@pytest.mark.parametrize(
    ("turn", "expected"), [(0, (1, 0)), (90, (0, -1)), (-90, (0, 1)), (180, (-1, 0))]
)
def test_positive_turns_are_counter_clockwise_on_the_screen(
    turn: float, expected: tuple[float, float]
) -> None:
    moved = Similarity.about((0, 0), (0, 0), turn).apply(np.array([(1.0, 0.0)]))
    assert moved[0] == pytest.approx(expected, abs=1e-12)


@given(similarities, point_sets)
def test_a_transform_then_its_inverse_is_the_identity(
    similarity: Similarity, points: np.ndarray
) -> None:
    back = similarity.inverse().apply(similarity.apply(points))
    assert np.abs(back - points).max() < 1e-6


@given(similarities, similarities, point_sets)
def test_then_is_one_after_the_other(
    first: Similarity, second: Similarity, points: np.ndarray
) -> None:
    at_once = first.then(second).apply(points)
    assert np.allclose(at_once, second.apply(first.apply(points)), atol=1e-5)


@given(turns, scales)
def test_about_has_the_turn_and_the_scale(turn: float, scale: float) -> None:
    similarity = Similarity.about((3, 4), (5, 6), turn, scale)
    assert similarity.scale == pytest.approx(scale)
    off = (similarity.turn - turn + 180) % 360 - 180
    assert abs(off) < 1e-6
    assert similarity.apply(np.array([(3.0, 4.0)]))[0] == pytest.approx((5, 6))


@given(similarities, point_sets)
def test_fitting_finds_the_transform_that_made_the_points(
    similarity: Similarity, points: np.ndarray
) -> None:
    spread = math.sqrt(float(points.var(axis=0).sum()))
    if spread < 1:
        return
    fitted = Similarity.fitted(points, similarity.apply(points))
    assert np.allclose(fitted.apply(points), similarity.apply(points), atol=1e-4)


def test_fitting_leaves_the_least_squares() -> None:
    rng = np.random.default_rng(0)
    source, target = rng.normal(size=(10, 2)), rng.normal(size=(10, 2))
    fitted = Similarity.fitted(source, target)
    least = ((fitted.apply(source) - target) ** 2).sum()
    for step in np.eye(4) * 1e-3:
        a, b, dx, dy = np.array([fitted.a, fitted.b, fitted.dx, fitted.dy]) + step
        other = Similarity(a, b, dx, dy)
        assert ((other.apply(source) - target) ** 2).sum() > least


def test_a_weight_of_nothing_takes_a_point_out() -> None:
    source = np.array([(0.0, 0.0), (1.0, 0.0), (9.0, 9.0)])
    target = np.array([(0.0, 0.0), (2.0, 0.0), (0.0, 7.0)])
    fitted = Similarity.fitted(source, target, np.array([1.0, 1.0, 0.0]))
    assert fitted.matrix == pytest.approx(np.array([[2, 0, 0], [0, 2, 0]]))


def test_equal_points_cannot_be_fitted() -> None:
    with pytest.raises(ValueError, match="all source points are equal"):
        Similarity.fitted(np.ones((3, 2)), np.zeros((3, 2)))
