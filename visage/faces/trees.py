"""dlib's shape predictor without dlib: its trees, asked in many boxes at once.

A cascade of regression trees (Kazemi and Sullivan 2014; `visage.models.dlibtrees` says
what it consists of). It is finer than dlib's own program, which takes the pixel nearest
to where it looks and answers in whole pixels: here, what lies between four pixels is
interpolated and answers are not rounded, so that they vary smoothly with the picture.
And all boxes go through a stage together: the 4 MB of its leaves come from memory once.

Points are complex numbers here, x + iy: scaling and turning is one product.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Self

import numpy as np
from numpy.typing import NDArray

from visage.geometry import Box
from visage.pictures.picture import Picture

Plane = NDArray[np.complex128]


class Trees:
    """The cascade, as `visage.models.dlibtrees` has packed it."""

    def __init__(self, stages: Sequence[_Stage], start: Plane) -> None:
        self._stages = stages
        self._start = start  # (n,)
        upright = start - start.mean()
        self._fit = upright.conj() / (np.abs(upright) ** 2).sum()

    @classmethod
    def load(cls, packed: bytes) -> Self:
        """Take the arrays out of the `.npz` file."""
        with np.load(io.BytesIO(packed), allow_pickle=False) as arrays:
            start = _complex(arrays["start"])
            names = "pairs", "thresholds", "leaves", "anchors", "offsets"
            stages = zip(*(arrays[name] for name in names), strict=True)
            return cls([_Stage(*each) for each in stages], start)

    def find(
        self, views: Picture, boxes: Sequence[Box], stages: int | None = None
    ) -> NDArray[np.float64]:
        """The points in b squares of each view, (v, b, n, 2), in pixels of the view.

        `views` are grey, (v, height, width). Of the cascade, the first `stages` come
        near to where all of them would end.
        """
        # Look after look: all squares of the first view, then those of the next.
        corners = np.array([complex(box.left, box.top) for box in boxes] * len(views))
        widths = np.array([box.width for box in boxes] * len(views))  # (looks,)
        view = np.arange(len(views)).repeat(len(boxes))
        points = np.repeat(self._start[:, None], len(view), axis=1)  # (n, looks)
        for stage in self._stages[:stages]:
            turn = self._fit @ (points - points.mean(axis=0))  # (looks,)
            places = stage.places(points, turn) * widths + corners
            points = points + stage.shifts(_brightness(views, view, places))
        found = (points * widths + corners).T.reshape(len(views), len(boxes), -1)
        return np.stack([found.real, found.imag], axis=-1)


class _Stage:
    """One stage: which pixels it looks at, and by how much it moves the points."""

    def __init__(
        self,
        pairs: NDArray[np.uint16],
        thresholds: NDArray[np.float32],
        leaves: NDArray[np.float32],
        anchors: NDArray[np.uint16],
        offsets: NDArray[np.float32],
    ) -> None:
        trees, splits, _ = pairs.shape
        first, second = np.moveaxis(pairs.astype(np.intp), -1, 0)
        self._first, self._second = first.ravel(), second.ravel()
        self._thresholds = thresholds.reshape(-1, 1)
        self._leaves = leaves.reshape(trees * (splits + 1), -1)
        self._anchors = anchors.astype(np.intp)
        self._offsets = _complex(offsets)[:, None]
        self._depth = (splits + 1).bit_length() - 1
        # Where the splits and the leaves of each tree begin among those of all.
        self._splits = np.arange(trees)[:, None] * splits
        self._behind = np.arange(trees)[:, None] * (splits + 1) - splits
        self._ones = np.ones(trees, np.float32)

    def places(self, points: Plane, turn: Plane) -> Plane:
        """The places it looks at, (m, looks), on heads that `turn`, (looks,), turns."""
        return turn * self._offsets + points.take(self._anchors, axis=0)

    def shifts(self, brightness: NDArray[np.float32]) -> Plane:
        """What the trees add to the points, (n, looks), by the pixels, (m, looks).

        All splits are decided, not only those on the way: that the looks lie side by
        side makes it the faster one.
        """
        looks = brightness.shape[1]
        difference = brightness.take(self._first, axis=0)
        difference -= brightness.take(self._second, axis=0)
        right = (difference <= self._thresholds).ravel()
        begin = self._splits * looks + np.arange(looks)
        node = np.zeros(begin.shape, np.intp)  # (t, looks)
        for _ in range(self._depth):
            turned = right.take(node * looks + begin)
            node += node + 1
            node += turned
        node += self._behind
        return _complex(self._sums(node.T).reshape(looks, -1, 2)).T

    def _sums(self, arrived: NDArray[np.intp]) -> NDArray[np.float32]:
        """Of the leaves arrived at, (looks, t): the sum of each look, (looks, 2 n)."""
        sums = np.empty((len(arrived), self._leaves.shape[1]), np.float32)
        own = np.empty((arrived.shape[1], self._leaves.shape[1]), np.float32)
        for leaves, total in zip(arrived, sums, strict=True):
            self._leaves.take(leaves, axis=0, out=own, mode="clip")
            np.matmul(self._ones, own, out=total)  # faster than sum()
        return sums


def _brightness(
    views: Picture, view: NDArray[np.intp], places: Plane
) -> NDArray[np.float32]:
    """What is seen at these places, (m, looks), between four pixels each.

    `view`, (looks,), says in which of the views; outside of it, what is at its edge.
    """
    _, height, width = views.shape
    flat = views.ravel()
    x = np.clip(places.real, 0, width - 1.001).astype(np.float32)
    y = np.clip(places.imag, 0, height - 1.001).astype(np.float32)
    column, row = x.astype(np.intp), y.astype(np.intp)
    x -= column
    y -= row
    at = (view * height + row) * width + column
    above = _between(flat, at, x)
    return above + y * (_between(flat, at + width, x) - above)


def _between(
    flat: NDArray[np.uint8], at: NDArray[np.intp], share: NDArray[np.float32]
) -> NDArray[np.float32]:
    """From a pixel to its right neighbour by this share of the way."""
    left = flat.take(at).astype(np.float32)
    return left + share * (flat.take(at + 1) - left)


def _complex(points: NDArray[np.float32]) -> Plane:
    return points[..., 0] + 1j * points[..., 1].astype(np.float64)
