"""Make a warped face belong to its new head: its colour, its light, its mask.

Colour: one table takes the source's skin to the target's (visage.colour). Light:
what is then left between the two, where both show skin, is spread over the face as
a smooth factor. It keeps to the difference along the outline, as the membrane of a
seamless clone does (Perez, Gangnet and Blake 2003, "Poisson Image Editing"), with
the kernel that falls like the cube of the distance (Farbman, Fattal and Lischinski
2011, "Convolution Pyramids", section 5.2), here a sum of Gaussians. Hair, beard or
background on the outline have no say in it, so their colour cannot bleed in.

Everything that varies slowly is computed on the grid of visage.outline.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from visage import detail
from visage.colour import ENOUGH, TINY, Floats, Pixels, Skin, shaded, transfer
from visage.mesh import BLOCK
from visage.outline import GRID, Regions

Blend = Literal["seamless", "feather", "none"]

# Widths of the membrane's Gaussians in cells; the fine ones see the rim alone.
WIDTHS = (0.8, 1.8, 4.0, 9.0, 20.0)
FINE = 5.0
FAINTEST = 1e-12  # the smallest weight of a Gaussian that is not 0
INNER = 0.5  # weight of skin inside the face against skin on its rim
RIM = 0.93  # the rim is where the face is no deeper than this
ODD = 1.3  # a difference so far from the mean, in logarithms, is no light
DARKEST, BRIGHTEST = -1.2, 0.9  # logarithms of the light that may be added
TINTED = 0.2  # the same for one channel against the mean of the three
BLACK = 8.0  # levels added before logarithms, so that black does not count as night
# The mask rises from its edge to full over these depths: eroded, then feathered.
EDGE, FULL = 0.55, 0.95


@dataclass(frozen=True)
class Matched:
    """A face in its new colours and how much of each pixel it is.

    `pixels` is RGB of the area's shape; `mask` is `uint8` of (height, width).
    """

    pixels: Pixels
    mask: Pixels


def match(warped: Pixels, under: Pixels, regions: Regions, blend: Blend) -> Matched:
    """Fit a warped face to the target's pixels `under` it, of the same shape.

    `seamless` matches colour and light and keeps clear of hair and occluders,
    `feather` matches the colour of the skin only. (`none` needs no matching.)
    """
    small, below = shrunk(warped), shrunk(under)
    theirs, ours = shaded(small), shaded(below)
    alpha = _feathered(regions)
    skins = _skins(_sampled(theirs, regions), _sampled(ours, regions))
    if skins is None:
        return Matched(warped, _grown(alpha, warped))
    source, target = skins
    table = transfer(source, target)
    warped = np.asarray(Image.fromarray(warped).filter(table))
    if blend == "feather":
        return Matched(warped, _grown(alpha, warped))
    likeness = (
        source.likeness(theirs, regions.jaw),
        target.likeness(ours, regions.jaw),
    )
    small = np.asarray(Image.fromarray(small).filter(table))
    light = relit(small, below, likeness[0] * likeness[1], regions)
    alpha *= _unoccluded(np.minimum(*likeness), regions)
    pixels = lit(warped, light)
    skin = regions.plain * (regions.jaw < 0.5) * (regions.depth > 0.8)
    plain = regions.plain.astype(np.float32)
    pixels = detail.matched(pixels, under, skin.astype(np.float32), plain)
    return Matched(pixels, _grown(alpha, warped))


def shrunk(pixels: Pixels) -> Pixels:
    """A picture averaged over the cells of the grid, shape (80, 64, 3)."""
    image = Image.fromarray(pixels)
    return np.asarray(image.resize(GRID, Image.Resampling.BOX, reducing_gap=2.0))


def _sampled(colours: Floats, regions: Regions) -> Floats:
    """Every second cell of plain skin, shape (n, 3): enough for a mean."""
    return colours[::2, ::2][regions.plain[::2, ::2]]


def _skins(theirs: Floats, ours: Floats) -> tuple[Skin, Skin] | None:
    """The skins of source and target among colours of the same cells, (n, 3) each.

    Where both show enough of it, they are compared at the same places, so that a
    shadow over half of one face does not pass for its colour.
    """
    source, target = Skin.of(theirs), Skin.of(ours)
    if source is None or target is None:
        return None
    both = source.likeness(theirs) * target.likeness(ours)
    if both.sum() < ENOUGH:
        return source, target
    return Skin.weighted(theirs, both), Skin.weighted(ours, both)


def relit(small: Pixels, below: Pixels, skin: Floats, regions: Regions) -> Floats:
    """The factor that gives a face the light of its new place, (80, 64, 3).

    `small` and `below` are the face and its place on the grid; `skin` says how
    sure it is that both show skin, 0 to 1.
    """
    ratio = np.log((below + np.float32(BLACK)) / (small + np.float32(BLACK)))
    weight = np.sqrt(skin) * regions.plain
    middle = np.tensordot(weight, ratio) / (weight.sum() + TINY)
    away = (ratio - middle) / ODD
    oddness = (away * away) @ np.full(3, 1 / 3, dtype=np.float32)
    weight = (weight * np.square(np.maximum(1 - oddness, 0))).astype(np.float32)
    field = membrane(ratio, weight * (regions.depth < RIM), weight * INNER)
    level = field.mean(axis=2, keepdims=True)
    tinted = np.clip(level, DARKEST, BRIGHTEST) + np.clip(
        field - level, -TINTED, TINTED
    )
    light: Floats = np.exp(tinted)
    return light


@lru_cache(maxsize=1)
def _kernels() -> tuple[tuple[float, float, Floats, Floats], ...]:
    """Width, share, and Gaussians across (64, 64) and down (80, 80)."""
    kernels = []
    for width in WIDTHS:
        across, down = (_gaussians(cells, width) for cells in GRID)
        kernels.append((width, width**-3.0, across, down))
    return tuple(kernels)


def _gaussians(cells: int, width: float) -> Floats:
    """The weight of every cell of a row for every other one, (cells, cells).

    Processors are many times slower with numbers near the smallest that a float
    can hold, so weights too small to matter are 0.
    """
    away = (np.arange(cells)[:, None] - np.arange(cells)) / width
    weights = np.exp(-0.5 * away * away)
    return _single(np.where(weights < FAINTEST, 0, weights))


def _single(values: object) -> Floats:
    return np.asarray(values, dtype=np.float32)


def membrane(values: Floats, rim: Floats, inner: Floats) -> Floats:
    """Spread values (80, 64, c) over the grid by their weights (80, 64).

    Near weighted cells of the rim the result keeps to their values; elsewhere it
    is the smooth mean of all, nearer ones counting more. Where nothing has weight
    it is 0.
    """
    planes = np.ones((values.shape[2] + 1, *rim.shape), dtype=np.float32)
    planes[:-1] = values.transpose(2, 0, 1)
    fine, coarse = planes * rim, planes * np.maximum(rim, inner)
    total = np.zeros_like(planes)
    for width, share, across, down in _kernels():
        total += share * (down @ ((fine if width < FINE else coarse) @ across))
    field: Floats = (total[:-1] / (total[-1] + 1e-9)).transpose(1, 2, 0)
    return field


def _feathered(regions: Regions) -> Floats:
    """How much of each cell is the new face by its place alone, 0 to 1."""
    rise = np.clip((regions.depth - EDGE) / (FULL - EDGE), 0, 1)
    alpha: Floats = rise * rise * (3 - 2 * rise) * regions.face
    return alpha


def _unoccluded(likeness: Floats, regions: Regions) -> Floats:
    """1, and less at hair and other occluders above the brows and at the rim.

    Thin things, such as the frames of glasses, do not count.
    """
    level = (np.clip(likeness * 2.5, 0, 1) * 255).astype(np.uint8)
    image = Image.fromarray(level).filter(ImageFilter.MinFilter(3))
    image = image.filter(ImageFilter.GaussianBlur(1.0))
    clear = np.asarray(image).astype(np.float32) / 255
    rim = 1 - np.clip((regions.depth - 0.5) / 0.45, 0, 1)
    free: Floats = 1 - np.maximum(regions.above, 0.9 * rim) * (1 - clear)
    return free


def _grown(alpha: Floats, like: Pixels) -> Pixels:
    """A mask of the grid at the size of a picture."""
    image = Image.fromarray((alpha * 255 + 0.5).astype(np.uint8))
    size = like.shape[1], like.shape[0]
    return np.asarray(image.resize(size, Image.Resampling.BICUBIC))


def lit(pixels: Pixels, light: Floats) -> Pixels:
    """Pixels times the light of the grid, interpolated linearly."""
    height, width = pixels.shape[:2]
    across, _, _ = _hat(GRID[0], width)
    wide = np.tensordot(light, across, axes=(1, 1)).transpose(0, 2, 1)  # (80, w, 3)
    wide = np.ascontiguousarray(wide).reshape(GRID[1], -1)
    _, upper, share = _hat(GRID[1], height)
    out = np.empty((height, width * 3), dtype=np.uint8)
    flat = pixels.reshape(height, -1)
    step = max(1, BLOCK // width)
    for top in range(0, height, step):
        rows = slice(top, top + step)
        first, part = upper[rows], share[rows, None]
        factor = wide[first] * (1 - part)
        factor += wide[first + 1] * part
        factor *= flat[rows]
        factor += 0.5
        out[rows] = np.minimum(factor, 255, out=factor)
    return out.reshape(pixels.shape)


def _hat(cells: int, pixels: int) -> tuple[Floats, NDArray[np.intp], Floats]:
    """Linear interpolation from cells to pixels.

    The weights (pixels, cells), the first of the two cells of each pixel and the
    share of the second.
    """
    at = (np.arange(pixels) + 0.5) * (cells / pixels) - 0.5
    at = np.clip(at, 0, cells - 1)
    first = np.minimum(at.astype(np.intp), cells - 2)
    weights = np.clip(1 - np.abs(at[:, None] - np.arange(cells)), 0, 1)
    return _single(weights), first, _single(at - first)
