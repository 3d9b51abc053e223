"""Triangulation and warp, against scipy and against what they promise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.spatial import ConvexHull, Delaunay

from visage.geometry import Points
from visage.swap.mesh import Area, affines, areas, delaunay, raster, sample

SQUARE = np.array([(0, 0), (10, 0), (10, 10), (0, 10)], dtype=float)


def points_of(low: int, high: int, count: int) -> st.SearchStrategy[Points]:
    """Whole numbers, so that equal, collinear and cocircular points abound."""
    whole = arrays(np.int64, (count, 2), elements=st.integers(low, high))
    return whole.map(lambda array: array.astype(float))


def as_set(triangles: np.ndarray) -> set[tuple[int, ...]]:
    return set(map(tuple, np.sort(triangles, axis=1).tolist()))


@pytest.mark.parametrize("count", [3, 4, 10, 87, 300])
def test_random_points_are_triangulated_as_by_scipy(count: int) -> None:
    points = np.random.default_rng(count).uniform(0, 500, (count, 2))
    assert as_set(delaunay(points)) == as_set(Delaunay(points).simplices)


@given(st.integers(3, 40).flatmap(lambda count: points_of(0, 9, count)))
def test_the_hull_is_covered_once_and_no_circle_holds_a_point(points: Points) -> None:
    triangles = delaunay(points)
    if np.linalg.matrix_rank(points - points[0]) < 2:
        assert len(triangles) == 0
        return
    twice = areas(points, triangles)
    assert (twice > 0).all()
    assert twice.sum() / 2 == pytest.approx(ConvexHull(points).volume)
    for a, b, c in points[triangles]:
        centre = np.linalg.solve(
            2 * np.array([b - a, c - a]), [b @ b - a @ a, c @ c - a @ a]
        )
        radius = np.hypot(*(a - centre))
        assert np.hypot(*(points - centre).T).min() >= radius - 1e-3


@pytest.mark.parametrize(
    "points",
    [
        np.empty((0, 2)),
        np.zeros((1, 2)),
        np.zeros((5, 2)),
        np.array([(0.0, 0.0), (1.0, 1.0)]),
        np.array([(0.0, 0.0), (1.0, 2.0), (2.0, 4.0), (3.0, 6.0)]),
    ],
)
def test_a_line_or_less_has_no_triangles(points: Points) -> None:
    assert delaunay(points).shape == (0, 3)


def test_equal_points_count_once() -> None:
    assert as_set(delaunay(np.concatenate([SQUARE, SQUARE]))) == as_set(
        delaunay(SQUARE)
    )


def test_affine_maps_take_corners_to_corners() -> None:
    triangles = delaunay(SQUARE)
    image = SQUARE @ np.array([(2.0, 0.5), (-1.0, 1.0)]) + (3, -4)
    for triangle, matrix in zip(
        triangles, affines(SQUARE, image, triangles), strict=True
    ):
        moved = SQUARE[triangle] @ matrix[:, :2].T + matrix[:, 2]
        np.testing.assert_allclose(moved, image[triangle])


def test_the_middle_of_every_large_triangle_is_its_own() -> None:
    points = np.random.default_rng(3).uniform(0, 200, (20, 2))
    triangles = delaunay(points)
    triangles = triangles[areas(points, triangles) > 200]
    ids = raster(points, triangles, Area(0, 0, 200, 200))
    x, y = np.rint(points[triangles].mean(axis=1)).astype(int).T
    assert ids[y, x].tolist() == list(range(len(triangles)))


def picture(height: int, width: int) -> np.ndarray:
    noise = np.random.default_rng(7).integers(0, 256, (height, width, 3))
    return noise.astype(np.uint8)


def test_the_identity_changes_no_pixel() -> None:
    pixels = picture(40, 50)
    points = np.array([(-5, -5), (60, -5), (60, 50), (-5, 50), (20, 20)], dtype=float)
    triangles = delaunay(points)
    area = Area(7, 3, 30, 31)
    ids = raster(points, triangles, area)
    seen = sample(pixels, affines(points, points, triangles), ids, area)
    np.testing.assert_array_equal(seen, pixels[area.rows, area.columns])


@pytest.mark.parametrize(("dx", "dy"), [(0.5, 0.0), (0.25, 0.75), (3.0, -2.5)])
def test_sampling_is_bilinear_and_repeats_the_border(dx: float, dy: float) -> None:
    pixels = picture(12, 14)
    ids = np.zeros((12, 14), dtype=np.int32)
    seen = sample(pixels, np.array([[[1, 0, dx], [0, 1, dy]]]), ids, Area(0, 0, 14, 12))
    x = np.clip(np.arange(14) + dx, 0, 13)
    y = np.clip(np.arange(12) + dy, 0, 11)
    left, top = np.minimum(x.astype(int), 12), np.minimum(y.astype(int), 10)
    fx, fy = (x - left)[None, :, None], (y - top)[:, None, None]
    upper, lower = pixels[top] * 1.0, pixels[top + 1] * 1.0
    rows = upper * (1 - fy) + lower * fy
    expected = rows[:, left] * (1 - fx) + rows[:, left + 1] * fx
    assert np.abs(seen - expected).max() <= 1.5


def test_a_folded_image_is_sampled_where_its_triangles_point() -> None:
    """Two triangles turn over, as a cheek does behind the nose of a turned head."""
    points = np.array([(0, 0), (19, 0), (19, 19), (0, 19), (9, 9)], dtype=float)
    folded = points.copy()
    folded[4] = (14, -6)  # above the upper edge: its triangle turns over
    triangles = delaunay(points)
    assert (areas(folded, triangles) < 0).any()
    area = Area(0, 0, 20, 20)
    y, x = np.mgrid[:20, :20]
    ramp = np.stack([10 * x, 10 * y, 0 * x], axis=-1).astype(np.uint8)
    ids = raster(points, triangles, area)
    seen = sample(ramp, affines(points, folded, triangles), ids, area)
    for middle, goal in zip(
        points[triangles].mean(axis=1), folded[triangles].mean(axis=1), strict=True
    ):
        column, row = middle.round().astype(int)
        moved = affines(points, folded, triangles)[ids[row, column]]
        place = np.clip(moved @ (column, row, 1), 0, 19)
        assert np.abs(seen[row, column, :2] - 10 * place).max() <= 1
        assert np.abs(place - np.clip(goal, 0, 19)).max() < 2


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (SQUARE, Area(0, 0, 12, 12)),
        (SQUARE - 50, Area(0, 0, 0, 0)),
        (SQUARE + np.array((95, 5)), Area(94, 4, 6, 13)),
    ],
)
def test_an_area_stays_in_its_picture(points: Points, expected: Area) -> None:
    assert Area.around(points, 1, 100, 80) == expected
