"""What is measured of a face, in Rekognition's names.

Landmarks and boxes are in shares of the upright picture. The default five landmarks and
the pose come from the finder's five points; the thirty, the eyes and the mouth from
dlib's 68 landmarks, whose model is loaded when someone first asks for them. Where the
store lacks that model, the five points are the landmarks, and eyes and mouth are left
out. Age, gender, emotions, glasses, beards and smiles are nothing that we measure.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from visage.answers.rekognition.requests import Attribute
from visage.errors import ModelMissing
from visage.faces.face import Face
from visage.faces.mean_face import five_points
from visage.faces.pose import pose
from visage.faces.quality import NEEDED, Quality, brightness, judge
from visage.gallery.pictures import shares
from visage.geometry import Box, Points
from visage.pictures.photo import Photo
from visage.recognition.recognizer import finest
from visage.swap.expression import OPEN, opening

# A structure of the wire: members by name.
Members = dict[str, Any]

FIVE = ("eyeLeft", "eyeRight", "nose", "mouthLeft", "mouthRight")
# The other landmarks, each the mean of some of the 68; left is left in the picture.
PLACES: dict[str, tuple[int, ...]] = {
    "leftEyeBrowLeft": (17,),
    "leftEyeBrowRight": (21,),
    "leftEyeBrowUp": (19,),
    "rightEyeBrowLeft": (22,),
    "rightEyeBrowRight": (26,),
    "rightEyeBrowUp": (24,),
    "leftEyeLeft": (36,),
    "leftEyeRight": (39,),
    "leftEyeUp": (37, 38),
    "leftEyeDown": (40, 41),
    "rightEyeLeft": (42,),
    "rightEyeRight": (45,),
    "rightEyeUp": (43, 44),
    "rightEyeDown": (46, 47),
    "noseLeft": (31,),
    "noseRight": (35,),
    "mouthUp": (51,),
    "mouthDown": (57,),
    # The middle of the eye: where it looks is not measured.
    "leftPupil": (36, 37, 38, 39, 40, 41),
    "rightPupil": (42, 43, 44, 45, 46, 47),
    "upperJawlineLeft": (0,),
    "midJawlineLeft": (4,),
    "chinBottom": (8,),
    "midJawlineRight": (12,),
    "upperJawlineRight": (16,),
}
# An eye is open where its lids are this far apart, in widths of the eye: chosen by
# looking at 24 of 899 pictures of LFW, the 12 lowest among them.
EYES_OPEN = 0.17
# The 68 landmarks of a face take some 50 ms, so that those of many would take too long.
MOST_LANDMARKED = 50
# Where there is no doubt: shut and open eyes, and an open mouth (shut is 0).
_EYES = (0.08, 0.3)
_MOUTH = (0.0, 0.12)


@dataclass(frozen=True)
class Asked:
    """Which attributes someone asks for, beside those that are always answered."""

    landmarks: bool
    eyes: bool
    mouth: bool
    occlusion: bool

    @classmethod
    def of(cls, attributes: Sequence[Attribute]) -> Asked:
        everything = "ALL" in attributes
        return cls(
            landmarks=everything,
            eyes=everything or "EYES_OPEN" in attributes,
            mouth=everything or "MOUTH_OPEN" in attributes,
            occlusion=everything or "FACE_OCCLUDED" in attributes,
        )

    def of_face(self, number: int) -> Asked:
        """What is answered of the face of this number, from the largest, 0."""
        if number < MOST_LANDMARKED:
            return self
        return replace(self, landmarks=False, eyes=False, mouth=False)

    @property
    def of_the_68(self) -> bool:
        """Whether dlib's landmarks are needed."""
        return self.landmarks or self.eyes or self.mouth


DEFAULT = Asked(landmarks=False, eyes=False, mouth=False, occlusion=False)


def face_detail(photo: Photo, face: Face, asked: Asked = DEFAULT) -> Members:
    """A FaceDetail."""
    quality = judge(*finest(photo, face))
    found = _landmarks_68(face) if asked.of_the_68 else None
    detail = compared_face(photo, face, quality)
    if found is not None and asked.landmarks:
        detail["Landmarks"] = _landmarks(_thirty(found), photo)
    if found is not None and asked.eyes:
        detail["EyesOpen"] = _verdict(eyes_apart(found), EYES_OPEN, _EYES)
    if found is not None and asked.mouth:
        detail["MouthOpen"] = _verdict(opening(found), OPEN, _MOUTH)
    if asked.occlusion:
        hidden = 1 - quality.visibility
        detail["FaceOccluded"] = _verdict(hidden, 1 - NEEDED, (0.0, 1.0))
    return detail


def compared_face(photo: Photo, face: Face, quality: Quality | None = None) -> Members:
    """A ComparedFace, which is the default part of a FaceDetail."""
    quality = quality or judge(*finest(photo, face))
    turned = pose(face.points)
    return {
        "BoundingBox": bounding_box(shares(face.box, photo)),
        "Confidence": confidence(face),
        "Landmarks": _landmarks(dict(zip(FIVE, face.points, strict=True)), photo),
        "Pose": {
            "Roll": round(turned.roll, 3),
            "Yaw": round(turned.yaw, 3),
            "Pitch": round(turned.pitch, 3),
        },
        "Quality": {
            "Brightness": round(100 * brightness(*finest(photo, face)), 3),
            "Sharpness": round(100 * quality.sharpness, 3),
        },
    }


def confidence(face: Face) -> float:
    """How sure the finder is of a face, 0 to 100."""
    return round(100 * face.probability, 4)


def bounding_box(box: Box) -> Members:
    """A BoundingBox; it may leave the picture, and so 0 to 1."""
    return {
        "Width": round(box.width, 6),
        "Height": round(box.height, 6),
        "Left": round(box.left, 6),
        "Top": round(box.top, 6),
    }


def eyes_apart(points: Points) -> float:
    """How far the lids of both eyes are apart, in widths of an eye: 68 landmarks."""
    return float(np.mean([_lids(points[first : first + 6]) for first in (36, 42)]))


def _lids(eye: Points) -> float:
    """The distance of the lids over that of the corners (Soukupová and Čech 2016)."""
    width = math.dist(eye[0], eye[3])
    apart = math.dist(eye[1], eye[5]) + math.dist(eye[2], eye[4])
    return apart / 2 / max(width, 1e-6)


def _landmarks_68(face: Face) -> Points | None:
    try:
        return face.landmarks
    except ModelMissing:
        return None


def _thirty(points: Points) -> dict[str, Points]:
    first = dict(zip(FIVE, five_points(points), strict=True))
    means = {name: points[list(at)].mean(axis=0) for name, at in PLACES.items()}
    return {**first, **means}


def _landmarks(places: dict[str, Points], photo: Photo) -> list[Members]:
    return [
        {
            "Type": name,
            "X": round(float(x) / photo.width, 6),
            "Y": round(float(y) / photo.height, 6),
        }
        for name, (x, y) in places.items()
    ]


def _verdict(measured: float, limit: float, ends: tuple[float, float]) -> Members:
    """Yes from the limit on; the confidence is 50 there and 100 at either end."""
    yes = measured >= limit
    end = ends[1] if yes else ends[0]
    share = min(1.0, abs(measured - limit) / abs(end - limit))
    return {"Value": yes, "Confidence": round(50 + 50 * share, 3)}
