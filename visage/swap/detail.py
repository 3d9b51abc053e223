"""Give a face the sharpness and the grain of the skin that it is laid on.

Luminance is split into octaves, each the difference between a picture and its blurred
self, then halved (Burt and Adelson 1983, "The Laplacian Pyramid as a Compact Image
Code"). In each octave the energy of both skins is compared. What the face has too much
of is damped; what it lacks it gets, by its own octave first and then by what the
target's skin had at the same place: its pores and the grain of its camera.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops

from visage.swap.colour import Floats, Pixels
from visage.swap.light import membrane
from visage.swap.outline import GRID

Cells = NDArray[np.bool_]  # of the grid, (80, 64)

FINEST = 16  # an octave counts whose waves are shorter than this part of the face
SHARPENED = 1.5  # how far the face's own octave may be amplified
DAMPED = 0.15  # how far at most it is damped
STRUCTURE = 16  # times the median energy, from which on a cell shows more than grain
CLIPPED = 3.0  # times the usual: stronger structures of the target are no grain
LOCAL = 3.0  # cells; energies are means over Gaussians wider than this
QUIET = 0.1  # squared levels; an octave weaker than this is rounding
CLOSE = 0.12  # a ratio of amplitudes so near to 1 is left alone
SAMPLED = 2  # pixels of a cell, along each side, whose energy is measured
SMALLEST = 32  # pixels; a halved picture smaller than this has no skin to measure
# More energy than is lacking by this share, where much is: the halved octaves blur each
# other, and some of the grain falls on features.
GENEROUS = 0.5
ON_FEATURES = 0.3  # share of the target's grain that eyes, brows and mouth get


def matched(
    pixels: Pixels, under: Pixels, skin: Cells, plain: Cells
) -> tuple[Pixels, float]:
    """The face `pixels` with the detail of `under`, both RGB of the same shape.

    `skin` says which cells of the grid are compared, (80, 64); `plain` is 1 where the
    target has no feature whose structure would shine through. Also returned is how
    many times the target's fine detail the face has in the end.
    """
    ours, theirs = _luminance(pixels), _luminance(under)
    change, ratio = _octave(ours, theirs, skin, plain, _octaves(pixels.shape[1]))
    if change is None:
        return pixels, ratio
    image = Image.fromarray(pixels)
    more, less = (
        Image.fromarray(np.clip(part + 0.5, 0, 255).astype(np.uint8))
        for part in (change, -change)
    )
    image = ImageChops.add(image, Image.merge("RGB", [more] * 3))
    image = ImageChops.subtract(image, Image.merge("RGB", [less] * 3))
    return np.asarray(image), ratio


def _octaves(width: int) -> int:
    """How many octaves of a face of this width count as detail."""
    return max(1, int(np.log2(max(width / FINEST, 2.0)) - 0.5))


def _luminance(pixels: Pixels) -> Floats:
    return np.asarray(Image.fromarray(pixels).convert("L"), dtype=np.float32)


def _octave(
    ours: Floats, theirs: Floats, skin: Cells, plain: Cells, more: int
) -> tuple[Floats | None, float]:
    """What to add to `ours`, of the same shape, and how many times `theirs` it is then.

    None where nothing is to be added. `more` octaves are looked at, this one included.
    """
    smooth, below = _blurred(ours), _blurred(theirs)
    fine, grain = ours - smooth, theirs - below
    wanted = _energy(grain)
    change = _mended(fine, grain, wanted, skin, plain)
    after = _energy(fine if change is None else fine + change)[skin]
    ratio = after.mean() / max(wanted[skin].mean(), QUIET) if len(after) else 1
    height, width = ours.shape
    if more > 1 and min(height, width) > SMALLEST:
        coarse, _ = _octave(_halved(smooth), _halved(below), skin, plain, more - 1)
        if coarse is not None:
            wide = _wide(coarse, ours.shape)
            change = wide if change is None else change + wide
    return change, float(np.sqrt(max(ratio, 1e-4)))


def _mended(
    fine: Floats, grain: Floats, wanted: Floats, skin: Cells, plain: Cells
) -> Floats | None:
    """What one octave lacks, or has too much of; None where it is much the same.

    `wanted` is the energy of the grain.
    """
    if not skin.any():
        return None
    limit = CLIPPED * max(float(np.median(wanted[skin])), QUIET) ** 0.5
    clipped = np.clip(grain, -limit, limit)
    cells = _energy(fine), wanted, _energy(clipped)
    energies = [_usual(each, skin) for each in cells]
    weight = skin.astype(np.float32)
    local = membrane(np.stack(energies, axis=-1), weight * 0, weight, LOCAL)
    has, wants, gives = np.maximum(local, np.float32(QUIET)).transpose(2, 0, 1)
    ratio = np.sqrt(wants / has)
    if (np.abs(ratio - 1) < CLOSE).all():
        return None
    own: Floats = np.clip(ratio, DAMPED, SHARPENED)
    more = 1 + GENEROUS * np.clip(ratio - 1, 0, 1)
    share = np.sqrt(np.maximum(more * wants - own * own * has, 0) / gives)
    on = np.float32(ON_FEATURES) + np.float32(1 - ON_FEATURES) * plain
    change: Floats = clipped * _wide(share * on, grain.shape)
    change += fine * _wide(own - 1, grain.shape)
    return change


def _usual(cells: Floats, skin: Cells) -> Floats:
    """The energy of each cell, cut where only a structure can make so much of it."""
    most = np.float32(STRUCTURE * np.median(cells[skin]))
    return np.asarray(np.minimum(cells, most), dtype=np.float32)


def _energy(octave: Floats) -> Floats:
    """The mean square of an octave in each cell of the grid, (80, 64)."""
    step = max(1, octave.shape[1] // (GRID[0] * SAMPLED))
    part = octave[::step, ::step]
    image = Image.fromarray(part * part)
    return np.asarray(image.resize(GRID, Image.Resampling.BOX))


def _blurred(plane: Floats) -> Floats:
    """Averaged with weights of 1, 2, 1 in both directions; borders repeat."""
    padded = np.pad(plane, 1, mode="edge")
    rows = padded[:-2] + padded[2:]
    rows += padded[1:-1] * 2
    found = rows[:, :-2] + rows[:, 2:]
    found += rows[:, 1:-1] * 2
    found *= np.float32(1 / 16)
    return found


def _halved(plane: Floats) -> Floats:
    return np.asarray(Image.fromarray(plane).reduce(2))


def _wide(cells: Floats, shape: tuple[int, ...]) -> Floats:
    image = Image.fromarray(cells.astype(np.float32))
    return np.asarray(image.resize((shape[1], shape[0]), Image.Resampling.BILINEAR))
