"""What a swap measures: its seam, its colour, its landmarks, its detail.

All of it is measured on the result itself and the untouched target, whoever made it.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from skimage.color import deltaE_ciede2000, rgb2lab

from visage.faces.face import Face
from visage.faces.finder import Finder
from visage.geometry import Points
from visage.pictures.photo import Photo
from visage.pictures.picture import Picture

NOT_SKIN = 12.0  # a patch so far from the target's own cheeks shows cloth or hair
CHEEK = 0.2  # radius of what is seen of a cheek, in inter-ocular distances
TITLES = {
    "seam": "step across the seam",
    "beginning": "... where it begins",
    "colour": "colour, ΔE2000",
    "landmarks": "landmarks, % of IOD",
    "detail": "detail, times target's",
}


@dataclass(frozen=True)
class Figures:
    """What one swap measures.

    Smaller is better, but for `detail`: that is best at 1.
    """

    seam: float
    beginning: float
    colour: float
    landmarks: float
    detail: float


def measured(
    result: Picture,
    mask: NDArray[np.uint8],
    target: Picture,
    place: Face,
    finder: Finder,
) -> Figures:
    """All figures of a swap onto the face `place` of `target`."""
    return Figures(
        seam(result, mask, place.box.width),
        seam(result, mask, place.box.width, level=1),
        colour(result, target, place.landmarks),
        landmark_error(result, place, finder),
        detail(result, target, place.landmarks),
    )


def seam(
    result: Picture, mask: NDArray[np.uint8], width: float, level: int = 128
) -> float:
    """Mean gradient on the mask's outline over that just inside and outside.

    The outline of a soft mask is where it reaches `level`: half, or its beginning.
    """
    grey = result.mean(axis=2)
    gradient = np.abs(np.gradient(grey, axis=0)) + np.abs(np.gradient(grey, axis=1))
    inner = np.pad(np.ones(np.array(mask.shape) - 16, bool), 8)  # not the border
    unit = max(1, round(width / 100))
    inside = (mask >= level).astype(np.uint8)
    depth = cv2.distanceTransform(inside, cv2.DIST_L2, 5)
    height = cv2.distanceTransform(1 - inside, cv2.DIST_L2, 5)
    away = np.maximum(depth, height)
    rim = (away <= 1.5 * unit) & inner
    beside = (away > 3 * unit) & (away <= 6 * unit) & inner
    return float(gradient[rim].mean() / gradient[beside].mean())


def _patch(picture: Picture, centre: Points, radius: float) -> NDArray[np.float64]:
    """The median colour around a place, in CIELAB, (3,)."""
    y, x = np.ogrid[: picture.shape[0], : picture.shape[1]]
    near = np.hypot(x - centre[0], y - centre[1]) <= max(radius, 1.5)
    if not near.any():
        return np.full(3, np.nan)
    lab = rgb2lab(picture[near][None] / 255.0)[0]
    return np.asarray(np.median(lab, axis=0))


def colour(result: Picture, target: Picture, place: Points) -> float:
    """Mean ΔE2000 of the new cheeks to the target's own forehead and neck."""
    eyes = place[42:48].mean(axis=0) - place[36:42].mean(axis=0)
    size = float(np.hypot(*eyes))
    up = np.array([eyes[1], -eyes[0]]) / size
    cheeks = [(place[2] + place[31]) / 2, (place[14] + place[35]) / 2]
    skin = [place[19:25].mean(axis=0) + up * 0.35 * size, place[8] - up * 0.3 * size]
    before, after = (
        np.mean([_patch(p, cheek, 0.15 * size) for cheek in cheeks], axis=0)
        for p in (target, result)
    )
    own = [_patch(target, at, 0.12 * size) for at in skin]
    shown = [lab for lab in own if _away(lab, before) < NOT_SKIN] or [before]
    return float(np.mean([_away(after, lab) for lab in shown]))


def _away(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    return float(deltaE_ciede2000(one, other))  # type: ignore[no-untyped-call]


def landmark_error(result: Picture, place: Face, finder: Finder) -> float:
    """Mean distance of the points found in the result, % of inter-ocular distance.

    Looked for where the face was put; a face that is no longer found counts 100.
    """
    found = finder.find(Photo.of(result)).faces
    same = [face for face in found if face.box.iou(place.box) > 0.3]
    if not same:
        return 100.0
    off = np.hypot(*(same[0].landmarks - place.landmarks).T).mean()
    return float(100 * off / place.inter_ocular_distance)


def detail(result: Picture, target: Picture, place: Points) -> float:
    """The fine detail of the new cheeks over that of the target's own.

    Detail is what a Gaussian of one pixel takes away: its standard deviation within a
    disc on either cheek, of which the mean counts.
    """
    eyes = place[42:48].mean(axis=0) - place[36:42].mean(axis=0)
    radius = CHEEK * float(np.hypot(*eyes))
    y, x = np.ogrid[: target.shape[0], : target.shape[1]]
    found = []
    for side in ((place[2] + place[31]) / 2, (place[14] + place[35]) / 2):
        near = np.hypot(x - side[0], y - side[1]) <= max(radius, 3.0)
        fine = (_fine(picture)[near].std() for picture in (result, target))
        after, before = fine
        found.append(after / max(float(before), 0.2))
    return float(np.mean(found))


def _fine(picture: Picture) -> NDArray[np.float32]:
    grey = picture.mean(axis=2).astype(np.float32)
    return np.asarray(grey - cv2.GaussianBlur(grey, (0, 0), 1.0))
