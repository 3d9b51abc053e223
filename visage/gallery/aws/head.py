"""The head of a collection: one item that says what counts.

Everything about a collection changes by one writing of its head, on the condition that
the head is still the one that the change was made from. In that moment the change
counts: the head names the rows that become different (`pending`), in itself or, where
they are many, in a journal written before. They are put in their places afterwards, and
then the head says so. Until then whoever reads lays the pending rows over those in
their places, and whoever wants to change something puts them there first.

So what a collection holds is at every moment the rows in their places with the pending
ones over them, and a version stands for one state: whoever has read the same version
before and after reading rows has seen that state and no other. All of this needs only
that one item is written and read as if alone, which DynamoDB promises; that a
transaction's items may become visible one after the other does not matter.

A head stays when its collection is erased, without a generation: versions never come
again, and suppressions outlive their collection under it.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, replace

from pydantic import TypeAdapter

from visage.gallery.aws.items import Key
from visage.gallery.aws.table import Condition, Item, Table

HEADS = "heads"
JOURNAL = "journal/"

# Rows up to so many bytes lie in the head itself; an item can have 400 KB.
_MOST_INLINE = 48_000
_MOST_IN_PART = 300_000
# For so many changes back a head tells which vectors were added: searches on their
# way want to know.
_REMEMBERED = 24
_MOST_REMEMBERED_KEYS = 60

# A row, or None where it is to be removed.
Rows = dict[Key, str | None]
_Listed = list[tuple[str, str, str | None]]
_LISTED = TypeAdapter(_Listed)


@dataclass(frozen=True)
class Added:
    """The vectors that a version brought."""

    version: int
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Pending:
    """Rows of a version that may not be in their places yet."""

    rows: _Listed
    journal: str | None = None


@dataclass(frozen=True)
class Head:
    """What counts. `generation` is new each time a collection of the name is made.

    `searchable` counts the people who have a face.
    """

    version: int = 0
    stamp: str | None = None
    generation: str | None = None
    people: int = 0
    faces: int = 0
    searchable: int = 0
    pending: Pending | None = None
    recent: tuple[Added, ...] = ()

    @classmethod
    def read(cls, item: Item | None) -> Head:
        """The head that an item holds; one of nothing where there is none."""
        return _HEAD.validate_json(item.text) if item else cls()

    @property
    def text(self) -> str:
        return _HEAD.dump_json(self, exclude_defaults=True).decode()

    @property
    def condition(self) -> Condition:
        """That the head is still this one."""
        return Condition(self.stamp)

    def following(
        self, added: tuple[str, ...], dropped: set[str], pending: Pending
    ) -> Head:
        """The head of the next version."""
        version = self.version + 1
        # The key of a template has a person's id in it, which goes with the person.
        recent = tuple(
            replace(each, keys=tuple(key for key in each.keys if key not in dropped))
            for each in self.recent
        )
        recent = (*recent, Added(version, added))[-_REMEMBERED:]
        while sum(len(each.keys) for each in recent[:-1]) > _MOST_REMEMBERED_KEYS:
            recent = recent[1:]
        if len(added) > _MOST_REMEMBERED_KEYS:
            recent = ()
        stamp = secrets.token_hex(8)
        return replace(
            self, version=version, stamp=stamp, pending=pending, recent=recent
        )

    def settled(self) -> Head:
        """This version with all rows in their places."""
        return replace(self, stamp=secrets.token_hex(8), pending=None)

    def added_since(self, version: int) -> list[str] | None:
        """The vectors added after a version; None where that is too long ago."""
        if version == self.version:
            return []
        reach = self.recent[0].version if self.recent else self.version + 1
        if version < reach - 1:
            return None
        later = (each.keys for each in self.recent if each.version > version)
        return [key for keys in later for key in keys]


_HEAD = TypeAdapter(Head)


def head_key(name: str) -> Key:
    return HEADS, name


def listed(rows: Rows) -> _Listed:
    return [(*key, text) for key, text in rows.items()]


def fits_inline(rows: Rows) -> bool:
    return sum(len(key[1]) + len(text or "") + 60 for key, text in rows.items()) < (
        _MOST_INLINE
    )


def parts(rows: _Listed) -> list[str]:
    """Rows as the texts of a journal's items."""
    texts: list[str] = []
    part: _Listed = []
    size = 0
    for row in rows:
        length = len(json.dumps(row))
        if part and size + length > _MOST_IN_PART:
            texts.append(json.dumps(part))
            part, size = [], 0
        part.append(row)
        size += length
    return [*texts, json.dumps(part)]


def pending_rows(table: Table, pending: Pending) -> Rows:
    """All rows of a version that may not be in their places yet."""
    found = list(pending.rows)
    if pending.journal:
        for _, item in table.walk(JOURNAL + pending.journal, page=4):
            found += _LISTED.validate_json(item.text)
    return {(partition, place): text for partition, place, text in found}
