"""The table of watching in a table of DynamoDB.

A row is an item: its kind is the partition, its key the place in it. `expires` says to
a fraction of a second from when on it is not there. DynamoDB removes it by `ttl` within
days, and the sweep within minutes: it finds what has expired by an index, whose
partitions (`lane`) share out the writing.
"""

from __future__ import annotations

import json
import math
import time
import uuid
import zlib
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from visage.errors import WatchUnreachable
from visage.gallery.aws.calls import User
from visage.gallery.aws.items import Items, Raw, raw_key
from visage.watch.table import Change, Kept, Put, Row, checked, page_size

WATCH = User("The table of alerts", "VISAGE_WATCH", WatchUnreachable, WatchUnreachable)
# The index that finds what has expired, in how many partitions.
EXPIRING = "expiring"
LANES = 4
# Seconds after which a sweep leaves the rest to the next one.
LONGEST_SWEEP = 8.0


class DynamoTable:
    """Rows in a table of DynamoDB, which has to be there."""

    def __init__(
        self,
        name: str,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        dynamodb: Any = None,
    ) -> None:
        self.address = f"dynamodb://{name}"
        self._clock = clock
        self._items = Items(name, dynamodb, WATCH)

    def get(self, kind: str, key: str) -> Kept | None:
        found = self._items.get((kind, key))
        return _kept(found) if found and _there(found, self._now()) else None

    def rows(
        self,
        kind: str,
        *,
        prefix: str = "",
        after: str | None = None,
        limit: int = 1000,
        newest_first: bool = False,
    ) -> list[Kept]:
        now = self._now()
        found = self._items.walk(
            kind,
            prefix=prefix,
            after=after,
            newest_first=newest_first,
            page=page_size(limit) + (after is not None),  # that one is read too
        )
        there = (_kept(raw) for raw in found if _there(raw, now))
        return list(islice(there, limit))

    def write(self, changes: Sequence[Change]) -> bool:
        checked(changes)
        now = _number(self._now())
        return self._items.write([self._asked(change, now) for change in changes])

    def sweep(self) -> int:
        ends = time.monotonic() + LONGEST_SWEEP
        now, gone = _number(self._now()), 0
        for raw in self._expired(now):
            condition = {
                "ConditionExpression": "expires <= :now",
                "ExpressionAttributeValues": {":now": now},
            }
            key = raw["pk"]["S"], raw["sk"]["S"]
            gone += self._items.remove_if(key, condition)
            if time.monotonic() >= ends:
                break
        return gone

    def _expired(self, now: Raw) -> Iterator[Raw]:
        for lane in range(LANES):
            yield from self._items.query(
                {
                    "IndexName": EXPIRING,
                    "KeyConditionExpression": "lane = :lane AND expires <= :now",
                    "ExpressionAttributeValues": {
                        ":lane": {"S": str(lane)},
                        ":now": now,
                    },
                }
            )

    def _asked(self, change: Change, now: Raw) -> Raw:
        if isinstance(change, Put):
            conditional, read = not change.anyway, change.over
        else:
            conditional, read = change.as_read is not None, change.as_read
        condition = _condition(read, now) if conditional else {}
        common = {"TableName": self._items.name, **condition}
        if isinstance(change, Put):
            return {"Put": {**common, "Item": _item(change.row)}}
        return {"Delete": {**common, "Key": raw_key((change.kind, change.key))}}

    def _now(self) -> datetime:
        return self._clock()


def _condition(read: Kept | None, now: Raw) -> Raw:
    """What has to hold: the row is there as it was read, or it is not there."""
    if read is None:
        return {
            "ConditionExpression": "attribute_not_exists(pk) OR expires <= :now",
            "ExpressionAttributeValues": {":now": now},
        }
    return {
        "ConditionExpression": (
            "stamp = :stamp AND (attribute_not_exists(expires) OR expires > :now)"
        ),
        "ExpressionAttributeValues": {":stamp": {"S": read.version}, ":now": now},
    }


def _item(row: Row) -> Raw:
    item: Raw = {
        **raw_key((row.kind, row.key)),
        "text": {"S": json.dumps(row.value, ensure_ascii=False)},
        "stamp": {"S": uuid.uuid4().hex},
    }
    if row.blob is not None:
        item["blob"] = {"B": row.blob}
    if row.expires is not None:
        item["expires"] = _number(row.expires)
        item["ttl"] = {"N": str(math.ceil(row.expires.timestamp()))}
        item["lane"] = {"S": str(zlib.crc32(row.key.encode()) % LANES)}
    return item


def _kept(raw: Raw) -> Kept:
    row = Row(
        raw["pk"]["S"],
        raw["sk"]["S"],
        json.loads(raw["text"]["S"]),
        bytes(raw["blob"]["B"]) if "blob" in raw else None,
        _expires(raw),
    )
    return Kept(row, raw["stamp"]["S"])


def _there(raw: Raw, now: datetime) -> bool:
    expires = _expires(raw)
    return expires is None or expires > now


def _expires(raw: Raw) -> datetime | None:
    said = raw.get("expires")
    return datetime.fromtimestamp(float(said["N"]), UTC) if said else None


def _number(moment: datetime) -> Raw:
    """A moment in seconds since 1970, to the microsecond."""
    return {"N": f"{moment.timestamp():.6f}"}
