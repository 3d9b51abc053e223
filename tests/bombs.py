"""Pictures of a few kilobytes that would take a decoder long, or much memory."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image

LARGE = (7000, 7000)
SOS, EOI = b"\xff\xda", b"\xff\xd9"


def encoded(image: Image.Image, form: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def flat(size: tuple[int, int] = LARGE) -> Image.Image:
    return Image.new("RGB", size, (90, 120, 200))


def scans(times: int, size: tuple[int, int] = LARGE) -> bytes:
    """A progressive JPEG whose last scan is sent again and again."""
    raw = encoded(flat(size), "JPEG", progressive=True)
    last = raw[raw.rindex(SOS) : -2]
    return raw[:-2] + last * times + EOI


def arithmetic(times: int) -> bytes:
    """A progressive JPEG of arithmetic codes, which go on without any bytes."""
    raw = encoded(Image.new("L", LARGE), "JPEG", progressive=True)
    kept, scan, at = b"\xff\xd8", b"", 2
    while at < len(raw) - 2:
        marker, length = raw[at : at + 2], 2 + int.from_bytes(raw[at + 2 : at + 4])
        segment = raw[at : at + length]
        if marker == SOS:
            scan = segment
            kept += scan
            at = raw.find(b"\xff", at + length)
            while raw[at + 1] == 0:
                at = raw.find(b"\xff", at + 2)
            continue
        if marker == b"\xff\xc2":
            kept += b"\xff\xca" + segment[2:]
        elif marker != b"\xff\xc4":
            kept += segment
        at += length
    return kept + scan * times + EOI


def segments(count: int) -> bytes:
    """A small JPEG with Exif metadata in many parts."""
    raw = encoded(flat((64, 64)), "JPEG")
    return raw[:2] + b"\xff\xe1\x00\x0aExif\0\0ab" * count + raw[2:]


def hidden_scans(times: int) -> bytes:
    """Repeated scans behind a marker without a length, which seems to have one."""
    raw = scans(times)
    first = raw.index(SOS)
    return raw[:first] + b"\xff\x01\xff\xff" + raw[first:]


def chunks(count: int) -> bytes:
    """A small PNG with many colour profiles, each of a megabyte of zeros."""
    raw = encoded(flat((64, 64)), "PNG")
    body = b"iCCPx\0\0" + zlib.compress(bytes(1_000_000), 9)
    chunk = (
        struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    )
    return raw[:33] + chunk * count + raw[33:]


def run_lengths(width: int, height: int) -> bytes:
    """A bitmap of run lengths that ends each row after a pixel."""
    rows = b"\1\0\0\0" * height + b"\0\1"
    size = struct.pack("<IHHI", 1078 + len(rows), 0, 0, 1078)
    header = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 8, 1, 0, 0, 0, 256, 0)
    return b"BM" + size + header + bytes(1024) + rows


def tiles(side: int, tile: int) -> bytes:
    """A square TIFF of small tiles, all of them the same bytes."""
    count, table = (side // tile) ** 2, 8 + tile**2 + 2 + 12 * 10 + 4
    tags = [
        *((256, 4, 1, side), (257, 4, 1, side), (258, 3, 1, 8), (259, 3, 1, 1)),
        *((262, 3, 1, 1), (277, 3, 1, 1), (322, 3, 1, tile), (323, 3, 1, tile)),
        *((324, 4, count, table), (325, 4, count, table + 4 * count)),
    ]
    directory = b"".join(struct.pack("<HHII", *tag) for tag in tags)
    head = b"II*\0" + struct.pack("<I", 8 + tile**2) + bytes(tile**2)
    places = struct.pack("<I", 8) * count + struct.pack("<I", tile**2) * count
    return head + struct.pack("<H", len(tags)) + directory + bytes(4) + places
