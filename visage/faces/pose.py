"""How far a head is turned, from its 68 landmarks.

Sixteen landmarks are given places on a head in three dimensions. The scaled
orthographic camera that shows them nearest to where they were found (DeMenthon and
Davis 1995, "Model-based object pose in 25 lines of code", without its iterations)
is a 2x3 matrix; the rotation next to it gives the yaw. The points of the jaw take no
part: they mark where the outline is seen, another place of the head at every turn.
"""

from __future__ import annotations

import math

import numpy as np

from visage.faces.mean_face import LEFT_EYE, RIGHT_EYE
from visage.geometry import Points

# Landmark: x to the right of the picture, y down, z towards the camera, in
# millimetres from the point between the eyes. Typical adult proportions, put
# together for Visage: outer eye corners 90 mm apart, nose tip 28 mm before them.
HEAD = {
    8: (0.0, 117.0, -6.0),
    17: (-57.0, -12.0, -22.0),
    21: (-11.0, -17.0, 8.0),
    22: (11.0, -17.0, 8.0),
    26: (57.0, -12.0, -22.0),
    27: (0.0, -3.0, 7.0),
    30: (0.0, 34.0, 28.0),
    31: (-14.0, 44.0, 8.0),
    33: (0.0, 47.0, 16.0),
    35: (14.0, 44.0, 8.0),
    36: (-45.0, 0.0, -16.0),
    39: (-17.0, 1.0, -6.0),
    42: (17.0, 1.0, -6.0),
    45: (45.0, 0.0, -16.0),
    48: (-26.0, 70.0, -2.0),
    54: (26.0, 70.0, -2.0),
}
_PLACES = list(HEAD)
_MODEL = np.array(list(HEAD.values()))
_SOLVE = np.linalg.pinv(_MODEL - _MODEL.mean(axis=0))  # (3, 16)


def yaw(points: Points) -> float:
    """Degrees by which a face of 68 landmarks is turned to the side.

    0 looks at the camera; positive to the right of the picture. Good to some 10
    degrees up to 50; beyond, the landmarks themselves are guesses.
    """
    eyes = points[LEFT_EYE].mean(axis=0) - points[RIGHT_EYE].mean(axis=0)
    level = np.array([[eyes[0], eyes[1]], [-eyes[1], eyes[0]]])  # takes the roll out
    seen = points[_PLACES] @ level.T
    camera = (_SOLVE @ (seen - seen.mean(axis=0))).T  # (2, 3)
    left, _, right = np.linalg.svd(camera, full_matrices=False)
    across, down = (left @ right).tolist()
    towards = across[0] * down[1] - across[1] * down[0]  # of the third row, the last
    return math.degrees(math.atan2(across[2], towards))
