"""What the emulator adds to moto for S3 Vectors, through boto3's own client."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from botocore.exceptions import ClientError

from local.rehearsal.gallery import BUCKET, clients, emulated

INDEX = {"vectorBucketName": BUCKET, "indexName": "faces"}


@pytest.fixture
def s3vectors() -> Iterator[Any]:
    """A client, with an index of 250 vectors of two numbers, each of an age."""
    with emulated():
        client = clients()[1]
        made = {"dataType": "float32", "distanceMetric": "cosine", "dimension": 2}
        client.create_index(**INDEX, **made)
        client.put_vectors(
            **INDEX,
            vectors=[
                {
                    "key": f"v{n:03d}",
                    "data": {"float32": [np.cos(n / 500), np.sin(n / 500)]},
                    "metadata": {"age": n, "kind": "fp"[n % 2]},
                }
                for n in range(250)
            ],
        )
        yield client


def query(client: Any, most: int, **more: Any) -> Any:
    asked = {"queryVector": {"float32": [2.0, 0.0]}, "topK": most, **more}
    return client.query_vectors(**INDEX, **asked)


def test_the_nearest_come_first_with_what_is_asked_for(s3vectors: Any) -> None:
    answer = query(s3vectors, 2)
    del answer["ResponseMetadata"]
    nearest = [{"key": "v000"}, {"key": "v001"}]
    assert answer == {"distanceMetric": "cosine", "vectors": nearest}
    answer = query(s3vectors, 3, returnDistance=True, returnMetadata=True)
    third = answer["vectors"][2]
    assert third["distance"] == pytest.approx(1 - np.cos(2 / 500), abs=1e-6)
    assert (third["key"], third["metadata"]) == ("v002", {"age": 2, "kind": "f"})


def test_many_come_in_pages(s3vectors: Any) -> None:
    pages, asked = [], dict[str, Any]()
    while True:
        answer = query(s3vectors, 230, **asked)
        pages.append([each["key"] for each in answer["vectors"]])
        if "nextToken" not in answer:
            break
        asked = {"nextToken": answer["nextToken"]}
    assert [len(page) for page in pages] == [100, 100, 30]
    assert [key for page in pages for key in page] == [f"v{n:03d}" for n in range(230)]


@pytest.mark.parametrize(
    ("condition", "first"),
    [
        ({"kind": "p"}, ["v001", "v003"]),
        ({"kind": {"$eq": "p"}}, ["v001", "v003"]),
        ({"kind": {"$ne": "f"}}, ["v001", "v003"]),
        ({"age": {"$gt": 7}}, ["v008", "v009"]),
        ({"age": {"$gte": 7, "$lt": 8}}, ["v007"]),
        ({"age": {"$lte": 0}}, ["v000"]),
        ({"age": {"$in": [5, 9]}}, ["v005", "v009"]),
        ({"age": {"$nin": [0, 1]}}, ["v002", "v003"]),
        ({"name": {"$exists": True}}, []),
        ({"$and": [{"kind": "p"}, {"age": {"$gt": 7}}]}, ["v009", "v011"]),
        ({"$or": [{"age": 4}, {"age": 6}]}, ["v004", "v006"]),
    ],
)
def test_filters_hold(s3vectors: Any, condition: Any, first: list[str]) -> None:
    found = query(s3vectors, 2, filter=condition)["vectors"]
    assert [each["key"] for each in found] == first


@pytest.mark.parametrize(
    ("operation", "given"),
    [
        ("query_vectors", {"topK": 10_001, "queryVector": {"float32": [1.0, 0.0]}}),
        ("query_vectors", {"topK": 1, "queryVector": {"float32": [1.0]}}),
        (
            "query_vectors",
            {
                "topK": 1,
                "queryVector": {"float32": [1.0, 0.0]},
                "filter": {"age": {"$near": 1}},
            },
        ),
        ("get_vectors", {"keys": [f"v{n}" for n in range(101)]}),
        ("delete_vectors", {"keys": [f"v{n}" for n in range(501)]}),
        ("get_vectors", {"keys": ["k" * 1025]}),
        (
            "put_vectors",
            {"vectors": 501 * [{"key": "v", "data": {"float32": [1.0, 0.0]}}]},
        ),
    ],
)
def test_what_the_service_refuses_is_refused(
    s3vectors: Any, operation: str, given: Any
) -> None:
    with pytest.raises(ClientError) as caught:
        getattr(s3vectors, operation)(**INDEX, **given)
    assert caught.value.response["Error"]["Code"] == "ValidationException"


def test_an_index_is_made_once(s3vectors: Any) -> None:
    made = {"dataType": "float32", "distanceMetric": "cosine", "dimension": 2}
    with pytest.raises(ClientError) as caught:
        s3vectors.create_index(**INDEX, **made)
    assert caught.value.response["Error"]["Code"] == "ConflictException"
    assert len(query(s3vectors, 5)["vectors"]) == 5
