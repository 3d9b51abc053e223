"""Give a face the light of the place that it is laid on.

What is left between two faces of the same skin colour is light. Three fields carry it
from the target to the new face, each smooth over the grid of visage.outline:

- The level keeps to the difference along the outline, as the membrane of a seamless
  clone does (Perez, Gangnet and Blake 2003, "Poisson Image Editing"), with the kernel
  that falls like the cube of the distance (Farbman, Fattal and Lischinski 2011,
  "Convolution Pyramids", section 5.2), here a sum of Gaussians.
- The tint does the same, but listens to all skin: a coloured lamp that lit the source
  has no place in the target's picture.
- A shadow that falls across the source's skin has an edge, which no smooth field can
  take away. Around it the level is a linear function of the face's own brightness, as
  in the guided filter (He, Sun and Tang 2010, "Guided Image Filtering"), so the
  correction has the same edge.

Hair, beard and background have no say in any of them, so their colour cannot bleed in.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from visage.colour import TINY, Floats, Pixels
from visage.mesh import BLOCK
from visage.outline import GRID, Regions

# Widths of the membrane's Gaussians in cells; the fine ones see the rim alone.
WIDTHS = (0.8, 1.8, 4.0, 9.0, 20.0)
FINE = 5.0
INNER_TINT = 3.0  # the same for tints
FAINTEST = 1e-12  # the smallest weight of a Gaussian that is not 0
INNER = 0.5  # weight of skin inside the face against skin on its rim
RIM = 0.93  # the rim is where the face is no deeper than this
ODD = 1.3  # a ratio so far from the mean, in logarithms, is another thing, not light
DARKEST, BRIGHTEST = -1.2, 0.9  # logarithms of the light that may be added
TINTED = 0.3  # the same for one channel against the mean of the three
BLACK = 8.0  # levels added before logarithms: below, noise would be amplified
WINDOW = 2  # index of the width in which a shadow is looked for
STRUCTURE = 0.025  # variance of logarithms up to which unevenness is no shadow
FEW = 0.15  # weight of skin in a window that is as good as no skin
SHADOW = 0.25  # slope against the own brightness from which on fine light pays
FINER = 4  # cells of fine light in one of the grid, along each side, at most
FINE_CELL = 1.5  # pixels; a finer light would not be seen
THIRDS = np.full(3, 1 / 3, dtype=np.float32)  # the mean of three channels


def relit(
    warped: Pixels, below: Pixels, skin: Floats, shady: Floats, regions: Regions
) -> Floats:
    """The factor that gives a face the light of its new place.

    `warped` is the face in its new colours; `below` its place on the grid. `skin` and
    `shady` say how sure it is that both show skin, the second of skin in shadow too.
    The result is (80, 64, 3), or a multiple of it where a shadow has edges.
    """
    small = shrunk(warped)
    ratio = _logarithm(below) - _logarithm(small)
    own = _logarithm(small) @ THIRDS
    level = ratio @ THIRDS
    weight = np.sqrt(skin) * regions.plain
    weight = weight * _even(ratio, weight)
    rim = weight * (regions.depth < RIM)
    smooth = membrane(level[..., None], rim, weight * INNER)[..., 0]
    wide = np.sqrt(shady) * regions.plain
    tint = ratio - level[..., None]
    bright = wide * np.minimum(1, np.minimum(own, _logarithm(below) @ THIRDS) - 3)
    bright = np.maximum(bright, 0) * _even(tint, wide)
    tint = membrane(tint, bright, bright, fine=INNER_TINT)
    tint = np.clip(tint, -TINTED, TINTED)
    mean, slope, more = _shadows(own, level - smooth, wide)
    smooth = smooth + more
    finer = min(FINER, int(warped.shape[1] / (FINE_CELL * GRID[0])))
    if slope.min() > -SHADOW or finer < 2:
        return _light(smooth + slope * wide * (own - mean), tint)
    own = _logarithm(shrunk(warped, finer)) @ THIRDS
    smooth, slope, mean, *tints = (
        _grown(field, finer)
        for field in (smooth, slope * wide, mean, *tint.transpose(2, 0, 1))
    )
    return _light(smooth + slope * (own - mean), np.stack(tints, axis=-1))


def shrunk(pixels: Pixels, finer: int = 1) -> Pixels:
    """A picture averaged over the cells of the grid, shape (80, 64, 3).

    With `finer` cells in place of each one along both sides.
    """
    image = Image.fromarray(pixels)
    size = GRID[0] * finer, GRID[1] * finer
    return np.asarray(image.resize(size, Image.Resampling.BOX, reducing_gap=2.0))


def _logarithm(pixels: Pixels) -> Floats:
    found: Floats = np.log(pixels + np.float32(BLACK))
    return found


def _light(level: Floats, tint: Floats) -> Floats:
    light: Floats = np.exp(np.clip(level, DARKEST, BRIGHTEST)[..., None] + tint)
    return light


def _even(ratio: Floats, weight: Floats) -> Floats:
    """1 where a ratio (80, 64, c) is near its weighted mean, 0 where it is odd."""
    middle = np.tensordot(weight, ratio) / (weight.sum() + TINY)
    away = (ratio - middle) / ODD
    oddness = np.square(away) @ THIRDS
    even: Floats = np.square(np.maximum(1 - oddness, 0)).astype(np.float32)
    return even


def _shadows(
    own: Floats, level: Floats, weight: Floats
) -> tuple[Floats, Floats, Floats]:
    """How the level that is still missing depends on the face's own brightness.

    Around each cell the missing level is a mean and a slope times what the cell is
    brighter than the mean of the face there: mean brightness, slope and mean level,
    (80, 64) each. The slope is about -1 where the face has an edge of brightness that
    its new place has not, and 0 where both are uneven alike.
    """
    planes = np.stack([weight * each for each in (own, level, own * own, own * level)])
    count = _windowed(weight[None])[0]
    mean, missing, square, product = _windowed(planes) / (count + TINY)
    slope = (product - mean * missing) / (square - mean * mean + STRUCTURE)
    sure = count / (count + FEW)
    slope = np.clip(slope, -1, 0) * sure
    return mean, slope, missing * sure


def _windowed(planes: Floats) -> Floats:
    """Weighted means (n, 80, 64) over a Gaussian window around every cell."""
    _, _, across, down = _kernels()[WINDOW]
    sums: Floats = down @ (planes @ across) / (down.sum(axis=1).max() ** 2)
    return sums


def _grown(field: Floats, finer: int) -> Floats:
    size = GRID[0] * finer, GRID[1] * finer
    return np.asarray(Image.fromarray(field).resize(size, Image.Resampling.BILINEAR))


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


def membrane(values: Floats, rim: Floats, inner: Floats, fine: float = FINE) -> Floats:
    """Spread values (80, 64, c) over the grid by their weights (80, 64).

    Gaussians narrower than `fine` see the weights of the rim alone.
    Near weighted cells of the rim the result keeps to their values; elsewhere it
    is the smooth mean of all, nearer ones counting more. Where nothing has weight
    it is 0.
    """
    planes = np.ones((values.shape[2] + 1, *rim.shape), dtype=np.float32)
    planes[:-1] = values.transpose(2, 0, 1)
    edge, whole = planes * rim, planes * np.maximum(rim, inner)
    total = np.zeros_like(planes)
    for width, share, across, down in _kernels():
        total += share * (down @ ((edge if width < fine else whole) @ across))
    field: Floats = (total[:-1] / (total[-1] + 1e-9)).transpose(1, 2, 0)
    return field


def lit(pixels: Pixels, light: Floats) -> Pixels:
    """Pixels times a light (rows, columns, 3), interpolated linearly."""
    height, width = pixels.shape[:2]
    left, part = _between(light.shape[1], width)
    wide = light[:, left] * (1 - part[:, None])
    wide += light[:, left + 1] * part[:, None]
    wide = wide.reshape(len(light), -1)
    upper, share = _between(len(light), height)
    out = np.empty((height, width * 3), dtype=np.uint8)
    flat = pixels.reshape(height, -1)
    step = max(1, BLOCK // width)
    for top in range(0, height, step):
        rows = slice(top, top + step)
        first, beyond = upper[rows], share[rows, None]
        factor = wide[first] * (1 - beyond)
        factor += wide[first + 1] * beyond
        factor *= flat[rows]
        factor += 0.5
        out[rows] = np.minimum(factor, 255, out=factor)
    return out.reshape(pixels.shape)


def _between(cells: int, pixels: int) -> tuple[NDArray[np.intp], Floats]:
    """For each pixel, the cell before it and the share of the one after that."""
    at = (np.arange(pixels) + 0.5) * (cells / pixels) - 0.5
    at = np.clip(at, 0, cells - 1)
    first = np.minimum(at.astype(np.intp), cells - 2)
    return first, _single(at - first)
