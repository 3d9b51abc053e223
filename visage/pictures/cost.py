"""What decoding a picture would cost, read from its headers before it is decoded.

The number of pixels does not bound the work: a progressive JPEG may send the same
pixels any number of times, and a header may have a million parts. What is refused here,
no camera and no program makes; each limit names what it was measured with, on one core
at 3 GHz, with pictures of 49 megapixels.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from visage.errors import TooCostly, TooManyPixels

if TYPE_CHECKING:
    from PIL import ImageFile

# A scan of Huffman codes takes 0.8 ns a sample where it has no bits to read: 1.2 s for
# these. libjpeg's own progressive files take 8 samples a pixel with halved colours, 14
# with full ones and 24 in CMYK: 1,200 million at the most.
MAX_SAMPLES = 1_500_000_000
# Arithmetic codes take three times as long, and need no bytes at all.
ARITHMETIC = 3
# Pillow joins metadata part by part: 350,000 parts of ten bytes took 11 s.
MAX_SEGMENTS = 1_000
# Pillow inflates every colour profile and text: 4,000 of them took 5 s.
MAX_CHUNKS = 256
# Pillow decodes strip by strip in Python: 490,000 of them took 3 s.
MAX_STRIPS = 50_000
# By decoder: WebP's keeps four copies of the picture, 17 bytes a pixel; Pillow's own
# for run-length coded bitmaps works pixel by pixel in Python, 90 ns each; libtiff lets
# the JPEG in a strip have a hundred scans.
MAX_PIXELS_OF = {"webp": 30_000_000, "bmp_rle": 10_000_000, "libtiff_jpeg": 25_000_000}

_JPEG = b"\xff\xd8"
_PNG = b"\x89PNG\r\n\x1a\n"
# The next marker that a length follows; what is left out here stands for itself: a
# stuffed zero, a TEM, a restart, a fill byte.
_MARKER = re.compile(rb"\xff[^\x00\x01\xd0-\xd7\xff]")
_SOS, _EOI = 0xDA, 0xD9
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_PIXEL_CHUNKS = {b"IDAT", b"fdAT", b"fcTL"}


def check_header(raw: bytes) -> None:
    """Refuse what costs too much even to open or to decode. Raises TooCostly."""
    if raw.startswith(_JPEG):
        _check_jpeg(raw)
    elif raw.startswith(_PNG):
        others = sum(1 for kind in _chunks(raw) if kind not in _PIXEL_CHUNKS)
        if others > MAX_CHUNKS:
            raise TooCostly(
                f"{{picture}} has {others:,} chunks beside its pixels; at most "
                f"{MAX_CHUNKS} are read. Save it again without its metadata.",
                picture="The PNG picture",
            )


def check_decoder(image: ImageFile.ImageFile) -> None:
    """Refuse an opened picture whose decoder is too slow or too large for its pixels.

    Raises TooManyPixels or TooCostly.
    """
    width, height = image.size
    decoder = _decoder(image)
    limit = MAX_PIXELS_OF.get(decoder)
    if limit is not None and width * height > limit:
        raise TooManyPixels(
            f"{{picture}} is {width} x {height} = {width * height:,} pixels; of this "
            f"kind of {image.format} at most {limit:,} are read. Scale it down, or "
            "save it as JPEG or PNG."
        )
    if len(image.tile) > MAX_STRIPS:
        raise TooCostly(
            f"{{picture}} has {len(image.tile):,} strips; at most "
            f"{MAX_STRIPS:,} are read. Save it again with larger ones.",
            picture=f"The {image.format} picture",
        )


def _decoder(image: ImageFile.ImageFile) -> str:
    if image.format == "WEBP":
        return "webp"
    if image.format == "TIFF" and image.info.get("compression") in (
        "jpeg",
        "tiff_jpeg",
    ):
        return "libtiff_jpeg"
    return image.tile[0][0] if image.tile else ""


def _chunks(raw: bytes) -> Iterator[bytes]:
    """The names of a PNG's chunks, as far as they follow one another."""
    at = len(_PNG)
    while at + 8 <= len(raw):
        length, kind = struct.unpack_from(">I4s", raw, at)
        yield kind
        at += 12 + length


def _check_jpeg(raw: bytes) -> None:
    """Refuse too many parts, and too many scans for the size of the picture."""
    segments = list(islice(_segments(raw), MAX_SEGMENTS + 1))
    if len(segments) > MAX_SEGMENTS:
        raise TooCostly(
            f"{{picture}} has more than {MAX_SEGMENTS:,} segments, the most that "
            "are read. Save it again, as a baseline JPEG without its metadata.",
            picture="The JPEG picture",
        )
    frames = [each for each in segments if each[0] in _FRAMES]
    if not frames or not (components := _components(frames[0][1])):
        return
    arithmetic = frames[0][0] >= 0xC9
    samples = sum(
        components.get(name, 0)
        for marker, body in segments
        if marker == _SOS
        for name in body[1 : 1 + 2 * body[0] : 2]
    ) * (ARITHMETIC if arithmetic else 1)
    if samples > MAX_SAMPLES:
        raise TooCostly(
            f"{{picture}} sends {samples:,} samples in its scans; at most "
            f"{MAX_SAMPLES:,} are decoded. Save it again, as a baseline JPEG.",
            picture="The JPEG picture",
        )


def _segments(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and body of each segment of a JPEG, up to its end or to nonsense."""
    at = len(_JPEG)
    while (found := _MARKER.search(raw, at)) is not None:
        marker, at = raw[found.start() + 1], found.end()
        if marker == _EOI or at + 2 > len(raw):
            return
        (length,) = struct.unpack_from(">H", raw, at)
        yield marker, raw[at + 2 : at + length] or b"\0"
        at += max(length, 2)


def _components(frame: bytes) -> dict[int, int]:
    """Samples of each component of a frame, by the name that scans give it."""
    if len(frame) < 6:
        return {}
    height, width, count = struct.unpack_from(">HHB", frame, 1)
    ends = range(9, min(6 + 3 * count, len(frame)) + 1, 3)
    ratios = {
        frame[end - 3]: (frame[end - 2] >> 4, frame[end - 2] & 15) for end in ends
    }
    across = max((h for h, _ in ratios.values()), default=0)
    down = max((v for _, v in ratios.values()), default=0)
    if not across or not down:
        return {}
    return {
        name: width * h // across * (height * v // down)
        for name, (h, v) in ratios.items()
    }
