"""Items of a DynamoDB table as DynamoDB takes them: read as they are now, or written.

An item lies under a partition (`pk`) and a place in it (`sk`).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from botocore.exceptions import ClientError

from visage.gallery.aws.calls import (
    GALLERY,
    Tries,
    User,
    batches,
    client,
    named_errors,
)

Key: TypeAlias = tuple[str, str]
Raw: TypeAlias = dict[str, Any]

LONGEST_PAGE = 1000
# DynamoDB's own limits.
_MOST_READ = 100  # items of a BatchGetItem
_MOST_REMOVED = 25  # items of a BatchWriteItem
# Above every character of a key.
_LAST = "\U0010ffff"


class Items:
    """Items of a table, whose every read by key is consistent.

    `stamp` is an attribute that is new with every writing.
    """

    def __init__(self, name: str, dynamodb: Any = None, user: User = GALLERY) -> None:
        self.name = name
        self.user = user
        self.client = dynamodb or client("dynamodb", user)

    def get(self, key: Key) -> Raw | None:
        with named_errors(self.user):
            answer = self.client.get_item(
                TableName=self.name, Key=raw_key(key), ConsistentRead=True
            )
        found: Raw | None = answer.get("Item")
        return found

    def get_many(self, keys: Iterable[Key]) -> Iterator[Raw]:
        """Those of the items that are there, in no order."""
        for batch in batches(dict.fromkeys(keys), _MOST_READ):
            asked: Raw = {"Keys": list(map(raw_key, batch)), "ConsistentRead": True}
            tries = Tries(self.user)
            while asked:
                with named_errors(self.user):
                    answer = self.client.batch_get_item(RequestItems={self.name: asked})
                yield from answer["Responses"].get(self.name, [])
                if asked := answer.get("UnprocessedKeys", {}).get(self.name, {}):
                    tries.wait()

    def walk(
        self,
        partition: str,
        *,
        prefix: str = "",
        after: str | None = None,
        until: str | None = None,
        newest_first: bool = False,
        page: int = LONGEST_PAGE,
    ) -> Iterator[Raw]:
        """Items of a partition in the order of their places, read page by page.

        Only places that begin with `prefix`, come after `after`, and up to `until`.
        With `newest_first` the order is turned round, and `after` means before. An
        empty `after` is none.
        """
        first, last = prefix, prefix + _LAST if until is None else until
        if after and newest_first:
            last = min(last, after)
        elif after:
            first = max(first, after)
        if first > last:
            return
        asked = {
            "KeyConditionExpression": "pk = :pk AND sk BETWEEN :first AND :last",
            "ExpressionAttributeValues": {
                ":pk": {"S": partition},
                ":first": {"S": first or " "},
                ":last": {"S": last},
            },
            "ConsistentRead": True,
            "ScanIndexForward": not newest_first,
        }
        for raw in self.query(asked, page):
            if raw["sk"]["S"] != after:
                yield raw

    def query(self, asked: Raw, page: int = LONGEST_PAGE) -> Iterator[Raw]:
        """What a query finds, page by page; each page may be twice the one before."""
        asked = {**asked, "TableName": self.name}
        while True:
            page = min(page, LONGEST_PAGE)
            with named_errors(self.user):
                answer = self.client.query(**asked, Limit=page)
            yield from answer["Items"]
            if "LastEvaluatedKey" not in answer:
                return
            asked["ExclusiveStartKey"] = answer["LastEvaluatedKey"]
            page *= 2

    def snapshot(self, keys: Sequence[Key]) -> list[Raw | None] | None:
        """Items as they were at one moment; None while one of them is being written."""
        asked = [{"Get": {"TableName": self.name, "Key": raw_key(key)}} for key in keys]
        with named_errors(self.user):
            try:
                answer = self.client.transact_get_items(TransactItems=asked)
            except ClientError as error:
                if _reasons(error) <= {"TransactionConflict"}:
                    return None
                raise
        return [each.get("Item") or None for each in answer["Responses"]]

    def write(self, asked: Sequence[Raw]) -> bool:
        """All of the puts, deletes and checks, or none; False where one is refused."""
        # A transaction that is sent twice, as its answer got lost, counts once.
        token = uuid.uuid4().hex
        tries = Tries(self.user)
        while True:
            with named_errors(self.user):
                try:
                    self._send(asked, token)
                    return True
                except ClientError as error:
                    reasons = _reasons(error)
                    if reasons & _REFUSED:
                        return _by_itself(asked[0], error)
                    # Others write the same items at this moment, or too much is
                    # written at once.
                    if not reasons & _PASSING:
                        raise
            tries.wait()

    def remove_if(self, key: Key, condition: Raw) -> bool:
        """Remove an item where a condition holds; whether it did."""
        with named_errors(self.user):
            try:
                self.client.delete_item(
                    TableName=self.name, Key=raw_key(key), **condition
                )
                return True
            except ClientError as error:
                if not _reasons(error) & (_REFUSED | _PASSING):
                    raise
                return False

    def remove(self, keys: Iterable[Key]) -> None:
        """Remove items, those that are not there too."""
        for batch in batches(dict.fromkeys(keys), _MOST_REMOVED):
            asked = [{"DeleteRequest": {"Key": raw_key(key)}} for key in batch]
            tries = Tries(self.user)
            while asked:
                with named_errors(self.user):
                    answer = self.client.batch_write_item(
                        RequestItems={self.name: asked}
                    )
                if asked := answer.get("UnprocessedItems", {}).get(self.name, []):
                    tries.wait()

    def _send(self, asked: Sequence[Raw], token: str) -> None:
        """Write one item by itself, which costs half, or several in a transaction."""
        [(verb, only), *others] = (pair for each in asked for pair in each.items())
        conditional = "ConditionExpression" in only
        if verb == "Put" and not others:
            shown = {"ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
            self.client.put_item(**only, **(shown if conditional else {}))
        elif verb == "Delete" and not others and not conditional:
            self.client.delete_item(**only)
        else:
            self.client.transact_write_items(
                TransactItems=asked, ClientRequestToken=token
            )


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


def _by_itself(asked: Raw, error: ClientError) -> bool:
    """Whether what stands in the way of a put is what it has written itself.

    The client sends a put again whose answer got lost.
    """
    answer: Any = error.response
    there, sent = answer.get("Item", {}), asked.get("Put", {}).get("Item", {})
    return "stamp" in sent and bool(sent["stamp"] == there.get("stamp"))


def raw_key(key: Key) -> Raw:
    """A key as DynamoDB takes it."""
    return {"pk": {"S": key[0]}, "sk": {"S": key[1]}}
