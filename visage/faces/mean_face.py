"""The mean face: where the 68 landmarks lie on an upright, level head.

Coordinates are in inter-ocular distances, that is, distances between the centres of
the eyes, from the point halfway between them: x to the right, y down. It was measured
for Visage: dlib's predictor was run on 3,007 pictures of 62 people in Labeled Faces in
the Wild, and the Procrustes mean of its points was made symmetrical.
"""

from __future__ import annotations

import numpy as np

from visage.geometry import Points

JAW = slice(0, 17)
RIGHT_EYE = slice(36, 42)  # the person's right: left in the picture
LEFT_EYE = slice(42, 48)
# fmt: off
MEAN_FACE: Points = np.array([
    (-1.206, 0.026), (-1.187, 0.342), (-1.152, 0.659), (-1.104, 0.971),
    (-1.002, 1.268), (-0.827, 1.534), (-0.591, 1.755), (-0.312, 1.928),
    (0.000, 1.980), (0.312, 1.928), (0.591, 1.755), (0.827, 1.534),
    (1.002, 1.268), (1.104, 0.971), (1.152, 0.659), (1.187, 0.342),
    (1.206, 0.026), (-0.933, -0.181), (-0.795, -0.319), (-0.599, -0.364),
    (-0.390, -0.338), (-0.189, -0.262), (0.189, -0.262), (0.390, -0.338),
    (0.599, -0.364), (0.795, -0.319), (0.933, -0.181), (0.000, -0.038),
    (0.000, 0.161), (0.000, 0.360), (0.000, 0.569), (-0.241, 0.705),
    (-0.127, 0.750), (0.000, 0.788), (0.127, 0.750), (0.241, 0.705),
    (-0.688, 0.005), (-0.569, -0.061), (-0.429, -0.061), (-0.304, 0.021),
    (-0.436, 0.048), (-0.574, 0.048), (0.304, 0.021), (0.429, -0.061),
    (0.569, -0.061), (0.688, 0.005), (0.574, 0.048), (0.436, 0.048),
    (-0.434, 1.148), (-0.290, 1.056), (-0.130, 1.021), (0.000, 1.048),
    (0.130, 1.021), (0.290, 1.056), (0.434, 1.148), (0.295, 1.291),
    (0.139, 1.359), (0.000, 1.372), (-0.139, 1.359), (-0.295, 1.291),
    (-0.363, 1.148), (-0.130, 1.111), (0.000, 1.122), (0.130, 1.111),
    (0.363, 1.148), (0.133, 1.211), (0.000, 1.226), (-0.133, 1.211),
])
# fmt: on
MEAN_FACE.setflags(write=False)
# Of each point the number of the one on the other side: the mean face is symmetrical.
MIRRORED = np.array(
    [np.hypot(*(MEAN_FACE * (-1, 1) - point).T).argmin() for point in MEAN_FACE]
)


def eyes(landmarks: Points) -> Points:
    """The centres of the eyes of 68 landmarks, first the person's right one, (2, 2)."""
    right, left = landmarks[RIGHT_EYE], landmarks[LEFT_EYE]
    return np.stack([right.mean(axis=0), left.mean(axis=0)])


def five_points(landmarks: Points) -> Points:
    """Eyes, tip of the nose and corners of the mouth of 68 landmarks, (5, 2)."""
    return np.concatenate([eyes(landmarks), landmarks[[30, 48, 54]]])
