"""What is searched for, and what a search finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from visage.errors import BadParameter
from visage.gallery.faces import FaceRecord, Sighting
from visage.gallery.people import Person
from visage.gallery.vectors import Floats, unit

MOST_MATCHES = 4096
MOST_PROBES = 100


@dataclass(frozen=True)
class Probe:
    """A face to search for. Rejections of its sighting, where it has one, count."""

    vector: Floats = field(repr=False)  # (dimension,), made a unit vector
    profile: str
    sighting: Sighting | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "vector", unit(self.vector))


@dataclass(frozen=True)
class FaceMatch:
    """A face of the gallery and its similarity (cosine, -1 to 1) to the probe."""

    face: FaceRecord
    similarity: float


@dataclass(frozen=True)
class PersonMatch:
    """A person, and the similarity of the template of their faces to the probe."""

    person: Person
    similarity: float


@dataclass(frozen=True)
class PeopleFound:
    """The best people for one probe, the most similar first.

    `people` counts whom the probe could have been taken for: everyone who has a face,
    expired or not until they are swept.
    """

    matches: tuple[PersonMatch, ...]
    people: int


def match_count(limit: int) -> int:
    """The number of matches to return. Raises BadParameter."""
    if not 1 <= limit <= MOST_MATCHES:
        raise BadParameter(f"{limit} matches cannot be had; 1 to {MOST_MATCHES} can.")
    return limit


def probe_count(probes: Sequence[Probe]) -> Sequence[Probe]:
    """The probes of one search. Raises BadParameter."""
    if not 1 <= len(probes) <= MOST_PROBES:
        raise BadParameter(
            f"{len(probes)} faces cannot be searched for at once; 1 to {MOST_PROBES} "
            "can."
        )
    return probes
