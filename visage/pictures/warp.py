"""Moves, turns and scales pictures without aliasing, and makes them grey."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from visage.geometry import Box, Similarity
from visage.pictures.picture import Picture


def warp(
    picture: Picture,
    transform: Similarity,
    width: int,
    height: int,
    resample: Image.Resampling = Image.Resampling.BICUBIC,
) -> Picture:
    """The picture moved by `transform` into a frame of width x height pixels.

    Works on grey and RGB. Shrinking is anti-aliased: the part that is seen is
    first brought to its final scale, then turned. Outside the picture is black.
    """
    left, top, right, bottom = _seen(picture, transform, width, height)
    if left >= right or top >= bottom:
        return np.zeros((height, width, *picture.shape[2:]), np.uint8)
    image = Image.fromarray(picture[top:bottom, left:right])
    back = transform.inverse().matrix - [[0, 0, left], [0, 0, top]]
    if transform.scale < 1:
        image, back = _shrunk(image, transform.scale, back, resample)
    (a, b, c), (d, e, f) = back
    # In Pillow (0, 0) is the corner of the first pixel, in Visage its centre.
    coefficients = (a, b, c + (1 - a - b) / 2, d, e, f + (1 - d - e) / 2)
    moved = image.transform(
        (width, height), Image.Transform.AFFINE, coefficients, resample
    )
    return np.asarray(moved)


def grey(picture: Picture) -> Picture:
    """The mean of the three channels, rounded down, which is how dlib makes grey."""
    total = np.add(picture[..., 0], picture[..., 1], dtype=np.uint16)
    total += picture[..., 2]
    total //= 3
    return total.astype(np.uint8)


def _seen(
    picture: Picture, transform: Similarity, width: int, height: int
) -> tuple[int, int, int, int]:
    """The part of a picture that a warped frame shows, in whole pixels.

    Warping only that part spares the work on a large photo's other pixels.
    """
    frame = Box(-1, -1, width, height)
    seen = Box.around(transform.inverse().apply(frame.corners()))
    # A filter looks two pixels around, at the scale of the frame.
    around = 2 + 2 / transform.scale
    part = Box(
        seen.left - around, seen.top - around, seen.right + around, seen.bottom + around
    ).clipped(picture.shape[1], picture.shape[0])
    return part.whole()


def _shrunk(
    image: Image.Image,
    scale: float,
    back: NDArray[np.float64],
    resample: Image.Resampling,
) -> tuple[Image.Image, NDArray[np.float64]]:
    """The image at `scale`, and `back` (2 x 3) changed to lead to its pixels."""
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    growth = np.array(size) / image.size
    shift = np.zeros((2, 3))
    shift[:, 2] = (growth - 1) / 2
    return image.resize(size, resample), back * growth[:, None] + shift
