"""An empty gallery on the emulator, in this process and without HTTP."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from unittest.mock import patch

from moto import mock_aws

from local.rehearsal.sandbox import REGION
from local.rehearsal.vectors import complete_vectors
from visage.gallery.aws.calls import client
from visage.gallery.aws.gallery import AwsGallery
from visage.gallery.aws.index import VectorIndexes
from visage.gallery.aws.table import Table
from visage.gallery.rules import Clock, utc_now

TABLE, BUCKET = "people-table", "people-vectors"
ADDRESS = f"dynamodb://{TABLE}?vectors={BUCKET}"
# How the table and the bucket are made, here and in resources/gallery.yml.
KEYS: dict[str, Any] = {
    "KeySchema": [
        {"AttributeName": "pk", "KeyType": "HASH"},
        {"AttributeName": "sk", "KeyType": "RANGE"},
    ],
    "AttributeDefinitions": [
        {"AttributeName": "pk", "AttributeType": "S"},
        {"AttributeName": "sk", "AttributeType": "S"},
    ],
}


@contextmanager
def emulated() -> Iterator[None]:
    """An empty table and an empty vector bucket in this process."""
    complete_vectors()
    with mock_aws(), patch.dict(os.environ, AWS_DEFAULT_REGION=REGION):
        dynamodb, s3vectors = clients()
        dynamodb.create_table(TableName=TABLE, BillingMode="PAY_PER_REQUEST", **KEYS)
        s3vectors.create_vector_bucket(vectorBucketName=BUCKET)
        yield


def opened(
    clock: Clock = utc_now, using: Callable[[Any], Any] = lambda client: client
) -> AwsGallery:
    """A gallery in what is emulated, as another process would open it.

    `using` may put something between the gallery and its clients.
    """
    dynamodb, s3vectors = map(using, clients())
    table, indexes = Table(TABLE, dynamodb), VectorIndexes(BUCKET, s3vectors)
    return AwsGallery(ADDRESS, table, indexes, clock)


@cache
def clients() -> tuple[Any, Any]:
    """Clients, made once: that takes longer than most of what is done with them."""
    return client("dynamodb"), client("s3vectors")
