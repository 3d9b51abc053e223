"""How far a face can be trusted: a score in [0, 1], and reasons in words.

There are five measures, each in [0, 1], where 1 means that nothing is amiss. The
score is the lowest of them, because one fault is enough to spoil a vector. Their
ranges were found by spoiling 160 faces of LFW on purpose and comparing dlib's vectors
of the spoilt and the clean face: a measure is 0.5 where the cosine between the two
falls below about 0.985.

No network looks for hands, masks or sunglasses. "Partly hidden" means that the last
network of MTCNN doubts the face. That tells faces with covered eyes or a covered half
well from clean ones (area under the curve 0.97 and 0.94), and faces with a covered
mouth badly (0.71).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from visage.faces.face import Detection
from visage.geometry import Similarity
from visage.pictures.picture import Picture
from visage.pictures.warp import grey, warp

# A measure below this is given as a reason not to trust the face.
NEEDED = 0.5

# Pixels are judged in a view of 100 x 100 px in which the eyes are 40 px apart, so
# that the measures mean the same for large and small faces.
_SIDE = 100
_EYES = np.array([(30.0, 35.0), (70.0, 35.0)])
_LEFT_EYE, _RIGHT_EYE, _NOSE, _LEFT_MOUTH, _RIGHT_MOUTH = range(5)

# The value at which a measure is 0, and the value at which it is 1.
_EYES_APART = (4.0, 20.0)  # pixels
_SHARPNESS = (0.0015, 0.02)  # variance of the Laplacian over that of the pixels
_BRIGHTNESS = (5.0, 40.0)  # mean of the pixels
_CONTRAST = (4.0, 20.0)  # standard deviation of the pixels
_BURNT = (0.6, 0.1)  # share of pixels that are overexposed: 250 or more of 255
# How far the nose lies beside the face's middle line, in distances between the eyes.
_ASIDE = (0.6, 0.1)
# Where the nose of an average face lies between the eyes (0) and the mouth (1), and how
# far from there it lies when the head is raised or lowered.
_NOSE_HEIGHT = 0.53
_UP_OR_DOWN = (0.4, 0.08)
# -log10(1 - probability): how many nines the detector's probability begins with.
_DOUBT = (0.0, 4.2)

WORDS = {
    "size": "too small",
    "sharpness": "too blurry",
    "exposure": "badly lit",
    "pose": "turned away",
    "visibility": "partly hidden or unusual",
}


@dataclass(frozen=True)
class Quality:
    """The measures of a face, each in [0, 1]."""

    size: float
    sharpness: float
    exposure: float
    pose: float
    visibility: float

    @property
    def measures(self) -> dict[str, float]:
        return {name: float(getattr(self, name)) for name in WORDS}

    @property
    def score(self) -> float:
        """The lowest measure."""
        return min(self.measures.values())

    @property
    def reasons(self) -> list[str]:
        """What is amiss, the worst first, such as "too blurry: 0.31, needs 0.50"."""
        low = sorted((m, name) for name, m in self.measures.items() if m < NEEDED)
        return [
            f"{WORDS[name]}: {math.floor(measure * 100) / 100:.2f}, needs {NEEDED:.2f}"
            for measure, name in low
        ]


def judge(picture: Picture, face: Detection) -> Quality:
    """The quality of a face of an RGB picture."""
    shades = _shades(picture, face)
    if shades is None:
        return Quality(0, 0, 0, 0, 0)
    return Quality(
        size=_share(_apart(face), _EYES_APART),
        sharpness=_sharpness(shades),
        exposure=_exposure(shades),
        pose=_pose(face),
        visibility=_share(-math.log10(1 - face.probability + 1e-9), _DOUBT),
    )


def brightness(picture: Picture, face: Detection) -> float:
    """The mean luminance of a face of an RGB picture, 0 (black) to 1 (white)."""
    shades = _shades(picture, face)
    return 0.0 if shades is None else float(shades.mean()) / 255


def _apart(face: Detection) -> float:
    """Pixels between the eyes."""
    return math.dist(*face.points[[_LEFT_EYE, _RIGHT_EYE]])


def _shades(picture: Picture, face: Detection) -> NDArray[np.float32] | None:
    """The luminance of the view that pixels are judged in; None without a distance."""
    if _apart(face) == 0:
        return None
    eyes = face.points[[_LEFT_EYE, _RIGHT_EYE]]
    view = warp(picture, Similarity.fitted(eyes, _EYES), _SIDE, _SIDE)
    return grey(view).astype(np.float32)


def _share(value: float, ends: tuple[float, float]) -> float:
    """A value as a share of the way between two ends, held to [0, 1].

    The first end gives 0 and the second 1; the first may be the larger one.
    """
    none, whole = ends
    return min(1.0, max(0.0, (value - none) / (whole - none)))


def _sharpness(shades: NDArray[np.float32]) -> float:
    """How much of the face's detail is fine, on a logarithmic scale.

    The Laplacian answers to fine detail only, which blur removes first.
    """
    inner = 4 * shades[1:-1, 1:-1]
    around = shades[:-2, 1:-1] + shades[2:, 1:-1] + shades[1:-1, :-2] + shades[1:-1, 2:]
    share = float((inner - around).var() / max(float(shades.var()), 1.0))
    ends = math.log(_SHARPNESS[0]), math.log(_SHARPNESS[1])
    return _share(math.log(max(share, 1e-9)), ends)


def _exposure(shades: NDArray[np.float32]) -> float:
    return min(
        _share(float(shades.mean()), _BRIGHTNESS),
        _share(float(shades.std()), _CONTRAST),
        _share(float((shades >= 250).mean()), _BURNT),
    )


def _pose(face: Detection) -> float:
    """How straight a face looks ahead, from where its nose lies.

    The points are turned until the eyes are level, so that a leaning head loses
    nothing. Then the nose of a head that is turned lies beside the line from the eyes
    to the mouth, and that of a raised or lowered head too near to one of them.
    """
    eyes = face.points[[_LEFT_EYE, _RIGHT_EYE]]
    unit = np.array([(0.0, 0.0), (1.0, 0.0)])
    points = Similarity.fitted(eyes, unit).apply(face.points)
    mouth = points[[_LEFT_MOUTH, _RIGHT_MOUTH]].mean(axis=0)
    nose = points[_NOSE]
    if mouth[1] <= 0:
        return 0.0  # the mouth is above the eyes: these are not the points of a face
    height = float(nose[1] / mouth[1])
    middle = 0.5 + (float(mouth[0]) - 0.5) * min(max(height, 0.0), 1.0)
    return min(
        _share(abs(float(nose[0]) - middle), _ASIDE),
        _share(abs(height - _NOSE_HEIGHT), _UP_OR_DOWN),
    )
