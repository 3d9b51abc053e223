"""Whom and what a face that was enrolled looks like, for people to compare."""

from __future__ import annotations

from pydantic import BaseModel, Field

from visage.gallery.probes import FaceMatch
from visage.gallery.thresholds import Candidate


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


def looks_like(found: Candidate) -> LooksLike:
    """What an answer says of another person who would be named."""
    return LooksLike(
        id=found.person.id,
        name=found.person.name,
        similarity=round(found.similarity, 4),
        needed=round(found.needed, 4),
    )


def near_duplicate(found: FaceMatch) -> NearDuplicate:
    """What an answer says of a face of what is most likely the same picture."""
    return NearDuplicate(id=found.face.id, similarity=round(found.similarity, 4))
