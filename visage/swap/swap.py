"""Put the face of one picture into the head of another.

The target's points are triangulated, the source is warped onto them piece by piece
(visage.swap.mesh), matched in colour and light and laid in (visage.swap.blend). What
is outside of the mask stays as it is, to the last bit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from visage.errors import TooTurned
from visage.faces.pose import yaw
from visage.geometry import Points, Similarity
from visage.pictures.picture import Picture
from visage.swap.blend import Blend, Matched, match
from visage.swap.doubts import Doubt, of_size, of_turn, once
from visage.swap.expression import OPEN, SHUT, opening, settled
from visage.swap.forehead import reach, with_foreheads
from visage.swap.mesh import Affines, Area, affines, delaunay, raster, sample
from visage.swap.outline import (
    GRID,
    INNER_LIPS,
    Regions,
    draw_outline,
    to_grid,
)

# Around the face the mesh goes on to a frame, so that the warp is smooth beyond it.
FRAME = np.array([(0, 0), (1, 0), (2, 0), (2, 1), (2, 2), (1, 2), (0, 2), (0, 1)]) / 2
FRAME_MARGIN = 0.15
PATCH_MARGIN = 0.03  # of the face: room for the mask to fade before its patch ends
# Within these scales bilinear sampling neither aliases nor shows its facets.
PLAIN_SCALES = (0.75, 1.3)
DENSITY = 1.2  # pixels of a shrunken source for one of the target
# Degrees of yaw, seen on turned faces of eight people and of half of 62 people
# of LFW, swapped with faces that look ahead: a source turned by 23 degrees fits,
# from 26 on its far cheek is a smear; turned targets take a face up to 34.
MOST_TURNED = 45.0
MOST_APART = 38.0
MOST_HIDDEN = 25.0


@dataclass(frozen=True)
class Swapped:
    """The result and its mask.

    `picture` is RGB like the target; `mask`, `uint8` of (height, width), is 0
    where the target was left alone and 255 where the source alone is seen. `doubts`
    tell what may be amiss, each kind once.
    """

    picture: Picture
    mask: NDArray[np.uint8]
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True)
class Patch:
    """The new face of one place, before it is laid in."""

    area: Area
    face: Matched
    doubts: tuple[Doubt, ...] = ()


def swap(
    source: Picture,
    face: Points,
    target: Picture,
    places: Sequence[Points],
    blend: Blend = "seamless",
) -> Swapped:
    """The face of `source` in every one of the `places` of `target`.

    `face` and each place are 68 landmarks, (68, 2), in pixels of their picture.
    The order of the places does not matter. Raises TooTurned.
    """
    for place in places:
        _check_yaw(face, place)
    patches = [graft(source, face, target, place, blend) for place in places]
    return _laid(target, patches)


def exchange(
    picture: Picture, first: Points, second: Points, blend: Blend = "seamless"
) -> Swapped:
    """Two faces of one picture in each other's place. Raises TooTurned."""
    _check_yaw(first, second)
    patches = [
        graft(picture, first, picture, second, blend),
        graft(picture, second, picture, first, blend),
    ]
    return _laid(picture, patches)


def _check_yaw(face: Points, place: Points) -> None:
    """Refuse faces that hide what would have to be seen."""
    yaws = {"source": yaw(face), "target": yaw(place)}
    name, most = max(yaws.items(), key=lambda item: abs(item[1]))
    if abs(most) > MOST_TURNED:
        raise TooTurned(
            f"The {name} face is turned by {most:.0f} degrees to the side; at most "
            f"{MOST_TURNED:.0f} can be swapped. Use a picture nearer to the front."
        )
    apart = abs(yaws["source"] - yaws["target"])
    if apart > MOST_APART or _hidden(yaws["source"], yaws["target"]) > MOST_HIDDEN:
        raise TooTurned(
            f"The source face is turned by {yaws['source']:.0f} degrees to the side, "
            f"the target face by {yaws['target']:.0f}: {apart:.0f} degrees apart. At "
            f"most {MOST_APART:.0f} can be bridged, and {MOST_HIDDEN:.0f} where the "
            "source is the one that turns a cheek away."
        )


def _hidden(source: float, target: float) -> float:
    """How far the source turns away a cheek that the target shows, in degrees.

    A source that looks ahead shows both of its cheeks, wherever the target looks. One
    that is turned has no picture of its far cheek, unless the target hides it as well.
    """
    beyond = source - target if source > 0 else target - source
    return max(0.0, min(beyond, 1.5 * abs(source)))


def _laid(target: Picture, patches: Sequence[Patch]) -> Swapped:
    """Patches on the target, larger ones below smaller ones, whatever their order."""
    picture = target.copy()
    mask = np.zeros(target.shape[:2], dtype=np.uint8)
    for patch in sorted(patches, key=_rank):
        area, face = patch.area, patch.face
        part = picture[area.rows, area.columns]
        mixed = Image.composite(
            Image.fromarray(face.pixels),
            Image.fromarray(part),
            Image.fromarray(face.mask),
        )
        picture[area.rows, area.columns] = np.asarray(mixed)
        covered = mask[area.rows, area.columns]
        np.maximum(covered, face.mask, out=covered)
    return Swapped(picture, mask, once(d for patch in patches for d in patch.doubts))


def _rank(patch: Patch) -> tuple[int, ...]:
    area = patch.area
    return -area.width * area.height, area.left, area.top, area.width


