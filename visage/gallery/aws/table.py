"""The table: items under two keys, read as they are now, written under conditions.

An item has a partition (`pk`), a place in it (`sk`), a text, and where others may want
to write it at the same time, a stamp that is new with every writing. A condition names
the stamp that an item must have, or that it must not be there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from visage.gallery.aws.items import LONGEST_PAGE, Items, Key, Raw, raw_key

# DynamoDB's own limits.
MOST_WRITTEN = 100  # items of a transaction
MOST_WRITTEN_BYTES = 3_500_000  # of 4 MB, as names and conditions count too


class Item(NamedTuple):
    """What lies under a key."""

    text: str
    stamp: str | None


@dataclass(frozen=True)
class Condition:
    """The stamp that an item must have; None where it must not be there."""

    stamp: str | None

    def said(self) -> Raw:
        """The condition as DynamoDB takes it."""
        if self.stamp is None:
            return {"ConditionExpression": "attribute_not_exists(pk)"}
        return {
            "ConditionExpression": "stamp = :stamp",
            "ExpressionAttributeValues": {":stamp": {"S": self.stamp}},
        }


@dataclass(frozen=True)
class Write:
    """One item of a transaction: put (with a text), deleted, or only looked at."""

    key: Key
    text: str | None = None
    stamp: str | None = None
    condition: Condition | None = None
    check: bool = False

    @property
    def size(self) -> int:
        """About how many bytes it is."""
        return sum(map(len, self.key)) + len((self.text or "").encode()) + 100


class Table:
    """A DynamoDB table whose every read is consistent."""

    def __init__(self, name: str, dynamodb: Any = None) -> None:
        self.name = name
        self._items = Items(name, dynamodb)

    def get(self, key: Key) -> Item | None:
        found = self._items.get(key)
        return _item(found) if found else None

    def get_many(self, keys: Iterable[Key]) -> dict[Key, Item]:
        """Those of the items that are there."""
        found = self._items.get_many(keys)
        return {(raw["pk"]["S"], raw["sk"]["S"]): _item(raw) for raw in found}

    def walk(
        self,
        partition: str,
        *,
        prefix: str = "",
        after: str | None = None,
        until: str | None = None,
        page: int = LONGEST_PAGE,
    ) -> Iterator[tuple[str, Item]]:
        """Places and items of a partition in order, read page by page.

        Only places that begin with `prefix`, come after `after`, and up to `until`.
        """
        found = self._items.walk(
            partition, prefix=prefix, after=after, until=until, page=page
        )
        for raw in found:
            yield raw["sk"]["S"], _item(raw)

    def snapshot(self, keys: Sequence[Key]) -> dict[Key, Item] | None:
        """Items as they were at one moment; None while one of them is being written."""
        found = self._items.snapshot(keys)
        if found is None:
            return None
        pairs = zip(keys, found, strict=True)
        return {key: _item(raw) for key, raw in pairs if raw}

    def write(self, writes: Sequence[Write]) -> bool:
        """All of it or nothing; False where a condition does not hold."""
        return self._items.write([self._asked(write) for write in writes])

    def remove(self, keys: Iterable[Key]) -> None:
        """Remove items, those that are not there too."""
        self._items.remove(keys)

    def _asked(self, write: Write) -> Raw:
        condition = write.condition.said() if write.condition else {}
        common = {"TableName": self.name, **condition}
        if write.check:
            return {"ConditionCheck": {**common, "Key": raw_key(write.key)}}
        if write.text is None:
            return {"Delete": {**common, "Key": raw_key(write.key)}}
        item = {**raw_key(write.key), "text": {"S": write.text}}
        if write.stamp is not None:
            item["stamp"] = {"S": write.stamp}
        return {"Put": {**common, "Item": item}}


def _item(raw: Raw) -> Item:
    stamp = raw.get("stamp")
    return Item(raw["text"]["S"], stamp["S"] if stamp else None)
