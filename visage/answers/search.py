"""What is asked and answered when the faces of a picture are searched for."""

from __future__ import annotations

from pydantic import BaseModel, Field, JsonValue

from visage.answers.faces import shown_faces
from visage.answers.fields import MinFace, PictureSize
from visage.answers.gallery import InCollection, is_own
from visage.answers.naming import Named, Searched, SearchedFacts, named, search
from visage.answers.recognize import FaceFacts, face_facts
from visage.errors import UnknownCollection
from visage.gallery.pictures import Shown
from visage.gallery.probes import PeopleFound
from visage.gallery.protocol import Gallery
from visage.gallery.thresholds import (
    DEFAULT_FPIR,
    Candidate,
    Decision,
    PeopleTable,
    decide,
    people_table,
)
from visage.pictures.photo import Photo
from visage.recognition.recognizer import Recognizer

MOST_MATCHES = 20


class SearchParameters(InCollection):
    """Where faces are searched for, and how sure one has to be."""

    limit: int = Field(
        default=5, ge=1, le=MOST_MATCHES, description="the most people for each face"
    )
    fpir: float = Field(
        default=DEFAULT_FPIR,
        gt=0,
        lt=1,
        description="how often a stranger may be taken for anyone of the collection",
    )
    min_face: MinFace | None = Field(
        default=None, description="width in pixels of the smallest face to look for"
    )


class Match(BaseModel):
    """A person who is similar enough to a face."""

    id: str
    name: str
    metadata: dict[str, JsonValue]
    similarity: float
    needed: float = Field(description="the similarity from which they are named")


class SearchedFace(FaceFacts, Named):
    """A face, who it is taken for, and everyone who is similar enough."""

    matches: list[Match]


class SearchAnswer(BaseModel):
    """Every face of a picture, the largest first, and who is shown."""

    picture: PictureSize
    embedder: str
    gallery: SearchedFacts
    faces: list[SearchedFace]


def search_picture(
    picture: bytes | Photo,
    gallery: Gallery,
    recognizer: Recognizer,
    asked: SearchParameters,
) -> SearchAnswer:
    """Search for every face of a picture, which may be encoded; there may be none.

    Raises UnknownCollection, ProfileMismatch, TooManyFaces, and ModelMissing where the
    embedder has no measured thresholds.
    """
    table = people_table(recognizer.embedder.profile.model)
    photo, shown = shown_faces(picture, gallery, recognizer, asked.min_face)
    found = _searched(gallery, shown, table, asked)
    return SearchAnswer(
        picture=PictureSize(width=photo.width, height=photo.height),
        embedder=recognizer.embedder.profile.name,
        gallery=found.facts,
        faces=[
            _face(face, decision)
            for face, decision in zip(shown, found.decisions, strict=True)
        ],
    )


def _searched(
    gallery: Gallery, shown: list[Shown], table: PeopleTable, asked: SearchParameters
) -> Searched:
    try:
        return search(
            gallery,
            asked.collection,
            shown,
            table,
            limit=asked.limit,
            fpir=asked.fpir,
        )
    except UnknownCollection:
        if not is_own(asked.collection):
            raise
    nobody = decide(PeopleFound((), 0), table, asked.fpir)
    return Searched(
        asked.collection,
        (nobody,) * len(shown),
        0,
        nobody.far,
        nobody.fpir,
        asked.fpir,
    )


def _face(face: Shown, decision: Decision) -> SearchedFace:
    return SearchedFace(
        **dict(face_facts(face.index, face.recognized)),
        **dict(named(decision)),
        matches=[_match(each) for each in decision.candidates if each.is_named],
    )


def _match(found: Candidate) -> Match:
    return Match(
        id=found.person.id,
        name=found.person.name,
        metadata=dict(found.person.metadata),
        similarity=round(found.similarity, 4),
        needed=round(found.needed, 4),
    )
