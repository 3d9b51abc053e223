"""Sharpness and grain: what a face has in the end beside the skin it is laid on."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageFilter

from visage.swap.detail import matched
from visage.swap.outline import GRID

EVERYWHERE = np.ones((GRID[1], GRID[0]), bool)
SIZE = (400, 320)


def skin(grain: float, blur: float = 0, seed: int = 3) -> np.ndarray:
    """Even skin with grain of this standard deviation, before it is blurred."""
    noise = np.random.default_rng(seed).normal(0, grain, (*SIZE, 1))
    pixels = np.clip(np.array([180, 140, 120]) + noise, 0, 255).astype(np.uint8)
    image = Image.fromarray(pixels)
    return np.asarray(image.filter(ImageFilter.GaussianBlur(blur)) if blur else image)


def fine(pixels: np.ndarray) -> float:
    """The standard deviation of what a blur by one pixel takes away."""
    image = Image.fromarray(pixels).convert("L")
    soft = np.asarray(image.filter(ImageFilter.GaussianBlur(1)), float)
    return float((np.asarray(image, float) - soft)[8:-8, 8:-8].std())


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ((8, 3), (8, 0)),  # an enlarged source on a grainy target
        ((1, 0), (6, 0)),
        ((8, 0), (8, 0.6)),  # a sharp source on a soft target
        ((9, 0), (3, 0)),
        ((5, 0), (5, 0)),
    ],
)
def test_detail_becomes_that_of_the_place(
    ours: tuple[float, float], theirs: tuple[float, float]
) -> None:
    face, place = skin(*ours), skin(*theirs, seed=4)
    after, ratio = matched(face, place, EVERYWHERE, EVERYWHERE)
    assert 0.7 < fine(after) / fine(place) < 1.4
    assert 0.7 < ratio < 1.4
    assert after.mean(axis=(0, 1)) == pytest.approx(face.mean(axis=(0, 1)), abs=1)


def test_a_face_on_itself_is_not_changed() -> None:
    face = skin(6)
    after, ratio = matched(face, face, EVERYWHERE, EVERYWHERE)
    np.testing.assert_array_equal(after, face)
    assert ratio == pytest.approx(1)


def test_a_structure_of_the_target_does_not_shine_through() -> None:
    """A hard line is no grain: what is carried over of it is little."""
    place = skin(3).copy()
    place[200:203] = 20
    after, _ = matched(skin(3, 3), place, EVERYWHERE, EVERYWHERE)
    assert np.abs(after[195:208].astype(int) - skin(3, 3)[195:208]).max() < 40


def test_what_cannot_be_matched_is_told() -> None:
    """A target without any grain takes only so much from a very rough face."""
    _, ratio = matched(skin(30), skin(0), EVERYWHERE, EVERYWHERE)
    assert ratio > 1.4
