"""Values for tests of the gallery: a clock that obeys, and faces that are made up.

A made-up vector stands in for a face here: what a gallery does with vectors does not
depend on where they come from.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count

import numpy as np

from visage.gallery.audit import Caller
from visage.gallery.collections import NewCollection
from visage.gallery.consent import Consent, ConsentPolicy
from visage.gallery.faces import NewFace, Sighting
from visage.gallery.people import IfExists, NewPerson
from visage.gallery.probes import Probe
from visage.gallery.protocol import Gallery
from visage.gallery.vectors import Floats
from visage.geometry import Box

PROFILE, DIMENSION = "test_profile", 16
START = datetime(2030, 1, 1, tzinfo=UTC)
OPERATOR = Caller("operator")
BOX = Box(0.2, 0.2, 0.5, 0.6)
OTHER_BOX = Box(0.6, 0.2, 0.9, 0.6)
POLICY = ConsentPolicy("the operator", "to try the gallery", days=30)

_pictures = count()


class Clock:
    """Stands still unless it is told to go on."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def go(self, **span: float) -> None:
        self.now += timedelta(**span)


def consent(days: float | None = None) -> Consent:
    """A consent given at the start that ends so many days later."""
    ends = None if days is None else START + timedelta(days=days)
    return Consent("herself", "to open the door", START, ends)


def vector(seed: int) -> Floats:
    """A direction of its own for every seed."""
    return np.random.default_rng(seed).standard_normal(DIMENSION).astype(np.float32)


def near(seed: int, share: float) -> Floats:
    """A vector that differs from that of the seed by a share of its length."""
    base, other = vector(seed), vector(seed + 1_000_000)
    away = other * np.linalg.norm(base) / np.linalg.norm(other)
    mixed: Floats = (base + share * away).astype(np.float32)
    return mixed


def face(
    gallery: Gallery,
    seed: int,
    *,
    picture: bytes | None = None,
    box: Box = BOX,
    external_id: str | None = None,
    face_id: str | None = None,
    given: Consent | None = None,
    turned: float = 0.0,
) -> NewFace:
    """A face; without a picture, of one that nothing else is of."""
    content = picture if picture is not None else f"picture {next(_pictures)}".encode()
    return NewFace(
        vector=near(seed, turned),
        profile=PROFILE,
        sighting=Sighting(gallery.digest(content), box),
        quality=0.9,
        confidence=0.99,
        external_id=external_id,
        consent=given,
        id=face_id,
    )


def probe(seed: int, sighting: Sighting | None = None, turned: float = 0.0) -> Probe:
    return Probe(near(seed, turned), PROFILE, sighting)


def collection(
    gallery: Gallery,
    name: str = "staff",
    *,
    policy: ConsentPolicy | None = POLICY,
    retention_days: int | None = None,
) -> str:
    new = NewCollection(name, PROFILE, DIMENSION, policy, retention_days)
    return gallery.create_collection(new, OPERATOR).name


def person(
    person_id: str,
    name: str = "",
    *,
    given: Consent | None = None,
    if_exists: IfExists = "refuse",
) -> NewPerson:
    return NewPerson(name or f"Name of {person_id}", person_id, {}, given, if_exists)


def named(gallery: Gallery, collection: str, seed: int, limit: int = 5) -> list[str]:
    """Whom a search for the face of a seed finds, the best first."""
    found = gallery.search_people(collection, [probe(seed)], limit)[0]
    return [match.person.id for match in found.matches]
