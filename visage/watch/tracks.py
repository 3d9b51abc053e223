"""What is remembered of a track: its best looks, and whom it was taken for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from visage.gallery.rules import time_in_id
from visage.watch.keys import joined
from visage.watch.table import Kept, Put, Row
from visage.watch.votes import Look, best

KIND = "track"
# Longer than a face stays before a camera without a message of it.
KEPT = timedelta(hours=1)


@dataclass(frozen=True)
class Track:
    """A face that a camera follows.

    `first` and `last` are when it was seen; `decided` says whom it was taken for, by
    collection; `unknown` is the id of its face among those of nobody known.
    """

    first: datetime
    last: datetime
    looks: tuple[Look, ...] = ()
    decided: Mapping[str, str] = field(default_factory=dict)
    unknown: str | None = None

    def seen(self, looks: Sequence[Look], first: datetime, last: datetime) -> Track:
        """The track with the looks of one more message."""
        return replace(
            self,
            first=min(self.first, first),
            last=max(self.last, last),
            looks=tuple(best([*self.looks, *looks])),
        )

    def put(self, key: str, now: datetime, over: Kept | None) -> Put:
        """What writes the track over the row that was read."""
        value = {
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "looks": [look.as_json() for look in self.looks],
            "decided": dict(self.decided),
            "unknown": self.unknown,
        }
        return Put(Row(KIND, key, value, None, now + KEPT), over=over)

    @classmethod
    def of(cls, kept: Kept) -> Track:
        value = kept.value
        return cls(
            datetime.fromisoformat(value["first"]),
            datetime.fromisoformat(value["last"]),
            tuple(Look.of(look) for look in value["looks"]),
            value["decided"],
            value["unknown"],
        )

    def without(self, collection: str, person: str) -> Track:
        """The track as if no look had ever been taken for a person."""
        looks = [look.without(collection, person) for look in self.looks]
        decided = {
            name: who
            for name, who in self.decided.items()
            if (name, who) != (collection, person)
        }
        return replace(self, looks=tuple(looks), decided=decided)

    def people(self) -> set[tuple[str, str, str | None]]:
        """Everyone whom the track or one of its looks was taken for.

        Each by the collection, their id, and what ids begin with that were given out
        when they were enrolled; None where no look says when that was.
        """
        voted = {
            (name, vote.person, time_in_id(vote.since))
            for look in self.looks
            for name, vote in look.votes.items()
        }
        return {*voted, *((*who, None) for who in self.decided.items())}


def key(camera: str, track: str) -> str:
    """The key of a track."""
    return joined(camera, track)
