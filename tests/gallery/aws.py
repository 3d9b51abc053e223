"""What is in the emulator of AWS, seen from behind."""

from __future__ import annotations

import copy
from collections import defaultdict
from typing import Any

from moto.dynamodb.models import dynamodb_backends
from moto.s3vectors.models import s3vectors_backends

from local.rehearsal.gallery import TABLE
from local.rehearsal.sandbox import REGION
from local.rehearsal.stack import ACCOUNT

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
