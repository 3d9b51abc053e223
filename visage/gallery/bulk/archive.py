"""The file that people are exported to and imported from: JSON, one object a line.

The first line says what the file holds, the last one how much, so that one that was cut
off is not taken for whole. Between them, each line is a person with their faces, or a
face that belongs to nobody yet.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal, Self

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from visage.errors import BadParameter, BadVector
from visage.gallery.collections import Collection, NewCollection
from visage.gallery.consent import Consent, ConsentPolicy
from visage.gallery.faces import FaceRecord, NewFace, Sighting
from visage.gallery.people import NewPerson, Person
from visage.gallery.vectors import Floats
from visage.geometry import Box

VERSION: Literal[1] = 1
HOLDS = (
    "People of a Visage gallery: names, metadata, consents, and the vectors of their "
    "faces, by which whoever has this file can recognise them. No pictures; `picture` "
    "is a keyed hash of one. People who were erased, or whose consent or retention has "
    "ended, are not in it."
)
# Numbers of a vector as they lie in the file, before base64.
_NUMBERS = np.dtype("<f4")


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Head(_Line):
    """The first line: the collection that was exported, and when."""

    kind: Literal["export"] = "export"
    version: Literal[1] = VERSION
    holds: str = HOLDS
    exported: datetime
    collection: str
    profile: str
    dimension: int
    policy: ConsentPolicy | None
    retention_days: int | None
    tags: dict[str, str]

    @classmethod
    def of(cls, collection: Collection, now: datetime) -> Self:
        return cls(
            exported=now,
            collection=collection.name,
            profile=collection.profile,
            dimension=collection.dimension,
            policy=collection.policy,
            retention_days=collection.retention_days,
            tags=dict(collection.tags),
        )

    def new_collection(self, name: str) -> NewCollection:
        """A collection like the one that was exported."""
        return NewCollection(
            name,
            self.profile,
            self.dimension,
            self.policy,
            self.retention_days,
            self.tags,
        )


class FaceLine(_Line):
    """A face. `consent` is its own, where it belongs to nobody."""

    kind: Literal["face"] = "face"
    id: str
    picture: str
    box: tuple[float, float, float, float]
    quality: float
    confidence: float
    external_id: str | None
    consent: Consent | None
    created: datetime
    vector: str = Field(description="base64 of float32, little-endian")

    @classmethod
    def of(cls, face: FaceRecord, vector: Floats) -> Self:
        box = face.sighting.box
        return cls(
            id=face.id,
            picture=face.sighting.picture,
            box=(box.left, box.top, box.right, box.bottom),
            quality=face.quality,
            confidence=face.confidence,
            external_id=face.external_id,
            consent=face.consent,
            created=face.created,
            vector=base64.b64encode(vector.astype(_NUMBERS).tobytes()).decode(),
        )

    def new_face(self, profile: str) -> NewFace:
        """The face as it is enrolled. Raises BadVector or BadParameter."""
        try:
            content = base64.b64decode(self.vector, validate=True)
            vector = np.frombuffer(content, _NUMBERS).astype(np.float32)
        except (binascii.Error, ValueError) as error:
            raise BadVector(
                f"The vector of the face {self.id[:40]} is not base64 of float32 "
                "numbers."
            ) from error
        return NewFace(
            vector=vector,
            profile=profile,
            sighting=Sighting(self.picture, Box(*self.box)),
            quality=self.quality,
            confidence=self.confidence,
            external_id=self.external_id,
            consent=self.consent,
            id=self.id,
        )


class PersonLine(_Line):
    """A person with all of their faces."""

    kind: Literal["person"] = "person"
    id: str
    name: str
    metadata: dict[str, Any]
    consent: Consent
    created: datetime
    faces: list[FaceLine]

    @classmethod
    def of(cls, person: Person, faces: list[FaceLine]) -> Self:
        return cls(
            id=person.id,
            name=person.name,
            metadata=dict(person.metadata),
            consent=person.consent,
            created=person.created,
            faces=faces,
        )

    def new_person(self) -> NewPerson:
        """The person as they are enrolled. Raises BadParameter."""
        return NewPerson(self.name, self.id, self.metadata, self.consent, "add")


class End(_Line):
    """The last line: how many people, and how many faces in all."""

    kind: Literal["end"] = "end"
    people: int
    faces: int


Line = Head | PersonLine | FaceLine | End
_LINE: TypeAdapter[Line] = TypeAdapter(Annotated[Line, Field(discriminator="kind")])


def written(line: Line) -> str:
    """A line of the file, with its end."""
    return line.model_dump_json() + "\n"


def parsed(text: bytes, number: int) -> Line:
    """A line of the file. Raises BadParameter with its number."""
    try:
        return _LINE.validate_json(text)
    except ValidationError as error:
        first: Mapping[str, Any] = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "it"
        raise BadParameter(
            f"Line {number} is not of an export of people, version {VERSION}: "
            f"{place[:80]}: {first['msg']}."
        ) from error
