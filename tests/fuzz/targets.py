"""What is fuzzed: each target takes any bytes, and raises where something is wrong.

A refusal is right, whatever it says; an exception that is no VisageError, or an answer
of 500, is not.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache, partial
from typing import Any

from PIL import Image
from pillow_heif import from_pillow

from functions.align.handler import handler as align
from functions.classify.handler import handler as classify
from functions.people.handler import handler as people
from functions.recognize.handler import handler as recognize
from functions.swap.handler import handler as swap
from tests.conftest import ASTRONAUT, GRACE_HOPPER
from tests.test_align_event import READER, event
from visage.answers.service import Health
from visage.answers.swap import SwapParameters
from visage.errors import VisageError
from visage.http.app import Answer, Route, create_app, route
from visage.http.entry import lambda_handler
from visage.http.request import Incoming
from visage.pictures.photo import decode

Handler = Callable[[dict[str, Any], object], dict[str, Any]]
KINDS = (
    "application/json",
    "multipart/form-data; boundary=edge",
    "image/jpeg",
    "text/plain",
    "",
)
PNG = b"\x89PNG\r\n\x1a\n"


class Failed(Exception):
    """A function answered that something went wrong in it."""


def picture(raw: bytes) -> None:
    """Decode what claims to be a picture."""
    with suppress(VisageError):
        decode(with_right_sums(raw))


def with_right_sums(raw: bytes) -> bytes:
    """A PNG with the checksum of each chunk made right; else nothing gets past them."""
    if not raw.startswith(PNG):
        return raw
    mended, at = PNG, len(PNG)
    while at + 12 <= len(raw):
        (length,) = struct.unpack_from(">I", raw, at)
        body = raw[at + 4 : at + 8 + length]
        mended += raw[at : at + 4] + body + struct.pack(">I", zlib.crc32(body))
        at += 12 + length
    return mended + raw[at:]


app = create_app("fuzz")


@route(app, Route("POST", "/parsed", SwapParameters, Health, images=("image",)))
def parsed(request: Incoming[SwapParameters]) -> Answer:
    """Take a body apart, and do no more."""
    return Health(status="ok")


def body(raw: bytes) -> None:
    """Take a body apart: the first bytes say of which kind, and the query."""
    kind, length = KINDS[raw[0] % len(KINDS)] if raw else "", raw[1] if raw[1:] else 0
    text = raw[2 : 2 + length].decode("utf-8", "replace")
    query = dict([text.partition("=")[::2]]) if text else {}
    sent = event(raw[2 + length :], "/parsed", kind or None, query)
    check(lambda_handler(app), sent)


def form(**pictures: bytes) -> bytes:
    """Pictures by name as a multipart body."""
    made = b""
    for name, raw in pictures.items():
        head = f'--edge\r\nContent-Disposition: form-data; name="{name}"; filename="x"'
        made += head.encode() + b"\r\n\r\n" + raw + b"\r\n"
    return made + b"--edge--\r\n"


def call(handler: Handler, path: str, accept: str, raw: bytes) -> None:
    """Send a route one picture."""
    check(handler, event(with_right_sums(raw), path, accept=accept, claims=READER))


def call_with_two(
    handler: Handler, path: str, first: str, second: str, raw: bytes
) -> None:
    """Send a route a portrait and a picture."""
    pictures = {first: GRACE_HOPPER.read_bytes(), second: with_right_sums(raw)}
    check(handler, event(form(**pictures), path, KINDS[1], claims=READER))


def check(handler: Handler, sent: dict[str, Any]) -> None:
    """Raises Failed where a function says that it failed."""
    answer = handler(sent, None)
    if answer["statusCode"] >= 500:
        raise Failed(f"{answer['statusCode']}: {answer['body'][:300]}")


TARGETS: dict[str, Callable[[bytes], None]] = {
    "picture": picture,
    "body": body,
    "align": partial(call, align, "/align", "application/json"),
    "landmarks": partial(call, align, "/landmarks", "image/jpeg"),
    "swap": partial(call_with_two, swap, "/swap", "source", "target"),
    "recognize": partial(call, recognize, "/recognize", "application/json"),
    "compare": partial(call_with_two, recognize, "/compare", "a", "b"),
    "search": partial(call, people, "/search", "application/json"),
    "classify": partial(call, classify, "/classify/imagenet", "application/json"),
}


@cache
def head() -> Image.Image:
    """The astronaut's head, small enough to be mutated often."""
    return (
        Image.open(ASTRONAUT).convert("RGB").crop((150, 30, 300, 200)).resize((96, 96))
    )


def seeds(name: str) -> Iterator[bytes]:
    """What a target's mutations start from."""
    if name == "body":
        yield from bodies()
        return
    for image in (head(), head().convert("L"), head().convert("P"), clear()):
        for form_name, options in FILES:
            out = io.BytesIO()
            try:
                image.save(out, form_name, **options)
            except OSError:
                continue  # a format that does not have this mode
            yield out.getvalue()
    out = io.BytesIO()
    from_pillow(head()).save(out)
    yield out.getvalue()


FILES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("JPEG", {"quality": 60}),
    ("JPEG", {"quality": 60, "progressive": True}),
    ("PNG", {}),
    ("PNG", {"bits": 4}),
    ("WEBP", {"quality": 60}),
    ("WEBP", {"lossless": True}),
    ("GIF", {}),
    ("BMP", {}),
    ("AVIF", {"quality": 60}),
    ("TIFF", {}),
    ("TIFF", {"compression": "tiff_lzw"}),
    ("TIFF", {"compression": "jpeg"}),
)


def clear() -> Image.Image:
    """The head with half of it transparent."""
    image = head().convert("RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    return image


def bodies() -> Iterator[bytes]:
    """A body of every kind."""
    json = b'{"image": "data:image/png;base64,iVBORw0KGgo=", "label": true, "blend": 1}'
    upload = b'{"image": {"upload": "0123456789abcdef0123456789abcdef"}, "mask": null}'
    yield b"\x00\x00" + json
    yield b"\x00\x0atarget_face=0" + upload
    yield b"\x01\x00" + form(image=b"\x89PNG", label=b"true")
    yield b"\x02\x0ablend=none" + b"\xff\xd8\xff"
    yield b"\x04\x00"
