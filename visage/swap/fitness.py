"""Whether the face of a picture can serve as the source of a swap.

A blurred face stays blurred and a face that its picture cuts off has no other half;
both are told before the work. The limit of sharpness comes from 162 pictures, of eight
people and of every other one of 62 people of LFW: it refuses none of them, and 97 in
100 of them blurred by a Gaussian as wide as a twentieth of the distance of the eyes. Of
100 pictures of others it refuses one, and of these 95 when they are blurred.
"""

from __future__ import annotations

import math

import numpy as np

from visage.errors import LowQuality
from visage.faces.mean_face import MEAN_FACE
from visage.geometry import Points, Similarity
from visage.pictures.picture import Picture
from visage.pictures.warp import grey, warp

# The view in which sharpness is judged: 100 px with the eyes 40 apart.
SIDE, EYES_APART = 100, 40.0
CENTRE = np.array([50.0, 38.0])  # of the eyes in that view
FEATURES = slice(17, 68)  # the landmarks that place the view: all but the jaw
# Variance of the Laplacian over that of the pixels; on a logarithmic scale, a sharpness
# of 0 and of 1. Half way lies what separates blurred faces from others.
SHARPNESS = (0.003, 0.048)
NEEDED = 0.5
SMALLEST = 12.0  # pixels between the eyes
OUTSIDE = 0.05  # of the 68 landmarks

OVERRIDE = "The quality 'any' takes it all the same."


def check(picture: Picture, face: Points) -> None:
    """Raise LowQuality with the measure, if the face is blurred, cut off or tiny."""
    onto = Similarity.fitted(face[FEATURES], MEAN_FACE[FEATURES])
    apart = 1 / onto.scale
    if apart < SMALLEST:
        raise LowQuality(
            f"The face is too small: its eyes are {apart:.0f} pixels apart, at "
            f"least {SMALLEST:.0f} are needed. {OVERRIDE}"
        )
    outside = cut_off(picture, face)
    if outside > OUTSIDE:
        raise LowQuality(
            f"The face is cut off: {outside:.0%} of its landmarks lie outside "
            f"of the picture, at most {OUTSIDE:.0%} may. {OVERRIDE}"
        )
    found = sharpness(picture, face)
    if found < NEEDED:
        raise LowQuality(
            f"The face is blurred: its sharpness is {found:.2f}, at least "
            f"{NEEDED:.2f} is needed. {OVERRIDE}"
        )


def cut_off(picture: Picture, face: Points) -> float:
    """The share of landmarks that lie outside of the picture."""
    last = np.array([picture.shape[1] - 1, picture.shape[0] - 1])
    return float(((face < 0) | (face > last)).any(axis=1).mean())


def sharpness(picture: Picture, face: Points) -> float:
    """How much of a face's contrast is fine detail, 0 to 1."""
    view = MEAN_FACE[FEATURES] * EYES_APART + CENTRE
    onto = Similarity.fitted(face[FEATURES], view)
    shades = grey(warp(picture, onto, SIDE, SIDE)).astype(np.float32)
    inner = 4 * shades[1:-1, 1:-1]
    around = shades[:-2, 1:-1] + shades[2:, 1:-1] + shades[1:-1, :-2] + shades[1:-1, 2:]
    share = float((inner - around).var() / max(float(shades.var()), 1.0))
    none, whole = map(math.log, SHARPNESS)
    return float(np.clip((math.log(max(share, 1e-9)) - none) / (whole - none), 0, 1))
