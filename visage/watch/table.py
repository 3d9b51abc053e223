"""The one table that watching keeps its records in, whatever holds it.

A row lies under a kind and a key, and the rows of a kind are listed in the order of
their keys. Everything that watching remembers is made of rows: alerts, tracks, visits,
cases, connections. `visage.watch.sqlite` keeps them in a file, and
`visage.watch.dynamodb` on AWS.

Rows are written together, all or none. Whoever writes says which version of a row he
has read: where somebody else has written since, nothing is written and he reads again.
So ten who decide the same thing at once decide it once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeVar

T = TypeVar("T")

# Of DynamoDB: rows of one change, bytes of one row, of one change, and of a key.
# https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
MOST_CHANGED = 100
LARGEST_ROW = 380_000
LARGEST_CHANGE = 3_500_000  # of 4 MB, as names and conditions count too
LONGEST_KEY = 1024
LONGEST_PAGE = 1000


@dataclass(frozen=True)
class Row:
    """What is kept under a kind and a key.

    `value` is JSON, `blob` bytes beside it: a picture. From `expires` on, a row is not
    there, whether or not it has been removed yet.
    """

    kind: str
    key: str
    value: Mapping[str, Any] = field(repr=False)
    blob: bytes | None = field(default=None, repr=False)
    expires: datetime | None = None


@dataclass(frozen=True)
class Kept:
    """A row as it was read; `version` is another one after every writing."""

    row: Row
    version: str

    @property
    def value(self) -> Mapping[str, Any]:
        return self.row.value


@dataclass(frozen=True)
class Put:
    """A row to write: a new one, or over the one that was read (`over`).

    With neither (`over` None and `anyway`), whatever is there is written over.
    """

    row: Row
    over: Kept | None = None
    anyway: bool = False


@dataclass(frozen=True)
class Drop:
    """A row to remove, whatever is there or not; with `as_read` only as it was read."""

    kind: str
    key: str
    as_read: Kept | None = None


Change = Put | Drop


class Table(Protocol):
    """Rows. Raises WatchUnreachable where they cannot be read or written.

    `address` is how people write it. Every read sees every change that has returned.
    """

    address: str

    def get(self, kind: str, key: str) -> Kept | None:
        """The row under a key, unless it has expired."""
        ...

    def rows(
        self,
        kind: str,
        *,
        prefix: str = "",
        after: str | None = None,
        limit: int = LONGEST_PAGE,
        newest_first: bool = False,
    ) -> list[Kept]:
        """Rows of a kind in the order of their keys, without those that have expired.

        Keys that begin with `prefix` and come after `after`; with `newest_first` the
        order is turned round, and `after` means before. An empty `after` is none.
        Fewer than `limit` (1 to LONGEST_PAGE) only where there are no more.
        """
        ...

    def write(self, changes: Sequence[Change]) -> bool:
        """All of the changes or none; False where a row is not as it was read.

        1 to MOST_CHANGED changes of different rows, of LARGEST_ROW bytes each and
        LARGEST_CHANGE together at most; ValueError otherwise. A row that has expired
        counts as not there.
        """
        ...

    def sweep(self) -> int:
        """Remove rows that have expired; how many there were.

        Where there are a great many, the next sweep removes the rest.
        """
        ...


def checked(changes: Sequence[Change]) -> None:
    """Raises ValueError for changes that no table takes."""
    if not 1 <= len(changes) <= MOST_CHANGED:
        raise ValueError(f"{len(changes)} changes at once; 1 to {MOST_CHANGED} can be")
    places = [
        (each.row.kind, each.row.key)
        if isinstance(each, Put)
        else (each.kind, each.key)
        for each in changes
    ]
    if len(set(places)) < len(places):
        raise ValueError("two changes of one row at once")
    for kind, key in places:
        if not kind or not key:
            raise ValueError("a row has a kind and a key")
        if max(len(kind.encode()), len(key.encode())) > LONGEST_KEY:
            raise ValueError(f"a key of more than {LONGEST_KEY:,} bytes")
    sizes = [size(each.row) for each in changes if isinstance(each, Put)]
    if max(sizes, default=0) > LARGEST_ROW:
        raise ValueError(f"a row of {max(sizes):,} bytes; {LARGEST_ROW:,} can be")
    if sum(sizes) > LARGEST_CHANGE:
        raise ValueError(f"{sum(sizes):,} bytes at once; {LARGEST_CHANGE:,} can be")


def size(row: Row) -> int:
    """About how many bytes a row is."""
    return len(json.dumps(row.value).encode()) + len(row.blob or b"")


def page_size(limit: int) -> int:
    """The rows of a page. Raises ValueError."""
    if not 1 <= limit <= LONGEST_PAGE:
        raise ValueError(f"pages of {limit} rows; 1 to {LONGEST_PAGE} can be")
    return limit


def every(table: Table, kind: str, prefix: str = "") -> Iterator[Kept]:
    """All rows of a kind whose keys begin with `prefix`, read page by page."""
    after: str | None = None
    while True:
        rows = table.rows(kind, prefix=prefix, after=after)
        yield from rows
        if len(rows) < LONGEST_PAGE:
            return
        after = rows[-1].row.key


def settled(attempt: Callable[[], tuple[Sequence[Change], T]], table: Table) -> T:
    """Read, decide and write until nobody else has written in between.

    `attempt` reads and gives the changes and what is to be returned; no changes are
    nothing to write.
    """
    while True:
        changes, result = attempt()
        if not changes or table.write(changes):
            return result
