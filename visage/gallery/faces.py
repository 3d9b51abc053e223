"""A face: one vector of one face of one picture."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from visage.errors import BadParameter
from visage.gallery.checks import DIGEST, EXTERNAL, FACE, matched, shares
from visage.gallery.consent import Consent
from visage.gallery.people import Person
from visage.gallery.vectors import Floats, unit
from visage.geometry import Box

# Two boxes in the same picture that overlap this much are of the same face: faces of
# two people overlap far less, and a finder with other settings far more.
SAME_FACE = 0.5
# Two faces of one person that are at least so similar are most likely of one picture:
# of 202 LFW pictures with dlib's vectors, halved in size and written as JPEG of quality
# 70, 98 % are so similar to the original; of pairs of different pictures of one person,
# 0.5 %.
NEAR_DUPLICATE = 0.985


@dataclass(frozen=True)
class Sighting:
    """A face where it was seen: the picture's digest, and the box in it.

    The digest is the gallery's own, keyed one (`Gallery.digest`). The box is in
    shares of the upright picture's width and height.
    """

    picture: str
    box: Box

    def __post_init__(self) -> None:
        matched("digest of the picture", self.picture, DIGEST)
        shares(self.box)

    def is_same(self, other: Sighting) -> bool:
        """Whether both are the same face of the same picture."""
        return self.picture == other.picture and self.box.iou(other.box) >= SAME_FACE


@dataclass(frozen=True)
class NewFace:
    """A face to be kept.

    `quality` is the score in [0, 1] that it was enrolled with, `confidence` the
    finder's probability. `id` is given for a face that moves here from elsewhere;
    others get one. `consent` counts only while the face belongs to nobody.
    """

    vector: Floats = field(repr=False)  # (dimension,), made a unit vector
    profile: str
    sighting: Sighting
    quality: float
    confidence: float
    external_id: str | None = None
    consent: Consent | None = None
    id: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "vector", unit(self.vector))
        for name in ("quality", "confidence"):
            if not 0 <= getattr(self, name) <= 1:
                raise BadParameter(f"The {name} of a face lies between 0 and 1.")
        if self.external_id is not None:
            matched("external id", self.external_id, EXTERNAL)
        if self.id is not None:
            matched("id of the face", self.id, FACE)


@dataclass(frozen=True)
class FaceRecord:
    """A face as it is kept; its vector is asked for apart (`Gallery.vectors`).

    `person` is None while it belongs to nobody, and then `consent` is its own.
    """

    id: str
    person: str | None
    sighting: Sighting
    quality: float
    confidence: float
    external_id: str | None
    consent: Consent | None
    created: datetime


@dataclass(frozen=True)
class Enrolled:
    """A face after enrolment; `existing` where it was there already."""

    face: FaceRecord
    existing: bool


@dataclass(frozen=True)
class Enrolment:
    """What an enrolment leaves: the person as they are now, and each face given."""

    person: Person | None
    faces: tuple[Enrolled, ...]
