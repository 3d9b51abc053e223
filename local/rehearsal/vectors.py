"""What moto's DynamoDB and S3 Vectors lack for the gallery.

S3 Vectors: `QueryVectors` with metadata filters and pages, and the limits that the
service's own model names, which moto doesn't look at. DynamoDB: requests that come at
once are carried out one after the other, as moto's transactions are no transactions to
other threads; and a transaction's copy of the table, made in case it fails, shares the
items with the table, as moto replaces items that are put.
"""

from __future__ import annotations

import base64
import copy
import json
import re
import secrets
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from inspect import signature
from typing import Any

import botocore.session
import moto.dynamodb.models.table
import moto.dynamodb.responses
import moto.s3vectors.models
import moto.s3vectors.responses
import moto.s3vectors.urls
import numpy as np
from moto.core.responses import ActionResult
from moto.s3vectors.exceptions import ValidationError

from local.rehearsal.stack import Kept, Properties

# Modules that are patched below, which their types do not allow.
models: Any = moto.s3vectors.models
responses: Any = moto.s3vectors.responses
urls: Any = moto.s3vectors.urls
dynamodb: Any = moto.dynamodb.responses
tables: Any = moto.dynamodb.models.table

VECTOR_BUCKET = "AWS::S3Vectors::VectorBucket"
PAGE = 100  # results on a page
MOST_FOUND = 10_000  # results of a query
MOST_NUMBERS = 4096  # of a vector
_LOCK = threading.RLock()


def complete_vectors() -> None:
    """Patch moto; a second time changes nothing."""
    if hasattr(responses.S3VectorsResponse, "query_vectors"):
        return
    response = responses.S3VectorsResponse
    urls.url_paths["{0}/QueryVectors$"] = response.dispatch
    response.query_vectors = query_vectors
    response.call_action = checked(response.call_action)
    models.S3VectorsBackend.create_index = once(models.S3VectorsBackend.create_index)
    dynamodb.DynamoHandler.call_action = one_by_one(dynamodb.DynamoHandler.call_action)
    tables.Table.__deepcopy__ = copied
    tables.Table.query = in_one_partition(tables.Table.query)


class VectorBucket(Kept):
    """A vector bucket of a stack. Its physical name is its ARN, as on AWS."""

    @classmethod
    def create_from_cloudformation_json(
        cls,
        resource_name: str,
        cloudformation_json: Properties,
        account_id: str,
        region_name: str,
        **_: Any,
    ) -> VectorBucket:
        name = f"rehearsed-{secrets.token_hex(4)}"
        backend = models.s3vectors_backends[account_id]["aws"]
        encryption = {"sseType": "AES256"}
        backend.create_vector_bucket(region_name, name, encryption)
        bucket = backend.get_vector_bucket(vector_bucket_name=name)
        return cls(bucket.vector_bucket_arn, VECTOR_BUCKET, region_name)


def query_vectors(self: Any) -> ActionResult:
    """The nearest vectors that a filter lets through, a page at a time."""
    index = self.s3vectors_backend.get_index(
        self._get_param("vectorBucketName"),
        self._get_param("indexName"),
        self._get_param("indexArn"),
    )
    most, condition = self._get_param("topK"), self._get_param("filter")
    if most > MOST_FOUND:
        raise ValidationError(f"topK is at most {MOST_FOUND}")
    probe = np.array(self._get_param("queryVector")["float32"], np.float32)
    if len(probe) != index.dimension:
        raise ValidationError("The query vector has another dimension than the index")
    token = self._get_param("nextToken")
    begin = int(base64.b64decode(token)) if token else 0
    ranked = nearest(index.vectors, probe, condition)[:most]
    shown = ranked[begin : begin + PAGE]
    wanted = {"key"}
    wanted |= {"distance"} if self._get_param("returnDistance") else set()
    wanted |= {"metadata"} if self._get_param("returnMetadata") else set()
    found = (
        {"key": each.key, "distance": far, "metadata": each.metadata}
        for far, each in shown
    )
    answer: dict[str, Any] = {
        "distanceMetric": index.distance_metric,
        "vectors": [
            {name: value for name, value in each.items() if name in wanted}
            for each in found
        ],
    }
    if begin + PAGE < len(ranked):
        answer["nextToken"] = base64.b64encode(str(begin + PAGE).encode()).decode()
    return ActionResult(answer)


def nearest(
    vectors: Mapping[str, Any], probe: Any, condition: Any
) -> list[tuple[float, Any]]:
    """Cosine distances in single precision, and vectors, the nearest first."""
    passing = [v for v in vectors.values() if passes(v.metadata or {}, condition)]
    if not passing:
        return []
    rows = np.array([v.data["float32"] for v in passing], np.float32)
    lengths = np.linalg.norm(rows, axis=1) * np.linalg.norm(probe)
    far = np.float32(1) - rows @ probe / lengths
    pairs = zip(far.tolist(), passing, strict=True)
    return sorted(pairs, key=lambda pair: pair[0])


