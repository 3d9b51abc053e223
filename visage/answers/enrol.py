"""What is asked and answered when faces are enrolled, listed and erased."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from visage.answers.alike import (
    LooksLike,
    NearDuplicate,
    looks_like,
    near_duplicate,
)
from visage.answers.faces import KeptFace, OneFace, kept_face, shown_faces
from visage.answers.gallery import (
    ConsentSaid,
    InCollection,
    described,
    is_own,
    make_own,
    matching,
)
from visage.answers.people import (
    Metadata,
    PersonFacts,
    PersonId,
    PersonParameters,
    person_facts,
)
from visage.answers.recognize import FaceFacts, face_facts
from visage.errors import ModelMissing, UnknownCollection
from visage.gallery.audit import Caller
from visage.gallery.checks import EXTERNAL
from visage.gallery.people import IfExists, NewPerson
from visage.gallery.pictures import (
    Shown,
    chosen,
    enrol,
    good_enough,
)
from visage.gallery.protocol import Gallery
from visage.gallery.thresholds import PeopleTable, people_table
from visage.pictures.photo import Photo
from visage.recognition.recognizer import Recognizer

ExternalId = Annotated[str, matching("external id", EXTERNAL), described(EXTERNAL)]


class FaceParameters(OneFace):
    """How the face of a picture is enrolled."""

    quality: Literal["good", "any"] = Field(
        default="good",
        description="good refuses a face that will be recognised badly; any takes it",
    )
    external_id: ExternalId | None = Field(
        default=None, description="what you call the picture or the face"
    )


class NewPersonParameters(InCollection, ConsentSaid, FaceParameters):
    """Who is enrolled."""

    name: str = Field(description="what people call them")
    id: PersonId | None = Field(
        default=None, description="an id of your own; one is made, if not given"
    )
    metadata: Metadata | None = Field(
        default=None, description="a JSON object, at most 4 kB"
    )
    if_exists: IfExists = Field(
        default="refuse",
        description="where the id is taken: refuse, add the face, replace the person",
    )


class NewFaceParameters(PersonParameters, FaceParameters):
    """Whose face is added."""


class EnrolAnswer(BaseModel):
    """The person, the face as it is kept and as it was seen, and what to look at.

    `existing` says that the same face of the same picture was there already. Without a
    picture there is no face.
    """

    person: PersonFacts
    face: KeptFace | None
    existing: bool
    seen: FaceFacts | None
    looks_like: list[LooksLike] = Field(description="people to compare with, perhaps")
    near_duplicates: list[NearDuplicate]


def enrol_person(
    picture: bytes | Photo | None,
    gallery: Gallery,
    recognizer: Callable[[], Recognizer],
    asked: NewPersonParameters,
    caller: Caller,
) -> EnrolAnswer:
    """Enrol a person, with the face of a picture or without any yet.

    The default collection is made where it is not there. Raises what decoding raises,
    NoFace, SeveralFaces, FaceOutOfRange, LowQuality, and what `Gallery.enrol` raises.
    """
    person = NewPerson(
        asked.name, asked.id, asked.metadata or {}, asked.consent, asked.if_exists
    )
    face = None
    if picture is not None:
        face = _face(picture, gallery, recognizer(), asked)

    def work() -> EnrolAnswer:
        if face is None:
            return _faceless(gallery, asked.collection, person, caller)
        table = thresholds_of(recognizer())
        return _with_face(gallery, asked, face, person, table, caller)

    try:
        return work()
    except UnknownCollection:
        if not is_own(asked.collection):
            raise
    profile = recognizer().embedder.profile
    make_own(gallery, profile.name, profile.dimension, person, caller)
    return work()


def add_face(
    picture: bytes | Photo,
    gallery: Gallery,
    recognizer: Recognizer,
    asked: NewFaceParameters,
    caller: Caller,
) -> EnrolAnswer:
    """Enrol one more face of a person. Raises what `enrol_person` does."""
    # Before the picture is looked at, which takes longer.
    gallery.person(asked.collection, asked.id)
    face = _face(picture, gallery, recognizer, asked)
    table = thresholds_of(recognizer)
    return _with_face(gallery, asked, face, asked.id, table, caller)


def thresholds_of(recognizer: Recognizer) -> PeopleTable | None:
    """The measured thresholds of the embedder for people, None where there are none."""
    try:
        return people_table(recognizer.embedder.profile.model)
    except ModelMissing:
        return None


def _faceless(
    gallery: Gallery, collection: str, person: NewPerson, caller: Caller
) -> EnrolAnswer:
    """A person of whom there is no face yet."""
    made = gallery.enrol(collection, [], person, caller)
    assert made.person is not None
    return EnrolAnswer(
        person=person_facts(made.person),
        face=None,
        existing=False,
        seen=None,
        looks_like=[],
        near_duplicates=[],
    )


def _with_face(
    gallery: Gallery,
    asked: NewPersonParameters | NewFaceParameters,
    face: Shown,
    person: NewPerson | str,
    table: PeopleTable | None,
    caller: Caller,
) -> EnrolAnswer:
    done = enrol(
        gallery,
        asked.collection,
        face,
        person,
        caller,
        table=table,
        external_id=asked.external_id,
    )
    owner, (kept,) = done.enrolment.person, done.enrolment.faces
    assert owner is not None
    return EnrolAnswer(
        person=person_facts(owner),
        face=kept_face(kept.face),
        existing=kept.existing,
        seen=face_facts(face.index, face.recognized),
        looks_like=[looks_like(each) for each in done.others],
        near_duplicates=[near_duplicate(each) for each in done.near_duplicates],
    )


def _face(
    picture: bytes | Photo,
    gallery: Gallery,
    recognizer: Recognizer,
    asked: FaceParameters,
) -> Shown:
    """The face of a picture that is meant, if it is good enough."""
    _, faces = shown_faces(picture, gallery, recognizer, asked.min_face)
    face = chosen(faces, asked.choice)
    return face if asked.quality == "any" else good_enough(face)
