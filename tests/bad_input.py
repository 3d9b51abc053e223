"""Requests to /align that have to be refused, with the whole answer expected."""

from __future__ import annotations

import base64
import io
import json
import zlib
from dataclasses import dataclass, field

import numpy as np
from PIL import Image
from pillow_heif import from_pillow

from tests.conftest import ASTRONAUT, GRACE_HOPPER


@dataclass(frozen=True)
class Refused:
    """A request and its refusal."""

    name: str
    body: bytes
    status: int
    code: str
    sentence: str
    kind: str | None = "image/jpeg"
    query: dict[str, str] = field(default_factory=dict)
    accept: str = "application/json"
    # What the gateway says where the request never reaches the function.
    at_the_gateway: str | None = None

    def __str__(self) -> str:
        return self.name


def encoded(image: Image.Image, form: str) -> bytes:
    out = io.BytesIO()
    image.save(out, form)
    return out.getvalue()


def bomb() -> bytes:
    """A PNG of 10,000 x 10,000 pixels in a few kilobytes."""
    header = (10_000).to_bytes(4, "big") * 2 + bytes([1, 0, 0, 0, 0])
    rows = zlib.compress(bytes(10_000 * 1_251), 9)
    chunks = [(b"IHDR", header), (b"IDAT", rows), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(body).to_bytes(4, "big")
        + kind
        + body
        + zlib.crc32(kind + body).to_bytes(4, "big")
        for kind, body in chunks
    )


def noise() -> Image.Image:
    pixels = np.random.default_rng(0).integers(0, 256, (240, 320, 3), dtype=np.uint8)
    return Image.fromarray(pixels)


def heic() -> bytes:
    out = io.BytesIO()
    from_pillow(Image.open(ASTRONAUT)).save(out)
    return out.getvalue()


def animated() -> bytes:
    """A GIF whose first frame has no face and whose second has one."""
    frames = [noise().resize((512, 512)), Image.open(ASTRONAUT)]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    return out.getvalue()


JPEG = GRACE_HOPPER.read_bytes()
NO_FACE = (
    "No face was found, upright or turned; a face needs to look at the camera and to "
    "be at least 20 pixels wide, in a large picture a 25th of the longer side. "
    "min_face looks for smaller ones."
)
HEIC = heic()
READS = "it should be JPEG, PNG, WebP, HEIC, AVIF, GIF, BMP or TIFF."
BOUNDARY = "multipart/form-data; boundary=edge"

