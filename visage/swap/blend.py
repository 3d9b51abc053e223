"""Make a warped face belong to its new head: its colour, light, detail and mask.

One table takes the source's skin to the target's (visage.swap.colour). What is left
between the two is light (visage.swap.light), and then sharpness and grain
(visage.swap.detail). The mask says how much of each pixel is the new face: it fades
towards the outline, and leaves out what covers either face and is seen to be no skin.

Everything that varies slowly is computed on the grid of visage.swap.outline.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from visage.swap import detail
from visage.swap.colour import ENOUGH, FAINT, Floats, Pixels, Skin, shaded, transfer
from visage.swap.doubts import Doubt, of_colour, of_cover, of_detail
from visage.swap.light import lit, relit, shrunk
from visage.swap.outline import Regions

Blend = Literal["seamless", "feather", "none"]

FOREIGN = -0.15  # of the tint of skin: from here on, a colour is on its other side
# The mask rises from its edge to full over these depths: eroded, then feathered.
EDGE, FULL = 0.55, 0.95
INSIDE = 0.75  # cells deeper than this are surely within the face
LIGHTEST = 99.0  # the percentile of lightness around a face that is its lightest
SURE = 2.5  # times its likeness to skin, a cell counts as skin


@dataclass(frozen=True)
class Matched:
    """A face in its new colours and how much of each pixel it is.

    `pixels` is RGB of the area's shape; `mask` is `uint8` of (height, width).
    """

    pixels: Pixels
    mask: Pixels
    doubts: tuple[Doubt, ...] = ()


def match(warped: Pixels, under: Pixels, regions: Regions, blend: Blend) -> Matched:
    """Fit a warped face to the target's pixels `under` it, of the same shape.

    `seamless` matches colour and light and keeps clear of hair and occluders,
    `feather` matches the colour of the skin only. (`none` needs no matching.)
    """
    below = shrunk(under)
    theirs, ours = shaded(shrunk(warped)), shaded(below)
    alpha = _feathered(regions)
    skins = _skins(_sampled(theirs, regions), _sampled(ours, regions))
    if skins is None:
        return Matched(warped, _grown(alpha, warped), tuple(of_colour(None, None)))
    source, target = skins
    table = transfer(source, target, float(np.percentile(ours[..., 0], LIGHTEST)))
    warped = np.asarray(Image.fromarray(warped).filter(table))
    doubts = tuple(of_colour(source, target))
    if blend == "feather":
        return Matched(warped, _grown(alpha, warped), doubts)
    skin = _Likeness.of(skins, (theirs, ours), regions)
    light = relit(warped, below, skin.lit, skin.shady, regions)
    upper = regions.plain & (regions.jaw < 0.5) & (regions.depth > INSIDE)
    pixels, ratio = detail.matched(lit(warped, light), under, upper, regions.plain)
    alpha *= _unoccluded(np.minimum(skin.source, skin.target), regions)
    alpha *= 1 - _softened(_foreign(theirs, source) * regions.plain)
    cover = (_unlike(each, upper) for each in (skin.source, skin.target))
    doubts = (*doubts, *of_cover(*cover), *of_detail(ratio))
    return Matched(pixels, _grown(alpha, warped), doubts)


@dataclass(frozen=True)
class _Likeness:
    """How sure it is of each cell that it shows skin, 0 to 1, (80, 64) each.

    In the source, in the target, in both, and in both where shadows do not count.
    """

    source: Floats
    target: Floats
    lit: Floats
    shady: Floats

    @classmethod
    def of(
        cls,
        skins: tuple[Skin, Skin],
        colours: tuple[Floats, Floats],
        regions: Regions,
    ) -> _Likeness:
        everywhere = np.ones_like(regions.depth)
        both = list(zip(skins, colours, strict=True))
        source, target = (skin.likeness(each, regions.jaw) for skin, each in both)
        theirs, ours = (skin.likeness(each, everywhere) for skin, each in both)
        return cls(source, target, source * target, theirs * ours)


def _unlike(likeness: Floats, where: NDArray[np.bool_]) -> float:
    """The share of some cells that does not look like skin."""
    clear = np.clip(likeness * SURE, 0, 1)
    return float(1 - (clear * where).sum() / max(where.sum(), 1))


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


def _feathered(regions: Regions) -> Floats:
    """How much of each cell is the new face by its place alone, 0 to 1."""
    rise = np.clip((regions.depth - EDGE) / (FULL - EDGE), 0, 1)
    alpha: Floats = rise * rise * (3 - 2 * rise) * regions.face
    return alpha


def _foreign(colours: Floats, skin: Skin) -> Floats:
    """1 where a colour lies beyond grey, seen from skin: a blue cap, green light.

    Grey itself is not foreign: beards and brows are nearly grey.
    """
    strength = float(skin.tint @ skin.tint)
    if strength < FAINT**2:
        return np.zeros(colours.shape[:2], dtype=np.float32)
    parts: Floats = colours[..., 1:] @ skin.tint / strength
    foreign = np.clip((FOREIGN - parts) / -FOREIGN, 0, 1)
    return np.asarray(foreign, dtype=np.float32)


def _softened(cells: Floats) -> Floats:
    """Cells, 0 to 1, a little larger and with soft edges."""
    image = Image.fromarray((cells * 255).astype(np.uint8))
    image = image.filter(ImageFilter.MaxFilter(3)).filter(ImageFilter.GaussianBlur(1))
    soft: Floats = np.asarray(image, dtype=np.float32) / np.float32(255)
    return soft


def _unoccluded(likeness: Floats, regions: Regions) -> Floats:
    """1, and less at hair and other occluders above the brows and at the rim.

    Thin things, such as the frames of glasses, do not count.
    """
    level = (np.clip(likeness * SURE, 0, 1) * 255).astype(np.uint8)
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
