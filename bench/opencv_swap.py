"""The classic face swap on OpenCV, as a peer to measure against.

Delaunay triangles of the 68 landmarks by Subdiv2D, each one warped by warpAffine,
the hull laid in by seamlessClone: the pipeline of countless tutorials, written here
from OpenCV's documentation and with every landmark, not only those of the hull.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from visage.geometry import Points
from visage.pictures.picture import Picture


def classic(
    source: Picture, face: Points, target: Picture, place: Points
) -> tuple[Picture, NDArray[np.uint8]]:
    """The result and its mask, 255 within the hull."""
    here, there = face.astype(np.float32), place.astype(np.float32)
    warped = target.copy()
    for triangle in _triangles(there, target.shape[1], target.shape[0]):
        _warp(source, here[triangle], warped, there[triangle])
    mask = np.zeros(target.shape[:2], np.uint8)
    hull = cv2.convexHull(there)
    cv2.fillConvexPoly(mask, np.rint(hull).astype(np.int32), 255)
    x, y, width, height = cv2.boundingRect(mask)
    centre = (x + width // 2, y + height // 2)
    cloned = cv2.seamlessClone(warped, target, mask, centre, cv2.NORMAL_CLONE)
    return np.asarray(cloned), mask


def _triangles(
    points: NDArray[np.float32], width: int, height: int
) -> NDArray[np.intp]:
    """Indices of the corners, (m, 3); Subdiv2D itself tells coordinates only."""
    plane = cv2.Subdiv2D((-width, -height, 3 * width, 3 * height))
    for x, y in points.tolist():
        plane.insert((x, y))
    corners = np.asarray(plane.getTriangleList()).reshape(-1, 3, 2)
    away = np.square(corners[:, :, None] - points).sum(axis=3)  # (m, 3, 68)
    known = away.min(axis=2).max(axis=1) < 1
    indices: NDArray[np.intp] = away.argmin(axis=2)[known]
    return indices


def _warp(
    source: Picture,
    here: NDArray[np.float32],
    canvas: Picture,
    there: NDArray[np.float32],
) -> None:
    """Warp one triangle of the source onto the canvas."""
    left, top, right, bottom = _box(here, source)
    x, y, end, low = _box(there, canvas)
    if right <= left or bottom <= top or end <= x or low <= y:
        return
    matrix = cv2.getAffineTransform(
        np.ascontiguousarray(here - np.array([left, top], np.float32)),
        np.ascontiguousarray(there - np.array([x, y], np.float32)),
    )
    piece = cv2.warpAffine(
        source[top:bottom, left:right],
        matrix,
        (end - x, low - y),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REFLECT_101,
    )
    inside = np.zeros(piece.shape[:2], np.uint8)
    corners = np.rint(there - np.array([x, y], np.float32)).astype(np.int32)
    cv2.fillConvexPoly(inside, corners, 255)
    cv2.copyTo(piece, inside, canvas[y:low, x:end])


def _box(points: NDArray[np.float32], picture: Picture) -> tuple[int, int, int, int]:
    left, top, width, height = cv2.boundingRect(points)
    tall, wide = picture.shape[:2]
    return max(left, 0), max(top, 0), min(left + width, wide), min(top + height, tall)
