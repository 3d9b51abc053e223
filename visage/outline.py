"""Which part of a picture is the face: the forehead, the outline, its regions.

dlib's 68 points end at the eyebrows. The forehead above them is estimated: eleven
rays rise from the brows to a dome as high above them as the nose reaches below (the
old rule of thirds), and each is cut where the skin ends: at hair, a fringe, a cap.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from visage.colour import Floats, oklab
from visage.geometry import Points
from visage.image import Picture
from visage.mesh import Area
from visage.template import LEFT_EYE, RIGHT_EYE

GRID = (64, 80)  # cells across and down on which a face is judged, whatever its size

BROWS = slice(17, 27)
RIGHT_BROW, LEFT_BROW = slice(17, 22), slice(22, 27)
NOSE_BASE = slice(31, 36)
LIPS = slice(48, 60)
INNER_LIPS = slice(60, 68)
OUTER = slice(0, 36)  # jaw, brows and nose: no other point lies on the hull
FOREHEAD = slice(68, 79)

FEATHER = 3.5  # cells over which the outline is softened
# Pillow's blur repeats the border of a picture, as if the face went on beyond it. So
# the outline is softened on so many more cells on every side.
AROUND = 12
STEPS = 16
FIRST_STEP = 0.16  # of a ray: below it, the brow itself is seen
HEIGHT = 0.95  # of the distance from the brows to the base of the nose
SHOULDER = 0.45  # how high the dome is above the ends of the brows
MARGIN = 0.93  # stay so far short of the hairline
# How far colour may change along a ray, in OKLab, before the skin has ended.
SKIN_ENDS = np.array([0.13, 0.05, 0.05], dtype=np.float32)
TEMPLE = 0.06  # of the width of the face: what lies above so far below the brows' ends
STRETCH = 1.4  # most that a forehead is stretched or squeezed

Reach = NDArray[np.float64]  # (11,), share of each ray that is skin


def axes(points: Points) -> tuple[Points, Points]:
    """Unit vectors along the eyes to the right of the picture, and up, (2,) each."""
    along = points[LEFT_EYE].mean(axis=0) - points[RIGHT_EYE].mean(axis=0)
    right = along / max(float(np.hypot(*along)), 1e-6)
    return right, np.array([right[1], -right[0]])


def rays(points: Points) -> tuple[Points, Points]:
    """Where the rays of the forehead begin and what they span, (11, 2) each."""
    right, up = axes(points)
    brows = points[BROWS]
    between = brows[4:6].mean(axis=0)
    base = np.concatenate([brows[:5], between[None], brows[5:]])
    middle = base.mean(axis=0)
    height = abs(float((middle - points[NOSE_BASE].mean(axis=0)) @ up)) * HEIGHT
    along = (base - middle) @ right
    ends = np.where(along < 0, along[0], along[-1])
    aside = np.clip(along / np.where(ends == 0, 1, ends), 0, 1)
    dome = SHOULDER + (1 - SHOULDER) * np.sqrt(1 - aside * aside)
    return base, up * (height * dome)[:, None]


def reach(picture: Picture, points: Points) -> Reach:
    """How far up each ray the skin goes, before hair, a cap or the border."""
    base, span = rays(points)
    share = np.linspace(FIRST_STEP, 1, STEPS)
    at = base[:, None] + span[:, None] * share[:, None]  # (11, 16, 2)
    colours, inside = _colours(picture, at, float(np.hypot(*span[5])) / STEPS / 2)
    common = np.sort(colours[1:-1, :3].reshape(-1, 3), axis=0)[13]  # the median
    near = (colours[:, 0] + colours[:, 1]) / 2
    change = (colours - (near + common)[:, None] / 2) / SKIN_ENDS
    ended = ((change * change) @ np.ones(3, dtype=np.float32) > 1) | ~inside
    lasting = ended & np.concatenate([ended[:, 1:], ended[:, -1:]], axis=1)
    first = np.where(lasting.any(axis=1), lasting.argmax(axis=1), STEPS)
    return _smoothed(np.where(first > 0, share[first - 1], FIRST_STEP / 2))


def _colours(
    picture: Picture, at: NDArray[np.float64], spread: float
) -> tuple[Floats, NDArray[np.bool_]]:
    """OKLab means of five pixels around each place, and whether they exist."""
    cross = np.array([(0, 0), (-1, 0), (1, 0), (0, -1), (0, 1)]) * spread
    limit = np.array([picture.shape[1] - 1, picture.shape[0] - 1])
    pixel = np.rint(at[:, :, None] + cross).astype(np.intp)
    legal = np.clip(pixel, 0, limit)
    inside = (pixel == legal).all(axis=(2, 3))
    seen = picture[legal[..., 1], legal[..., 0]]
    mean = seen.sum(axis=2, dtype=np.uint16) // 5
    return oklab(mean.astype(np.uint8)), inside


def _smoothed(cut: Reach) -> Reach:
    """Without single rays that ran through a gap in the hair, and rounded."""
    middle = np.sort(np.stack([_before(cut), cut, _after(cut)]), axis=0)[1]
    middle = np.minimum(middle, np.minimum(_before(middle), _after(middle)) + 0.15)
    rounded: Reach = (_before(middle) + 2 * middle + _after(middle)) / 4
    return rounded


def _before(values: Reach) -> Reach:
    return np.concatenate([values[:1], values[:-1]])


def _after(values: Reach) -> Reach:
    return np.concatenate([values[1:], values[-1:]])


def with_foreheads(
    source: Points, source_reach: Reach, target: Points, target_reach: Reach
) -> tuple[Points, Points]:
    """Both faces with eleven more points, (79, 2) each.

    A forehead is used as far up as both faces have one: a source under a cap must
    not be smeared over a bald target.
    """
    upper = np.minimum(target_reach, STRETCH * source_reach)
    lower = np.minimum(source_reach, STRETCH * upper)
    return _raised(source, lower), _raised(target, upper)


def _raised(points: Points, share: Reach) -> Points:
    base, span = rays(points)
    return np.concatenate([points, base + span * (share * MARGIN)[:, None]])


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
