"""Which cells of a picture are face: its outline and its regions, on a grid.

The outline is the hull of dlib's 68 points and the forehead of visage.swap.forehead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from visage.faces.mean_face import LEFT_EYE, RIGHT_EYE
from visage.geometry import Points
from visage.swap.colour import Floats
from visage.swap.forehead import BROWS, axes
from visage.swap.mesh import Area

GRID = (64, 80)  # cells across and down on which a face is judged, whatever its size

RIGHT_BROW, LEFT_BROW = slice(17, 22), slice(22, 27)
LIPS = slice(48, 60)
INNER_LIPS = slice(60, 68)
OUTER = slice(0, 36)  # jaw, brows and nose: no other point lies on the hull
FOREHEAD = slice(68, 79)

FEATHER = 3.5  # cells over which the outline is softened
# Pillow's blur repeats the border of a picture, as if the face went on beyond it. So
# the outline is softened on so many more cells on every side.
AROUND = 12
# Beside the brows, the region above them begins lower by this share of the width of the
# face: temples are forehead too.
TEMPLE = 0.06


@dataclass(frozen=True)
class Regions:
    """The parts of a face on a grid over its area; all of the shape (80, 64)."""

    face: NDArray[np.bool_]
    plain: NDArray[np.bool_]  # the face without eyes, brows and mouth
    above: Floats  # 1 above the brows, 0 below, soft between
    jaw: Floats  # 1 below the nose, 0 above, soft between
    depth: Floats  # about 0.5 on the outline, 1 well inside

    @classmethod
    def of(
        cls, points: Points, area: Area, seen: NDArray[np.bool_] | None = None
    ) -> Regions:
        """Regions of a face of 79 points; `seen` says which cells have a source."""
        cells = to_grid(points, area)
        image = Image.new("L", (GRID[0] + 2 * AROUND, GRID[1] + 2 * AROUND))
        draw_outline(image, cells + AROUND)
        if seen is not None:
            known = np.pad(seen, AROUND, mode="edge")
            image = Image.fromarray(np.where(known, np.asarray(image), np.uint8(0)))
        face = _inner(np.asarray(image)) > 0
        plain = face & (np.asarray(_features(cells)) == 0)
        above, jaw = _soft(_above(points, area), 1.2), _soft(_jaw(points, area), 3.0)
        return cls(face, plain, above, jaw, _inner(_soft(image, FEATHER)))


def _inner(cells: NDArray[Any]) -> NDArray[Any]:
    """The grid without the cells around it that the softening needs."""
    return cells[AROUND:-AROUND, AROUND:-AROUND]


def to_grid(points: Points, area: Area) -> Points:
    """Points of the picture in cells of the grid over an area."""
    scale = np.array([GRID[0] / area.width, GRID[1] / area.height])
    cells: Points = (points - area.corner + 0.5) * scale - 0.5
    return cells


def draw_outline(image: Image.Image, points: Points) -> None:
    """Fill the hull of the landmarks and the forehead, 79 points in pixels."""
    draw = ImageDraw.Draw(image)
    draw.polygon(_flat(hull(points[OUTER])), fill=255)
    forehead = [points[[0]], points[FOREHEAD], points[[16, 27]]]
    draw.polygon(_flat(np.concatenate(forehead)), fill=255)


def hull(points: Points) -> Points:
    """The convex hull (Andrew 1979), in order; collinear points are left out."""
    ordered = sorted(map(tuple, points.tolist()))
    chains = (_chain(ordered), _chain(ordered[::-1]))
    return np.array(chains[0] + chains[1])


def _chain(ordered: list[tuple[float, ...]]) -> list[tuple[float, ...]]:
    chain: list[tuple[float, ...]] = []
    for x, y in ordered:
        while len(chain) > 1:
            (ax, ay), (bx, by) = chain[-2:]
            if (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0:
                break
            chain.pop()
        chain.append((x, y))
    return chain[:-1]


def _features(cells: Points) -> Image.Image:
    """Eyes, brows and mouth, a little larger than their points."""
    image = Image.new("L", GRID)
    draw = ImageDraw.Draw(image)
    for part in (RIGHT_EYE, LEFT_EYE, LIPS):
        middle = cells[part].mean(axis=0)
        draw.polygon(_flat(middle + (cells[part] - middle) * 1.25), fill=255)
    for part in (RIGHT_BROW, LEFT_BROW):
        draw.line(_flat(cells[part]), fill=255, width=5)
    return image


def _above(points: Points, area: Area) -> Image.Image:
    """Everything above the line of the brows, and beside it at the temples."""
    right, up = axes(points)
    size = float(np.hypot(*(points[16] - points[0])))
    brows = points[BROWS] + up * (TEMPLE / 3 * size)
    right_end = points[17] - right * size - up * (TEMPLE * size)
    left_end = points[26] + right * size - up * (TEMPLE * size)
    far = up * (2 * size)
    border = np.array([right_end + far, right_end, *brows, left_end, left_end + far])
    image = Image.new("L", GRID)
    ImageDraw.Draw(image).polygon(_flat(to_grid(border, area)), fill=255)
    return image


def _jaw(points: Points, area: Area) -> Image.Image:
    """Everything below the base of the nose."""
    right, up = axes(points)
    size = float(np.hypot(*(points[16] - points[0])))
    nose, aside, down = points[33], right * (2 * size), up * (-3 * size)
    border = np.array([nose - aside, nose + aside, nose + aside + down])
    border = np.concatenate([border, (nose - aside + down)[None]])
    image = Image.new("L", GRID)
    ImageDraw.Draw(image).polygon(_flat(to_grid(border, area)), fill=255)
    return image


def _soft(image: Image.Image, radius: float) -> Floats:
    blurred = np.asarray(image.filter(ImageFilter.GaussianBlur(radius)))
    return np.asarray(blurred, dtype=np.float32) / np.float32(255)


def _flat(points: Points) -> list[float]:
    coordinates: list[float] = points.ravel().tolist()
    return coordinates
