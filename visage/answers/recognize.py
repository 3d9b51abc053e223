"""Parameters and answer of recognize, the same over HTTP and on the terminal."""

from __future__ import annotations

from pydantic import BaseModel, Field

from visage.answers.fields import (
    FaceBox,
    MinFace,
    Parameters,
    PictureSize,
    face_box,
)
from visage.answers.limits import check_described
from visage.faces.face import Detection
from visage.pictures.photo import Photo
from visage.recognition.recognizer import Recognized, Recognizer


class RecognizeParameters(Parameters):
    """What can be chosen when faces are described."""

    min_face: MinFace | None = Field(
        default=None, description="width in pixels of the smallest face to look for"
    )


class FivePoints(BaseModel):
    """MTCNN's five points. `left_eye` is the one on the left of the picture."""

    left_eye: tuple[float, float]
    right_eye: tuple[float, float]
    nose: tuple[float, float]
    mouth_left: tuple[float, float]
    mouth_right: tuple[float, float]


class QualityFacts(BaseModel):
    """How far the face can be trusted: `score` is the lowest of the measures."""

    score: float
    measures: dict[str, float]
    reasons: list[str] = Field(description="such as: too blurry: 0.31, needs 0.50")


class FaceFacts(BaseModel):
    """One face: where it is, how sure the detector is, and how well it is seen."""

    index: int
    box: FaceBox
    probability: float = Field(description="how sure the detector is, 0 to 1")
    points: FivePoints
    quality: QualityFacts


class RecognizeAnswer(BaseModel):
    """Every face of a picture, the largest first."""

    picture: PictureSize
    embedder: str
    faces: list[FaceFacts]


def recognize_faces(
    raw: bytes, recognizer: Recognizer, parameters: RecognizeParameters
) -> RecognizeAnswer:
    """Finds and describes every face of an encoded picture; there may be none."""
    photo = Photo(raw)
    found = recognizer.finder.find(photo, parameters.min_face)
    check_described(len(found.faces))
    recognized = recognizer.recognize(photo, found.faces)
    return RecognizeAnswer(
        picture=PictureSize(width=photo.width, height=photo.height),
        embedder=recognizer.embedder.profile.name,
        faces=[face_facts(index, each) for index, each in enumerate(recognized)],
    )


def face_facts(index: int, recognized: Recognized) -> FaceFacts:
    """What an answer says about a face; the largest face has the index 0."""
    face, quality = recognized.face, recognized.quality
    return FaceFacts(
        index=index,
        box=face_box(face.box),
        probability=round(face.probability, 4),
        points=_points(face),
        quality=QualityFacts(
            score=round(quality.score, 3),
            measures={name: round(m, 3) for name, m in quality.measures.items()},
            reasons=quality.reasons,
        ),
    )


def _points(face: Detection) -> FivePoints:
    rounded = [(round(float(x), 2), round(float(y), 2)) for x, y in face.points]
    return FivePoints(
        left_eye=rounded[0],
        right_eye=rounded[1],
        nose=rounded[2],
        mouth_left=rounded[3],
        mouth_right=rounded[4],
    )
