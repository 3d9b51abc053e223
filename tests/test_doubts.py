"""What is doubted of a swap, and what is not; whether a source can serve."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageFilter

from tests.test_blend import DARK, LIGHT, skins
from tests.test_swap import scaled, turned
from tests.two_portraits import ASTRONAUT, HOPPER, astronaut, hopper
from visage.errors import LowQuality
from visage.pictures.picture import Picture
from visage.swap.colour import Skin, shaded
from visage.swap.doubts import (
    Doubt,
    of_colour,
    of_cover,
    of_detail,
    of_size,
    of_turn,
    once,
)
from visage.swap.fitness import check, cut_off, sharpness
from visage.swap.swap import swap


def codes(doubts: object) -> list[str]:
    assert isinstance(doubts, tuple)
    return [doubt.code for doubt in doubts]


@pytest.mark.parametrize(
    ("hidden", "apart", "expected"),
    [(0, 0, []), (15, 25, []), (16, 16, ["turned"]), (0, 26, ["turned"])],
)
def test_heads_that_look_apart_are_doubted(
    hidden: float, apart: float, expected: list[str]
) -> None:
    assert codes(tuple(of_turn(hidden, apart))) == expected


@pytest.mark.parametrize(("ratio", "expected"), [(0.69, 1), (0.7, 0), (1.4, 0), (2, 1)])
def test_detail_is_doubted_beyond_its_limits(ratio: float, expected: int) -> None:
    assert codes(tuple(of_detail(ratio))) == ["detail"] * expected


def test_size_and_cover_are_doubted_in_words() -> None:
    assert tuple(of_size(3)) == ()
    assert tuple(of_size(4.2)) == (
        Doubt(
            "enlarged",
            "The source face is enlarged 4.2 times and stays soft. A larger picture of "
            "it would look sharper.",
        ),
    )
    assert tuple(of_cover(0.2, 0.2)) == ()
    assert codes(tuple(of_cover(0.3, 0.1))) == ["source_covered"]
    assert codes(tuple(of_cover(0.1, 0.3))) == ["target_covered"]


def test_skins_that_can_hardly_be_matched_are_doubted() -> None:
    light, dark, grey = (
        Skin.of(shaded(skins(colour))) for colour in (LIGHT, DARK, (120, 120, 120))
    )
    assert codes(tuple(of_colour(light, light))) == []
    assert codes(tuple(of_colour(light, dark))) == ["exposure"]
    assert "brighter" in next(iter(of_colour(light, dark))).message
    assert codes(tuple(of_colour(grey, dark))) == ["grey_source"]
    assert codes(tuple(of_colour(None, dark))) == ["no_skin"]


def test_each_doubt_is_told_once_and_in_order() -> None:
    many = [Doubt("b", "first"), Doubt("a", "only"), Doubt("b", "second")]
    assert once(many) == (Doubt("a", "only"), Doubt("b", "first"))


def test_a_swap_tells_its_doubts() -> None:
    """Grace Hopper wears glasses; the astronaut is enlarged where she is large."""
    target, place = scaled(hopper(), HOPPER, 2.0)
    assert codes(swap(hopper(), HOPPER, astronaut(), [ASTRONAUT]).doubts) == [
        "source_covered"
    ]
    assert "enlarged" in codes(swap(astronaut(), ASTRONAUT, target, [place]).doubts)
    assert codes(swap(astronaut(), ASTRONAUT, astronaut(), [ASTRONAUT]).doubts) == []
    aside = turned(ASTRONAUT, 32)
    assert "turned" in codes(swap(astronaut(), ASTRONAUT, astronaut(), [aside]).doubts)


def blurred(picture: Picture, radius: float) -> Picture:
    image = Image.fromarray(picture).filter(ImageFilter.GaussianBlur(radius))
    return np.asarray(image)


@pytest.mark.parametrize("factor", [0.7, 1.0, 2.0])
def test_a_blurred_source_is_refused_with_its_sharpness(factor: float) -> None:
    picture, points = scaled(astronaut(), ASTRONAUT, factor)
    check(picture, points)
    soft = blurred(picture, 3 * factor)
    said = f"blurred: its sharpness is {sharpness(soft, points):.2f}, at least 0.50"
    with pytest.raises(LowQuality, match=said):
        check(soft, points)


def test_a_source_that_its_picture_cuts_off_is_refused() -> None:
    chin = int(ASTRONAUT[57, 1])
    cut = astronaut()[:chin]
    assert cut_off(cut, ASTRONAUT) == pytest.approx(9 / 68, abs=3 / 68)
    with pytest.raises(LowQuality, match=r"cut off: 1.% of its landmarks lie outside"):
        check(cut, ASTRONAUT)


def test_a_tiny_source_is_refused() -> None:
    picture, points = scaled(astronaut(), ASTRONAUT, 0.2)
    with pytest.raises(LowQuality, match=r"eyes are [0-9] pixels apart, at least 12"):
        check(picture, points)
