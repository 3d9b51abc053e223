"""From an opened image file to upright 8-bit sRGB pixels.

Everything that files do differently ends here: EXIF orientation, palettes,
transparency, 16 bits, CMYK, colour profiles.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageCms

from visage.errors import TruncatedImage
from visage.pictures.exif import BROKEN, orientation, said, upright
from visage.pictures.picture import Picture

SRGB = ImageCms.createProfile("sRGB")
# Pixels that are converted at once. What lies between a decoded picture and its pixels,
# such as a layer of white, takes up to 20 bytes a pixel: 1 GB for the largest picture.
BAND = 1_000_000


def pixels_of(image: Image.Image) -> Picture:
    """Every pixel of an opened image, (height, width, 3). Raises TruncatedImage."""
    try:
        image.load()
    except (*BROKEN, zlib.error) as error:
        raise TruncatedImage(
            f"{{picture}} is broken or breaks off: {said(error)}.",
            picture=f"The {image.format} picture",
        ) from error
    white = _white(image)
    profile = image.info.get("icc_profile")
    pixels = np.empty((image.height, image.width, 3), np.uint8)
    for top, band in _bands(image):
        rgb = _srgb(_opaque(_eight_bits(band, white)), profile)
        pixels[top : top + rgb.height] = np.asarray(rgb)
    return upright(pixels, orientation(image))


def _bands(image: Image.Image) -> Iterator[tuple[int, Image.Image]]:
    """The image cut across into bands, each with its first row."""
    rows = max(1, BAND // image.width)
    for top in range(0, image.height, rows):
        bottom = min(top + rows, image.height)
        yield top, image.crop((0, top, image.width, bottom))


def _white(image: Image.Image) -> float:
    """The value that stands for white where samples have more than 8 bits."""
    if image.mode != "F" and not image.mode.startswith("I"):
        return 255
    brightest = max(
        float(np.fmax.reduce(np.asarray(band), axis=None, initial=0))
        for _, band in _bands(image)
    )
    if image.mode == "F":
        # Floating-point files count either from 0 to 1 or from 0 to 255.
        return 1 if brightest <= 1 else 255
    # A file may declare 16 bits and use 8 of them.
    return 65535 if brightest > 255 else 255


def _eight_bits(image: Image.Image, white: float) -> Image.Image:
    """Grey of 16 or 32 bits brought to 8; any other image is returned as it is."""
    if image.mode == "F":
        clean = np.nan_to_num(np.asarray(image) / np.float32(white)).clip(0, 1)
        return Image.fromarray((clean * 255 + 0.5).astype(np.uint8))
    if image.mode == "I" or image.mode.startswith("I;16"):
        values = np.asarray(image).astype(np.int64)
        shift = 8 if white > 255 else 0
        return Image.fromarray((values >> shift).clip(0, 255).astype(np.uint8))
    return image


def _opaque(image: Image.Image) -> Image.Image:
    """The image in L, RGB or CMYK, with what is transparent laid on white."""
    if image.mode in ("L", "RGB", "CMYK"):
        if "transparency" not in image.info:
            return image
    elif not image.has_transparency_data:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    white = Image.new("RGBA", layer.size, "white")
    return Image.alpha_composite(white, layer).convert("RGB")


def _srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    return _converted(image, profile) or _rgb(image)


def _converted(image: Image.Image, profile: bytes | None) -> Image.Image | None:
    """The image brought from its profile to sRGB; None where it needs nothing."""
    if not profile:
        return None
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "srgb" in ImageCms.getProfileDescription(source).lower():
            return None
        return ImageCms.profileToProfile(image, source, SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, *BROKEN):
        return None  # a picture with a broken profile is shown as if it had none


def _rgb(image: Image.Image) -> Image.Image:
    # Pillow's convert copies even where there is nothing to convert.
    return image if image.mode == "RGB" else image.convert("RGB")
