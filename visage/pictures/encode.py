"""Writes pictures as PNG, JPEG or WebP files."""

from __future__ import annotations

import io

from PIL import Image, PngImagePlugin

from visage.pictures.formats import Format
from visage.pictures.picture import Picture

# Of JPEG and WebP: above it, files grow and nobody sees a difference.
QUALITY = 92


def encode(picture: Picture, form: Format = "png", xmp: bytes | None = None) -> bytes:
    """A picture as the bytes of a file.

    `quality` is that of JPEG and WebP, 1 to 100. `xmp` is a packet of metadata that the
    file will carry.
    """
    out = io.BytesIO()
    image = Image.fromarray(picture)
    if form == "png":
        extra: dict[str, object] = {"compress_level": 4}
        if xmp is not None:
            extra["pnginfo"] = _png_text(xmp)
    else:
        extra = {"quality": QUALITY}
        if xmp is not None:
            extra["xmp"] = xmp
    image.save(out, form, **extra)
    return out.getvalue()


def _png_text(xmp: bytes) -> PngImagePlugin.PngInfo:
    text = PngImagePlugin.PngInfo()
    text.add_itxt("XML:com.adobe.xmp", xmp.decode())
    return text
