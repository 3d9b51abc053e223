"""An empty table of watching on the emulator, in this process and without HTTP."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from moto import mock_aws

from local.rehearsal.gallery import KEYS, clients
from local.rehearsal.sandbox import REGION
from local.rehearsal.vectors import complete_vectors
from visage.gallery.rules import Clock, utc_now
from visage.watch.dynamodb import EXPIRING, DynamoTable

TABLE = "watch-table"
# The index of what expires, here and in resources/watch.yml.
INDEX: dict[str, Any] = {
    "IndexName": EXPIRING,
    "KeySchema": [
        {"AttributeName": "lane", "KeyType": "HASH"},
        {"AttributeName": "expires", "KeyType": "RANGE"},
    ],
    "Projection": {"ProjectionType": "KEYS_ONLY"},
}
ATTRIBUTES: list[Any] = [
    *KEYS["AttributeDefinitions"],
    {"AttributeName": "lane", "AttributeType": "S"},
    {"AttributeName": "expires", "AttributeType": "N"},
]


@contextmanager
def emulated() -> Iterator[None]:
    """An empty table in this process."""
    complete_vectors()
    with mock_aws(), patch.dict(os.environ, AWS_DEFAULT_REGION=REGION):
        make_table()
        yield


def make_table() -> None:
    """Make the table, as the stack does."""
    clients()[0].create_table(
        TableName=TABLE,
        BillingMode="PAY_PER_REQUEST",
        KeySchema=KEYS["KeySchema"],
        AttributeDefinitions=ATTRIBUTES,
        GlobalSecondaryIndexes=[INDEX],
    )


def opened(
    clock: Clock = utc_now, using: Callable[[Any], Any] = lambda client: client
) -> DynamoTable:
    """The table, as another process would open it.

    `using` may put something between it and its client.
    """
    return DynamoTable(TABLE, clock, using(clients()[0]))
