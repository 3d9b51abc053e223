"""A collection: people whose vectors come from one embedder, under one policy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from visage.errors import BadParameter, ProfileMismatch
from visage.gallery.checks import COLLECTION, matched, tags, text
from visage.gallery.consent import ConsentPolicy, days
from visage.gallery.vectors import Floats

LARGEST_DIMENSION = 4096
AsItIs = Literal["as it is"]


@dataclass(frozen=True)
class NewCollection:
    """What is said of a collection when it is made.

    `profile` names the embedder and `dimension` is the length of its vectors: both
    stay. Without a policy, everyone needs a consent of their own. A face older than
    `retention_days` is treated like one whose consent has expired.
    """

    name: str
    profile: str
    dimension: int
    policy: ConsentPolicy | None = None
    retention_days: int | None = None
    tags: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        matched("name of the collection", self.name, COLLECTION)
        text("name of the embedder", self.profile, 128)
        if not 1 <= self.dimension <= LARGEST_DIMENSION:
            raise BadParameter(
                f"Vectors of {self.dimension} numbers cannot be kept; "
                f"1 to {LARGEST_DIMENSION} can."
            )
        days("days that faces are kept", self.retention_days)
        tags(self.tags)


@dataclass(frozen=True)
class CollectionChanges:
    """What an operator says anew; what is left "as it is" stays."""

    policy: ConsentPolicy | AsItIs | None = "as it is"
    retention_days: int | AsItIs | None = "as it is"
    tags: Mapping[str, str] | AsItIs = "as it is"

    def __post_init__(self) -> None:
        if self.retention_days != "as it is":
            days("days that faces are kept", self.retention_days)
        if self.tags != "as it is":
            tags(self.tags)

    def applied(self, collection: Collection) -> Collection:
        """The collection with these changes."""
        said = {
            name: value
            for name in ("policy", "retention_days", "tags")
            if (value := getattr(self, name)) != "as it is"
        }
        return replace(collection, **said)


@dataclass(frozen=True)
class Collection:
    """A collection as it is kept, with what it holds, expired or not."""

    name: str
    profile: str
    dimension: int
    policy: ConsentPolicy | None
    retention_days: int | None
    tags: Mapping[str, str]
    created: datetime
    people: int
    faces: int

    def accepts(self, profile: str, vector: Floats) -> None:
        """Raises ProfileMismatch where a vector comes from another embedder."""
        if (profile, len(vector)) != (self.profile, self.dimension):
            raise ProfileMismatch(
                f"The collection {self.name} holds vectors of {self.dimension} numbers "
                f"by {self.profile}; this one has {len(vector)} by {profile}. Vectors "
                "of different embedders cannot be compared: use the collection's "
                "embedder, or enrol the pictures into a new collection."
            )

    def oldest_kept(self, now: datetime) -> datetime | None:
        """Faces created at this moment or before it are past the retention."""
        if self.retention_days is None:
            return None
        return now - timedelta(days=self.retention_days)
