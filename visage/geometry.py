"""Boxes and similarity transforms in the plane of a picture.

Coordinates are pixels of the upright picture: x to the right, y downwards, the
centre of the top left pixel at (0, 0), as dlib and OpenCV count. Angles are
degrees, positive counter-clockwise as seen on the screen.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]  # (n, 2), x before y


@dataclass(frozen=True)
class Box:
    """An upright rectangle from (left, top) to (right, bottom), in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def area(self) -> float:
        return max(0.0, self.width) * max(0.0, self.height)

    @property
    def centre(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in the box or on its edge."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def intersection(self, other: Box) -> Box:
        """The common part; its area is 0 where the boxes do not touch."""
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def iou(self, other: Box) -> float:
        """Intersection over union, in [0, 1]."""
        shared = self.intersection(other)
        if shared.width <= 0 or shared.height <= 0:
            return 0.0
        return shared.area / (self.area + other.area - shared.area)

    def grown(self, factor: float) -> Box:
        """The box `factor` times as wide and high around the same centre."""
        x, y = self.centre
        half_width, half_height = self.width * factor / 2, self.height * factor / 2
        return Box(x - half_width, y - half_height, x + half_width, y + half_height)

    def clipped(self, width: int, height: int) -> Box:
        """The part inside a picture of this width and height."""
        return self.intersection(Box(0, 0, width, height))

    def whole(self) -> tuple[int, int, int, int]:
        """Left, top, right and bottom of the smallest box of whole pixels around it."""
        return (
            math.floor(self.left),
            math.floor(self.top),
            math.ceil(self.right),
            math.ceil(self.bottom),
        )

    def corners(self) -> Points:
        """The four corners, clockwise from the top left, shape (4, 2)."""
        return np.array(
            [
                (self.left, self.top),
                (self.right, self.top),
                (self.right, self.bottom),
                (self.left, self.bottom),
            ]
        )

    @classmethod
    def around(cls, points: Points) -> Self:
        """The smallest box that holds all points, shape (n, 2)."""
        (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
        return cls(float(left), float(top), float(right), float(bottom))


@dataclass(frozen=True)
class Similarity:
    """Scale, turn and shift: (x, y) becomes (a x - b y + dx, b x + a y + dy)."""

    a: float
    b: float
    dx: float
    dy: float

    @property
    def scale(self) -> float:
        """Pixels of the result for one pixel of the original."""
        return math.hypot(self.a, self.b)

    @property
    def turn(self) -> float:
        """Degrees by which it turns, positive counter-clockwise on the screen."""
        return -math.degrees(math.atan2(self.b, self.a))

    @property
    def matrix(self) -> NDArray[np.float64]:
        """The 2x3 matrix that multiplies (x, y, 1)."""
        return np.array([[self.a, -self.b, self.dx], [self.b, self.a, self.dy]])

    def apply(self, points: Points) -> Points:
        """Map points of shape (n, 2)."""
        mapped: Points = points @ self.matrix[:, :2].T + self.matrix[:, 2]
        return mapped

    def inverse(self) -> Similarity:
        square = self.a**2 + self.b**2
        a, b = self.a / square, -self.b / square
        return Similarity(
            a, b, -(a * self.dx - b * self.dy), -(b * self.dx + a * self.dy)
        )

    def then(self, other: Similarity) -> Similarity:
        """The transform that does this one first and `other` after it."""
        dx, dy = other.apply(np.array([(self.dx, self.dy)]))[0]
        return Similarity(
            other.a * self.a - other.b * self.b,
            other.b * self.a + other.a * self.b,
            float(dx),
            float(dy),
        )

    @classmethod
    def resizing(cls, factor: float) -> Self:
        """To the pixels of the same picture `factor` times as wide and high.

        Pixels are counted from their centres, so it is no mere multiplication.
        """
        return cls(factor, 0, (factor - 1) / 2, (factor - 1) / 2)

    @classmethod
    def about(
        cls,
        centre: tuple[float, float],
        to: tuple[float, float],
        turn: float = 0.0,
        scale: float = 1.0,
    ) -> Self:
        """Turn by `turn` degrees and scale around `centre`, which lands on `to`."""
        a = scale * math.cos(math.radians(turn))
        b = -scale * math.sin(math.radians(turn))
        x, y = centre
        return cls(a, b, to[0] - (a * x - b * y), to[1] - (b * x + a * y))

    @classmethod
    def fitted(
        cls,
        source: Points,
        target: Points,
        weights: NDArray[np.float64] | None = None,
    ) -> Self:
        """The similarity that takes `source` to `target` with the least squares.

        The closed form of Umeyama (1991) in two dimensions, without reflection.
        Both have the shape (n, 2); `weights`, shape (n,), are non-negative.
        Raises ValueError where all source points are the same.
        """
        weight = np.ones(len(source)) if weights is None else weights
        share = (weight / weight.sum())[:, None]
        source_mean, target_mean = (source * share).sum(0), (target * share).sum(0)
        p, q = source - source_mean, target - target_mean
        spread = float((share * p * p).sum())
        if spread == 0:
            raise ValueError("cannot fit a similarity: all source points are equal")
        a = float((share * p * q).sum()) / spread
        b = float((share[:, 0] * (p[:, 0] * q[:, 1] - p[:, 1] * q[:, 0])).sum())
        b /= spread
        x, y = source_mean
        return cls(
            a,
            b,
            float(target_mean[0] - (a * x - b * y)),
            float(target_mean[1] - (b * x + a * y)),
        )
