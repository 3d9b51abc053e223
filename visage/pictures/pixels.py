"""From an opened image file to upright 8-bit sRGB pixels.

Everything that files do differently ends here: EXIF orientation, palettes,
transparency, 16 bits, CMYK, colour profiles.
"""

from __future__ import annotations

import io
import zlib

import numpy as np
from PIL import Image, ImageCms

from visage.errors import TruncatedImage
from visage.pictures.exif import BROKEN, orientation, said, upright
from visage.pictures.picture import Picture

SRGB = ImageCms.createProfile("sRGB")


def pixels_of(image: Image.Image) -> Picture:
    """Every pixel of an opened image, (height, width, 3). Raises TruncatedImage."""
    try:
        image.load()
    except (*BROKEN, zlib.error) as error:
        raise TruncatedImage(
            f"{{picture}} is broken or breaks off: {said(error)}.",
            picture=f"The {image.format} picture",
        ) from error
    rgb = _srgb(_opaque(_eight_bits(image)), image.info.get("icc_profile"))
    return np.asarray(upright(rgb, orientation(image)))


def _eight_bits(image: Image.Image) -> Image.Image:
    """16-bit and 32-bit grey brought to 8 bits; everything else as it is."""
    if image.mode == "F":
        values = np.asarray(image)
        whole = 1.0 if values.size and float(np.nanmax(values)) <= 1 else 255.0
        clean = np.nan_to_num(values / whole).clip(0, 1)
        return Image.fromarray((clean * 255 + 0.5).astype(np.uint8))
    if image.mode == "I" or image.mode.startswith("I;16"):
        values = np.asarray(image).astype(np.int64)
        shift = 8 if values.size and int(values.max()) > 255 else 0
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
        return None  # a broken profile must not cost the picture


def _rgb(image: Image.Image) -> Image.Image:
    # Pillow's convert copies even where there is nothing to convert.
    return image if image.mode == "RGB" else image.convert("RGB")
