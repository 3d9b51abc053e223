"""What is asked and answered about single faces: which is meant, and what is kept."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from visage.answers.fields import MinFace, Parameters, Place
from visage.answers.gallery import PageParameters, described, matching
from visage.answers.limits import check_described
from visage.answers.people import PersonParameters, Suppressing
from visage.answers.receipts import ReceiptFacts, receipt_facts
from visage.gallery import rules
from visage.gallery.audit import Caller
from visage.gallery.checks import FACE
from visage.gallery.faces import FaceRecord
from visage.gallery.pictures import Shown, sighted
from visage.gallery.protocol import Gallery
from visage.geometry import Box
from visage.pictures.photo import Photo
from visage.recognition.recognizer import Recognizer

FaceId = Annotated[str, matching("id of the face", FACE), described(FACE)]
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


def shown_faces(
    picture: bytes | Photo,
    gallery: Gallery,
    recognizer: Recognizer,
    min_face: float | None,
) -> tuple[Photo, list[Shown]]:
    """A picture, which may be encoded, and every face of it. Raises TooManyFaces."""
    photo = picture if isinstance(picture, Photo) else Photo(picture)
    faces = recognizer.finder.find(photo, min_face).faces
    check_described(len(faces))
    recognized = recognizer.recognize(photo, faces)
    profile = recognizer.embedder.profile.name
    return photo, sighted(photo, gallery.digest(photo.content), recognized, profile)


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
