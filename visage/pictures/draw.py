"""Draws boxes and landmarks onto a picture, for people to look at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from PIL import Image, ImageDraw

from visage.geometry import Box, Points
from visage.pictures.picture import Picture

BOX_COLOUR = (255, 214, 10)
POINT_COLOUR = (48, 209, 88)
OUTLINE_COLOUR = (0, 0, 0)
# Radius of a point in inter-ocular distances. Lines are as wide as this radius.
POINT_RADIUS = 0.02


class Marked(Protocol):
    """What is drawn of a face: a box and landmarks, in the picture's pixels."""

    @property
    def box(self) -> Box: ...

    @property
    def landmarks(self) -> Points: ...

    @property
    def inter_ocular_distance(self) -> float: ...


def draw(picture: Picture, faces: Sequence[Marked]) -> Picture:
    """A copy of the picture with the box, the index and the 68 points of each face."""
    image = Image.fromarray(picture)
    pen = ImageDraw.Draw(image)
    for index, face in enumerate(faces):
        radius = max(1.0, face.inter_ocular_distance * POINT_RADIUS)
        box, line = face.box, max(1, round(radius))
        corners = (box.left, box.top, box.right, box.bottom)
        pen.rectangle(corners, outline=BOX_COLOUR, width=line)
        pen.text(
            (box.left + 2 * line, box.top + line),
            str(index),
            fill=BOX_COLOUR,
            font_size=max(10.0, face.inter_ocular_distance / 3),
            stroke_width=line,
            stroke_fill=OUTLINE_COLOUR,
        )
        for x, y in face.landmarks.round():
            pen.ellipse(
                (x - radius, y - radius, x + radius, y + radius),
                fill=POINT_COLOUR,
                outline=OUTLINE_COLOUR if radius > 2 else None,
            )
    return np.asarray(image)
