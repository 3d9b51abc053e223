"""The table: items under two keys, read as they are now, written under conditions.

An item has a partition (`pk`), a place in it (`sk`), a text, and where others may want
to write it at the same time, a stamp that is new with every writing. A condition names
the stamp that an item must have, or that it must not be there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

from botocore.exceptions import ClientError

from visage.gallery.aws.calls import Tries, batches, client, named_errors

Key: TypeAlias = tuple[str, str]
Raw: TypeAlias = dict[str, Any]

# DynamoDB's own limits.
MOST_WRITTEN = 100  # items of a transaction
MOST_WRITTEN_BYTES = 3_500_000  # of 4 MB, as names and conditions count too
_MOST_READ = 100  # items of a BatchGetItem
_MOST_REMOVED = 25  # items of a BatchWriteItem
_LONGEST_PAGE = 1000
# Above every character of a key.
_LAST = "\U0010ffff"


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
        self._client = dynamodb or client("dynamodb")

    def get(self, key: Key) -> Item | None:
        with named_errors():
            answer = self._client.get_item(
                TableName=self.name, Key=_key(key), ConsistentRead=True
            )
        return _item(answer["Item"]) if "Item" in answer else None

    def get_many(self, keys: Iterable[Key]) -> dict[Key, Item]:
        """Those of the items that are there."""
        found: dict[Key, Item] = {}
        for batch in batches(dict.fromkeys(keys), _MOST_READ):
            asked: Raw = {"Keys": [_key(key) for key in batch], "ConsistentRead": True}
            tries = Tries()
            while asked:
                with named_errors():
                    answer = self._client.batch_get_item(
                        RequestItems={self.name: asked}
                    )
                for raw in answer["Responses"].get(self.name, []):
                    found[raw["pk"]["S"], raw["sk"]["S"]] = _item(raw)
                if asked := answer.get("UnprocessedKeys", {}).get(self.name, {}):
                    tries.wait()
        return found

    def walk(
        self,
        partition: str,
        *,
        prefix: str = "",
        after: str | None = None,
        until: str | None = None,
        page: int = _LONGEST_PAGE,
    ) -> Iterator[tuple[str, Item]]:
        """Places and items of a partition in order, read page by page.

        Only places that begin with `prefix`, come after `after`, and up to `until`.
        """
        first = max(prefix, after or "", " ")
        last = prefix + _LAST if until is None else until
        asked: Raw = {
            "TableName": self.name,
            "ConsistentRead": True,
            "KeyConditionExpression": "pk = :pk AND sk BETWEEN :first AND :last",
            "ExpressionAttributeValues": {
                ":pk": {"S": partition},
                ":first": {"S": first},
                ":last": {"S": last},
            },
            "Limit": min(page, _LONGEST_PAGE),
        }
        while first <= last:
            with named_errors():
                answer = self._client.query(**asked)
            for raw in answer["Items"]:
                if raw["sk"]["S"] != after:
                    yield raw["sk"]["S"], _item(raw)
            if "LastEvaluatedKey" not in answer:
                return
            asked["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def snapshot(self, keys: Sequence[Key]) -> dict[Key, Item] | None:
        """Items as they were at one moment; None while one of them is being written."""
        asked = [{"Get": {"TableName": self.name, "Key": _key(key)}} for key in keys]
        with named_errors():
            try:
                answer = self._client.transact_get_items(TransactItems=asked)
            except ClientError as error:
                if _reasons(error) <= {"TransactionConflict"}:
                    return None
                raise
        found = zip(keys, answer["Responses"], strict=True)
        return {key: _item(each["Item"]) for key, each in found if each.get("Item")}

    def write(self, writes: Sequence[Write]) -> bool:
        """All of it or nothing; False where a condition does not hold."""
        asked = [self._asked(write) for write in writes]
        tries = Tries()
        while True:
            with named_errors():
                try:
                    self._send(asked)
                    return True
                except ClientError as error:
                    reasons = _reasons(error)
                    if reasons & _REFUSED:
                        return False
                    # Others write the same items at this moment, or too much is
                    # written at once.
                    if not reasons & _PASSING:
                        raise
            tries.wait()

    def remove(self, keys: Iterable[Key]) -> None:
        """Remove items, those that are not there too."""
        for batch in batches(dict.fromkeys(keys), _MOST_REMOVED):
            asked = [{"DeleteRequest": {"Key": _key(key)}} for key in batch]
            tries = Tries()
            while asked:
                with named_errors():
                    answer = self._client.batch_write_item(
                        RequestItems={self.name: asked}
                    )
                if asked := answer.get("UnprocessedItems", {}).get(self.name, []):
                    tries.wait()

    def _send(self, asked: Sequence[Raw]) -> None:
        """Write one item by itself, which costs half, or several in a transaction."""
        if len(asked) == 1 and "Put" in asked[0]:
            self._client.put_item(**asked[0]["Put"])
        elif len(asked) == 1 and "Delete" in asked[0]:
            self._client.delete_item(**asked[0]["Delete"])
        else:
            self._client.transact_write_items(TransactItems=asked)

    def _asked(self, write: Write) -> Raw:
        condition = write.condition.said() if write.condition else {}
        common = {"TableName": self.name, **condition}
        if write.check:
            return {"ConditionCheck": {**common, "Key": _key(write.key)}}
        if write.text is None:
            return {"Delete": {**common, "Key": _key(write.key)}}
        item = {**_key(write.key), "text": {"S": write.text}}
        if write.stamp is not None:
            item["stamp"] = {"S": write.stamp}
        return {"Put": {**common, "Item": item}}


_REFUSED = {"ConditionalCheckFailed", "ConditionalCheckFailedException"}
_PASSING = {
    "TransactionConflict",
    "TransactionConflictException",
    "ThrottlingError",
    "ProvisionedThroughputExceeded",
    "TransactionInProgressException",
}


def _reasons(error: ClientError) -> set[str]:
    """Why a transaction was cancelled; for other errors, their code."""
    given: Any = error.response
    if given["Error"]["Code"] != "TransactionCanceledException":
        return {given["Error"]["Code"]}
    codes = {each.get("Code") for each in given.get("CancellationReasons", [])}
    return codes - {"None", None}


def _key(key: Key) -> Raw:
    return {"pk": {"S": key[0]}, "sk": {"S": key[1]}}


def _item(raw: Raw) -> Item:
    stamp = raw.get("stamp")
    return Item(raw["text"]["S"], stamp["S"] if stamp else None)
