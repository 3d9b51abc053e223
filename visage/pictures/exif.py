"""Turns a picture upright, as the orientation in its EXIF metadata says.

A camera stores pixels as its sensor lies and notes how it was held: Exif 2.32, tag
0x0112. Of the values 1 to 8, those from 5 on exchange width and height.
"""

from __future__ import annotations

import struct
import warnings

import numpy as np
from PIL import Image

from visage.pictures.picture import Picture

ORIENTATION = 0x0112
# Orientations whose first row or column, once upright, is the stored one's last.
FROM_THE_RIGHT = (2, 3, 6, 7)
FROM_BELOW = (3, 4, 7, 8)
# How readers say that a file of a known format is broken; RuntimeError is said by those
# of HEIC and AVIF.
BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    EOFError,
    RuntimeError,
    struct.error,
)


def orientation(image: Image.Image) -> int:
    """The EXIF orientation of an opened image, 1 where it has none."""
    if image.format == "TIFF":
        return 1  # Pillow has turned the pixels of a TIFF already
    try:
        # Pillow warns of each broken tag, with its number: a line of log for each.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = image.getexif().get(ORIENTATION, 1)
    except BROKEN:
        return 1  # a picture with broken metadata is still a picture
    return found if isinstance(found, int) else 1


def exchanges_sides(image: Image.Image) -> bool:
    """Whether the upright image is as wide as the stored one is high."""
    return orientation(image) >= 5


def upright(stored: Picture, turn: int) -> Picture:
    """Pixels turned and mirrored as the orientation `turn` says."""
    if not 2 <= turn <= 8:
        return stored
    turned = stored.swapaxes(0, 1) if turn >= 5 else stored
    if turn in FROM_THE_RIGHT:
        turned = turned[:, ::-1]
    if turn in FROM_BELOW:
        turned = turned[::-1]
    return np.ascontiguousarray(turned)


def said(error: Exception) -> str:
    """What a reader says of a broken file, to go into a sentence of ours."""
    return " ".join(str(error).split()).rstrip(".")
