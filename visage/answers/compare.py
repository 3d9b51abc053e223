"""What compare takes and answers: the same by HTTP and on the terminal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, Field

from visage.answers.fields import MinFace, Parameters
from visage.answers.recognize import FaceFacts, face_facts
from visage.errors import FaceOutOfRange, ModelMissing, NoFace, in_picture
from visage.pictures.photo import Photo
from visage.recognition.embed import Floats
from visage.recognition.recognizer import Described, Recognizer
from visage.recognition.thresholds import DEFAULT_FAR, Table, Threshold, percent, table

Index = Annotated[int, Field(ge=0, le=10_000)]


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


@dataclass(frozen=True)
class Decision:
    """Whether two vectors are of one person; None where nothing can be decided."""

    same: bool | None
    similarity: float
    threshold: Threshold | None
    strictest: Threshold | None
    sentence: str


def compare_faces(
    a: bytes, b: bytes, recognizer: Recognizer, parameters: CompareParameters
) -> CompareAnswer:
    """Whether a face of one picture and a face of another are of one person.

    Raises NoFace, FaceOutOfRange, or BadParameter where the rate was not measured.
    """
    with in_picture("a"):
        first = _one(a, recognizer, parameters.face_a, parameters.min_face)
    with in_picture("b"):
        second = _one(b, recognizer, parameters.face_b, parameters.min_face)
    decision = decide(first.vector, second.vector, recognizer, parameters.far)
    return CompareAnswer(
        embedder=recognizer.embedder.profile.name,
        similarity=round(decision.similarity, 4),
        same=decision.same,
        threshold=decision.threshold,
        strictest=decision.strictest,
        sentence=decision.sentence,
        a=face_facts(parameters.face_a, first),
        b=face_facts(parameters.face_b, second),
    )


def decide(a: Floats, b: Floats, recognizer: Recognizer, far: float) -> Decision:
    """Whether two unit vectors of the recognizer are of one person.

    Raises BadParameter where the rate was not measured.
    """
    measured = thresholds(recognizer)
    threshold = measured.at(far) if measured else None
    similarity = min(1.0, max(-1.0, float(a @ b)))
    return Decision(
        same=None if threshold is None else similarity >= threshold.similarity,
        similarity=similarity,
        threshold=threshold,
        strictest=measured.strictest(similarity) if measured else None,
        sentence=_sentence(similarity, threshold),
    )


def thresholds(recognizer: Recognizer) -> Table | None:
    """The measured thresholds of the network in use, None where there are none."""
    try:
        return table(recognizer.embedder.profile.model)
    except ModelMissing:
        return None


def _one(
    raw: bytes, recognizer: Recognizer, index: int, min_face: float | None
) -> Described:
    photo = Photo(raw)
    faces = recognizer.find(photo, min_face)
    if not faces:
        raise NoFace("No face was found; a face needs to be at least 20 pixels wide.")
    if index >= len(faces):
        count = "1 face" if len(faces) == 1 else f"{len(faces)} faces"
        raise FaceOutOfRange(
            f"There is no face {index}: the picture has {count}, counted from 0, "
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