_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "$eq": lambda value, wanted: bool(value == wanted),
    "$ne": lambda value, wanted: bool(value != wanted),
    "$gt": lambda value, wanted: value is not None and bool(value > wanted),
    "$gte": lambda value, wanted: value is not None and bool(value >= wanted),
    "$lt": lambda value, wanted: value is not None and bool(value < wanted),
    "$lte": lambda value, wanted: value is not None and bool(value <= wanted),
    "$in": lambda value, wanted: value in wanted,
    "$nin": lambda value, wanted: value not in wanted,
    "$exists": lambda value, wanted: (value is not None) == wanted,
}


def passes(metadata: Mapping[str, Any], condition: Any) -> bool:
    """Whether a vector's metadata fulfils a filter."""
    for name, wanted in (condition or {}).items():
        if name in ("$and", "$or"):
            combine = all if name == "$and" else any
            if not combine(passes(metadata, each) for each in wanted):
                return False
            continue
        said = wanted if isinstance(wanted, dict) else {"$eq": wanted}
        for operator, value in said.items():
            if operator not in _COMPARE:
                raise ValidationError(f"The filter has an unknown operator {operator}")
            if not _COMPARE[operator](metadata.get(name), value):
                return False
    return True


def checked(call_action: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Refuse requests that the service's model doesn't allow."""
    service = botocore.session.get_session().get_service_model("s3vectors")

    def completed(self: Any) -> Any:
        shape = service.operation_model(self._get_action()).input_shape
        faults = list(wrong(shape, json.loads(self.body or "{}"), ""))
        if faults:
            fault = self.serialized(ActionResult(ValidationError("; ".join(faults))))
            status, headers, body = fault
            headers["status"] = status
            return status, headers, body
        return call_action(self)

    return completed


def wrong(shape: Any, value: Any, where: str) -> Iterator[str]:
    """What of a request is not as the model says: lengths, sizes, patterns."""
    limits = shape.metadata
    size = value if shape.type_name in ("integer", "long", "float") else None
    if shape.type_name in ("string", "list", "blob"):
        size = len(value)
    if size is not None and not (
        limits.get("min", size) <= size <= limits.get("max", size)
    ):
        yield f"{where} is out of {limits.get('min')} to {limits.get('max')}"
    if "pattern" in limits and not re.fullmatch(limits["pattern"], value):
        yield f"{where} does not match {limits['pattern']}"
    if "enum" in limits and value not in limits["enum"]:
        yield f"{where} is none of {limits['enum']}"
    if shape.type_name == "structure" and not getattr(shape, "is_document_type", False):
        for name in shape.required_members:
            if name not in value:
                yield f"{where}/{name} is missing"
        for name, each in value.items():
            if name not in shape.members:
                yield f"{where}/{name} is unknown"
            else:
                yield from wrong(shape.members[name], each, f"{where}/{name}")
    if shape.type_name == "list" and shape.member.type_name != "float":
        for each in value:
            yield from wrong(shape.member, each, where)


def once(create: Callable[..., Any]) -> Callable[..., Any]:
    """Refuse to make an index that is there already, as the service does."""

    def completed(self: Any, **given: Any) -> Any:
        bucket = self.get_vector_bucket(
            given["vector_bucket_name"], given["vector_bucket_arn"]
        )
        names = {each.index_name for each in bucket.indexes.values()}
        if given["index_name"] in names:
            fault = ValidationError("An index with the specified name already exists")
            fault.code = "ConflictException"
            raise fault
        return create(self, **given)

    return completed


def one_by_one(call_action: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Carry out requests one after the other."""

    def completed(self: Any) -> Any:
        with _LOCK:
            return call_action(self)

    return completed


def in_one_partition(query: Callable[..., Any]) -> Callable[..., Any]:
    """Look at the items of the partition alone; moto sorts those of the table."""

    names = signature(query)

    def completed(self: Any, hash_key: Any, *others: Any, **more: Any) -> Any:
        asked = names.bind(self, hash_key, *others, **more).arguments
        if asked.get("index_name"):  # whose keys are others than the table's
            return query(self, hash_key, *others, **more)
        part = copy.copy(self)
        part.items = {hash_key: self.items.get(hash_key, {})}
        return query(part, hash_key, *others, **more)

    return completed


def copied(self: Any, memo: Any) -> Any:
    """A table that can be put back, as long as items are replaced and not changed."""
    other = copy.copy(self)
    other.items = defaultdict(dict)
    for partition, items in self.items.items():
        other.items[partition] = dict(items) if isinstance(items, dict) else items
    return other
