"""The shape of eyes and mouth: what is the source's, what the target's."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.two_portraits import ASTRONAUT, HOPPER
from visage.faces.mean_face import MEAN_FACE
from visage.geometry import Points, Similarity
from visage.swap.expression import opening, settled


def opened(points: Points, drop: float) -> Points:
    """A face whose lower lip has dropped by this many inter-ocular distances."""
    moved = points.copy()
    moved[55:60, 1] += drop
    moved[65:68, 1] += drop
    return moved


@given(st.floats(0.3, 4), st.floats(-40, 40), st.floats(0, 0.4))
def test_a_face_on_itself_keeps_every_landmark(
    scale: float, turn: float, drop: float
) -> None:
    face = opened(MEAN_FACE, drop)
    place = Similarity.about((0, 0), (300, 200), turn, 60 * scale).apply(face)
    np.testing.assert_allclose(settled(face, place), place, atol=1e-6)


@pytest.mark.parametrize("drop", [0.1, 0.2, 0.3])
def test_an_open_mouth_stays_open_on_a_shut_one(drop: float) -> None:
    face = opened(MEAN_FACE, drop)
    moved = settled(face, MEAN_FACE)
    assert opening(moved) == pytest.approx(opening(face), rel=0.15)
    np.testing.assert_allclose(moved[48:55], MEAN_FACE[48:55], atol=1e-6)
    assert moved[57, 1] < MEAN_FACE[8, 1]  # above the chin


def test_a_wide_open_mouth_leaves_room_for_a_short_chin() -> None:
    short = MEAN_FACE.copy()
    short[:17, 1] = np.minimum(short[:17, 1], 1.6)
    moved = settled(opened(MEAN_FACE, 0.5), short)
    assert opening(moved) > 0.05
    assert moved[57, 1] < 1.6


def test_a_shut_mouth_takes_the_place_of_an_open_one() -> None:
    """Its teeth are the target's own, which the mask keeps: see test_swap."""
    place = opened(MEAN_FACE, 0.2)
    np.testing.assert_allclose(settled(MEAN_FACE, place)[48:], place[48:], atol=1e-6)


def test_eyes_keep_most_of_their_own_shape_between_the_corners_of_the_target() -> None:
    """A narrow eye on a wide one: the corners are the target's, the lids between."""
    narrow = MEAN_FACE.copy()
    narrow[[37, 38, 40, 41], 1] *= 0.2
    moved = settled(narrow, MEAN_FACE)
    lids = [37, 38, 40, 41]
    wanted = 0.6 * narrow[lids] + 0.4 * MEAN_FACE[lids]
    np.testing.assert_allclose(moved[lids], wanted, atol=1e-6)
    others = [i for i in range(68) if i not in lids]
    np.testing.assert_allclose(moved[others], MEAN_FACE[others], atol=1e-6)


def test_real_faces_keep_their_outline_brows_and_nose() -> None:
    moved = settled(ASTRONAUT, HOPPER)
    np.testing.assert_array_equal(moved[:36], HOPPER[:36])
    assert opening(HOPPER) < 0.02 < 0.6 * opening(ASTRONAUT) < opening(moved)
