"""Whom the faces of a picture are taken for, and how often that is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import BaseModel, Field

from visage.errors import ModelMissing, ProfileMismatch, UnknownCollection
from visage.gallery.pictures import Shown, identify
from visage.gallery.protocol import Gallery
from visage.gallery.thresholds import (
    DEFAULT_FPIR,
    Candidate,
    Decision,
    PeopleTable,
    gallery_rate,
    kept_rate,
    people_table,
)
from visage.recognition.thresholds import percent
from visage.settings import settings


class SearchedFacts(BaseModel):
    """Among whom was searched, and how often a stranger is named there."""

    collection: str
    people: int = Field(description="how many people of the collection have a face")
    far: float = Field(
        description="false-accept rate: how often two strangers are taken for one"
    )
    fpir: float = Field(
        description="false-positive identification rate: how often a stranger is "
        "taken for anyone of the people"
    )
    sentence: str


class Named(BaseModel):
    """Who a face is taken for: `label` and `person` are null for nobody."""

    label: str | None = Field(default=None, description="the name of the person")
    person: str | None = Field(default=None, description="the id of the person")
    similarity: float | None = Field(
        default=None, description="of the best person to the face, named or not"
    )
    needed: float | None = Field(
        default=None, description="the similarity from which that person is named"
    )
    far: float | None = Field(
        default=None, description="false-accept rate of the decision"
    )


@dataclass(frozen=True)
class Searched:
    """A collection that was searched for faces: one decision for each of them."""

    collection: str
    decisions: tuple[Decision, ...]
    people: int
    far: float
    fpir: float
    asked: float  # the rate that was asked for

    @property
    def facts(self) -> SearchedFacts:
        return SearchedFacts(
            collection=self.collection,
            people=self.people,
            far=self.far,
            fpir=self.fpir,
            sentence=self.sentence,
        )

    @property
    def sentence(self) -> str:
        """What the rates mean, for people."""
        if not self.people:
            return f"Nobody of the collection {self.collection} has a face yet."
        people = "1 person" if self.people == 1 else f"{self.people:,} people"
        said = (
            f"Of strangers looked for among {people}, "
            f"{_short(self.fpir)} are expected to be taken for one of them (FPIR), at "
            f"a false-accept rate of {_short(self.far)} for each."
        )
        if self.fpir > self.asked * 1.001:
            said += (
                f" {_short(self.asked)} was asked for, but no threshold is measured "
                "that is strict enough for so many people."
            )
        return said


def search(
    gallery: Gallery,
    collection: str,
    shown: Sequence[Shown],
    table: PeopleTable,
    *,
    limit: int = 1,
    fpir: float = DEFAULT_FPIR,
) -> Searched:
    """Decide on every face. Raises UnknownCollection or ProfileMismatch."""
    decisions = identify(gallery, collection, shown, table, limit=limit, fpir=fpir)
    kept = decisions[0] if decisions else gallery.collection(collection)
    people = kept.people
    far = kept_rate(fpir, people, table)
    return Searched(
        collection,
        tuple(decisions),
        people,
        far,
        gallery_rate(far, people),
        fpir,
    )


def name(
    gallery: Gallery, collection: str | None, shown: Sequence[Shown], model: str
) -> Searched | None:
    """Who the faces are, None where there is nobody that they could be.

    Where no collection is named, the default one is looked at, and what keeps anyone
    from being named there keeps nobody from being described. Where one is named,
    raises UnknownCollection, ProfileMismatch, ModelMissing.
    """
    if collection is None and not shown:
        return None
    try:
        table = people_table(model)
        found = search(gallery, collection or settings().collection, shown, table)
    except (UnknownCollection, ProfileMismatch, ModelMissing):
        if collection is not None:
            raise
        return None
    return found if found.people else None


def named(decision: Decision) -> Named:
    """What an answer says of a decision."""
    who, best = decision.named, _best(decision)
    return Named(
        label=who.person.name if who else None,
        person=who.person.id if who else None,
        similarity=round(best.similarity, 4) if best else None,
        needed=round(best.needed, 4) if best else None,
        far=decision.far,
    )


def _best(decision: Decision) -> Candidate | None:
    """Who is named, or else who comes nearest."""
    return decision.named or next(iter(decision.candidates), None)


def _short(share: float) -> str:
    """A share in per cent, to two digits that count."""
    return percent(float(f"{share:.2g}"))
