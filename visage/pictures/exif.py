"""How a camera was held: the orientation that EXIF metadata gives.

Exif 2.32, tag 0x0112: values 1 to 8, of which 5 to 8 exchange width and height.
"""

from __future__ import annotations

import struct

from PIL import Image

ORIENTATION = 0x0112
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
TRANSPOSED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def orientation(image: Image.Image) -> int:
    """The EXIF orientation of an opened image, 1 where it has none."""
    if image.format == "TIFF":
        return 1  # Pillow turns these itself
    try:
        found = image.getexif().get(ORIENTATION, 1)
    except BROKEN:
        return 1  # broken metadata must not cost the picture
    return found if isinstance(found, int) else 1


def exchanges_sides(image: Image.Image) -> bool:
    """Whether the upright image is as wide as the stored one is high."""
    return orientation(image) >= 5


def upright(image: Image.Image, turn: int) -> Image.Image:
    """The image turned and mirrored as the orientation `turn` says."""
    return image.transpose(TRANSPOSED[turn]) if turn in TRANSPOSED else image


def said(error: Exception) -> str:
    """What a reader says of a broken file, to go into a sentence of ours."""
    return " ".join(str(error).split()).rstrip(".")
