"""What is asked and answered about unknown faces: the inbox, names, dismissals."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field, StringConstraints

from visage.answers.alike import (
    LooksLike,
    NearDuplicate,
    looks_like,
    near_duplicate,
)
from visage.answers.fields import Parameters, from_json_text
from visage.answers.gallery import ConsentSaid, InCollection, is_own, make_own
from visage.answers.people import Metadata, PersonFacts, PersonId, person_facts
from visage.errors import UnknownCollection
from visage.gallery.audit import Caller
from visage.gallery.people import IfExists, NewPerson
from visage.gallery.protocol import Gallery
from visage.watch.inbox import MOST_NAMED, Cluster, Named, Unknown
from visage.watch.unknown import UnknownFace

# As `visage.watch.unknown.face_id` makes them.
UnknownId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}-[0-9a-f]{32}$")]
Faces = Annotated[list[UnknownId], BeforeValidator(from_json_text)]


class UnknownParameters(Parameters):
    """Which unknown face is meant."""

    face: UnknownId = Field(description="the face's id")


class NameParameters(InCollection, ConsentSaid):
    """Which faces are enrolled, and as whom."""

    faces: Faces = Field(
        min_length=1, max_length=MOST_NAMED, description="ids of faces of one person"
    )
    name: str = Field(description="what people call them")
    id: PersonId | None = Field(
        default=None, description="an id of your own; one is made, if not given"
    )
    metadata: Metadata | None = Field(
        default=None, description="a JSON object, at most 4 kB"
    )
    if_exists: IfExists = Field(
        default="refuse",
        description="where the id is taken: refuse, add the faces, replace the person",
    )


class DismissParameters(Parameters):
    """Which faces are not to be shown again."""

    faces: Faces = Field(min_length=1, max_length=1000, description="ids of faces")


class UnknownFacts(BaseModel):
    """A face of nobody known, and the camera that followed it."""

    id: str
    camera: str
    first: datetime
    last: datetime
    quality: float


class ClusterFacts(BaseModel):
    """Faces that are most likely of one person, the best first."""

    id: str = Field(description="of the face that was seen first")
    count: int
    first: datetime
    last: datetime
    cameras: list[str]
    faces: list[UnknownFacts]


class UnknownAnswer(BaseModel):
    """Unknown faces, those of one person together; who was seen last comes first.

    `more` says that there are so many faces that the oldest are left out.
    """

    clusters: list[ClusterFacts]
    more: bool


class NameAnswer(BaseModel):
    """The person, and what to look at: who looks alike, which faces were there."""

    person: PersonFacts
    faces: list[str] = Field(description="ids that the faces have in the gallery")
    looks_like: list[LooksLike] = Field(description="people to compare with, perhaps")
    near_duplicates: list[NearDuplicate]


class DismissAnswer(BaseModel):
    """How many of the faces were in the inbox."""

    dismissed: int


def list_unknown(unknown: Unknown) -> UnknownAnswer:
    """The inbox."""
    found = unknown.inbox()
    return UnknownAnswer(
        clusters=[_cluster(each) for each in found.clusters], more=found.more
    )


def unknown_crop(unknown: Unknown, asked: UnknownParameters) -> bytes:
    """The picture of an unknown face: JPEG. Raises UnknownSighting."""
    return unknown.crop(asked.face)


def name_unknown(
    unknown: Unknown, gallery: Gallery, asked: NameParameters, caller: Caller
) -> NameAnswer:
    """Enrol faces as one person. Raises UnknownSighting, and what enrolment raises.

    The default collection is made where it is not there.
    """
    person = NewPerson(
        asked.name, asked.id, asked.metadata or {}, asked.consent, asked.if_exists
    )
    try:
        named = unknown.name(asked.faces, asked.collection, person, caller)
    except UnknownCollection:
        if not is_own(asked.collection):
            raise
        [first] = unknown.faces(asked.faces[:1])
        make_own(gallery, first.profile, len(first.vector), person, caller)
        named = unknown.name(asked.faces, asked.collection, person, caller)
    return _named(named)


def dismiss_unknown(
    unknown: Unknown, asked: DismissParameters, caller: Caller
) -> DismissAnswer:
    """Take faces out of the inbox for good."""
    return DismissAnswer(dismissed=unknown.dismiss(asked.faces, caller.name))


def _named(named: Named) -> NameAnswer:
    person = named.enrolment.person
    assert person is not None
    return NameAnswer(
        person=person_facts(person),
        faces=[each.face.id for each in named.enrolment.faces],
        looks_like=[looks_like(each) for each in named.others],
        near_duplicates=[near_duplicate(each) for each in named.near_duplicates],
    )


def _cluster(cluster: Cluster) -> ClusterFacts:
    return ClusterFacts(
        id=cluster.id,
        count=len(cluster.faces),
        first=cluster.first,
        last=cluster.last,
        cameras=sorted({each.camera for each in cluster.faces}),
        faces=[_face(each) for each in cluster.faces],
    )


def _face(face: UnknownFace) -> UnknownFacts:
    return UnknownFacts(
        id=face.id,
        camera=face.camera,
        first=face.first,
        last=face.last,
        quality=round(face.quality, 3),
    )
