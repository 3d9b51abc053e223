"""What one step sees: rows of one version of each collection, and its own changes.

Rows are read as they are asked for. Whether all of them were of one version shows at
the end (`holds`): where it doesn't, the step is run again. A step may meet rows that
don't fit together on the way there (`Torn`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from visage.gallery.aws.head import HEADS, Head, Rows, head_key, pending_rows
from visage.gallery.aws.items import Key
from visage.gallery.aws.table import MOST_WRITTEN, Table, Write
from visage.gallery.vectors import Floats


class Torn(Exception):
    """Rows of different versions were read."""


@dataclass
class Draft:
    """What a step changes: the head and rows of a collection, and what goes with them.

    `beside` are items that belong to no collection. `vectors` are added by their keys,
    `dropped` removed afterwards.
    """

    heads: dict[str, Head] = field(default_factory=dict)
    rows: Rows = field(default_factory=dict)
    beside: dict[Key, Write] = field(default_factory=dict)
    vectors: dict[str, Floats] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)
    # The dimension of a collection that is made; the generation of one that goes.
    made: int | None = None
    gone: str | None = None
    # Answers that are to be marked as gone (slot and stamp), and those from before a
    # moment, which may go.
    forgotten: list[tuple[str, str]] = field(default_factory=list)
    answers_before: datetime | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.heads or self.rows or self.beside)


@dataclass(frozen=True)
class _Listing:
    """A part of the list of heads as it was read."""

    after: str | None
    last: str | None
    versions: tuple[tuple[str, int], ...]


class View:
    """Reads of one step. With `finish`, heads are read with no rows pending."""

    def __init__(
        self, table: Table, finish: Callable[[str, Head], None] | None = None
    ) -> None:
        self.table = table
        self._finish = finish
        self.draft = Draft()
        self.heads: dict[str, Head] = {}
        # The stamps of items beside the collections that the step decided by.
        self.stamps: dict[Key, str | None] = {}
        self._listings: list[_Listing] = []
        self._read: dict[Key, str | None] = {}
        self._pending: Rows = {}

    def head(self, name: str) -> Head:
        """The head of a collection, with the step's own changes."""
        if name not in self.heads:
            head = Head.read(self.table.get(head_key(name)))
            while head.pending and self._finish:
                self._finish(name, head)
                head = Head.read(self.table.get(head_key(name)))
            if head.pending:
                self._pending |= pending_rows(self.table, head.pending)
            self.heads[name] = head
        return self.draft.heads.get(name, self.heads[name])

    def names(self, after: str | None, limit: int) -> list[tuple[str, Head]]:
        """The collections that there are, by name, and their heads."""
        found: list[tuple[str, Head]] = []
        seen: list[tuple[str, int]] = []
        last: str | None = None
        for name, item in self.table.walk(HEADS, after=after, page=limit + 20):
            head = Head.read(item)
            seen.append((name, head.version))
            if head.generation is not None:
                found.append((name, head))
                self._pending |= (
                    pending_rows(self.table, head.pending) if head.pending else {}
                )
            if len(found) == limit:
                last = name
                break
        self._listings.append(_Listing(after, last, tuple(seen)))
        return found

    def get(self, key: Key) -> str | None:
        """The text of a row, None where there is none."""
        for rows in (self.draft.rows, self._pending):
            if key in rows:
                return rows[key]
        if key not in self._read:
            item = self.table.get(key)
            self._read[key] = item.text if item else None
        return self._read[key]

    def get_many(self, keys: Iterable[Key]) -> dict[Key, str]:
        """The texts of those of the rows that are there."""
        wanted = list(dict.fromkeys(keys))
        over = self._read | self._pending | self.draft.rows
        missing = [key for key in wanted if key not in over]
        found = self.table.get_many(missing)
        for key in missing:
            over[key] = self._read[key] = found[key].text if key in found else None
        return {key: text for key in wanted if (text := over[key]) is not None}

    def walk(
        self,
        partition: str,
        *,
        prefix: str = "",
        after: str | None = None,
        until: str | None = None,
        limit: int | None = None,
    ) -> Iterator[tuple[str, str]]:
        """Places and texts of a partition in order; see `Table.walk`."""
        over = {
            place: text
            for (where, place), text in (self._pending | self.draft.rows).items()
            if where == partition
            and place.startswith(prefix)
            and (after is None or place > after)
            and (until is None or place <= until)
        }
        waiting = sorted(over, reverse=True)
        expected = {} if limit is None else {"page": limit + len(over)}
        below = self.table.walk(
            partition, prefix=prefix, after=after, until=until, **expected
        )
        for place, item in below:
            while waiting and waiting[-1] < place:
                yield from _there(waiting[-1], over[waiting.pop()])
            if waiting and waiting[-1] == place:
                yield from _there(place, over[waiting.pop()])
            else:
                yield place, item.text
        while waiting:
            yield from _there(waiting[-1], over[waiting.pop()])

    def set(self, key: Key, text: str | None) -> None:
        """Change a row, or remove it."""
        self.draft.rows[key] = text

    def holds(self) -> bool:
        """Whether everything that was read is still so, at one moment."""
        return all(map(self._same_names, self._listings)) and self._same_items()

    def _same_items(self) -> bool:
        heads = {head_key(name): head for name, head in self.heads.items()}
        keys = [*heads, *self.stamps]
        if not keys:
            return True
        if len(keys) == 1 and not self.stamps:
            return Head.read(self.table.get(keys[0])).version == heads[keys[0]].version
        if len(keys) > MOST_WRITTEN:
            raise ValueError(f"a step that reads {len(keys)} collections")
        now = self.table.snapshot(keys)
        return (
            now is not None
            and all(
                Head.read(now.get(key)).version == head.version
                for key, head in heads.items()
            )
            and all(
                (now[key].stamp if key in now else None) == stamp
                for key, stamp in self.stamps.items()
            )
        )

    def _same_names(self, listing: _Listing) -> bool:
        now = self.table.walk(HEADS, after=listing.after, until=listing.last)
        return listing.versions == tuple(
            (name, Head.read(item).version) for name, item in now
        )


def _there(place: str, text: str | None) -> Iterator[tuple[str, str]]:
    if text is not None:
        yield place, text