def graft(
    source: Picture, face: Points, target: Picture, place: Points, blend: Blend
) -> Patch:
    """The source's face warped to one place of the target and matched to it."""
    here, there = with_foreheads(face, reach(source, face), place, reach(target, place))
    there[:68] = settled(face, place)
    margin = 2 + PATCH_MARGIN * float(np.ptp(there, axis=0).max())
    area = Area.around(there, margin, target.shape[1], target.shape[0])
    if area.width == 0 or area.height == 0:
        nothing = np.zeros((area.height, area.width, 3), dtype=np.uint8)
        return Patch(area, Matched(nothing, nothing[..., 0]))
    mesh = _Mesh.between(there, here)
    warped = mesh.warp(source, area)
    if blend == "none":
        return Patch(area, Matched(warped, _plain_mask(there, area)))
    regions = Regions.of(there, area, mesh.seen(source, area))
    under = np.ascontiguousarray(target[area.rows, area.columns])
    matched = match(warped, under, regions, blend)
    mask = _around_mouth(matched.mask, face, place - area.corner)
    scale = Similarity.fitted(face, place).scale
    doubts = (*_of_yaw(face, place), *of_size(scale), *matched.doubts)
    return Patch(area, Matched(matched.pixels, mask), doubts)


def _of_yaw(face: Points, place: Points) -> Iterable[Doubt]:
    source, target = yaw(face), yaw(place)
    return of_turn(_hidden(source, target), abs(source - target))


def _plain_mask(points: Points, area: Area) -> NDArray[np.uint8]:
    image = Image.new("L", (area.width, area.height))
    draw_outline(image, points - area.corner)
    return np.asarray(image)


@dataclass(frozen=True)
class _Mesh:
    """Triangles over the target's points, and where these lie in the source."""

    target: Points  # (87, 2)
    source: Points  # (87, 2)
    triangles: NDArray[np.intp]  # (m, 3)

    @classmethod
    def between(cls, target: Points, source: Points) -> _Mesh:
        low, high = target.min(axis=0), target.max(axis=0)
        margin = (high - low) * FRAME_MARGIN
        frame = low - margin + FRAME * (high - low + 2 * margin)
        back = Similarity.fitted(target, source)
        target = np.concatenate([target, frame])
        source = np.concatenate([source, back.apply(frame)])
        return cls(target, source, delaunay(target))

    def warp(self, source: Picture, area: Area) -> Picture:
        """The source as seen through the mesh on an area of the target."""
        ids = raster(self.target, self.triangles, area)
        pixels, points = self._prefiltered(source)
        return sample(pixels, self._maps(points), ids, area)

    def seen(self, source: Picture, area: Area) -> NDArray[np.bool_] | None:
        """Which cells of the grid show what is in the source; None if all do."""
        limit = np.array([source.shape[1] - 1, source.shape[0] - 1])
        face = self.source[:-8]
        if (face >= 0).all() and (face <= limit).all():
            return None
        cells = to_grid(self.target, area)
        ids = raster(cells, self.triangles, Area(0, 0, *GRID))
        maps = affines(cells, self.source, self.triangles)[ids]  # (80, 64, 2, 3)
        y, x = np.mgrid[: GRID[1], : GRID[0]]
        at = np.stack([x, y, np.ones_like(x)], axis=-1)[..., None]
        place = (maps @ at)[..., 0]
        return np.asarray(((place >= 0) & (place <= limit)).all(axis=-1))

    def _maps(self, source: Points) -> Affines:
        return affines(self.target, source, self.triangles)

    def _prefiltered(self, source: Picture) -> tuple[Picture, Points]:
        """What is needed of the source at about the target's scale, and the points.

        A larger source is averaged so that it does not alias, a smaller one is
        interpolated with a better kernel than the warp's.
        """
        size = np.array([source.shape[1], source.shape[0]])
        low = np.clip(np.floor(self.source.min(axis=0)) - 2, 0, size - 1).astype(int)
        high = np.ceil(self.source.max(axis=0)) + 3
        high = np.clip(high, low + 1, size).astype(int)
        part = source[low[1] : high[1], low[0] : high[0]]
        scale = Similarity.fitted(self.source, self.target).scale
        if PLAIN_SCALES[0] <= scale <= PLAIN_SCALES[1]:
            return part, self.source - low
        fine = scale * DENSITY if scale < 1 else scale
        goal = np.maximum(np.rint((high - low) * fine), 1).astype(int)
        kernel = Image.Resampling.LANCZOS if scale > 1 else Image.Resampling.HAMMING
        image = Image.fromarray(part).resize(
            (int(goal[0]), int(goal[1])), kernel, reducing_gap=3.0
        )
        return np.asarray(image), (self.source - low + 0.5) * (
            goal / (high - low)
        ) - 0.5


def _around_mouth(
    mask: NDArray[np.uint8], face: Points, place: Points
) -> NDArray[np.uint8]:
    """The mask without the inner mouth, if the target's is open and the source's shut.

    A shut mouth has no teeth to stretch over an open one; the target's stay.
    `place` is in pixels of the mask.
    """
    theirs, ours = opening(face), opening(place)
    open_here = np.clip((ours - SHUT) / (OPEN - SHUT), 0, 1)
    share = float(open_here * np.clip((0.75 - theirs / max(ours, 1e-6)) / 0.3, 0, 1))
    if share == 0:
        return mask
    lips = place[INNER_LIPS]
    soft = 0.03 * float(np.hypot(*(place[54] - place[48])))
    hole = Area.around(lips, 4 * soft, mask.shape[1], mask.shape[0])
    if hole.width == 0 or hole.height == 0:
        return mask
    image = Image.new("L", (hole.width, hole.height))
    ImageDraw.Draw(image).polygon((lips - hole.corner).ravel().tolist(), fill=255)
    image = image.filter(ImageFilter.GaussianBlur(soft))
    kept = 1 - np.asarray(image) * np.float32(share / 255)
    cut = mask.copy()
    cut[hole.rows, hole.columns] = cut[hole.rows, hole.columns] * kept + 0.5
    return cut
