"""Whom a track is taken for: a vote of its best looks, weighted by their quality.

One look is wrong now and then, and a camera takes many looks of each passer-by. So a
person is alerted where looks agree: NEEDED of the best LOOKS, with the larger part of
the quality on their side; or all of them where there are fewer, each then by a stricter
threshold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

# Whom a look is taken for, at how many false positives: `visage.gallery.thresholds`.
FPIR = 0.01
STRICT_FPIR = 0.001
LOOKS = 5
NEEDED = 3
# Of the quality of all looks that are asked, what those that agree have together.
SHARE = 0.5


@dataclass(frozen=True)
class Vote:
    """Whom a look was taken for in a collection, and how sure that is.

    `far` is how often somebody else is taken for this person; `strict` whether the
    stricter threshold was reached too.
    """

    person: str
    similarity: float
    far: float
    strict: bool


@dataclass(frozen=True)
class Look:
    """What is remembered of a look at a face: its votes, by collection."""

    taken: datetime
    quality: float
    votes: Mapping[str, Vote] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {
            "taken": self.taken.isoformat(),
            "quality": self.quality,
            "votes": {name: vars(vote) for name, vote in self.votes.items()},
        }

    def without(self, collection: str, person: str) -> Look:
        """The look as if it had not been taken for a person."""
        votes = {
            name: vote
            for name, vote in self.votes.items()
            if (name, vote.person) != (collection, person)
        }
        return replace(self, votes=votes)

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> Look:
        votes = {name: Vote(**vote) for name, vote in value["votes"].items()}
        return cls(datetime.fromisoformat(value["taken"]), value["quality"], votes)


@dataclass(frozen=True)
class Verdict:
    """Whom a track is taken for: by these of so many looks, the best first."""

    person: str
    agreeing: tuple[Look, ...]
    looks: int


def best(looks: Sequence[Look]) -> list[Look]:
    """The looks that are asked: the LOOKS best ones, the best first."""
    return sorted(looks, key=lambda look: (-look.quality, look.taken))[:LOOKS]


def decide(looks: Sequence[Look], collection: str) -> Verdict | None:
    """Whom the best looks agree on in a collection; None where on nobody."""
    asked = best(looks)
    named = [look.votes[collection] for look in asked if collection in look.votes]
    for person in sorted({vote.person for vote in named}):
        agreeing = [
            look
            for look in asked
            if collection in look.votes and look.votes[collection].person == person
        ]
        if _agree(agreeing, asked, collection):
            return Verdict(person, tuple(agreeing), len(asked))
    return None


def _agree(agreeing: Sequence[Look], asked: Sequence[Look], collection: str) -> bool:
    if len(asked) < NEEDED:
        strict = [look for look in agreeing if look.votes[collection].strict]
        return len(strict) == len(asked)
    weight = sum(look.quality for look in agreeing)
    whole = sum(look.quality for look in asked)
    return len(agreeing) >= NEEDED and weight > SHARE * whole
