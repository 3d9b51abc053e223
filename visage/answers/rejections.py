"""What is asked and answered where a face is said not to be a person."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from visage.answers.faces import OneFace, ShareBox, share_box, shown_faces
from visage.answers.gallery import described, matching
from visage.answers.people import PersonParameters
from visage.errors import UnknownRejection
from visage.gallery.audit import Caller
from visage.gallery.faces import Sighting
from visage.gallery.forgetting import Rejection
from visage.gallery.pictures import chosen
from visage.gallery.protocol import Gallery
from visage.geometry import Box
from visage.pictures.photo import Photo
from visage.recognition.recognizer import Recognizer

_ID = re.compile(r"[0-9a-f]{64}(_-?[0-9]{1,6}){4}")
RejectionId = Annotated[str, matching("id of the rejection", _ID), described(_ID)]


class RejectParameters(PersonParameters, OneFace):
    """Whom a face of the picture is not."""


class WithdrawParameters(PersonParameters):
    """What is taken back."""

    rejection: RejectionId = Field(description="its id")


class RejectionFacts(BaseModel):
    """A face, as it was seen, is not this person: someone has said so."""

    id: str
    person: str
    picture: str = Field(description="keyed hash of the file")
    box: ShareBox
    created: datetime


class RejectionsAnswer(BaseModel):
    """What was said of a person, in the order of time."""

    rejections: list[RejectionFacts]


class Withdrawn(BaseModel):
    """How many rejections were taken back."""

    withdrawn: int


def list_rejections(gallery: Gallery, asked: PersonParameters) -> RejectionsAnswer:
    """Every rejection of a person. Raises UnknownCollection or UnknownPerson."""
    said = gallery.rejections(asked.collection, asked.id)
    return RejectionsAnswer(rejections=[rejection_facts(each) for each in said])


def reject(
    picture: bytes | Photo,
    gallery: Gallery,
    recognizer: Recognizer,
    asked: RejectParameters,
    caller: Caller,
) -> RejectionFacts:
    """Remember that a face of a picture is not a person.

    Raises NoFace, SeveralFaces, FaceOutOfRange, UnknownCollection, UnknownPerson.
    """
    sighting = _seen(picture, gallery, recognizer, asked)
    return rejection_facts(gallery.reject(asked.collection, asked.id, sighting, caller))


def withdraw_rejection(
    gallery: Gallery, asked: WithdrawParameters, caller: Caller
) -> Withdrawn:
    """Take back what was said of a face and a person.

    Raises UnknownCollection, UnknownPerson, UnknownRejection.
    """
    sighting = _sighting(asked.rejection)
    return _withdrawn(gallery, asked.collection, asked.id, sighting, caller)


def withdraw_from(
    picture: bytes | Photo,
    gallery: Gallery,
    recognizer: Recognizer,
    asked: RejectParameters,
    caller: Caller,
) -> Withdrawn:
    """Take back what was said of the face of a picture.

    Raises what `reject` does, and UnknownRejection.
    """
    sighting = _seen(picture, gallery, recognizer, asked)
    return _withdrawn(gallery, asked.collection, asked.id, sighting, caller)


def rejection_facts(said: Rejection) -> RejectionFacts:
    """What an answer says of a rejection."""
    return RejectionFacts(
        id=_rejection_id(said.sighting),
        person=said.person,
        picture=said.sighting.picture,
        box=share_box(said.sighting.box),
        created=said.created,
    )


def _seen(
    picture: bytes | Photo,
    gallery: Gallery,
    recognizer: Recognizer,
    asked: RejectParameters,
) -> Sighting:
    """Where the face that is meant was seen; of someone who is there."""
    gallery.person(asked.collection, asked.id)
    _, faces = shown_faces(picture, gallery, recognizer, asked.min_face)
    return chosen(faces, asked.choice).sighting


def _withdrawn(
    gallery: Gallery, collection: str, person: str, sighting: Sighting, caller: Caller
) -> Withdrawn:
    count = gallery.withdraw_rejection(collection, person, sighting, caller)
    if not count:
        raise UnknownRejection(
            f"Nobody has said of the person {person} that they are not this face."
        )
    return Withdrawn(withdrawn=count)


# Edges of a box are written in these parts of the picture's width and height: two
# faces of one picture are never so near.
_PARTS = 10_000


def _rejection_id(sighting: Sighting) -> str:
    """What names a rejection among those of its person: what it is about."""
    box = sighting.box
    edges = (box.left, box.top, box.right, box.bottom)
    return "_".join([sighting.picture, *(f"{edge * _PARTS:.0f}" for edge in edges)])


def _sighting(rejection: str) -> Sighting:
    """What a rejection is about. Raises BadParameter where the box cannot be."""
    picture, *edges = rejection.split("_")
    return Sighting(picture, Box(*(int(edge) / _PARTS for edge in edges)))
