"""Photos: encoded pictures, checked at once and decoded as finely as is needed."""

from __future__ import annotations

import io
import math
import warnings
from functools import cached_property
from typing import Self

import numpy as np
from PIL import (
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageFile,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from visage.errors import (
    EmptyImage,
    TooManyPixels,
    TooNarrow,
    TooSmall,
    TruncatedImage,
    UnsupportedImage,
)
from visage.pictures.cost import check_decoder, check_header
from visage.pictures.exif import BROKEN, exchanges_sides, said
from visage.pictures.heif import opened as opened_heif
from visage.pictures.kinds import KNOWN_STARTS, kind_of
from visage.pictures.picture import Picture
from visage.pictures.pixels import pixels_of

# Importing a plugin registers its format. Left to itself, Pillow would import the
# plugins of all the formats that it knows, which takes longer.
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
# The longer side to the shorter one. Working copies have some 1,600 pixels on the
# longer side, so that the shorter one keeps its least.
MAX_RATIO = 50


class Photo:
    """A picture whose pixels are decoded only when, and as finely as, needed.

    `width` and `height` are those of the upright picture.
    """

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._copy: tuple[Picture, float] | None = None
        check_header(raw)
        image = _opened(raw)
        sides = image.size[::-1] if exchanges_sides(image) else image.size
        self.width, self.height = sides
        self.format = "JPEG" if image.format == "MPO" else str(image.format)
        check_size(self.width, self.height)
        check_decoder(image)

    @classmethod
    def of(cls, picture: Picture) -> Self:
        """A photo of pixels that are decoded already, shape (height, width, 3)."""
        photo = cls.__new__(cls)
        photo._copy = None
        photo.height, photo.width = picture.shape[:2]
        photo.format = "array"
        photo.__dict__["pixels"] = picture
        return photo

    @property
    def content(self) -> bytes:
        """The bytes of the file, or of the pixels where it was given as such."""
        return self.pixels.tobytes() if self.format == "array" else self._raw

    def __repr__(self) -> str:
        return f"<Photo: {self.width} x {self.height} pixels, {self.format}>"

    @cached_property
    def pixels(self) -> Picture:
        """Every pixel: `uint8`, (height, width, 3). Raises TruncatedImage."""
        return pixels_of(_opened(self._raw))

    def scaled(self, scale: float) -> tuple[Picture, float]:
        """The picture at about `scale` of its width, and the exact scale."""
        pixels, _ = self.draft(scale)
        size = max(1, round(self.width * scale)), max(1, round(self.height * scale))
        if pixels.shape[1::-1] != size:
            image = Image.fromarray(pixels).resize(
                size, Image.Resampling.BILINEAR, reducing_gap=2.0
            )
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
        size = math.ceil(self.width * scale), math.ceil(self.height * scale)
        image.draft("RGB", size[::-1] if exchanges_sides(image) else size)
        pixels = pixels_of(image)
        return pixels, pixels.shape[1] / self.width


def decode(raw: bytes) -> Picture:
    """The upright sRGB pixels of an encoded picture.

    JPEG, PNG, WebP, HEIC, AVIF, GIF (first frame), BMP and TIFF. Transparent parts
    become white. Raises EmptyImage, UnsupportedImage, TruncatedImage, TooManyPixels,
    TooCostly, TooSmall or TooNarrow.
    """
    return Photo(raw).pixels


def _opened(raw: bytes) -> ImageFile.ImageFile:
    if not raw:
        raise EmptyImage("{picture} is empty: it has no bytes.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image: ImageFile.ImageFile | None = opened_heif(raw)
            if image is None:
                image = Image.open(io.BytesIO(raw), formats=FORMATS)
            return image
    except Image.DecompressionBombError as error:
        raise TooManyPixels(
            f"{{picture}} has more than {MAX_PIXELS:,} pixels, the most that is read."
        ) from error
    except UnidentifiedImageError as error:
        if raw.startswith(KNOWN_STARTS):
            raise TruncatedImage(
                f"{{picture}} breaks off after {len(raw):,} bytes, before its size is "
                "known; the whole file is needed."
            ) from error
        raise UnsupportedImage(
            f"{{picture}} is {kind_of(raw)}, which cannot be read as a picture; it "
            "should be JPEG, PNG, WebP, HEIC, AVIF, GIF, BMP or TIFF.",
            picture="This",
        ) from error
    except BROKEN as error:
        raise TruncatedImage(f"{{picture}} is broken: {said(error)}.") from error


def check_size(width: int, height: int) -> None:
    """Raise TooManyPixels, TooSmall or TooNarrow for what cannot be worked with."""
    if width * height > MAX_PIXELS:
        raise TooManyPixels(
            f"{{picture}} is {width} x {height} = {width * height:,} pixels; at most "
            f"{MAX_PIXELS:,} are read. Scale it down first."
        )
    if min(width, height) < MIN_SIDE:
        raise TooSmall(
            f"{{picture}} is {width} x {height} pixels; the shorter side needs at "
            f"least {MIN_SIDE}."
        )
    if max(width, height) > MAX_RATIO * min(width, height):
        raise TooNarrow(
            f"{{picture}} is {width} x {height} pixels; the longer side may have "
            f"{MAX_RATIO} times the shorter one. Cut out what matters."
        )
