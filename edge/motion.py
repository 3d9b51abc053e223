"""Whether anything moves: a picture in which nothing does need not be searched."""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from visage.geometry import Box
from visage.pictures.picture import Picture

# The picture is judged in cells of this many on its longer side: a face of a 25th of it
# covers some.
CELLS = 64
# A cell has changed if its mean did by so many of 255, which is more than a camera's
# noise does; so many changed cells are motion.
CHANGED = 6.0
FEWEST = 3
# How much of the present the remembered picture takes over with each frame: light that
# changes slowly is no motion.
LEARNT = 0.2
# A head is so many times as wide and high as its face, with room for its own movement.
# Who comes from the side at 1.5 m/s moves one to two widths of a face between two
# frames, and cannot cross the strip of so many widths about a face unseen.
HEAD = 2.4
BESIDE = 7.0
# Shoulders and arms, which reach from the head to the lower edge of the picture.
BODY = 4.0


class Motion:
    """Remembers what was there, and says whether that has changed."""

    def __init__(self) -> None:
        self._before: NDArray[np.float32] | None = None
        self._last: NDArray[np.float32] | None = None
        self._changed: NDArray[np.bool_] = np.zeros((0, 0), np.bool_)
        self._scale = 1.0

    def moved(self, picture: Picture) -> bool:
        """Whether a picture differs from those before; the first one does."""
        height, width = picture.shape[:2]
        scale = CELLS / max(width, height)
        size = max(1, round(width * scale)), max(1, round(height * scale))
        small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
        shades = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY).astype(np.float32)
        before, last, self._last = self._before, self._last, shades
        if before is None or last is None or before.shape != shades.shape:
            self._before, self._scale = shades, scale
            self._changed = np.ones(shades.shape, np.bool_)
            return True
        self._before = before + LEARNT * (shades - before)
        self._changed = np.abs(shades - last) > CHANGED
        return int((np.abs(shades - before) > CHANGED).sum()) >= FEWEST

    def beside(self, faces: Sequence[Box]) -> bool:
        """Whether anything moved beside the heads since the picture before.

        `faces` are boxes in the pixels of the last picture.
        """
        watched = np.zeros_like(self._changed)
        for face in faces:
            watched[self._cells(face, BESIDE, HEAD)] = True
        for face in faces:
            watched[self._cells(face, HEAD, HEAD)] = False
        return int((self._changed & watched).sum()) >= FEWEST

    def elsewhere(self, faces: Sequence[Box]) -> bool:
        """Whether anything moved since the picture before that is of nobody there.

        `faces` are boxes in the pixels of the last picture; theirs is what moves about
        their heads and below.
        """
        others = np.ones_like(self._changed)
        for face in faces:
            rows, columns = self._cells(face, BODY, HEAD)
            others[rows.start :, columns] = False
        return int((self._changed & others).sum()) >= FEWEST

    def _cells(self, face: Box, across: float, down: float) -> tuple[slice, slice]:
        """The cells within so many widths and heights of a face."""
        rows, columns = self._changed.shape
        (x, y), scale = face.centre, self._scale
        wide, high = face.width * across / 2, face.height * down / 2
        left, right = _clipped(x - wide, x + wide, scale, columns)
        top, bottom = _clipped(y - high, y + high, scale, rows)
        return slice(top, bottom), slice(left, right)


def _clipped(start: float, end: float, scale: float, most: int) -> tuple[int, int]:
    first = min(max(0, math.floor(start * scale)), most)
    return first, min(max(first, math.ceil(end * scale)), most)
