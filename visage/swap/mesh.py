"""A triangle mesh over a face, and the piecewise affine warp that it carries.

Points are (n, 2) float64, x before y, the centre of the top left pixel at (0, 0).
numpy and Pillow only: a function that swaps faces carries no OpenCV and no scipy.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from visage.geometry import Points

Triangles = NDArray[np.intp]  # (m, 3), indices of points
Edges = NDArray[np.intp]  # (k, 2), from and to
Doubles = NDArray[np.float64]
Affines = NDArray[np.float64]  # (m, 2, 3), each multiplies (x, y, 1)

JOGGLE = 1e-7  # of the extent; breaks ties, as Qhull's option QJ does
FLAT = 1e-6  # of the extent squared; smaller triangles are artefacts of the joggle
BLOCK = 1 << 15  # pixels warped at a time: what one step needs stays in the cache


@dataclass(frozen=True)
class Area:
    """A rectangle of whole pixels of a picture, right and bottom exclusive."""

    left: int
    top: int
    width: int
    height: int

    @property
    def rows(self) -> slice:
        return slice(self.top, self.top + self.height)

    @property
    def columns(self) -> slice:
        return slice(self.left, self.left + self.width)

    @property
    def corner(self) -> Doubles:
        return np.array([self.left, self.top], dtype=np.float64)

    @classmethod
    def around(cls, points: Points, margin: float, width: int, height: int) -> Area:
        """The points and a margin, cut to a picture; may be empty."""
        low = np.clip(np.floor(points.min(0) - margin), 0, (width, height)).astype(int)
        high = np.ceil(points.max(0) + margin) + 1
        high = np.clip(high, low, (width, height)).astype(int)
        return cls(
            int(low[0]), int(low[1]), int(high[0] - low[0]), int(high[1] - low[1])
        )


def delaunay(points: Points) -> Triangles:
    """The Delaunay triangulation of points, each triangle turning from x to y.

    Built edge by edge (the wall of Cignoni, Montani and Scopigno, DeWall, 1998) but
    a whole front at a time: the neighbour of an edge is the point on its free side
    that sees it under the largest angle. The front starts at the edges from each
    point to its nearest one, which are always Delaunay, so two or three fronts are
    enough. Equal points count once; a line of points has no triangles.
    """
    kept = np.unique(points.copy().view(np.complex128), return_index=True)[1]
    if len(kept) < 3:
        return np.empty((0, 3), dtype=np.intp)
    joggled = _joggle(points[kept])
    owned = np.zeros((len(kept), len(kept)), dtype=bool)
    found: list[Triangles] = []
    front = _nearest_edges(joggled)
    while len(front):
        new = _unique(_complete(joggled, front))
        found.append(new)
        start, end = new, np.roll(new, -1, axis=1)
        owned[start, end] = True
        free = ~owned[end, start]
        front = np.stack([end[free], start[free]], axis=1)
    triangles: Triangles = kept[_unique(np.concatenate(found))]
    large = areas(points, triangles) > FLAT * _extent(points) ** 2
    return np.asarray(triangles[large])


def _extent(points: Points) -> float:
    return float(np.ptp(points, axis=0).max())


def _joggle(points: Points) -> Points:
    """Move every point by a hair, always the same, so that no four share a circle."""
    joggled: Points = _noise(len(points)) * (JOGGLE * _extent(points))
    joggled += points - points.mean(axis=0)
    return joggled


@lru_cache(maxsize=4)
def _noise(count: int) -> Doubles:
    return np.random.default_rng(68).uniform(-1, 1, (count, 2))


def _nearest_edges(points: Points) -> Edges:
    """From every point to its nearest one, in both directions, shape (2n, 2)."""
    distance = np.square(points[:, None] - points).sum(axis=2)
    np.fill_diagonal(distance, np.inf)
    nearest = distance.argmin(axis=1)
    edges = np.stack([np.arange(len(points)), nearest], axis=1)
    return np.concatenate([edges, edges[:, ::-1]])


def _complete(points: Points, edges: Edges) -> Triangles:
    """The Delaunay triangle on the right of each edge that has one, shape (m, 3)."""
    x, y = points.T
    (ax, ay), (bx, by) = (points[edges[:, i], None].T for i in (0, 1))
    ax, ay, bx, by = ax.T - x, ay.T - y, bx.T - x, by.T - y  # (k, n), edges seen from
    cross = ax * by - ay * bx
    rows = np.arange(len(edges))[:, None]
    cross[rows, edges] = 0
    with np.errstate(divide="ignore", invalid="ignore"):
        cotangent = np.where(cross > 0, (ax * bx + ay * by) / cross, np.inf)
    third = cotangent.argmin(axis=1)
    inner = np.isfinite(cotangent[rows[:, 0], third])
    found: Triangles = np.concatenate([edges, third[:, None]], axis=1)[inner]
    return found


def _unique(triangles: Triangles) -> Triangles:
    """Each triangle once, beginning with its smallest index."""
    first = triangles.argmin(axis=1)[:, None]
    turned = np.take_along_axis(triangles, (first + np.arange(3)) % 3, axis=1)
    size = triangles.max(initial=0) + 1
    keys = (turned[:, 0] * size + turned[:, 1]) * size + turned[:, 2]
    once: Triangles = turned[np.unique(keys, return_index=True)[1]]
    return once


def areas(points: Points, triangles: Triangles) -> Doubles:
    """Twice the signed area of each triangle, positive when it turns from x to y."""
    a, b, c = (points[triangles[:, i]] for i in range(3))
    p, q = b - a, c - a
    doubled: Doubles = p[:, 0] * q[:, 1] - p[:, 1] * q[:, 0]
    return doubled


def affines(origin: Points, image: Points, triangles: Triangles) -> Affines:
    """The affine maps that take each triangle of `origin` to its `image`.

    `origin` has no flat triangles among `triangles`; `image` may have flat or turned
    ones, as a cheek does behind the nose of a turned head.
    """
    corners = np.ones((len(triangles), 3, 3))
    corners[:, :, :2] = origin[triangles]
    solved = np.linalg.solve(corners, image[triangles])
    return np.asarray(solved.transpose(0, 2, 1), dtype=np.float64)


def raster(points: Points, triangles: Triangles, area: Area) -> NDArray[np.int32]:
    """Which triangle each pixel of an area lies in, shape (height, width).

    Pixels outside of all triangles get 0, a legal index: the caller's mask decides
    whether they matter. Pillow draws the edges too, so no pixel between two
    triangles is missed; an affine map and its neighbour agree on their edge.
    """
    image = Image.new("I", (area.width, area.height))
    draw = ImageDraw.Draw(image)
    corners = (points - area.corner)[triangles].reshape(-1, 6).tolist()
    for index, corner in enumerate(corners):
        draw.polygon(corner, fill=index)
    return np.asarray(image)


def sample(
    picture: NDArray[np.uint8], maps: Affines, ids: NDArray[np.int32], area: Area
) -> NDArray[np.uint8]:
    """Read `picture` where the affine map of each pixel of `area` points, bilinearly.

    `maps` take points of the area's picture to points of `picture`, both in pixels;
    `ids` has the shape (height, width). What lies outside repeats the border.
    """
    packed, stride = _packed(picture)
    limit = np.array([picture.shape[1] - 1, picture.shape[0] - 1], dtype=np.float32)
    coefficients = _shifted(maps, area)
    out = np.empty((area.height, area.width, 3), dtype=np.uint8)
    x = np.arange(area.width, dtype=np.float32)
    step = max(1, BLOCK // area.width)
    for top in range(0, area.height, step):
        rows = slice(top, min(top + step, area.height))
        y = np.arange(rows.start, rows.stop, dtype=np.float32)[:, None]
        a, b, c, d, e, f = (k[ids[rows]] for k in coefficients)
        across = np.clip(a * x + b * y + c, 0, limit[0])
        down = np.clip(d * x + e * y + f, 0, limit[1])
        out[rows] = _bilinear(packed, stride, across, down)
    return out


def _shifted(maps: Affines, area: Area) -> list[NDArray[np.float32]]:
    """Six arrays of coefficients that take pixels counted from the area's corner."""
    moved = maps.copy()
    moved[:, :, 2] += maps[:, :, :2] @ area.corner
    return [column.copy() for column in moved.reshape(-1, 6).T.astype(np.float32)]


