"""Accounts in a DynamoDB table of the business: one item each, by its `account`.

The items are the business's own: `account`, a text, is the partition key, and every
other attribute is shown. DynamoDB keeps attributes in no order, so those that a desk
looks for come first, and then the others by their names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from functools import cached_property
from typing import Any

import boto3
from boto3.dynamodb.types import Binary
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from pydantic import JsonValue

from visage.errors import CustomersUnreachable
from visage.watch.customers.account import Account

KEY = "account"
FIRST = ("type", "name", "address", "balance")
_PATIENCE = Config(
    retries={"total_max_attempts": 2, "mode": "standard"},
    connect_timeout=0.4,
    read_timeout=0.5,
)


class DynamoCustomers:
    """Accounts of `dynamodb://TABLE`."""

    def __init__(self, name: str) -> None:
        self.address = f"dynamodb://{name}"
        self._name = name

    def find(self, account: str) -> Account | None:
        if not account:
            return None
        with self._named_errors():
            item = self._table.get_item(Key={KEY: account}).get("Item")
        return _account(item) if item else None

    def keep(self, accounts: Sequence[Account]) -> None:
        """Write accounts, over those that are there. Raises CustomersUnreachable."""
        with self._named_errors(), self._table.batch_writer() as batch:
            for each in accounts:
                batch.put_item({**each.fields, KEY: each.id})

    def everyone(self) -> Iterator[Account]:
        """All accounts in the order of the table."""
        where: dict[str, Any] = {}
        while True:
            with self._named_errors():
                page = self._table.scan(**where)
            yield from map(_account, page["Items"])
            if "LastEvaluatedKey" not in page:
                return
            where["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def forget(self, account: str) -> None:
        """Remove an account, if it is there."""
        with self._named_errors():
            self._table.delete_item(Key={KEY: account})

    @cached_property
    def _table(self) -> Any:
        resource: Any = boto3.Session().resource("dynamodb", config=_PATIENCE)
        return resource.Table(self._name)

    @contextmanager
    def _named_errors(self) -> Iterator[None]:
        try:
            yield
        except (BotoCoreError, ClientError) as error:
            raise CustomersUnreachable(
                f"The accounts in the table {self._name} cannot be used: {error}. Its "
                f"partition key has to be {KEY}, a text; check VISAGE_CUSTOMERS, the "
                "region (AWS_REGION) and the rights of whoever asks."
            ) from error


def _account(item: dict[str, Any]) -> Account:
    said = {name: _plain(item[name]) for name in FIRST if name in item}
    others = sorted(name for name in item if name not in said and name != KEY)
    return Account(item[KEY], said | {name: _plain(item[name]) for name in others})


def _plain(value: Any) -> JsonValue:
    """A value of DynamoDB as JSON; bytes are said to be some."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Binary):
        return "bytes"
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, set):
        return sorted((_plain(each) for each in value), key=str)
    if isinstance(value, list):
        return [_plain(each) for each in value]
    plain: JsonValue = value
    return plain
