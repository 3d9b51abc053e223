"""A gallery on the emulator of AWS in this process, and what can happen to its calls."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3
import pytest
from moto import mock_aws

from local.rehearsal.sandbox import REGION
from local.rehearsal.vectors import complete_vectors
from visage.gallery.aws.gallery import AwsGallery
from visage.gallery.aws.index import VectorIndexes
from visage.gallery.aws.table import Table
from visage.gallery.rules import Clock, utc_now

TABLE, BUCKET = "gallery", "gallery-vectors"
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
        boto3.client("dynamodb").create_table(
            TableName=TABLE, BillingMode="PAY_PER_REQUEST", **KEYS
        )
        boto3.client("s3vectors").create_vector_bucket(vectorBucketName=BUCKET)
        yield


def opened(clock: Clock = utc_now) -> AwsGallery:
    """A gallery in what is emulated, as another process would open it."""
    return AwsGallery(ADDRESS, Table(TABLE), VectorIndexes(BUCKET), clock)
