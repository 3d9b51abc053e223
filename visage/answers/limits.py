"""How much one request may ask for, so that every request ends in time.

Lambda stops a function after 28 seconds, and what it works on in vain, others wait for.
With these limits a request takes less than 10 seconds and 1.2 GB on one core at 3 GHz,
whatever the picture. The terminal and the library, whose user waits for himself, have
none.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from visage.errors import AnswerTooLarge, TooManyFaces
from visage.pictures.formats import Format

# Faces that are described: 13 ms each.
MOST_DESCRIBED = 250
# Faces whose 68 landmarks are looked for: 45 ms each, 70 where others share the core.
MOST_LANDMARKED = 120
# Faces that are swapped: 70 ms each where they are large.
MOST_SWAPPED = 50
# Pixels of all aligned pictures of an answer: 150 ns each as WebP.
MOST_ALIGNED = 20_000_000
# Bytes of a report: what Lambda lets a function answer with.
MOST_REPORTED = 6_000_000
# Pixels of a picture that is written: noise takes 280 ns each as WebP, 140 as PNG.
MOST_WRITTEN: dict[Format, int] = {"webp": 12_500_000, "png": 25_000_000}

_limited = ContextVar("limited", default=False)


@contextmanager
def limited() -> Iterator[None]:
    """Hold what is answered inside to the limits of a request."""
    before = _limited.set(True)
    try:
        yield
    finally:
        _limited.reset(before)


def check_described(count: int) -> None:
    """Raises TooManyFaces where there are more than can be described."""
    if _limited.get() and count > MOST_DESCRIBED:
        raise TooManyFaces(
            f"The picture has {count} faces; at most {MOST_DESCRIBED} are described. "
            "Cut it into parts, or ask for a larger min_face."
        )


def check_landmarked(count: int) -> None:
    """Raises TooManyFaces where the landmarks of more than can be are asked for."""
    if _limited.get() and count > MOST_LANDMARKED:
        raise TooManyFaces(
            f"The picture has {count} faces; the landmarks of at most "
            f"{MOST_LANDMARKED} are looked for. Choose one by its index, cut the "
            "picture into parts, or ask for a larger min_face."
        )


def check_swapped(count: int) -> None:
    """Raises TooManyFaces where there are more than can be swapped."""
    if _limited.get() and count > MOST_SWAPPED:
        raise TooManyFaces(
            f"The target has {count} faces; at most {MOST_SWAPPED} are swapped. Choose "
            "one by its index, or cut the picture into parts."
        )


def check_aligned(count: int, size: int) -> None:
    """Raises AnswerTooLarge where aligned faces have too many pixels together."""
    if _limited.get() and count * size**2 > MOST_ALIGNED:
        largest = math.isqrt(MOST_ALIGNED // count)
        raise AnswerTooLarge(
            f"{count} faces of {size} x {size} pixels are too much for one answer; ask "
            f"for a size of at most {largest}, or for one face."
        )


def check_written(width: int, height: int, form: Format) -> None:
    """Raises AnswerTooLarge where a picture takes too long to write in a format."""
    most = MOST_WRITTEN.get(form)
    if _limited.get() and most is not None and width * height > most:
        raise AnswerTooLarge(
            f"A picture of {width} x {height} pixels is too large for an answer as "
            f"{form}, which takes up to {most:,} pixels; ask for format=jpeg."
        )


def check_reported(handle: str, size: int) -> None:
    """Raises AnswerTooLarge where a classifier's report is larger than an answer."""
    if _limited.get() and size > MOST_REPORTED:
        raise AnswerTooLarge(
            f"The report of {handle} has {size:,} bytes, and at most {MOST_REPORTED:,} "
            "can be sent; open the one in the folder of its run."
        )
