"""How far a face can be trusted: a score in [0, 1], and reasons in words.

Five measures, each in [0, 1] where 1 is no hindrance; the score is the lowest, as
one is enough to spoil a vector. The ranges come from spoiling 160 faces of LFW on
purpose and comparing dlib's vectors of the spoilt and the clean face; where the
cosine between the two falls below about 0.985, a measure is at its limit of 0.5.

There is no network for occlusion here. What is reported as such is the doubt of
MTCNN's last network, which covered eyes or a covered half raise (area under the
curve 0.97 and 0.94 against clean faces) and a covered mouth hardly does (0.71).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from visage.faces.mtcnn import Face
from visage.geometry import Similarity
from visage.pictures.picture import Picture
from visage.pictures.warp import grey, warp

# A measure below this is a reason.
NEEDED = 0.5

# The view that pixels are judged in: 100 px with the eyes 40 apart.
_SIDE = 100
_EYES = np.array([(30.0, 35.0), (70.0, 35.0)])
_LEFT_EYE, _RIGHT_EYE, _NOSE, _LEFT_MOUTH, _RIGHT_MOUTH = range(5)

# Where a measure is 0 and where it is 1.
_EYES_APART = (4.0, 20.0)  # pixels
_SHARPNESS = (0.0015, 0.02)  # variance of the Laplacian over that of the pixels
_BRIGHTNESS = (5.0, 40.0)  # mean of the pixels
_CONTRAST = (4.0, 20.0)  # standard deviation of the pixels
_BURNT = (0.6, 0.1)  # share of pixels at 250 and more
_ASIDE = (0.6, 0.1)  # nose from the middle of the eyes, in distances of the eyes
_NOSE_HEIGHT = 0.53  # from the eyes' line to the mouth's, as faces have it on average
_UP_OR_DOWN = (0.4, 0.08)  # nose from that height
_DOUBT = (0.0, 4.2)  # zeros behind the decimal point of 1 - probability

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
        """What is amiss, the worst first: "too blurry: 0.31, needs 0.50"."""
        low = sorted((m, name) for name, m in self.measures.items() if m < NEEDED)
        return [
            f"{WORDS[name]}: {math.floor(measure * 100) / 100:.2f}, needs {NEEDED:.2f}"
            for measure, name in low
        ]


def judge(picture: Picture, face: Face) -> Quality:
    """The quality of a face of an RGB picture."""
    eyes = face.points[[_LEFT_EYE, _RIGHT_EYE]]
    apart = math.dist(*eyes)
    if apart == 0:
        return Quality(0, 0, 0, 0, 0)
    view = warp(picture, Similarity.fitted(eyes, _EYES), _SIDE, _SIDE)
    shades = grey(view).astype(np.float32)
    return Quality(
        size=_share(apart, _EYES_APART),
        sharpness=_sharpness(shades),
        exposure=_exposure(shades),
        pose=_pose(face),
        visibility=_share(-math.log10(1 - face.probability + 1e-9), _DOUBT),
    )


def _share(value: float, ends: tuple[float, float]) -> float:
    """Where a value lies between the end that is 0 and the end that is 1."""
    none, whole = ends
    return min(1.0, max(0.0, (value - none) / (whole - none)))


def _sharpness(shades: NDArray[np.float32]) -> float:
    """Fine detail in proportion to all detail, on a logarithmic scale."""
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


def _pose(face: Face) -> float:
    """From where the nose lies between the eyes and the mouth.

    The points are fitted upright by the eyes, so that leaning costs nothing.
    """
    eyes = face.points[[_LEFT_EYE, _RIGHT_EYE]]
    unit = np.array([(0.0, 0.0), (1.0, 0.0)])
    points = Similarity.fitted(eyes, unit).apply(face.points)
    mouth = points[[_LEFT_MOUTH, _RIGHT_MOUTH]].mean(axis=0)
    nose = points[_NOSE]
    if mouth[1] <= 0:
        return 0.0
    # The nose of a face that looks ahead lies on the line from the eyes to the mouth.
    height = float(nose[1] / mouth[1])
    middle = 0.5 + (float(mouth[0]) - 0.5) * min(max(height, 0.0), 1.0)
    return min(
        _share(abs(float(nose[0]) - middle), _ASIDE),
        _share(abs(height - _NOSE_HEIGHT), _UP_OR_DOWN),
    )
