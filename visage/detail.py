"""Give a face the sharpness and the grain of the skin that it is laid on.

Luminance is split into octaves, each the difference between a picture and its blurred
self, then halved (Burt and Adelson 1983, "The Laplacian Pyramid as a Compact Image
Code"). In each octave the energy of both skins is compared. What the face has too much
of is damped; what it lacks it gets, by its own octave first and then by what the
target's skin had at the same place: its pores and the grain of its camera.
"""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageChops

from visage.colour import Floats, Pixels
from visage.outline import GRID

FINEST = 25  # an octave counts whose waves are shorter than this part of the face
SHARPENED = 1.5  # how far the face's own octave may be amplified
DAMPED = 0.3  # how far at most it is damped
CLIPPED = 2.5  # times the usual: stronger structures of the target are no grain
KEPT = 0.7  # share of the cells, the plainest ones, that tell the energy
QUIET = 0.25  # levels; an octave weaker than this is rounding
CLOSE = 0.12  # a ratio of amplitudes so near to 1 is left alone
SAMPLED = 4  # pixels of a cell, along each side, whose energy is measured
ON_FEATURES = 0.3  # share of the target's grain that eyes, brows and mouth get


def matched(pixels: Pixels, under: Pixels, skin: Floats, plain: Floats) -> Pixels:
    """The face `pixels` with the detail of `under`, both RGB of the same shape.

    `skin` weighs the cells of the grid that are compared, (80, 64); `plain` is 1
    where the target has no feature whose structure would shine through.
    """
    ours, theirs = _luminance(pixels), _luminance(under)
    change = _octave(ours, theirs, skin, plain, _octaves(pixels.shape[1]))
    if change is None:
        return pixels
    image = Image.fromarray(pixels)
    more, less = (
        Image.fromarray(np.clip(part + 0.5, 0, 255).astype(np.uint8))
        for part in (change, -change)
    )
    image = ImageChops.add(image, Image.merge("RGB", [more] * 3))
    return np.asarray(ImageChops.subtract(image, Image.merge("RGB", [less] * 3)))


def _octaves(width: int) -> int:
    """How many octaves of a face of this width count as detail."""
    return max(1, int(np.log2(max(width / FINEST, 2.0)) - 0.5))


def _luminance(pixels: Pixels) -> Floats:
    return np.asarray(Image.fromarray(pixels).convert("L"), dtype=np.float32)


def _octave(
    ours: Floats, theirs: Floats, skin: Floats, plain: Floats, more: int
) -> Floats | None:
    """What to add to `ours`, of the same shape; None where nothing is to be."""
    smooth, below = _blurred(ours), _blurred(theirs)
    fine, grain = ours - smooth, theirs - below
    change = _mended(fine, grain, skin, plain)
    height, width = ours.shape
    if more > 1 and min(height, width) > 32:
        coarse = _octave(_halved(smooth), _halved(below), skin, plain, more - 1)
        if coarse is not None:
            image = Image.fromarray(coarse).resize(
                (width, height), Image.Resampling.BILINEAR
            )
            wide = np.asarray(image)
            change = wide if change is None else change + wide
    return change


def _mended(fine: Floats, grain: Floats, skin: Floats, plain: Floats) -> Floats | None:
    """The change of one octave."""
    has, wanted = energy(fine, skin), energy(grain, skin)
    ratio = wanted / max(has, QUIET)
    if abs(ratio - 1) < CLOSE or max(has, wanted) < QUIET:
        return None
    if ratio < 1:
        return fine * np.float32(max(ratio, DAMPED) - 1)
    own = min(ratio, SHARPENED) if has > QUIET else 1.0
    limit = CLIPPED * wanted
    clipped = np.clip(grain, -limit, limit)
    lacking = wanted**2 - (own * has) ** 2
    share = np.sqrt(max(lacking, 0.0)) / max(energy(clipped, skin), QUIET)
    weight = _wide(ON_FEATURES + (1 - ON_FEATURES) * plain, grain.shape) * share
    change: Floats = clipped * weight + fine * np.float32(own - 1)
    return change


def energy(octave: Floats, skin: Floats) -> float:
    """The amplitude of an octave on plain skin: root mean square, in levels."""
    step = max(1, octave.shape[1] // (GRID[0] * SAMPLED))
    part = octave[::step, ::step]
    image = Image.fromarray(part * part)
    cells = np.asarray(image.resize(GRID, Image.Resampling.BOX))
    seen = np.sort(cells[skin > 0.5])
    seen = seen[: max(1, int(len(seen) * KEPT))]
    return float(np.sqrt(seen.mean())) if len(seen) else 0.0


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
