"""Whom a track is taken for: a vote of its best looks, weighted by their quality.

One look is wrong now and then, and a camera takes many looks of each passer-by. So a
person is alerted where enough of the best looks agree, and have the larger part of the
quality on their side; or where all of them do, one of them by a stricter threshold, if
there are fewer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Rule:
    """When looks agree on a person.

    A look is taken for a person at a false-positive identification rate of `fpir`
    (`visage.gallery.thresholds`); where there are fewer looks than are `needed`, one
    of them has to be at `strict_fpir`. The best `looks` are asked; those that agree
    have more than this `share` of the quality of all of them.
    """

    fpir: float = 0.005
    strict_fpir: float = 0.001
    looks: int = 5
    needed: int = 3
    share: float = 0.5


RULE = Rule()


@dataclass(frozen=True)
class Vote:
    """Whom a look was taken for in a collection, and how sure that is.

    `since` is when that person was enrolled: who was enrolled under the id before is
    another one. `far` is how often somebody else is taken for this person; `strict`
    whether the stricter threshold was reached too.
    """

    person: str
    since: datetime
    similarity: float
    far: float
    strict: bool

    def as_json(self) -> dict[str, Any]:
        return {**vars(self), "since": self.since.isoformat()}

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> Vote:
        return cls(**{**value, "since": datetime.fromisoformat(value["since"])})


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
            "votes": {name: vote.as_json() for name, vote in self.votes.items()},
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
        votes = {name: Vote.of(vote) for name, vote in value["votes"].items()}
        return cls(datetime.fromisoformat(value["taken"]), value["quality"], votes)


@dataclass(frozen=True)
class Verdict:
    """Whom a track is taken for: by these of so many looks, the best first."""

    person: str
    since: datetime
    agreeing: tuple[Look, ...]
    looks: int


def best(looks: Sequence[Look], count: int = RULE.looks) -> list[Look]:
    """The looks that are asked, the best first."""
    return sorted(looks, key=lambda look: (-look.quality, look.taken))[:count]


def decide(looks: Sequence[Look], collection: str, rule: Rule = RULE) -> Verdict | None:
    """Whom the best looks agree on in a collection; None where on nobody."""
    asked = best(looks, rule.looks)
    named = [look.votes[collection] for look in asked if collection in look.votes]
    for who in sorted({(vote.person, vote.since) for vote in named}):
        agreeing = [
            look
            for look in asked
            if (vote := look.votes.get(collection)) and (vote.person, vote.since) == who
        ]
        if _agree(agreeing, asked, collection, rule):
            return Verdict(*who, tuple(agreeing), len(asked))
    return None


def _agree(
    agreeing: Sequence[Look], asked: Sequence[Look], collection: str, rule: Rule
) -> bool:
    if len(asked) < rule.needed:
        strict = any(look.votes[collection].strict for look in agreeing)
        return strict and len(agreeing) == len(asked)
    weight = sum(look.quality for look in agreeing)
    whole = sum(look.quality for look in asked)
    return len(agreeing) >= rule.needed and weight > rule.share * whole
