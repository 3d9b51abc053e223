"""What recognize and compare take and answer: the same by HTTP and on the terminal.

Boxes and points are pixels of the upright picture, rounded to a hundredth.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from visage import calibrate
from visage.body import Parameters
from visage.calibrate import DEFAULT_FAR, Table, Threshold, percent
from visage.errors import FaceOutOfRange, ModelMissing, NoFace
from visage.geometry import Box
from visage.image import Photo
from visage.mtcnn import Face
from visage.recognize import Described, Recognizer

MinFace = Annotated[float, Field(ge=20, le=10_000)]
Index = Annotated[int, Field(ge=0, le=10_000)]


class RecognizeParameters(Parameters):
    """What can be chosen when faces are described."""

    min_face: MinFace | None = Field(
        default=None, description="width in pixels of the smallest face to look for"
    )


class CompareParameters(Parameters):
    """What can be chosen when two faces are compared."""

    far: float = Field(
        default=DEFAULT_FAR,
        gt=0,
        lt=1,
        description="false-accept rate of the decision; one of the measured ones",
    )
    face_a: Index = Field(
        default=0, description="index of the face in a, largest first"
    )
    face_b: Index = Field(
        default=0, description="index of the face in b, largest first"
    )
    min_face: MinFace | None = Field(
        default=None, description="width in pixels of the smallest face to look for"
    )


class FaceBox(BaseModel):
    """A face's box as MTCNN gives it; it may reach past the picture."""

    left: float
    top: float
    right: float
    bottom: float


class FivePoints(BaseModel):
    """MTCNN's five points; left and right are those of the picture."""

    left_eye: tuple[float, float]
    right_eye: tuple[float, float]
    nose: tuple[float, float]
    mouth_left: tuple[float, float]
    mouth_right: tuple[float, float]


class QualityFacts(BaseModel):
    """How far the face can be trusted: the lowest measure, and what is amiss."""

    score: float
    measures: dict[str, float]
    reasons: list[str] = Field(description="such as: too blurry: 0.31, needs 0.50")


class FaceFacts(BaseModel):
    """One face: where it is, how sure the detector is, how good it is."""

    index: int
    box: FaceBox
    score: float = Field(description="the detector's probability")
    points: FivePoints
    quality: QualityFacts


class Size(BaseModel):
    """The upright picture in pixels."""

    width: int
    height: int


class RecognizeAnswer(BaseModel):
    """Every face of a picture, the largest first."""

    picture: Size
    embedder: str
    faces: list[FaceFacts]


class CompareAnswer(BaseModel):
    """Whether two faces are of one person, and how often such a decision is wrong."""

    embedder: str
    similarity: float = Field(description="cosine of the two vectors, -1 to 1")
    same: bool | None = Field(description="null where the embedder has no thresholds")
    threshold: Threshold | None
    strictest: Threshold | None = Field(
        description="the strictest measured threshold that the similarity passes"
    )
    sentence: str
    a: FaceFacts
    b: FaceFacts


def recognize(
    raw: bytes, recognizer: Recognizer, parameters: RecognizeParameters
) -> RecognizeAnswer:
    """Every face of an encoded picture; finding none is an empty list."""
    photo = Photo(raw)
    faces = recognizer.find(photo, parameters.min_face)
    described = recognizer.describe(photo, faces)
    return RecognizeAnswer(
        picture=Size(width=photo.width, height=photo.height),
        embedder=recognizer.embedder.profile.name,
        faces=[_facts(index, each) for index, each in enumerate(described)],
    )


def compare(
    a: bytes, b: bytes, recognizer: Recognizer, parameters: CompareParameters
) -> CompareAnswer:
    """Whether a face of one picture and a face of another are of one person.

    Raises NoFace, FaceOutOfRange, or BadParameter where the rate was not measured.
    """
    table = thresholds(recognizer)
    threshold = table.at(parameters.far) if table else None
    first = _one("a", a, recognizer, parameters.face_a, parameters.min_face)
    second = _one("b", b, recognizer, parameters.face_b, parameters.min_face)
    similarity = min(1.0, max(-1.0, float(first.vector @ second.vector)))
    same = None if threshold is None else similarity >= threshold.similarity
    return CompareAnswer(
        embedder=recognizer.embedder.profile.name,
        similarity=round(similarity, 4),
        same=same,
        threshold=threshold,
        strictest=table.strictest(similarity) if table else None,
        sentence=_sentence(similarity, threshold),
        a=_facts(parameters.face_a, first),
        b=_facts(parameters.face_b, second),
    )


def thresholds(recognizer: Recognizer) -> Table | None:
    """The measured thresholds of the network in use, None where there are none."""
    try:
        return calibrate.table(recognizer.embedder.profile.model)
    except ModelMissing:
        return None


def _one(
    name: str, raw: bytes, recognizer: Recognizer, index: int, min_face: float | None
) -> Described:
    photo = Photo(raw)
    faces = recognizer.find(photo, min_face)
    if not faces:
        raise NoFace(
            f"No face was found in {name}; a face needs to be at least 20 pixels wide."
        )
    if index >= len(faces):
        count = "1 face" if len(faces) == 1 else f"{len(faces)} faces"
        raise FaceOutOfRange(
            f"There is no face {index} in {name}: it has {count}, counted from 0, "
            "largest first."
        )
    return recognizer.describe(photo, [faces[index]])[0]


def _sentence(similarity: float, threshold: Threshold | None) -> str:
    if threshold is None:
        return (
            f"The similarity is {similarity:.3f}; this embedder has no measured "
            "thresholds, so nothing is decided."
        )
    same = similarity >= threshold.similarity
    return (
        f"{'The same person' if same else 'Not the same person'} at FAR "
        f"{percent(threshold.far)}: the similarity is {similarity:.3f}, and "
        f"{threshold.similarity:.3f} is needed. At that threshold "
        f"{percent(threshold.far)} of pairs of different people were taken for the "
        f"same, and {percent(round(1 - threshold.tar, 4))} of pairs of one person "
        "for different."
    )


def _facts(index: int, described: Described) -> FaceFacts:
    face, quality = described.face, described.quality
    return FaceFacts(
        index=index,
        box=_box(face.box),
        score=round(face.probability, 4),
        points=_points(face),
        quality=QualityFacts(
            score=round(quality.score, 3),
            measures={name: round(m, 3) for name, m in quality.measures.items()},
            reasons=quality.reasons,
        ),
    )


def _box(box: Box) -> FaceBox:
    return FaceBox(
        left=round(box.left, 2),
        top=round(box.top, 2),
        right=round(box.right, 2),
        bottom=round(box.bottom, 2),
    )


def _points(face: Face) -> FivePoints:
    rounded = [(round(float(x), 2), round(float(y), 2)) for x, y in face.points]
    return FivePoints(
        left_eye=rounded[0],
        right_eye=rounded[1],
        nose=rounded[2],
        mouth_left=rounded[3],
        mouth_right=rounded[4],
    )
