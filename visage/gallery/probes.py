"""What is searched for, and what a search finds."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from visage.errors import BadParameter
from visage.gallery.checks import Floats, unit
from visage.gallery.faces import FaceRecord, Sighting
from visage.gallery.people import Person

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
    """A person, by the most similar of their faces, and that face's id."""

    person: Person
    face: str
    similarity: float


@dataclass(frozen=True)
class PeopleFound:
    """The best people for one probe, the most similar first.

    `people` and `faces` count what the probe could have been taken for: people with
    a face, and their faces, expired or not until they are swept.
    """

    matches: tuple[PersonMatch, ...]
    people: int
    faces: int


def similarities(rows: Floats, probe: Floats) -> NDArray[np.float64]:
    """The similarity of each row to a probe, as every gallery computes it.

    The sum is taken in double precision and row by row, so that equal rows have equal
    similarities wherever they lie, and the order of results depends on nothing else.
    """
    products = rows.astype(np.float64) * probe.astype(np.float64)
    totals: NDArray[np.float64] = products.sum(axis=1)
    return totals


def match_count(limit: int) -> int:
    """The number of matches to return. Raises BadParameter."""
    if not 1 <= limit <= MOST_MATCHES:
        raise BadParameter(f"{limit} matches cannot be had; 1 to {MOST_MATCHES} can.")
    return limit
