"""Pictures: from bytes to upright sRGB pixels, and back.

Inside Visage a picture is a `uint8` array of shape (height, width, 3), RGB,
upright, with the values 0 to 255. Everything that files do differently (EXIF
orientation, palettes, transparency, 16 bits, CMYK, colour profiles) ends here.
"""

from __future__ import annotations

import io
import math
import struct
import warnings
import zlib
from functools import cached_property
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray
from PIL import (
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageCms,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from visage.errors import (
    EmptyBody,
    TooManyPixels,
    TooSmall,
    TruncatedImage,
    UnsupportedImage,
)
from visage.geometry import Box, Similarity

Picture = NDArray[np.uint8]  # (height, width, 3) RGB, or (height, width) grey
Format = Literal["png", "jpeg", "webp"]

# Naming the plugins registers them; Pillow's own way is to import all it has.
FORMATS = tuple(
    plugin.format
    for plugin in (
        JpegImagePlugin.JpegImageFile,
        PngImagePlugin.PngImageFile,
        WebPImagePlugin.WebPImageFile,
        GifImagePlugin.GifImageFile,
        BmpImagePlugin.BmpImageFile,
        TiffImagePlugin.TiffImageFile,
    )
)
MAX_PIXELS = 50_000_000
MIN_SIDE = 32
SRGB = ImageCms.createProfile("sRGB")
EXIF_ORIENTATION = 0x0112
# How Pillow says that a file of a known format is broken.
BROKEN = (OSError, SyntaxError, ValueError, TypeError, EOFError, struct.error)
ORIENTATIONS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# What people send instead of a picture that we read, by the first bytes.
SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (4, b"ftypheic", "a HEIC picture"),
    (4, b"ftypheix", "a HEIC picture"),
    (4, b"ftyphevc", "a HEIC picture"),
    (4, b"ftypmif1", "a HEIF picture"),
    (4, b"ftypmsf1", "a HEIF picture"),
    (4, b"ftypavif", "an AVIF picture"),
    (4, b"ftyp", "a video"),
    (0, b"\x00\x00\x00\x0cJXL ", "a JPEG XL picture"),
    (0, b"\xff\x0a", "a JPEG XL picture"),
    (0, b"%PDF", "a PDF document"),
    (0, b"PK\x03\x04", "a ZIP archive"),
    (0, b"<svg", "an SVG drawing"),
    (0, b"<?xml", "an XML document"),
    (0, b"<", "an HTML or XML document"),
    (0, b"{", "a JSON document"),
    (0, b"8BPS", "a Photoshop document"),
)
KNOWN_STARTS = (
    b"\xff\xd8\xff",
    b"\x89PNG",
    b"GIF8",
    b"RIFF",
    b"II*\x00",
    b"MM\x00*",
)


class Photo:
    """A picture whose pixels are decoded only when, and as finely as, needed.

    `width` and `height` are those of the upright picture.
    """

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._copy: tuple[Picture, float] | None = None
        image = _opened(raw)
        turned = _orientation(image) >= 5
        self.width, self.height = image.size[::-1] if turned else image.size
        self.format = "JPEG" if image.format == "MPO" else str(image.format)
        if self.width * self.height > MAX_PIXELS:
            raise _too_many_pixels(self.width, self.height)
        if min(self.width, self.height) < MIN_SIDE:
            raise TooSmall(
                f"The picture is {self.width} x {self.height} pixels; the shorter "
                f"side needs at least {MIN_SIDE}."
            )

    @classmethod
    def of(cls, picture: Picture) -> Self:
        """A photo of pixels that are decoded already, shape (height, width, 3)."""
        photo = cls.__new__(cls)
        photo._copy = None
        photo.height, photo.width = picture.shape[:2]
        photo.format = "array"
        photo.__dict__["pixels"] = picture
        return photo

    @cached_property
    def pixels(self) -> Picture:
        """Every pixel: `uint8`, (height, width, 3). Raises TruncatedImage."""
        return _pixels(_opened(self._raw))

    def scaled(self, scale: float) -> tuple[Picture, float]:
        """The picture at about `scale` of its width, and the exact scale."""
        pixels, _ = self.draft(scale)
        size = max(1, round(self.width * scale)), max(1, round(self.height * scale))
        if pixels.shape[1::-1] != size:
            image = Image.fromarray(pixels).resize(size, Image.Resampling.BILINEAR)
            pixels = np.asarray(image)
        return pixels, size[0] / self.width

    def draft(self, scale: float) -> tuple[Picture, float]:
        """The smallest copy that costs little and is no coarser than `scale`.

        A JPEG that is wanted at half its size or less is decoded at a half, a quarter
        or an eighth, which costs a fraction of the whole; otherwise, and where more
        than all is asked for, this is every pixel. Returns the scale as well.
        """
        if self._copy is None or self._copy[1] < scale:
            self._copy = self._drafted(scale)
        return self._copy

    def _drafted(self, scale: float) -> tuple[Picture, float]:
        if "pixels" in self.__dict__ or self.format != "JPEG" or scale > 0.5:
            return self.pixels, 1.0
        image = _opened(self._raw)
        upright = _orientation(image) < 5
        size = math.ceil(self.width * scale), math.ceil(self.height * scale)
        image.draft("RGB", size if upright else size[::-1])
        pixels = _pixels(image)
        return pixels, pixels.shape[1] / self.width


