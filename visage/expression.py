"""Where the features of the new face go: at the target's, in the source's shape.

A warp onto the target's landmarks gives the new face the target's expression. Some of
an expression cannot be borrowed: teeth squeezed into a shut mouth become a smear, and
an iris under lids pulled apart an ellipse. So an open mouth keeps the shape that it has
in the source, and eyes most of theirs, each at the place where the target has its own.
"""

from __future__ import annotations

import numpy as np

from visage.geometry import Points, Similarity
from visage.template import LEFT_EYE, RIGHT_EYE

MOUTH = slice(48, 68)
INNER_LIPS = slice(60, 68)
UPPER_LIP = (50, 51, 52, 61, 62, 63)
# Landmarks that no expression moves: the corners of the eyes and the nose.
STEADY = [36, 39, 42, 45, *range(27, 36)]
EYE_CORNERS = ((36, 39, (37, 38, 40, 41)), (42, 45, (43, 44, 46, 47)))

# Inner mouth over squared inter-ocular distance: shut below the first, open above.
SHUT, OPEN = 0.02, 0.04
LIDS = 0.6  # share of the source in the shape of the eyes
WIDENED = (0.85, 1.2)  # how far the target's mouth may stretch the source's
CHIN = 0.7  # of the source's distance from lip to chin that must be left


def opening(points: Points) -> float:
    """The area of the open mouth over the squared inter-ocular distance."""
    x, y = points[INNER_LIPS].T
    doubled = abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1)))
    eyes = points[LEFT_EYE].mean(axis=0) - points[RIGHT_EYE].mean(axis=0)
    return doubled / 2 / max(float(eyes @ eyes), 1e-6)


def settled(face: Points, place: Points) -> Points:
    """The target's landmarks `place` with the source's lids and open mouth."""
    onto = Similarity.fitted(face[STEADY], place[STEADY])
    carried = onto.apply(face)
    moved = place.copy()
    for first, last, lids in EYE_CORNERS:
        moved[list(lids)] += LIDS * (
            _lids(carried, place, first, last, lids) - place[list(lids)]
        )
    share = _more_open(opening(face), opening(place))
    if share > 0:
        moved[MOUTH] += share * (_mouth(carried, place) - place[MOUTH])
    return moved


def _lids(
    carried: Points, place: Points, first: int, last: int, lids: tuple[int, ...]
) -> Points:
    """The source's lids between the target's corners of an eye, (4, 2)."""
    ours, theirs = (points[last] - points[first] for points in (place, carried))
    long, wide = np.hypot(*ours), np.hypot(*theirs)
    x, y = theirs / max(wide, 1e-6)
    across, up = ours / max(long, 1e-6), np.array([-ours[1], ours[0]]) / max(long, 1e-6)
    off = carried[list(lids)] - carried[first]
    along = off @ np.array([x, y]) / max(wide, 1e-6)
    above = off @ np.array([-y, x])
    found: Points = place[first] + np.outer(along * long, across) + np.outer(above, up)
    return found


def _more_open(theirs: float, ours: float) -> float:
    """1 where the source's mouth is open and the target's is much less, or 0."""
    opened = np.clip((theirs - SHUT) / (OPEN - SHUT), 0, 1)
    return float(opened * np.clip((0.85 - ours / max(theirs, 1e-6)) / 0.3, 0, 1))


def _mouth(carried: Points, place: Points) -> Points:
    """The source's mouth hung under the target's nose, as wide as the target's."""
    right = place[54] - place[48]
    right = right / max(float(np.hypot(*right)), 1e-6)
    down = np.array([-right[1], right[0]])
    axes = np.stack([right, down], axis=1)  # (2, 2), columns
    theirs = (carried[MOUTH] - carried[list(UPPER_LIP)].mean(axis=0)) @ axes
    ours = (place[MOUTH] - place[list(UPPER_LIP)].mean(axis=0)) @ axes
    wide = np.ptp(ours[:, 0]) / max(float(np.ptp(theirs[:, 0])), 1e-6)
    theirs[:, 0] *= np.clip(wide, *WIDENED)
    room = float((place[8] - place[list(UPPER_LIP)].mean(axis=0)) @ down)
    chin = float((carried[8] - carried[57]) @ down) * CHIN
    low = max(float(theirs[:, 1].max()), 1e-6)
    if low > room - chin:
        theirs[theirs[:, 1] > 0, 1] *= max((room - chin) / low, 0.3)
    found: Points = place[list(UPPER_LIP)].mean(axis=0) + theirs @ axes.T
    return found
