"""From whom a search found to whom it names, and how often that is wrong.

A person is searched by the template of their faces, whose similarities are higher than
those of two faces: for strangers a little, for the person themselves more. So the
thresholds of people are measured on templates, by how many faces each is made of. On
LFW, the threshold of a false-accept rate grows with 1 over the number of faces, in a
straight line; between measured numbers, and between measured rates on a logarithmic
scale, thresholds are interpolated.

`python -m train.identify --write` measures a table and puts it into `tables/` beside
this file.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from visage.errors import ModelCorrupt, ModelMissing
from visage.gallery.people import Person
from visage.gallery.probes import PeopleFound
from visage.recognition.thresholds import Threshold

TABLES = Path(__file__).parent / "tables"

# Of a hundred strangers, one may be named.
DEFAULT_FPIR = 0.01


class TemplateThresholds(BaseModel):
    """Thresholds for people with so many faces, the strictest last."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    faces: int = Field(ge=1)
    thresholds: list[Threshold] = Field(min_length=2)


class PeopleTable(BaseModel):
    """The measured thresholds of a profile for people, by growing number of faces."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    profile: str
    source: str
    people: int
    templates: list[TemplateThresholds] = Field(min_length=2)

    @property
    def strictest(self) -> float:
        """The lowest false-accept rate that was measured."""
        return min(each.far for each in self.templates[0].thresholds)

    def needed(self, far: float, faces: int) -> float:
        """The similarity from which a person of so many faces is named at a rate.

        A rate below the strictest measured one gets that one's threshold.
        """
        by_faces = [
            float(np.interp(math.log(far), *_points(each.thresholds)))
            for each in self.templates
        ]
        shares = [1 / each.faces for each in self.templates]
        return float(np.interp(1 / max(faces, 1), shares[::-1], by_faces[::-1]))


def _points(thresholds: list[Threshold]) -> tuple[list[float], list[float]]:
    """Logarithms of the rates, growing, and the similarities that belong to them."""
    ordered = sorted(thresholds, key=lambda each: each.far)
    rates = [math.log(each.far) for each in ordered]
    return rates, [each.similarity for each in ordered]


@dataclass(frozen=True)
class Candidate:
    """A person found, and the similarity that they would be named at."""

    person: Person
    similarity: float
    needed: float

    @property
    def is_named(self) -> bool:
        return self.similarity >= self.needed


@dataclass(frozen=True)
class Decision:
    """Whom a face is taken for: the best candidate who is named, or nobody.

    `far` is how often two strangers are taken for one; `fpir`, the false-positive
    identification rate, how often a stranger is taken for anyone of the `people`.
    """

    candidates: tuple[Candidate, ...]
    people: int
    far: float
    fpir: float

    @property
    def named(self) -> Candidate | None:
        return next((each for each in self.candidates if each.is_named), None)


def gallery_rate(far: float, people: int) -> float:
    """How often a stranger is taken for any of so many people.

    As if the people were independent of each other: 1 - (1 - far) ^ people.
    """
    return -math.expm1(people * math.log1p(-far))


def rate_for(fpir: float, people: int) -> float:
    """The false-accept rate at which so many people have an identification rate."""
    return -math.expm1(math.log1p(-fpir) / max(people, 1))


def kept_rate(fpir: float, people: int, table: PeopleTable) -> float:
    """The measured false-accept rate that keeps an identification rate, or is nearest.

    Where the strictest is not strict enough, `gallery_rate` says what it comes to.
    """
    far = max(rate_for(fpir, people), table.strictest)
    return min(far, max(each.far for each in table.templates[0].thresholds))


def decide(
    found: PeopleFound, table: PeopleTable, fpir: float = DEFAULT_FPIR
) -> Decision:
    """Name the best person who is similar enough for this rate of false positives.

    Where the gallery has so many people that the rate would need a threshold stricter
    than any measured, the strictest is taken, and the decision's `fpir` says what that
    comes to.
    """
    far = kept_rate(fpir, found.people, table)
    candidates = tuple(
        Candidate(
            match.person,
            match.similarity,
            table.needed(far, match.person.faces),
        )
        for match in found.matches
    )
    return Decision(candidates, found.people, far, gallery_rate(far, found.people))


def people_table(profile: str) -> PeopleTable:
    """The shipped table of a profile. Raises ModelMissing or ModelCorrupt."""
    path = TABLES / f"{profile}.json"
    if not path.exists():
        raise ModelMissing(
            f"The embedder {profile} has no measured thresholds for people. Measure "
            "them with `make evaluate` on labelled pictures, with this embedder in "
            "the store."
        )
    try:
        return PeopleTable.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        raise ModelCorrupt(
            f"{path.name} is no table of thresholds: {first['loc']}: {first['msg']}."
        ) from error
