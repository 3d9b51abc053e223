"""How alike two looks at a face are, from one frame to the next.

A look becomes a view: the head upright, in 24 x 24 shades of grey. Two views are as
alike as their shades correlate, so that neither place, size and turn nor brightness and
contrast count. It knows nobody again in another picture, as the recogniser does, but in
frames that follow each other it tells two people apart for a fortieth of the work.
"""

from __future__ import annotations

import numpy as np
from PIL.Image import Resampling

from visage.faces.face import Detection
from visage.faces.mean_face import MEAN_FACE, five_points
from visage.geometry import Points, Similarity
from visage.models.network import Floats
from visage.pictures.picture import Picture
from visage.pictures.warp import grey, warp

SIDE = 24
EYES_APART = 8.0
BETWEEN_EYES = (11.5, 10.0)
# Of less, two looks are of two people. `python -m bench.tracking` prints how often two
# looks at one face are less alike, and looks at two people more.
ALIKE = 0.7
# Shades that two views have to share: less than half a face says nothing.
FEWEST = SIDE * SIDE // 2
_MEAN_FIVE = five_points(MEAN_FACE)
_FACE_TO_VIEW = Similarity(EYES_APART, 0, *BETWEEN_EYES)
_PLACES: Points = np.indices((SIDE, SIDE))[::-1].reshape(2, -1).T.astype(np.float64)


def view_of(picture: Picture, face: Detection) -> Floats:
    """The view of a face of an RGB picture, `float32` (576,); NaN is outside of it."""
    to_view = Similarity.fitted(face.points, _MEAN_FIVE).then(_FACE_TO_VIEW)
    shades = grey(warp(picture, to_view, SIDE, SIDE, Resampling.BILINEAR))
    view = shades.ravel().astype(np.float32)
    height, width = picture.shape[:2]
    places = to_view.inverse().apply(_PLACES)
    outside = (places < 0) | (places > (width - 1, height - 1))
    view[outside.any(axis=1)] = np.nan
    return view


def likeness(one: Floats, other: Floats) -> float | None:
    """How two views correlate where both show something, -1 to 1.

    None where that is too little to say.
    """
    both = np.isfinite(one) & np.isfinite(other)
    if both.sum() < FEWEST:
        return None
    first, second = one[both], other[both]
    first, second = first - first.mean(), second - second.mean()
    lengths = float(np.linalg.norm(first) * np.linalg.norm(second))
    return float(first @ second) / lengths if lengths > 0 else None


def alike(one: Floats | None, other: Floats | None) -> bool:
    """Whether two views may be of one person; None may be of anybody."""
    if one is None or other is None:
        return True
    found = likeness(one, other)
    return found is None or found >= ALIKE