def _packed(picture: NDArray[np.uint8]) -> tuple[NDArray[np.uint64], int]:
    """Each pixel as one number with red, green and blue 16 bits apart, flat.

    A weighted sum of four pixels, the weights adding up to 256, is then one sum of
    numbers. A column and a row are repeated at the end for the last neighbours.
    """
    height, width = picture.shape[:2]
    wide = np.zeros((height + 1, width + 1, 4), dtype=np.uint16)
    wide[:-1, :-1, :3] = picture
    wide[-1], wide[:, -1] = wide[-2], wide[:, -2]
    return wide.view(np.uint64).reshape(-1), width + 1


def _bilinear(
    packed: NDArray[np.uint64],
    stride: int,
    across: NDArray[np.float32],
    down: NDArray[np.float32],
) -> NDArray[np.uint8]:
    """Pixels at fractional positions, shape of `across` and 3; weights of 1/256."""
    fine_x = (across * 256 + 0.5).astype(np.int32)
    fine_y = (down * 256 + 0.5).astype(np.int32)
    index = (fine_y >> 8) * stride + (fine_x >> 8)
    fx, fy = fine_x & 255, fine_y & 255
    both = (fx * fy + 128) >> 8
    total = packed.take(index) * (256 - fx - fy + both).astype(np.uint64)
    total += packed.take(index + 1) * (fx - both).astype(np.uint64)
    total += packed.take(index + stride) * (fy - both).astype(np.uint64)
    total += packed.take(index + stride + 1) * both.astype(np.uint64)
    total += np.uint64(0x0080_0080_0080)  # halves round up
    halves: NDArray[Any] = total.view(np.uint8).reshape(*across.shape, 8)
    return halves[..., 1:6:2]
