"""Vectors in Amazon S3 Vectors: one index for each collection.

A vector's key says what it is of (`f` a face, `p` a person) and ends in chance: a key
is written once, removed once, and never used again, so that what it stands for never
changes. Whether a vector counts, the table says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple, TypeAlias

import numpy as np
from botocore.exceptions import ClientError

from visage.gallery.aws.calls import batches, client, named_errors
from visage.gallery.vectors import Floats

Kind: TypeAlias = Literal["f", "p"]

# S3 Vectors' own limits.
_MOST_PUT = 500
_MOST_DELETED = 500
_MOST_GOT = 100
MOST_FOUND = 10_000  # results of a query
_PAGE = 100  # results on a page of them
# A request may have 20 MiB; a number takes at most this many characters as JSON.
_REQUEST, _NUMBER = 20 * 2**20, 26


class Hit(NamedTuple):
    """A vector near a probe; `distance` is 1 less the cosine, in single precision."""

    key: str
    distance: float


class VectorIndexes:
    """The indexes in a vector bucket, by the generation of their collection."""

    def __init__(self, bucket: str, s3vectors: Any = None) -> None:
        self._bucket = bucket
        self._client = s3vectors or client("s3vectors")

    def create(self, generation: str, dimension: int) -> None:
        """Make an index, unless it is there."""
        with named_errors():
            try:
                self._client.create_index(
                    **self._named(generation),
                    dataType="float32",
                    dimension=dimension,
                    distanceMetric="cosine",
                )
            except ClientError as error:
                if error.response["Error"]["Code"] != "ConflictException":
                    raise

    def drop(self, generation: str) -> None:
        """Remove an index with all that is in it, if it is there."""
        with named_errors():
            try:
                self._client.delete_index(**self._named(generation))
            except ClientError as error:
                if error.response["Error"]["Code"] != "NotFoundException":
                    raise

    def put(self, generation: str, vectors: Mapping[str, Floats]) -> None:
        """Add vectors, (dimension,) each."""
        if not vectors:
            return
        dimension = len(next(iter(vectors.values())))
        at_once = min(_MOST_PUT, _REQUEST // (_NUMBER * dimension))
        for batch in batches(vectors.items(), at_once):
            entries = [
                {
                    "key": key,
                    "data": {"float32": vector.tolist()},
                    "metadata": {"kind": key[0]},
                }
                for key, vector in batch
            ]
            with named_errors():
                self._client.put_vectors(**self._named(generation), vectors=entries)

    def get(self, generation: str, keys: Iterable[str]) -> dict[str, Floats]:
        """Those of the vectors that are there, read-only."""
        found: dict[str, Floats] = {}
        for batch in batches(dict.fromkeys(keys), _MOST_GOT):
            with named_errors():
                answer = self._client.get_vectors(
                    **self._named(generation), keys=batch, returnData=True
                )
            for each in answer["vectors"]:
                vector = np.array(each["data"]["float32"], np.float32)
                vector.setflags(write=False)
                found[each["key"]] = vector
        return found

    def delete(self, generation: str, keys: Iterable[str]) -> None:
        """Remove vectors, those that are not there too; so for the index."""
        for batch in batches(dict.fromkeys(keys), _MOST_DELETED):
            with named_errors():
                try:
                    self._client.delete_vectors(**self._named(generation), keys=batch)
                except ClientError as error:
                    if error.response["Error"]["Code"] != "NotFoundException":
                        raise

    def query(
        self, generation: str, kind: Kind, probe: Floats, most: int
    ) -> list[Hit] | None:
        """The vectors of a kind nearest to a probe, the nearest first.

        None where the index is there no longer.
        """
        asked = {
            **self._named(generation),
            "topK": most,
            "queryVector": {"float32": probe.tolist()},
            "filter": {"kind": {"$eq": kind}},
            "returnDistance": True,
        }
        found: list[Hit] = []
        while True:
            with named_errors():
                try:
                    answer = self._client.query_vectors(**asked)
                except ClientError as error:
                    if error.response["Error"]["Code"] == "NotFoundException":
                        return None
                    raise
            found += [Hit(each["key"], each["distance"]) for each in answer["vectors"]]
            if not answer.get("nextToken"):
                return found
            asked["nextToken"] = answer["nextToken"]

    def _named(self, generation: str) -> dict[str, str]:
        return {"vectorBucketName": self._bucket, "indexName": f"faces-{generation}"}
