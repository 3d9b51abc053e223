"""Parameters and answer of recognize, the same over HTTP and on the terminal."""

from __future__ import annotations

from itertools import repeat

from pydantic import BaseModel, Field

from visage.answers.fields import (
    FaceBox,
    MinFace,
    Parameters,
    PictureSize,
    face_box,
)
from visage.answers.gallery import CollectionName
from visage.answers.limits import check_described
from visage.answers.naming import Named, SearchedFacts, name, named
from visage.errors import UnknownCollection
from visage.faces.face import Detection
from visage.gallery.pictures import sighted
from visage.gallery.protocol import Gallery
from visage.pictures.photo import Photo
from visage.recognition.recognizer import Recognized, Recognizer


class RecognizeParameters(Parameters):
    """What can be chosen when faces are described."""

    collection: CollectionName | None = Field(
        default=None,
        description="where it is looked up who they are; the operator's default "
        "collection, if it is not given and anyone is in it",
    )
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


class NamedFace(FaceFacts, Named):
    """A face, and who it is taken for."""


class RecognizeAnswer(BaseModel):
    """Every face of a picture, the largest first.

    `gallery` is null where there is nobody whom a face could be taken for.
    """

    picture: PictureSize
    embedder: str
    gallery: SearchedFacts | None
    faces: list[NamedFace]


def recognize_faces(
    raw: bytes,
    recognizer: Recognizer,
    parameters: RecognizeParameters,
    gallery: Gallery | None = None,
) -> RecognizeAnswer:
    """Finds, describes and names every face of an encoded picture, if there is any.

    Raises TooManyFaces; and UnknownCollection, ProfileMismatch and ModelMissing where
    a collection is named in which nobody can be looked up.
    """
    photo = Photo(raw)
    found = recognizer.finder.find(photo, parameters.min_face)
    check_described(len(found.faces))
    recognized = recognizer.recognize(photo, found.faces)
    profile = recognizer.embedder.profile
    searched = None
    if gallery is not None:
        shown = sighted(photo, gallery.digest(raw), recognized, profile.name)
        searched = name(gallery, parameters.collection, shown, profile.model)
    elif parameters.collection is not None:
        raise UnknownCollection(
            f"There is no collection {parameters.collection}: nobody has been enrolled "
            "here yet."
        )
    who = map(named, searched.decisions) if searched else repeat(Named())
    return RecognizeAnswer(
        picture=PictureSize(width=photo.width, height=photo.height),
        embedder=profile.name,
        gallery=searched.facts if searched else None,
        faces=[
            NamedFace(**dict(face_facts(index, each)), **dict(one))
            for index, (each, one) in enumerate(zip(recognized, who, strict=False))
        ],
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
