"""Pictures to send: the two portraits, alone, side by side, many and none."""

from __future__ import annotations

import io
from functools import cache

import numpy as np
from PIL import Image

from tests.conftest import ASTRONAUT, GRACE_HOPPER, portrait


def astronaut() -> bytes:
    return ASTRONAUT.read_bytes()


def hopper() -> bytes:
    return GRACE_HOPPER.read_bytes()


def image(raw: bytes) -> dict[str, bytes]:
    return {"Bytes": raw}


def encoded(picture: Image.Image, form: str = "PNG") -> bytes:
    out = io.BytesIO()
    picture.save(out, form)
    return out.getvalue()


@cache
def smaller(name: str, width: int) -> bytes:
    """A portrait at another width: the same person in another file."""
    found = Image.fromarray(portrait(name))
    return encoded(found.resize((width, round(width * found.height / found.width))))


@cache
def both() -> bytes:
    """Both portraits side by side; Grace Hopper's face is the larger one."""
    left = Image.fromarray(portrait("astronaut"))
    right = Image.fromarray(portrait("grace_hopper"))
    whole = Image.new("RGB", (left.width + right.width, max(left.height, right.height)))
    whole.paste(left, (0, 0))
    whole.paste(right, (left.width, 0))
    return encoded(whole)


@cache
def nobody() -> bytes:
    """A picture without a face."""
    ramp = np.linspace(0, 255, 200, dtype=np.uint8)
    return encoded(Image.fromarray(np.stack([np.tile(ramp, (160, 1))] * 3, axis=2)))


@cache
def dark() -> bytes:
    """Grace Hopper in the dark, where the finder still sees her."""
    pixels = portrait("grace_hopper").astype(np.float32) * 0.18
    return encoded(Image.fromarray(pixels.astype(np.uint8)))


@cache
def crowd() -> bytes:
    """The astronaut's head again and again, more often than a call takes faces."""
    head = Image.fromarray(portrait("astronaut")).crop((120, 20, 320, 240))
    small = head.resize((100, 110))
    whole = Image.new("RGB", (15 * small.width, 10 * small.height))
    for number in range(150):
        row, column = divmod(number, 15)
        whole.paste(small, (column * small.width, row * small.height))
    return encoded(whole)
