"""How far up a face is skin: the forehead, which dlib's 68 points leave out.

They end at the eyebrows. Eleven rays rise from the brows to a dome as high above them
as the nose reaches below (the old rule of thirds), and each is cut where the skin ends:
at hair, a fringe, a cap.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from visage.faces.mean_face import LEFT_EYE, RIGHT_EYE
from visage.geometry import Points
from visage.pictures.picture import Picture
from visage.swap.colour import Floats, oklab

BROWS = slice(17, 27)
NOSE_BASE = slice(31, 36)
STEPS = 16
FIRST_STEP = 0.16  # of a ray: below it, the brow itself is seen
HEIGHT = 0.95  # of the distance from the brows to the base of the nose
SHOULDER = 0.45  # how high the dome is above the ends of the brows
MARGIN = 0.93  # stay so far short of the hairline
# How far colour may change along a ray, in OKLab, before the skin has ended.
SKIN_ENDS = np.array([0.13, 0.05, 0.05], dtype=np.float32)
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
