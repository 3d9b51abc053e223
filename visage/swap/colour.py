"""Skin colour in a perceptual space, and the table that turns one into another.

OKLab (Ottosson 2020, "A perceptual color space for image processing"): lightness
L of 0 to 1 and two opponent axes a, b of about -0.3 to 0.3. Its cube root makes
shading a plain factor: skin in half the light has L, a and b all smaller by the
same share, so that a/L and b/L tell the tint of skin whatever the light on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Self

import numpy as np
from numpy.typing import NDArray
from PIL import ImageFilter

Floats = NDArray[np.float32]
Pixels = NDArray[np.uint8]

# Linear sRGB to cone responses, and their cube roots to L, a, b (Ottosson 2020).
_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_OPPONENTS = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
TO_CONES: Floats = _CONES.T.astype(np.float32)
TO_OPPONENTS: Floats = _OPPONENTS.T.astype(np.float32)
FROM_CONES: Floats = np.linalg.inv(_CONES).T.astype(np.float32)
FROM_OPPONENTS: Floats = np.linalg.inv(_OPPONENTS).T.astype(np.float32)
TINY = np.float32(1e-9)  # keeps logarithms of black finite
DARK = np.float32(0.02)  # lightness below which a tint means nothing

# A colour this far from the mean has half a chance to be skin: lightness as a share
# of the mean (light varies across a face), tints as they are.
REACH = np.array([0.24, 0.034, 0.034], dtype=np.float32)
IN_SHADE = 0.75  # where shade is usual, so much of a colour's darkness does not count
LIT = 0.26  # REACH for what is lighter than the mean: a lit cheek of a face in shade
WIDEST = 1.5  # times REACH at most, where the skin of a face varies more
SPREADS = 2.5  # standard deviations of a skin that are its reach
ENOUGH = 16  # cells of skin below which a mean says nothing
# How far the contrast and the tint of the source may be stretched.
CONTRAST = (0.8, 1.25)
EXPONENTS = (0.8, 1.6)  # of the curve of lightness below the skin
ROUNDED = (1.0, 1.6)  # and above it: no less than 1, so that it grows no steeper
STEEPEST = 1.2  # mean slope of the curve of lightness above the skin
STEPS = 0.05  # lightness above the skin that is left for highlights at least
TINT = (0.75, 1.15)
NEUTRAL_MOVES = 0.25  # of the difference of skins that grey things move by
# Colours with this share of the tint of skin move like skin, and a smaller share where
# the tints of skin vary by as much as they are: a blotch of colour noise on pale skin
# would otherwise become a blotch of another colour.
WHOLLY = (0.15, 0.6)
FAINT = 0.03  # a tint below this is a grey picture's
GREY = 0.02  # tint and its spread together, below which a picture is grey
NODES = 11  # of the colour table, along each of red, green and blue


def _linear() -> Floats:
    """The 256 levels of sRGB as linear light (IEC 61966-2-1), 0 to 1."""
    level = np.arange(256) / 255
    curved = ((level + 0.055) / 1.055) ** 2.4
    return np.where(level <= 0.04045, level / 12.92, curved).astype(np.float32)


LINEAR = _linear()


def oklab(pixels: Pixels) -> Floats:
    """RGB of any shape (..., 3) to OKLab of the same shape."""
    cones = LINEAR[pixels] @ TO_CONES
    roots: Floats = np.exp(np.log(cones + TINY) / 3) @ TO_OPPONENTS
    return roots


def from_oklab(lab: Floats) -> Floats:
    """OKLab to sRGB of 0 to 1; colours beyond sRGB are cut."""
    linear = np.clip((lab @ FROM_OPPONENTS) ** 3 @ FROM_CONES, 0, 1)
    curved = 1.055 * np.exp(np.log(linear + TINY) / 2.4) - 0.055
    return np.where(linear <= 0.0031308, linear * 12.92, curved)


def shaded(pixels: Pixels) -> Floats:
    """RGB (..., 3) to lightness and tint: L, a/L and b/L, of the same shape."""
    lab = oklab(pixels)
    lab[..., 1:] /= np.maximum(lab[..., :1], DARK)
    return lab


@dataclass(frozen=True)
class Skin:
    """What the skin of one face looks like.

    Mean and spread of lightness and tint (L, a/L, b/L), shape (3,) each.
    """

    mean: Floats
    spread: Floats

    @property
    def light(self) -> float:
        return float(self.mean[0])

    @property
    def tint(self) -> Floats:
        return self.mean[1:]

    def likeness(self, colours: Floats, shaded: Floats | None = None) -> Floats:
        """How much lightness and tint (..., 3) are like this skin, 0 to 1, (...).

        Where `shaded`, of the shape (...), is 1, darkness hardly counts against it.
        """
        scale = np.array([max(self.light, DARK), 1, 1], dtype=np.float32)
        reach = np.clip(self.spread * SPREADS, REACH * scale, REACH * scale * WIDEST)
        scaled = (colours - self.mean) / reach
        scaled[..., 0] *= np.where(scaled[..., 0] > 0, reach[0] / LIT, 1)
        distance = (scaled * scaled) @ np.ones(3, dtype=np.float32)
        if shaded is not None:
            distance -= shaded * IN_SHADE * np.square(np.minimum(scaled[..., 0], 0))
        like: Floats = np.square(np.maximum(1 - distance / 4, 0))
        return like

    @classmethod
    def of(cls, colours: Floats) -> Self | None:
        """The skin among colours (n, 3), or None where there are too few.

        Starts at the median, so that glasses, a beard or a hand may cover nearly
        half of what is looked at; then twice leaves out what is unlike the rest.
        """
        if len(colours) < ENOUGH:
            return None
        skin = cls(*_middle(colours))
        for _ in range(2):
            skin = cls.weighted(colours, skin.likeness(colours))
        return skin

    @classmethod
    def weighted(cls, colours: Floats, weight: Floats) -> Self:
        """Mean and spread of colours (n, 3) by their weights (n,)."""
        total = max(float(weight.sum()), 1e-6)
        mean = weight @ colours / total
        variance = weight @ np.square(colours - mean) / total
        return cls(mean, np.sqrt(variance))


def _middle(colours: Floats) -> tuple[Floats, Floats]:
    """Median and scaled median deviation (1.4826 makes it that of a Gaussian)."""
    planes = np.ascontiguousarray(colours.T)  # sorting rows is much faster
    half = len(colours) // 2
    median = np.sort(planes, axis=1)[:, half]
    off = np.sort(np.abs(planes - median[:, None]), axis=1)[:, half]
    return median, off * np.float32(1.4826)


def transfer(
    source: Skin, target: Skin, lightest: float = 1.0
) -> ImageFilter.Color3DLUT:
    """The table of colours that gives the source's skin the target's colour.

    Lightness follows one rising curve through black, the skin and white, so that
    pupils stay dark and teeth light. Tints move by the difference of the skins and
    are stretched about them; towards white they keep their own. On a grey target
    everything becomes grey. `lightest` is the lightness of the lightest things that
    the target is known to show.
    """
    lab = _nodes()
    level = _tone(lab[:, 0], source, target, lightest)[:, None]
    tint: Floats = np.asarray(lab[:, 1:] / np.maximum(lab[:, :1], DARK))
    coloured = min(1.0, float(np.hypot(*target.tint) + target.spread[1:].max()) / GREY)
    room = max(1 - target.light, 0.02)
    near = np.clip((1 - level) / (0.5 * room), 0, 1)
    moved = _tinted(tint, source, target, coloured)
    mixed = moved * near + tint * coloured * (1 - near)
    rgb = from_oklab(np.concatenate([level, mixed * level], axis=1))
    return ImageFilter.Color3DLUT(NODES, rgb.reshape(-1))


def _tinted(tint: Floats, source: Skin, target: Skin, coloured: float) -> Floats:
    """Tints (n, 2) moved so that the source's skin gets the target's.

    A tint is so many parts skin and a rest. Up to one part, it moves by its share
    alone: brows and beards are nearly grey, and the whole step would tint them
    the other way round. What goes beyond, and the rest, is stretched.
    """
    stretch = target.spread[1:] / np.maximum(source.spread[1:], 1e-4)
    stretch = np.clip(stretch, TINT[0] * coloured, TINT[1])
    strength = max(float(source.tint @ source.tint), 1e-8)
    parts = np.clip(tint @ source.tint / strength, 0, 1)[:, None]
    varied = float(source.spread[1:].max()) / strength**0.5
    enough = float(np.clip(1 - 2 * varied, *WHOLLY))
    share: Floats = NEUTRAL_MOVES + (1 - NEUTRAL_MOVES) * np.minimum(parts / enough, 1)
    known = min(1.0, strength**0.5 / FAINT)  # a grey source has no parts of skin
    share = 1 - known * (1 - share)
    rest = tint - parts * source.tint
    kept = parts * source.tint + rest * stretch
    whole = source.tint + (tint - source.tint) * stretch
    moved = known * kept + (1 - known) * whole
    moved = moved + share * (target.tint - source.tint)
    return np.asarray(moved * coloured + target.tint * (1 - coloured), dtype=np.float32)


@lru_cache(maxsize=1)
def _nodes() -> Floats:
    """OKLab of the nodes of the table, red running fastest, (NODES ** 3, 3)."""
    steps = np.linspace(0, 1, NODES)
    blue, green, red = np.meshgrid(steps, steps, steps, indexing="ij")
    encoded = np.stack([red, green, blue], axis=-1).reshape(-1, 3)
    curved = ((encoded + 0.055) / 1.055) ** 2.4
    linear = np.where(encoded <= 0.04045, encoded / 12.92, curved).astype(np.float32)
    lab: Floats = np.cbrt(linear @ TO_CONES) @ TO_OPPONENTS
    return lab


def _tone(light: Floats, source: Skin, target: Skin, lightest: float) -> Floats:
    """Lightness on a rising curve that takes 0 to 0 and skin to skin.

    White becomes as white as a slope of STEEPEST allows: on a target in dim light the
    highlights of a bright source would otherwise glare, and their steps show. Nor does
    it become lighter than the lightest of the target, unless the light on the target
    makes it so: less light darkens white and skin by the same share.
    """
    contrast = float(np.clip(target.spread[0] / max(source.spread[0], 1e-4), *CONTRAST))
    p, q = (min(max(skin.light, 0.05), 0.95) for skin in (source, target))
    top = min(1.0, q + STEEPEST * (1 - p), max(q / p, q + STEPS, lightest))
    low = np.clip(contrast * p / q, *EXPONENTS)
    high = np.clip(contrast * (1 - p) / (top - q), *ROUNDED)
    dark = q * np.power(np.clip(light / p, 0, 1), low)
    bright = top - (top - q) * np.power(np.clip((1 - light) / (1 - p), 0, 1), high)
    return np.asarray(np.where(light < p, dark, bright), dtype=np.float32)