def decode(raw: bytes) -> Picture:
    """The upright sRGB pixels of an encoded picture.

    JPEG, PNG, WebP, GIF (first frame), BMP and TIFF. Transparent parts become
    white. Raises EmptyBody, UnsupportedImage, TruncatedImage, TooManyPixels or
    TooSmall.
    """
    return Photo(raw).pixels


def encode(
    picture: Picture, form: Format = "png", quality: int = 92, xmp: bytes | None = None
) -> bytes:
    """A picture as the bytes of a file; `xmp` goes into its metadata."""
    out = io.BytesIO()
    image = Image.fromarray(picture)
    if form == "png":
        extra: dict[str, object] = {"compress_level": 4}
        if xmp is not None:
            extra["pnginfo"] = _png_text(xmp)
    else:
        extra = {"quality": quality}
        if xmp is not None:
            extra["xmp"] = xmp
    image.save(out, form, **extra)
    return out.getvalue()


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
    # Pillow counts from the pixel's corner, Visage from its centre.
    coefficients = (a, b, c + (1 - a - b) / 2, d, e, f + (1 - d - e) / 2)
    moved = image.transform(
        (width, height), Image.Transform.AFFINE, coefficients, resample
    )
    return np.asarray(moved)


def grey(picture: Picture) -> Picture:
    """The mean of the three channels, rounded down: dlib's own idea of grey."""
    total = np.add(picture[..., 0], picture[..., 1], dtype=np.uint16)
    total += picture[..., 2]
    total //= 3
    return total.astype(np.uint8)


def _seen(
    picture: Picture, transform: Similarity, width: int, height: int
) -> tuple[int, int, int, int]:
    """The part of a picture that a warped frame shows, in whole pixels."""
    frame = Box(-1, -1, width, height)
    seen = Box.around(transform.inverse().apply(frame.corners()))
    around = 2 + 2 / transform.scale  # what the filters reach
    part = Box(
        seen.left - around, seen.top - around, seen.right + around, seen.bottom + around
    ).clipped(picture.shape[1], picture.shape[0])
    return (
        math.floor(part.left),
        math.floor(part.top),
        math.ceil(part.right),
        math.ceil(part.bottom),
    )


def _shrunk(
    image: Image.Image,
    scale: float,
    back: NDArray[np.float64],
    resample: Image.Resampling,
) -> tuple[Image.Image, NDArray[np.float64]]:
    """The image at `scale`, and the way back (2 x 3) to its pixels instead."""
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    growth = np.array(size) / image.size
    shift = np.zeros((2, 3))
    shift[:, 2] = (growth - 1) / 2
    return image.resize(size, resample), back * growth[:, None] + shift


def _opened(raw: bytes) -> Image.Image:
    if not raw:
        raise EmptyBody("The request has no body; send a picture.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Image.open(io.BytesIO(raw), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise TooManyPixels(
            f"The picture has more than {MAX_PIXELS:,} pixels, the most that is read."
        ) from error
    except UnidentifiedImageError as error:
        if raw.startswith(KNOWN_STARTS):
            raise TruncatedImage(
                f"The picture breaks off after {len(raw):,} bytes, before its size is "
                "known; send the whole file."
            ) from error
        raise UnsupportedImage(
            f"This is {_kind(raw)}, not a picture that is read here; send JPEG, PNG, "
            "WebP, GIF, BMP or TIFF."
        ) from error
    except BROKEN as error:
        raise TruncatedImage(f"The picture is broken: {error}.") from error


def _kind(raw: bytes) -> str:
    head = raw[:64].lstrip()
    for offset, signature, name in SIGNATURES:
        if head[offset:].startswith(signature) or raw[offset:].startswith(signature):
            return name
    return "data of an unknown kind"


def _too_many_pixels(width: int, height: int) -> TooManyPixels:
    return TooManyPixels(
        f"The picture is {width} x {height} = {width * height:,} pixels; at most "
        f"{MAX_PIXELS:,} are read. Scale it down first."
    )


def _orientation(image: Image.Image) -> int:
    if image.format == "TIFF":
        return 1  # Pillow turns these itself
    try:
        found = image.getexif().get(EXIF_ORIENTATION, 1)
    except BROKEN:
        return 1  # broken metadata must not cost the picture
    return found if isinstance(found, int) else 1


def _pixels(image: Image.Image) -> Picture:
    try:
        image.load()
    except (*BROKEN, zlib.error) as error:
        raise TruncatedImage(
            f"The {image.format} picture is broken or breaks off: {error}."
        ) from error
    rgb = _srgb(_opaque(_eight_bits(image)), image.info.get("icc_profile"))
    orientation = _orientation(image)
    if orientation in ORIENTATIONS:
        rgb = rgb.transpose(ORIENTATIONS[orientation])
    return np.asarray(rgb)


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


def _png_text(xmp: bytes) -> PngImagePlugin.PngInfo:
    text = PngImagePlugin.PngInfo()
    text.add_itxt("XML:com.adobe.xmp", xmp.decode())
    return text


__all__ = [
    "Format",
    "Photo",
    "Picture",
    "decode",
    "encode",
    "grey",
    "warp",
]
