"""Brings a face upright: moved, turned and scaled onto the mean face.

The similarity is the one with the least weighted squares (Umeyama 1991). All 68 points
take part, so that the head keeps its size when it is turned to the side. The eyes
weigh most, so that they come out level and always in the same place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from visage.faces.face import Face
from visage.faces.mean_face import LEFT_EYE, MEAN_FACE, RIGHT_EYE
from visage.geometry import Points, Similarity
from visage.pictures.photo import Photo
from visage.pictures.picture import Picture
from visage.pictures.warp import warp

Crop = Literal["face", "head"]

# The square that is cut out, in inter-ocular distances: half its side, and how far its
# centre lies below the eyes. `face` reaches from the brows to the chin with a little
# air around, `head` shows the whole head with its hair.
HALF_SIDES: dict[Crop, float] = {"face": 1.45, "head": 2.3}
CENTRES: dict[Crop, float] = {"face": 0.75, "head": 0.2}
MIN_SIZE, MAX_SIZE = 16, 2048
MAX_MARGIN = 1.0
# How much a point of the eyes weighs against any other: with 60 the eyes of the
# portraits come out within 1 % of the size of where the mean face has them.
EYE_WEIGHT = 60.0


@dataclass(frozen=True)
class Aligned:
    """An upright face: its pixels, how the photo was moved there, and its landmarks."""

    picture: Picture
    transform: Similarity
    landmarks: Points


def template(size: int, crop: Crop = "face", margin: float = 0.0) -> Similarity:
    """Takes the mean face to its place in a picture of `size` x `size` pixels.

    `margin` is the share of the crop that is added on every side.
    """
    half = HALF_SIDES[crop] * (1 + 2 * margin)
    scale = size / (2 * half)
    middle = (size - 1) / 2
    return Similarity(scale, 0, middle, middle - CENTRES[crop] * scale)


def align(
    photo: Photo, face: Face, size: int = 256, crop: Crop = "face", margin: float = 0.0
) -> Aligned:
    """The face of a photo as an upright square of `size` x `size` pixels.

    `size` is 16 to 2048 and `margin` 0 to 1. What lies outside the photo is black.
    """
    to_mean = Similarity.fitted(face.landmarks, MEAN_FACE, _weights())
    transform = to_mean.then(template(size, crop, margin))
    # A copy of the photo that is no coarser than the result saves decoding all of it.
    pixels, scale = photo.draft(transform.scale)
    from_pixels = Similarity.resizing(1 / scale).then(transform)
    picture = warp(pixels, from_pixels, size, size)
    return Aligned(picture, transform, transform.apply(face.landmarks))


def _weights() -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    weights = np.ones(len(MEAN_FACE))
    weights[RIGHT_EYE] = weights[LEFT_EYE] = EYE_WEIGHT
    return weights
