"""Colour, light and mask, on colours that are known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image
from skimage.color import deltaE_ciede2000, rgb2lab

from visage.swap.blend import match
from visage.swap.colour import Skin, from_oklab, oklab, shaded, transfer
from visage.swap.light import lit, membrane, shrunk
from visage.swap.outline import GRID, Regions

RGB = arrays(np.uint8, (9, 3))


@given(RGB)
def test_oklab_and_back_is_the_identity(colours: np.ndarray) -> None:
    assert np.abs(from_oklab(oklab(colours)) * 255 - colours).max() < 0.6


@pytest.mark.parametrize(
    ("colour", "lab"),
    [  # from the table of colours in Ottosson's article, to three places
        ((255, 255, 255), (1.0, 0.0, 0.0)),
        ((0, 0, 0), (0.0, 0.0, 0.0)),
        ((255, 0, 0), (0.628, 0.225, 0.126)),
        ((0, 0, 255), (0.452, -0.032, -0.312)),
    ],
)
def test_oklab_of_known_colours(
    colour: tuple[int, int, int], lab: tuple[float, float, float]
) -> None:
    assert oklab(np.array(colour, np.uint8)) == pytest.approx(lab, abs=2e-3)


def skins(colour: tuple[int, int, int], spread: float = 0.04) -> np.ndarray:
    """Skin in uneven light, (400, 3)."""
    light = np.random.default_rng(5).normal(1, spread, (400, 1))
    return np.clip(np.array(colour) * light, 0, 255).astype(np.uint8)


LIGHT, DARK, OLIVE = (226, 182, 158), (96, 62, 46), (176, 128, 92)


@pytest.mark.parametrize("share", [0.0, 0.2, 0.4])
def test_a_beard_of_less_than_half_does_not_count_as_skin(share: float) -> None:
    colours = skins(OLIVE)
    colours[: int(400 * share)] = (28, 24, 22)
    skin = Skin.of(shaded(colours))
    assert skin is not None
    assert skin.mean == pytest.approx(shaded(np.array(OLIVE, np.uint8)), abs=0.02)


def test_few_colours_are_no_skin() -> None:
    assert Skin.of(shaded(skins(OLIVE)[:9])) is None


def moved(
    colours: np.ndarray, source: tuple[int, int, int], target: tuple[int, int, int]
) -> np.ndarray:
    """Colours (n, 3) by the table that takes one skin to the other."""
    mine, theirs = Skin.of(shaded(skins(source))), Skin.of(shaded(skins(target)))
    assert mine is not None
    assert theirs is not None
    image = Image.fromarray(colours[None].astype(np.uint8))
    filtered = np.asarray(image.filter(transfer(mine, theirs)))
    return filtered.reshape(-1, 3)


@pytest.mark.parametrize("source", [LIGHT, DARK, OLIVE])
@pytest.mark.parametrize("target", [LIGHT, DARK, OLIVE])
def test_skin_turns_into_skin_and_black_stays(
    source: tuple[int, int, int], target: tuple[int, int, int]
) -> None:
    """White stays too, but on a darker skin, where it would glare."""
    wanted = np.array([target, (0, 0, 0), (255, 255, 255)])
    if sum(target) < sum(source):
        wanted = wanted[:2]
    colours = np.array([source, (0, 0, 0), (255, 255, 255)])[: len(wanted)]
    away = deltaE_ciede2000(  # type: ignore[no-untyped-call]
        rgb2lab(moved(colours, source, target)), rgb2lab(wanted.astype(np.uint8))
    )
    assert away.max() < 3


@pytest.mark.parametrize("source", [LIGHT, OLIVE])
def test_highlights_of_a_bright_face_do_not_glare_on_a_dark_one(
    source: tuple[int, int, int],
) -> None:
    """Above the skin, no step of lightness grows by more than half."""
    ramp = np.linspace(source, (255, 255, 255), 9)
    before, after = oklab(ramp.round().astype(np.uint8)), moved(ramp, source, DARK)
    steps = np.diff(oklab(after)[:, 0]) / np.diff(before[:, 0])
    assert (steps > 0).all()
    assert steps.max() < 1.5


@pytest.mark.parametrize(
    ("lightest", "white"), [(0.0, 0.75), (0.8, 0.8), (0.9, 0.84), (1.0, 0.84)]
)
def test_white_is_no_whiter_than_the_light_on_the_target_makes_it(
    lightest: float, white: float
) -> None:
    """In the dim light skin has 0.75 of its lightness, and so has white."""
    bright = Skin(np.array([0.8, 0.05, 0.06], np.float32), np.full(3, 0.02, np.float32))
    dim = Skin(np.array([0.6, 0.05, 0.06], np.float32), np.full(3, 0.02, np.float32))
    table = transfer(bright, dim, lightest)
    image = Image.new("RGB", (1, 1), (255, 255, 255)).filter(table)
    assert oklab(np.asarray(image))[0, 0, 0] == pytest.approx(white, abs=0.01)


@pytest.mark.parametrize("lightest", [0.0, 1.0])
def test_a_skin_to_itself_changes_nothing(lightest: float) -> None:
    skin = Skin.of(shaded(skins(OLIVE)))
    assert skin is not None
    steps = np.arange(0, 256, 15, dtype=np.uint8)
    colours = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(1, -1, 3)
    table = transfer(skin, skin, lightest)
    moved = np.asarray(Image.fromarray(colours).filter(table))
    assert np.abs(moved.astype(int) - colours).max() <= 1


def test_a_membrane_keeps_to_its_rim_and_is_smooth_within() -> None:
    y, x = np.mgrid[: GRID[1], : GRID[0]] / 64.0
    rim = np.zeros((GRID[1], GRID[0]), np.float32)
    rim[[0, -1]], rim[:, [0, -1]] = 1, 1
    values = np.stack([x - 0.3 * y, np.full_like(x, 0.4)], axis=-1).astype(np.float32)
    field = membrane(values, rim, rim * 0)
    assert np.abs(field - values)[rim > 0].max() < 0.12
    assert field[..., 1] == pytest.approx(0.4, abs=1e-3)
    assert np.abs(np.diff(field[..., 0], axis=1)).max() < 0.1


def test_a_membrane_without_weights_is_zero() -> None:
    nothing = np.zeros((GRID[1], GRID[0]), np.float32)
    assert not membrane(nothing[..., None] + 1, nothing, nothing).any()


@given(st.integers(1, 150), st.integers(1, 150), st.floats(0.5, 1.5))
def test_even_light_is_a_factor_at_every_size(
    width: int, height: int, factor: float
) -> None:
    pixels = np.full((height, width, 3), 120, np.uint8)
    out = lit(pixels, np.full((GRID[1], GRID[0], 3), factor, np.float32))
    assert np.abs(out - np.minimum(120 * factor, 255)).max() <= 0.51


def test_a_picture_shrunk_keeps_its_mean() -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (240, 192, 3)).astype(np.uint8)
    assert shrunk(pixels).mean() == pytest.approx(pixels.mean(), abs=1)


def regions() -> Regions:
    y, x = np.mgrid[: GRID[1], : GRID[0]]
    radius = np.hypot((x - 31.5) / 30, (y - 39.5) / 38)
    face = radius < 1
    depth = np.clip(1.5 - radius, 0, 1).astype(np.float32)
    none = np.zeros_like(depth)
    return Regions(face, face, none, none, depth)


@pytest.mark.parametrize("blend", ["seamless", "feather"])
def test_one_skin_on_another_takes_its_colour(blend: str) -> None:
    """In the middle, the source's even skin is the target's."""
    noise = np.random.default_rng(2).normal(1, 0.03, (160, 128, 1))
    warped = np.clip(noise * LIGHT, 0, 255).astype(np.uint8)
    under = np.clip(noise * DARK, 0, 255).astype(np.uint8)
    matched = match(warped, under, regions(), blend)  # type: ignore[arg-type]
    assert matched.mask[80, 64] == 255
    assert matched.mask[0].max() == 0
    middle = matched.pixels[60:100, 50:80].reshape(-1, 3).mean(axis=0)
    assert np.abs(middle - DARK).max() < 6


def test_hair_over_the_rim_keeps_its_place_and_does_not_bleed() -> None:
    noise = np.random.default_rng(2).normal(1, 0.03, (160, 128, 1))
    warped = np.clip(noise * OLIVE, 0, 255).astype(np.uint8)
    under = np.clip(noise * LIGHT, 0, 255).astype(np.uint8)
    under[40:120, :28] = (25, 22, 24)
    matched = match(warped, under, regions(), "seamless")
    assert matched.mask[80, 8] < 60
    cheek = matched.pixels[70:90, 34:44].reshape(-1, 3).mean(axis=0)
    assert np.abs(cheek - LIGHT).max() < 8


def even(colour: tuple[int, int, int]) -> np.ndarray:
    """Skin with a little noise, (400, 320, 3)."""
    noise = np.random.default_rng(2).normal(1, 0.03, (400, 320, 1))
    return np.clip(noise * colour, 0, 255).astype(np.uint8)


def mean(pixels: np.ndarray, columns: slice) -> np.ndarray:
    """The mean colour of some columns at the height of the cheeks."""
    return np.asarray(pixels[160:240, columns].reshape(-1, 3).mean(axis=0))


def test_a_hard_shadow_across_the_source_is_not_carried_over() -> None:
    warped, under = even(OLIVE), even(LIGHT)
    warped[:, 140:180] = (warped[:, 140:180] * 0.6).astype(np.uint8)
    matched = match(warped, under, regions(), "seamless")
    inside, beside = (
        mean(matched.pixels, c) for c in (slice(145, 175), slice(85, 130))
    )
    assert inside / beside == pytest.approx(np.ones(3), abs=0.15)


def test_a_shadow_of_the_target_falls_on_the_new_face() -> None:
    warped, under = even(OLIVE), even(LIGHT)
    under[:, 170:] = (under[:, 170:] * 0.75).astype(np.uint8)
    matched = match(warped, under, regions(), "seamless")
    lit, dark = (mean(matched.pixels, c) for c in (slice(60, 120), slice(220, 280)))
    assert dark / lit == pytest.approx(np.full(3, 0.75), abs=0.08)


def test_a_coloured_lamp_on_the_source_is_not_carried_over() -> None:
    warped, under = even(OLIVE), even(LIGHT)
    warped[:, 190:] = (warped[:, 190:] * (0.92, 1.0, 1.25)).astype(np.uint8)
    matched = match(warped, under, regions(), "seamless")
    lamp, rest = (mean(matched.pixels, c) for c in (slice(220, 270), slice(60, 140)))
    assert lamp[2] / lamp[0] == pytest.approx(rest[2] / rest[0], abs=0.04)


def test_a_blue_thing_before_the_source_is_left_out() -> None:
    warped, under = even(OLIVE), even(LIGHT)
    warped[150:190, 120:170] = (40, 60, 200)
    matched = match(warped, under, regions(), "seamless")
    assert matched.mask[155:185, 125:165].max() < 40
    assert matched.mask[300, 160] == 255


def test_colour_noise_of_pale_skin_is_not_amplified_on_tanned_skin() -> None:
    pale, tanned = (188, 160, 150), (196, 128, 70)
    blotches = np.random.default_rng(4).normal(0, 4, (200, 3))
    colours = np.clip(np.array(pale) + blotches, 0, 255).astype(np.uint8)
    mine, theirs = Skin.of(shaded(colours)), Skin.of(shaded(skins(tanned)))
    assert mine is not None
    assert theirs is not None
    image = Image.fromarray(colours[None]).filter(transfer(mine, theirs))
    before, after = shaded(colours), shaded(np.asarray(image)[0])
    spread = [np.hypot(*each[:, 1:].std(axis=0)) for each in (before, after)]
    assert spread[1] < spread[0]
