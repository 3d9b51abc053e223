"""What is asked and answered when faces are enrolled, listed and erased."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from visage.answers.fields import MinFace, Parameters, Place
from visage.answers.gallery import (
    ConsentSaid,
    InCollection,
    PageParameters,
    described,
    is_own,
    make_own,
    matching,
)
from visage.answers.limits import check_described
from visage.answers.people import (
    Metadata,
    PersonFacts,
    PersonId,
    PersonParameters,
    Suppressing,
    person_facts,
)
from visage.answers.receipts import ReceiptFacts, receipt_facts
from visage.answers.recognize import FaceFacts, face_facts
from visage.errors import ModelMissing, UnknownCollection
from visage.gallery import rules
from visage.gallery.audit import Caller
from visage.gallery.checks import EXTERNAL, FACE
from visage.gallery.faces import FaceRecord
from visage.gallery.people import IfExists, NewPerson
from visage.gallery.pictures import (
    Shown,
    chosen,
    enrol,
    good_enough,
    sighted,
)
from visage.gallery.protocol import Gallery
from visage.gallery.thresholds import Candidate, PeopleTable, people_table
from visage.geometry import Box
from visage.pictures.photo import Photo
from visage.recognition.recognizer import Recognizer

FaceId = Annotated[str, matching("id of the face", FACE), described(FACE)]
ExternalId = Annotated[str, matching("external id", EXTERNAL), described(EXTERNAL)]
Index = Annotated[int, Field(ge=0, le=10_000)]


class OneFace(Parameters):
    """Which face of a picture is meant, where it shows several."""

    face: Index | None = Field(
        default=None, description="index from 0, the largest first"
    )
    at: Place | None = Field(
        default=None, description="x,y of a point: the face whose box holds it"
    )
    min_face: MinFace | None = Field(
        default=None, description="width in pixels of the smallest face to look for"
    )

    @property
    def choice(self) -> int | tuple[float, float] | None:
        """The index or the point, if any."""
        return self.at or self.face


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


class FacesParameters(PersonParameters, PageParameters):
    """Whose faces are listed."""


class EraseFaceParameters(PersonParameters, Suppressing):
    """Which face of a person is erased."""

    face: FaceId


class ShareBox(BaseModel):
    """A face's box in shares of the upright picture's width and height."""

    left: float
    top: float
    right: float
    bottom: float


class KeptFace(BaseModel):
    """A face as it is kept, without its vector."""

    id: str
    quality: float = Field(description="score at its enrolment, 0 to 1")
    confidence: float = Field(description="how sure the detector was, 0 to 1")
    external_id: str | None
    picture: str = Field(description="keyed hash of the file that it was seen in")
    box: ShareBox
    created: datetime


class FacesAnswer(BaseModel):
    """A person's faces by id; `after` is null on the last page."""

    faces: list[KeptFace]
    after: str | None


class LooksLike(BaseModel):
    """Another person who would be named for the face."""

    id: str
    name: str
    similarity: float
    needed: float = Field(description="the similarity from which they are named")


class NearDuplicate(BaseModel):
    """A face of the same person that is most likely of the same picture."""

    id: str
    similarity: float


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


def shown_faces(
    raw: bytes, gallery: Gallery, recognizer: Recognizer, min_face: float | None
) -> tuple[Photo, list[Shown]]:
    """An encoded picture and every face of it. Raises TooManyFaces."""
    photo = Photo(raw)
    faces = recognizer.finder.find(photo, min_face).faces
    check_described(len(faces))
    recognized = recognizer.recognize(photo, faces)
    profile = recognizer.embedder.profile.name
    return photo, sighted(photo, gallery.digest(raw), recognized, profile)


def enrol_person(
    raw: bytes | None,
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
    face = None if raw is None else _face(raw, gallery, recognizer(), asked)

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
    make_own(gallery, recognizer().embedder.profile, person, caller)
    return work()


def add_face(
    raw: bytes,
    gallery: Gallery,
    recognizer: Recognizer,
    asked: NewFaceParameters,
    caller: Caller,
) -> EnrolAnswer:
    """Enrol one more face of a person. Raises what `enrol_person` does."""
    # Before the picture is looked at, which takes longer.
    gallery.person(asked.collection, asked.id)
    face, table = _face(raw, gallery, recognizer, asked), thresholds_of(recognizer)
    return _with_face(gallery, asked, face, asked.id, table, caller)


def list_faces(gallery: Gallery, asked: FacesParameters) -> FacesAnswer:
    """A person's faces, a page at a time. Raises UnknownCollection, UnknownPerson."""
    page = gallery.faces(
        asked.collection, person=asked.id, after=asked.after, limit=asked.limit
    )
    return FacesAnswer(faces=[kept_face(each) for each in page.items], after=page.after)


def erase_face(
    gallery: Gallery, asked: EraseFaceParameters, caller: Caller
) -> ReceiptFacts:
    """Erase one face of a person.

    Raises UnknownCollection, UnknownPerson, and UnknownFace for another's face too.
    """
    gallery.person(asked.collection, asked.id)
    for each in gallery.faces_by_id(asked.collection, [asked.face]):
        if each.person != asked.id:
            raise rules.unknown_face(asked.collection, asked.face)
    receipt = gallery.erase_faces(
        asked.collection, [asked.face], caller, suppress=asked.suppress
    )
    return receipt_facts(receipt)


def kept_face(kept: FaceRecord) -> KeptFace:
    """What an answer says of a face that is kept."""
    return KeptFace(
        id=kept.id,
        quality=round(kept.quality, 3),
        confidence=round(kept.confidence, 4),
        external_id=kept.external_id,
        picture=kept.sighting.picture,
        box=share_box(kept.sighting.box),
        created=kept.created,
    )


def share_box(box: Box) -> ShareBox:
    """A box in shares of its picture, rounded to a ten-thousandth."""
    return ShareBox(
        left=round(box.left, 4),
        top=round(box.top, 4),
        right=round(box.right, 4),
        bottom=round(box.bottom, 4),
    )


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
        looks_like=[_looks_like(each) for each in done.others],
        near_duplicates=[
            NearDuplicate(id=each.face.id, similarity=round(each.similarity, 4))
            for each in done.near_duplicates
        ],
    )


def _looks_like(found: Candidate) -> LooksLike:
    return LooksLike(
        id=found.person.id,
        name=found.person.name,
        similarity=round(found.similarity, 4),
        needed=round(found.needed, 4),
    )


def _face(
    raw: bytes, gallery: Gallery, recognizer: Recognizer, asked: FaceParameters
) -> Shown:
    """The face of a picture that is meant, if it is good enough."""
    _, faces = shown_faces(raw, gallery, recognizer, asked.min_face)
    face = chosen(faces, asked.choice)
    return face if asked.quality == "any" else good_enough(face)
