"""Videos of the two portraits that walk through a picture, made for these tests.

A walker is a portrait cut out around the head, pasted into each frame where its path
says, at the size and with the blur that it says. Backgrounds are noise and edges, as a
plain colour would make everything too easy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageFilter

from edge.frames import Frame
from tests.conftest import portrait
from visage.pictures.picture import Picture

WIDTH, HEIGHT, RATE = 1280, 720, 30
# The head of each portrait with some room: left, top, right, bottom.
HEADS = {"astronaut": (140, 0, 320, 240), "grace_hopper": (120, 10, 430, 420)}


@dataclass(frozen=True)
class Walker:
    """Who walks, where the middle of the head is at a time, how wide, how blurred.

    `at` gives (x, y, width of the cut-out, blur's radius), all in pixels of the frame,
    for a time in seconds, or None while the person isn't there. `head` shows the head
    of who is neither of the two portraits.
    """

    name: str
    at: Callable[[float], tuple[float, float, float, float] | None]
    head: Image.Image | None = None


def passing(
    name: str,
    start: float,
    end: float,
    *,
    y: float = 360,
    width: float = 240,
    blur: float = 0,
    leftwards: bool = False,
) -> Walker:
    """Somebody who walks from one side to the other between two times."""

    def at(time: float) -> tuple[float, float, float, float] | None:
        if not start <= time < end:
            return None
        share = (time - start) / (end - start)
        x = -width / 2 + share * (WIDTH + width)
        return (WIDTH - x if leftwards else x), y, width, blur

    return Walker(name, at)


def standing(
    name: str, start: float, end: float, x: float, width: float = 240
) -> Walker:
    """Somebody who stays in one place between two times."""
    return Walker(
        name, lambda time: (x, 360, width, 0) if start <= time < end else None
    )


def frame(walkers: Sequence[Walker], time: float) -> Picture:
    """One frame, RGB (720, 1280, 3); later walkers are before earlier ones."""
    picture = Image.fromarray(background())
    for walker in walkers:
        there = walker.at(time)
        if there is None:
            continue
        x, y, width, blur = there
        head = walker.head or _head(walker.name)
        size = round(width), round(round(width) * head.height / head.width)
        image = head.resize(size, Image.Resampling.LANCZOS)
        mask = _ellipse(*image.size)
        if blur:
            image = image.filter(ImageFilter.GaussianBlur(blur))
        place = round(x - image.width / 2), round(y - image.height / 2)
        picture.paste(image, place, mask)
    return np.asarray(picture)


class Scene:
    """A source whose frames are drawn when they are asked for: no file, no loss."""

    name = "a scene"

    def __init__(self, walkers: Sequence[Walker], seconds: float) -> None:
        self._walkers, self._seconds = walkers, seconds

    def frames(self, rate: float) -> Iterator[Frame]:
        step = max(1, round(RATE / rate))
        started = datetime.now(UTC)
        for number in range(0, round(self._seconds * RATE), step):
            at = number / RATE
            picture = frame(self._walkers, at)
            yield Frame(picture, at, started + timedelta(seconds=at), step)

    def close(self) -> None:
        pass


def write(path: Path, walkers: Sequence[Walker], seconds: float) -> Path:
    """A video file of `seconds`, 1280 x 720 at 30 frames a second."""
    code = cv2.VideoWriter.fourcc(*"mp4v")
    writer = cv2.VideoWriter(str(path), code, RATE, (WIDTH, HEIGHT))
    assert writer.isOpened()
    for number in range(round(seconds * RATE)):
        drawn = frame(walkers, number / RATE)
        writer.write(cv2.cvtColor(drawn, cv2.COLOR_RGB2BGR))
    writer.release()
    return path


@cache
def background() -> Picture:
    """Smooth noise with some straight edges."""
    random = np.random.default_rng(5)
    coarse = random.integers(40, 200, (18, 32, 3), dtype=np.uint8)
    picture = cv2.resize(coarse, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
    picture[:, 400:420] = 30
    picture[500:510] = 220
    return picture.astype(np.uint8, copy=False)


@cache
def _head(name: str) -> Image.Image:
    left, top, right, bottom = HEADS[name]
    return Image.fromarray(portrait(name)[top:bottom, left:right])


@cache
def _ellipse(width: int, height: int) -> Image.Image:
    ellipse = np.zeros((height, width), np.uint8)
    centre, axes = (width // 2, height // 2), (width // 2 - 1, height // 2 - 1)
    cv2.ellipse(ellipse, centre, axes, 0, 0, 360, 255, -1)
    return Image.fromarray(ellipse)
