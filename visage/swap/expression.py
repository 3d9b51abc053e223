"""Where the features of the new face go: at the target's, in the source's shape.

A warp onto the target's landmarks gives the new face the target's expression. Some of
an expression cannot be borrowed: teeth squeezed into a shut mouth become a smear, and
an iris under lids pulled apart an ellipse. So an open mouth keeps the shape that it has
in the source, and eyes most of theirs, each at the place where the target has its own.
"""

from __future__ import annotations

import numpy as np

from visage.faces.mean_face import LEFT_EYE, RIGHT_EYE
from visage.geometry import Points, Similarity

MOUTH = slice(48, 68)
INNER_LIPS = slice(60, 68)
UPPER_LIP = [50, 51, 52, 61, 62, 63]
# Landmarks that no expression moves: the corners of the eyes and the nose.
STEADY = [36, 39, 42, 45, *range(27, 36)]
# Of each eye: its two corners, and the points of its lids.
EYES = (([36, 39], [37, 38, 40, 41]), ([42, 45], [43, 44, 46, 47]))

# Inner mouth over squared inter-ocular distance: shut below the first, open above.
SHUT, OPEN = 0.02, 0.04
LIDS = 0.6  # share of the source in the shape of the eyes
WIDENED = (0.85, 1.2)  # how far the target's mouth may stretch the source's
FLATTEST = 0.3  # share of its height that an open mouth keeps in the shortest chin
CHIN = 0.7  # of the source's distance from lip to chin that must be left


def opening(points: Points) -> float:
    """The area of the open mouth over the squared inter-ocular distance."""
    x, y = points[INNER_LIPS].T
    doubled = abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1)))
    eyes = points[LEFT_EYE].mean(axis=0) - points[RIGHT_EYE].mean(axis=0)
    return doubled / 2 / max(float(eyes @ eyes), 1e-6)


def settled(face: Points, place: Points) -> Points:
    """The target's landmarks `place` with the lids and the open mouth of `face`.

    Both are 68 landmarks, (68, 2), each in pixels of its own picture.
    """
    carried = Similarity.fitted(face[STEADY], place[STEADY]).apply(face)
    moved = place.copy()
    for corners, lids in EYES:
        own = _between(carried[corners], place[corners], carried[lids])
        moved[lids] += LIDS * (own - place[lids])
    share = _more_open(opening(face), opening(place))
    if share > 0:
        moved[MOUTH] += share * (_mouth(carried, place) - place[MOUTH])
    return moved


def _between(corners: Points, goal: Points, points: Points) -> Points:
    """Points (n, 2) moved with two corners to where these should be.

    Along the line of the corners they stretch with it; across it, they keep their
    distance: an eye that is seen from the side is narrower, not lower.
    """
    (here, wide), (there, long) = (_line(pair) for pair in (corners, goal))
    off = (points - corners[0]) @ here
    off[:, 0] *= long / max(wide, 1e-6)
    found: Points = goal[0] + off @ there.T
    return found


def _line(pair: Points) -> tuple[Points, float]:
    """Unit vectors along and across two points, as columns, and their distance."""
    along = pair[1] - pair[0]
    long = float(np.hypot(*along))
    along = along / max(long, 1e-6)
    return np.stack([along, np.array([-along[1], along[0]])], axis=1), long


def _more_open(theirs: float, ours: float) -> float:
    """1 where the source's mouth is open and the target's is much less, or 0."""
    opened = np.clip((theirs - SHUT) / (OPEN - SHUT), 0, 1)
    return float(opened * np.clip((0.85 - ours / max(theirs, 1e-6)) / 0.3, 0, 1))


def _mouth(carried: Points, place: Points) -> Points:
    """The source's mouth hung under the target's nose, along the target's mouth.

    It is as wide as the target's, within WIDENED, and leaves room for the chin.
    """
    theirs, _, _ = _hung(carried)
    ours, top, axes = _hung(place)
    wide = np.ptp(ours[:, 0]) / max(float(np.ptp(theirs[:, 0])), 1e-6)
    theirs[:, 0] *= np.clip(wide, *WIDENED)
    chin = CHIN * float(np.hypot(*(carried[8] - carried[57])))
    room = float((place[8] - top) @ axes[:, 1]) - chin
    low = max(float(theirs[:, 1].max()), 1e-6)
    below = theirs[:, 1] > 0
    theirs[below, 1] *= np.clip(room / low, FLATTEST, 1)
    found: Points = top + theirs @ axes.T
    return found


def _hung(face: Points) -> tuple[Points, Points, Points]:
    """The mouth of a face along and across itself, from the middle of its upper lip.

    Also that middle, and the unit vectors along and down the mouth as columns.
    """
    axes, _ = _line(face[[48, 54]])
    top = face[UPPER_LIP].mean(axis=0)
    return (face[MOUTH] - top) @ axes, top, axes