REFUSED = [
    Refused(
        "not an image",
        b"hello",
        415,
        "unsupported_image",
        f"This is a text file, which cannot be read as a picture; {READS}",
    ),
    Refused(
        "noise",
        bytes(range(255, 150, -1)),
        415,
        "unsupported_image",
        f"This is data of an unknown kind, which cannot be read as a picture; {READS}",
    ),
    Refused(
        "a page",
        b"<!doctype html><p>hello</p>",
        415,
        "unsupported_image",
        f"This is an HTML or XML document, which cannot be read as a picture; {READS}",
    ),
    Refused(
        "a HEIC picture, truncated",
        HEIC[: len(HEIC) // 2],
        400,
        "truncated_image",
        f"The HEIC picture is broken: it breaks off after {len(HEIC) // 2:,} of "
        f"{len(HEIC):,} bytes; send the whole file.",
        kind="image/heic",
    ),
    Refused(
        "a HEIF picture of a kind that no camera writes",
        HEIC.replace(b"hvc1", b"unci"),
        415,
        "unsupported_image",
        "This HEIF file holds an image of the kind 'unci', which is not read; convert "
        "it to JPEG first.",
        kind="image/heif",
    ),
    Refused(
        "truncated",
        JPEG[: len(JPEG) // 2],
        400,
        "truncated_image",
        "The JPEG picture is broken or breaks off: image file is truncated (42 bytes "
        "not processed).",
    ),
    Refused(
        "nearly nothing of a jpeg",
        JPEG[:20],
        400,
        "truncated_image",
        "The picture breaks off after 20 bytes, before its size is known; the whole "
        "file is needed.",
    ),
    Refused(
        "one pixel",
        encoded(Image.new("RGB", (1, 1)), "PNG"),
        422,
        "too_small",
        "The picture is 1 x 1 pixels; the shorter side needs at least 32.",
        kind="image/png",
    ),
    Refused(
        "bomb",
        bomb(),
        413,
        "too_many_pixels",
        "The picture is 10000 x 10000 = 100,000,000 pixels; at most 50,000,000 are "
        "read. Scale it down first.",
        kind="image/png",
    ),
    Refused(
        "empty",
        b"",
        400,
        "empty_body",
        "The request has no body; send a picture.",
    ),
    Refused(
        "six megabytes",
        bytes(6_000_000),
        413,
        "body_too_large",
        "The body has 6,000,000 bytes; at most 4,500,000 are taken. Scale it down "
        "first.",
        at_the_gateway="The request body is too large; the limit is 4.5 MB.",
    ),
    Refused(
        "wrong content type",
        JPEG,
        415,
        "unsupported_media_type",
        "The Content-Type is text/plain; send image/*, multipart/form-data or "
        "application/json.",
        kind="text/plain",
    ),
    Refused(
        "animated, no face in the first frame",
        animated(),
        422,
        "no_face",
        NO_FACE,
        kind="image/gif",
    ),
    Refused(
        "no face", encoded(noise(), "PNG"), 422, "no_face", NO_FACE, kind="image/png"
    ),
    Refused(
        "negative size",
        JPEG,
        400,
        "bad_parameter",
        "The parameter size is '-1': input should be greater than or equal to 16.",
        query={"size": "-1"},
    ),
    Refused(
        "size in words",
        JPEG,
        400,
        "bad_parameter",
        "The parameter size is 'large': input should be a valid integer, unable to "
        "parse string as an integer.",
        query={"size": "large"},
    ),
    Refused(
        "face 99",
        JPEG,
        422,
        "face_out_of_range",
        "There is no face 99: the picture has 1 face, counted from 0, largest first.",
        query={"face": "99"},
    ),
    Refused(
        "a face that is no index",
        JPEG,
        400,
        "bad_parameter",
        "The parameter face is '-1': it should be largest, all, or an index from 0.",
        query={"face": "-1"},
    ),
    Refused(
        "unknown parameter",
        JPEG,
        400,
        "bad_parameter",
        "There is no parameter sise; known are: at, crop, face, format, margin, "
        "min_face, size.",
        query={"sise": "64"},
    ),
    Refused(
        "json that is a list",
        b"[]",
        400,
        "bad_json",
        "The body is not a JSON object.",
        kind="application/json",
    ),
    Refused(
        "json without a picture",
        b'{"size": 64}',
        400,
        "missing_image",
        "The body has no picture named image; send it as a file field of a multipart "
        "form, or as base64 in a JSON object.",
        kind="application/json",
    ),
    Refused(
        "json with what is not base64",
        json.dumps({"image": "?!"}).encode(),
        400,
        "bad_base64",
        "The field image is not base64: Only base64 data is allowed.",
        kind="application/json",
    ),
    Refused(
        "json with an empty picture",
        b'{"image": ""}',
        400,
        "empty_body",
        "The picture image is empty.",
        kind="application/json",
    ),
    Refused(
        "json with a truncated picture",
        json.dumps({"image": base64.b64encode(JPEG[:20]).decode()}).encode(),
        400,
        "truncated_image",
        "The picture breaks off after 20 bytes, before its size is known; the whole "
        "file is needed.",
        kind="application/json",
    ),
    Refused(
        "a form of another boundary",
        b"--other\r\n\r\n",
        400,
        "bad_multipart",
        "The multipart body has no parts; is its boundary that of the Content-Type?",
        kind=BOUNDARY,
    ),
    Refused(
        "an answer that does not exist",
        JPEG,
        406,
        "not_acceptable",
        "No answer comes as image/gif; accept image/png, image/jpeg, image/webp or "
        "application/json.",
        accept="image/gif",
    ),
]
