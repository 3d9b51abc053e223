"""Cuts the head out of a frame: the picture that is sent, kept and looked at."""

from __future__ import annotations

import io

from PIL import Image

from visage.geometry import Box
from visage.pictures.picture import Picture

# Room around the face, in sizes of its box, and the longer side of a crop in pixels:
# enough to find the face again and to bring it upright.
ROOM = 2.0
LONGEST = 288
JPEG_QUALITY = 85


def part_around(picture: Picture, box: Box) -> Box:
    """The part of a frame that a crop shows, in whole pixels of the frame."""
    height, width = picture.shape[:2]
    part = box.grown(ROOM).clipped(width, height)
    return Box(*map(float, part.whole()))


def cut(picture: Picture, box: Box) -> bytes:
    """The part of a frame around a face, as JPEG."""
    left, top, right, bottom = part_around(picture, box).whole()
    image = Image.fromarray(picture[top:bottom, left:right])
    image.thumbnail((LONGEST, LONGEST), Image.Resampling.BICUBIC)
    written = io.BytesIO()
    image.save(written, "JPEG", quality=JPEG_QUALITY)
    return written.getvalue()
