"""Give a face the light of the place that it is laid on.

What is left between two faces of the same skin colour is light. Three fields carry it
from the target to the new face, each smooth over the grid of visage.swap.outline:

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

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from visage.swap.colour import TINY, Floats, Pixels
from visage.swap.mesh import BLOCK
from visage.swap.outline import GRID, Regions

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
DIM = (3.0, 4.0)  # logarithms of levels, BLACK added: 12 levels and 47
FINER = 4  # cells of fine light in one of the grid, along each side, at most
FINE_CELL = 1.5  # pixels; a finer light would not be seen
THIRDS = np.full(3, 1 / 3, dtype=np.float32)  # the mean of three channels


@dataclass(frozen=True)
class _Fields:
    """Logarithms of the light to add, each (rows, columns) and the tint with 3 more.

    The level is `level` where the face is as bright as `mean`, and `slope` times what
    it is brighter than that in addition.
    """

    level: Floats
    tint: Floats
    mean: Floats
    slope: Floats

    def light(self, own: Floats) -> Floats:
        """The factor on a face whose own brightness, as a logarithm, is known."""
        level = np.clip(self.level + self.slope * (own - self.mean), DARKEST, BRIGHTEST)
        light: Floats = np.exp(level[..., None] + self.tint)
        return light

    def finer(self, times: int) -> _Fields:
        """The same fields on so many times as many cells along each side."""
        tint = [_grown(plane, times) for plane in self.tint.transpose(2, 0, 1)]
        level, mean, slope = (
            _grown(field, times) for field in (self.level, self.mean, self.slope)
        )
        return _Fields(level, np.stack(tint, axis=-1), mean, slope)


def relit(
    warped: Pixels, below: Pixels, skin: Floats, shady: Floats, regions: Regions
) -> Floats:
    """The factor that gives a face the light of its new place.

    `warped` is the face in its new colours; `below` its place on the grid. `skin` and
    `shady` say how sure it is that both show skin, the second of skin in shadow too.
    The result is (80, 64, 3), or a multiple of it where a shadow has edges.
    """
    own = _logarithm(shrunk(warped))
    fields = _fields(own, _logarithm(below), skin, shady, regions)
    finer = min(FINER, int(warped.shape[1] / (FINE_CELL * GRID[0])))
    if fields.slope.min() > -SHADOW or finer < 2:
        return fields.light(own @ THIRDS)
    return fields.finer(finer).light(_logarithm(shrunk(warped, finer)) @ THIRDS)


def _fields(
    own: Floats, there: Floats, skin: Floats, shady: Floats, regions: Regions
) -> _Fields:
    """The light between the logarithms of a face and of its place, (80, 64, 3) each."""
    ratio = there - own
    level = _single(ratio @ THIRDS)
    weight = _single(np.sqrt(skin) * regions.plain)
    weight = _single(weight * _even(ratio, weight))
    rim = _single(weight * (regions.depth < RIM))
    smooth = membrane(level[..., None], rim, weight * np.float32(INNER))[..., 0]
    wide = _single(np.sqrt(shady) * regions.plain)
    tint = ratio - level[..., None]
    seen = wide * _even(tint, wide) * _visible(np.minimum(own, there) @ THIRDS)
    tint = _single(np.clip(membrane(tint, seen, seen, INNER_TINT), -TINTED, TINTED))
    mean, slope, more = _shadows(own @ THIRDS, level - smooth, wide)
    return _Fields(smooth + more, tint, mean, slope * wide)


def _visible(brightness: Floats) -> Floats:
    """0 where a logarithm of brightness is too low for its tint to mean much, or 1."""
    low, high = DIM
    return _single(np.clip((brightness - low) / (high - low), 0, 1))


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


def _even(ratio: Floats, weight: Floats) -> Floats:
    """1 where a ratio (80, 64, c) is near its weighted mean, 0 where it is odd."""
    middle = np.tensordot(weight, ratio) / (weight.sum() + TINY)
    away = (ratio - middle) / ODD
    oddness = np.square(away) @ THIRDS
    return _single(np.square(np.maximum(1 - oddness, 0)))


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

    Gaussians narrower than `fine` see the weights of the rim alone, and are left out
    where that has none.
    Near weighted cells of the rim the result keeps to their values; elsewhere it
    is the smooth mean of all, nearer ones counting more. Where nothing has weight
    it is 0.
    """
    planes = np.ones((values.shape[2] + 1, *rim.shape), dtype=np.float32)
    planes[:-1] = values.transpose(2, 0, 1)
    edge, whole = planes * rim, planes * np.maximum(rim, inner)
    total = np.zeros_like(planes)
    seen = [kernel for kernel in _kernels() if kernel[0] >= fine or edge.any()]
    for width, share, across, down in seen:
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
