"""Parameters and answer of compare, the same over HTTP and on the terminal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, Field

from visage.answers.choice import find_chosen
from visage.answers.fields import MinFace, Parameters, Place
from visage.answers.recognize import FaceFacts, face_facts
from visage.errors import ModelMissing, in_picture
from visage.faces.face import Choice
from visage.models.network import Floats
from visage.pictures.photo import Photo
from visage.recognition.recognizer import Recognized, Recognizer
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
    at_a: Place | None = Field(
        default=None,
        description="x,y of a point in a: the face whose box holds it, in place of "
        "face_a",
    )
    at_b: Place | None = Field(
        default=None,
        description="x,y of a point in b: the face whose box holds it, in place of "
        "face_b",
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
    min_face = parameters.min_face
    choice_a: Choice = parameters.at_a or parameters.face_a
    choice_b: Choice = parameters.at_b or parameters.face_b
    with in_picture("a"):
        index_a, first = _one(a, recognizer, choice_a, min_face)
    with in_picture("b"):
        index_b, second = _one(b, recognizer, choice_b, min_face)
    decision = decide(first.lasting, second.lasting, recognizer, parameters.far)
    return CompareAnswer(
        embedder=recognizer.embedder.profile.name,
        similarity=round(decision.similarity, 4),
        same=decision.same,
        threshold=decision.threshold,
        strictest=decision.strictest,
        sentence=decision.sentence,
        a=face_facts(index_a, first),
        b=face_facts(index_b, second),
    )


def decide(a: Floats, b: Floats, recognizer: Recognizer, far: float) -> Decision:
    """Whether two unit vectors of the recognizer are of one person.

    Raises BadParameter where the rate was not measured.
    """
    measured = thresholds(recognizer)
    threshold = measured.at(far) if measured else None
    # Rounding takes the cosine of equal vectors a little past 1.
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
    raw: bytes, recognizer: Recognizer, choice: Choice, min_face: float | None
) -> tuple[int, Recognized]:
    """The face that is meant, and its index in the picture."""
    photo = Photo(raw)
    found, (face,) = find_chosen(recognizer.finder, photo, choice, min_face)
    return found.faces.index(face), recognizer.recognize(photo, [face])[0]


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
