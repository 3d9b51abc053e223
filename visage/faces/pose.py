"""How far a head is turned to the side, from its 68 landmarks.

Sixteen of the landmarks have known places on a typical head in three dimensions. A
camera is sought that would show those places where the landmarks were found: a
scaled orthographic one, which is a 2x3 matrix that least squares give at once
(DeMenthon and Davis 1995, "Model-based object pose in 25 lines of code", without its
iterations). The rotation nearest to that matrix holds the yaw.

The points of the jaw take no part, except the chin: they mark where the outline of
the face is seen, and at every turn that is another place of the head.
"""

from __future__ import annotations

import math

import numpy as np

from visage.faces.mean_face import LEFT_EYE, RIGHT_EYE
from visage.geometry import Points

# The place of each landmark by its number: x to the right of the picture, y down, z
# towards the camera, in millimetres from the point between the eyes. These are typical
# adult proportions, put together for Visage: the outer eye corners are 90 mm apart,
# and the tip of the nose lies 28 mm in front of the point between the eyes.
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
    # Turns the line between the eyes level, so that a leaning head looks upright.
    level = np.array([[eyes[0], eyes[1]], [-eyes[1], eyes[0]]])
    seen = points[_PLACES] @ level.T
    camera = (_SOLVE @ (seen - seen.mean(axis=0))).T  # (2, 3)
    # The nearest matrix with orthonormal rows: two rows of a rotation.
    left, _, right = np.linalg.svd(camera, full_matrices=False)
    across, down = (left @ right).tolist()
    # The third row of the rotation is the cross product of the other two. Only its last
    # number is needed: how far the face still looks towards the camera.
    towards = across[0] * down[1] - across[1] * down[0]
    return math.degrees(math.atan2(across[2], towards))
