"""A gallery on the emulator of AWS, in this process."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pytest
from moto import mock_aws
from moto.dynamodb.models import dynamodb_backends
from moto.s3vectors.models import s3vectors_backends

from local.rehearsal.sandbox import REGION
from local.rehearsal.stack import ACCOUNT
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
    with mock_aws(), pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_DEFAULT_REGION", REGION)
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
    """Clients for all tests, as making them takes longer than most of these."""
    return client("dynamodb"), client("s3vectors")


# What is in the emulator, to be put back.
State = tuple[dict[str, Any], dict[str, Any]]


def state() -> State:
    """A copy of all items and vectors."""
    return copy.deepcopy(_table().items), copy.deepcopy(_bucket().indexes)


def put_back(kept: State) -> None:
    """Make the emulator as it was."""
    _table().items = defaultdict(dict, {k: dict(v) for k, v in kept[0].items()})
    _bucket().indexes = {}
    for arn, index in kept[1].items():
        _bucket().indexes[arn] = copy.copy(index)
        _bucket().indexes[arn].vectors = dict(index.vectors)
        _bucket().indexes[arn]._bucket = _bucket()


def items() -> dict[tuple[str, str], str]:
    """The texts of all items in the table."""
    found = _table().all_items()
    return {
        (each.attrs["pk"].value, each.attrs["sk"].value): each.attrs["text"].value
        for each in found
    }


def vectors() -> dict[str, set[str]]:
    """The keys of all vectors, by the generation of their collection."""
    return {
        each.index_name.removeprefix("faces-"): set(each.vectors)
        for each in _bucket().indexes.values()
    }


def _table() -> Any:
    return dynamodb_backends[ACCOUNT][REGION].tables[TABLE]


def _bucket() -> Any:
    [bucket] = s3vectors_backends[ACCOUNT]["aws"].vector_buckets.values()
    return bucket
