"""What keeps the erased from coming back, and the named from being named again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from visage.gallery.faces import Sighting


@dataclass(frozen=True)
class Suppression:
    """Refuses what was erased: a face of a picture, or a person's id.

    `picture` (with the box in `sighting`) or `subject` is a keyed hash. `receipt` is
    that of the erasure; all suppressions of one receipt are lifted together.
    """

    id: str
    receipt: str
    sighting: Sighting | None
    subject: str | None
    created: datetime


@dataclass(frozen=True)
class Rejection:
    """A face, as it was seen, is not this person: someone has said so."""

    person: str
    sighting: Sighting
    created: datetime
