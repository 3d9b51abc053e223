"""Whether what the cascade took for a face is one: a second look at the upright head.

MTCNN takes some things for faces, and some heads that lie upside down for upright
ones, and is sure of both. So the cascade's last network is asked again: the head is
brought upright by the five points it gave, and cut out anew. The first answer mends the
points, and three more come from crops that differ a little in size and place. A face
looks like one in all of them, and its points stay where they are; a thing does not.
No other model takes part, so that every function can look twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PIL.Image import Resampling

from visage.faces.face import Detection
from visage.faces.mean_face import MEAN_FACE, five_points
from visage.faces.mtcnn import LAST_SIDE, MTCNN
from visage.geometry import Points, Similarity
from visage.pictures.picture import Picture
from visage.pictures.warp import warp

# Side of a crop, and its centre aside of and below the middle of the eyes, all in
# inter-ocular distances.
FIRST_CROP = ((2.7, 0.0, 0.55),)
CROPS = ((2.4, 0.12, 0.63), (2.7, -0.12, 0.63), (3.0, 0.0, 0.43))
# Sureness is the mean logit of the crops, less so much for each inter-ocular distance
# by which their points lie apart on average. Measured on one half of 62 people of LFW,
# at full size and with faces 24 px wide, 312 faces: the lowest is 2.6, the first
# percentile 5.4; the highest of pictures without a face is -1.5, of a desk telephone
# that MTCNN gives 0.99, at eight sizes, 1.4.
SPREAD_WEIGHT = 50.0
FACE = 2.0
# Of heads read with their points in wrong places, the surest had 2.8. Where no face
# is as sure as this, turned copies are compared.
SURE = 4.5

# Where a face is expected, so many times the width of its box is looked at, in pixels
# so much finer than the crops need.
NEAR = 2.4
FINE = 1.25
# A face that was one a moment ago, and looks like one by so much, is looked at once.
PLAIN = 8.0

_MEAN_FIVE = five_points(MEAN_FACE)


@dataclass(frozen=True)
class Checked:
    """A detection with its points mended, and how sure the second look is."""

    detection: Detection
    sureness: float


def look_again(
    cascade: MTCNN, picture: Picture, detections: Sequence[Detection]
) -> list[Checked]:
    """The cascade's detections in an RGB picture, each with how sure a face it is."""
    if not detections:
        return []
    points = np.array([each.points for each in detections])  # (n, 5, 2)
    _, points = _ask(cascade, picture, points, FIRST_CROP)
    sureness, points = _ask(cascade, picture, points, CROPS)
    return [
        Checked(replace(each, points=places), float(sure))
        for each, places, sure in zip(detections, points, sureness, strict=True)
    ]


def look_on(
    cascade: MTCNN, picture: Picture, detections: Sequence[Detection]
) -> list[Checked]:
    """Faces that were found a moment before, where they are expected in a new picture.

    Box and points are moved to where the face is now. Nothing is searched: what is not
    about where it was expected, is not sure.
    """
    return [_look_on(cascade, picture, each) for each in detections]


def _look_on(cascade: MTCNN, picture: Picture, expected: Detection) -> Checked:
    near, to_near = _near(picture, expected)
    first = to_near.apply(expected.points)[None]
    sureness, points = _ask(cascade, near, first, FIRST_CROP)
    if sureness[0] < PLAIN:
        sureness, points = _ask(cascade, near, points, CROPS)
    there = to_near.inverse().apply(points[0])
    now = expected.moved(Similarity.fitted(expected.points, there))
    return Checked(replace(now, points=there), float(sureness[0]))


def _near(picture: Picture, expected: Detection) -> tuple[Picture, Similarity]:
    """The part of a picture about a face, no finer than its crops use, and the way."""
    height, width = picture.shape[:2]
    part = expected.box.grown(NEAR).clipped(width, height)
    left, top, right, bottom = part.whole()
    left, top = max(0, left), max(0, top)
    image = Image.fromarray(
        picture[top : max(bottom, top + 1), left : max(right, left + 1)]
    )
    moved = Similarity(1, 0, -left, -top)
    scale = FINE * LAST_SIDE / FIRST_CROP[0][0] / _apart(expected.points)
    if scale >= 1:
        return np.asarray(image), moved
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    small = np.asarray(image.resize(size, Resampling.BILINEAR))
    return small, moved.then(Similarity.resizing(size[0] / image.width))


def _apart(points: Points) -> float:
    """Pixels between the eyes of five points."""
    return max(1.0, float(np.hypot(*(points[0] - points[1]))))


def _ask(
    cascade: MTCNN,
    picture: Picture,
    points: Points,
    crops: Sequence[tuple[float, float, float]],
) -> tuple[NDArray[np.float64], Points]:
    """Sureness, (n,), and mean points, (n, 5, 2), of n heads by all of the crops."""
    to_crops = [_upright(each, *crop) for each in points for crop in crops]
    chips = [
        warp(picture, to_crop, LAST_SIDE, LAST_SIDE, Resampling.BILINEAR)
        for to_crop in to_crops
    ]
    logits, answers = cascade.ask_last(np.stack(chips))
    places = [
        to_crop.inverse().apply(answer)
        for to_crop, answer in zip(to_crops, answers, strict=True)
    ]
    found = np.reshape(places, (len(points), len(crops), 5, 2))
    mean = found.mean(axis=1)
    apart = np.hypot(*np.moveaxis(found - mean[:, None], -1, 0)).mean(axis=(1, 2))
    eyes = np.hypot(*(mean[:, 0] - mean[:, 1]).T)
    spread = apart / np.maximum(eyes, 1e-6)
    return logits.reshape(found.shape[:2]).mean(axis=1) - SPREAD_WEIGHT * spread, mean


def _upright(points: Points, side: float, aside: float, down: float) -> Similarity:
    """From the picture to a crop of the head with these points."""
    scale, middle = LAST_SIDE / side, (LAST_SIDE - 1) / 2
    crop = Similarity(scale, 0, middle - aside * scale, middle - down * scale)
    return Similarity.fitted(points, _MEAN_FIVE).then(crop)
