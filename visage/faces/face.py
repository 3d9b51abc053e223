"""A face, and the faces of a picture in the order that every route counts them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np

from visage.errors import FaceOutOfRange, NoFace
from visage.faces.mean_face import eyes
from visage.geometry import Box, Points, Similarity

# The largest face, every face, an index from 0, or a point that lies in a face.
Choice = Literal["largest", "all"] | int | tuple[float, float]


@dataclass(frozen=True, eq=False)
class Detection:
    """What a detector says of a face: its box, how sure it is, and five points.

    The box may reach past the picture. The points, (5, 2), are the eyes, the nose and
    the corners of the mouth, first the one that is left in an upright picture.
    """

    box: Box
    probability: float
    points: Points

    def moved(self, by: Similarity) -> Detection:
        """The same face where `by` takes it.

        A turned box becomes the upright one around the ellipse that it held: exact for
        quarter turns, and for others no wider than the head itself.
        """
        moved = by.apply(np.vstack([self.box.centre, self.points]))
        (x, y), points = moved[0], moved[1:]
        across = math.hypot(by.a * self.box.width, by.b * self.box.height) / 2
        down = math.hypot(by.b * self.box.width, by.a * self.box.height) / 2
        box = Box(
            float(x) - across, float(y) - down, float(x) + across, float(y) + down
        )
        return Detection(box, self.probability, points)


@dataclass(frozen=True, eq=False)
class Face(Detection):
    """A face of a photo, in the photo's pixels.

    Its 68 landmarks are looked for when they are first asked for, by `landmarks_of`,
    which takes the five points.
    """

    landmarks_of: Callable[[Points], Points] = field(repr=False)

    @cached_property
    def landmarks(self) -> Points:
        """The 68 landmarks, (68, 2). Raises ModelMissing or ModelCorrupt."""
        return self.landmarks_of(self.points)

    def moved(self, by: Similarity) -> Face:
        """The same face, landmarks and all, where `by` takes it."""
        there = super().moved(by)
        return Face(
            there.box,
            there.probability,
            there.points,
            lambda _: by.apply(self.landmarks),
        )

    @property
    def inter_ocular_distance(self) -> float:
        """Pixels between the centres of the eyes, by the landmarks."""
        return math.dist(*eyes(self.landmarks))

    @property
    def roll(self) -> float:
        """Degrees by which the head leans, positive counter-clockwise."""
        right, left = eyes(self.landmarks)
        return -math.degrees(math.atan2(left[1] - right[1], left[0] - right[0]))


@dataclass(frozen=True)
class Faces:
    """The faces of a picture, largest first, and how far it had to be turned.

    The area of the box decides; among equal ones the left and then the upper comes
    first. `turned` is in degrees, counter-clockwise; boxes and points are always in
    the picture as it was given.
    """

    faces: tuple[Face, ...]
    turned: float

    @classmethod
    def ordered(cls, faces: Iterable[Face], turned: float) -> Faces:
        """These faces in the order of every route."""
        key = sorted(faces, key=lambda f: (-f.box.area, f.box.left, f.box.top))
        return cls(tuple(key), turned)

    def chosen(self, choice: Choice) -> tuple[Face, ...]:
        """The largest face, all, that of an index, or the one at a point (x, y).

        Where several boxes hold the point, the face whose centre is nearest. Raises
        NoFace or FaceOutOfRange.
        """
        if not self.faces:
            raise NoFace(
                "No face was found, upright or turned; a face needs to look at the "
                "camera and to be at least 20 pixels wide, in a large picture a 25th "
                "of the longer side. min_face looks for smaller ones."
            )
        if choice == "all":
            return self.faces
        if isinstance(choice, tuple):
            return (self._at(*choice),)
        index = 0 if choice == "largest" else choice
        if index >= len(self.faces):
            raise FaceOutOfRange(
                f"There is no face {index}: the picture has {_count(self.faces)}, "
                "counted from 0, largest first."
            )
        return (self.faces[index],)

    def _at(self, x: float, y: float) -> Face:
        holding = [face for face in self.faces if face.box.holds(x, y)]
        if not holding:
            raise FaceOutOfRange(
                f"There is no face at ({x:g}, {y:g}): the picture has "
                f"{_count(self.faces)}, and no box holds this point. It is counted in "
                "pixels of the upright picture from its top left corner."
            )
        return min(holding, key=lambda face: math.dist(face.box.centre, (x, y)))


def _count(faces: tuple[Face, ...]) -> str:
    return f"{len(faces)} {'face' if len(faces) == 1 else 'faces'}"
