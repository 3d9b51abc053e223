"""The bucket and the queue of imports on AWS.

Pictures lie below `imports/`, and what is known of an import below `reports/`. A
message of the queue names an import and a part of it; what people are called stays in
the bucket.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import islice
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from visage.errors import StoreUnreachable
from visage.stores.uploads import IS_TAKEN

PICTURES, REPORTS = "imports/", "reports/"
# SQS takes ten messages at once.
_AT_ONCE = 10
# Objects that are written side by side.
_WRITERS = 8

Message = Mapping[str, Any]


class NoObject(Exception):
    """There is no object of this key."""


class ObjectThere(Exception):
    """There is an object of this key already, which was not to be replaced."""


class ImportBucket:
    """Imports in the bucket of `s3://bucket`. Raises StoreUnreachable."""

    def __init__(self, address: str) -> None:
        self.name = address.removeprefix("s3://").partition("/")[0]
        config = Config(
            retries={"max_attempts": 5, "mode": "standard"}, connect_timeout=3
        )
        self._client: Any = boto3.Session().client("s3", config=config)

    def pictures(self, prefix: str) -> Iterator[str]:
        """Keys below `imports/` of everything below a prefix, in their order."""
        for key in self._listed(PICTURES + prefix):
            yield key.removeprefix(PICTURES)

    def picture(self, key: str, most: int) -> bytes:
        """The bytes of a picture, at most so many. Raises NoObject."""
        return self._read(PICTURES + key, most)

    def names(self, prefix: str) -> list[str]:
        """Keys below `reports/` of everything below a prefix."""
        return [key.removeprefix(REPORTS) for key in self._listed(REPORTS + prefix)]

    def read(self, key: str) -> Any:
        """What was written as JSON below `reports/`. Raises NoObject."""
        return json.loads(self._read(REPORTS + key))

    def write(self, key: str, content: object) -> None:
        """Write as JSON below `reports/`."""
        self.write_text(key, json.dumps(content), "application/json")

    def write_all(self, contents: Iterable[tuple[str, object]]) -> None:
        """Write many as JSON, some of them side by side."""
        with ThreadPoolExecutor(_WRITERS) as writers:
            for _ in writers.map(lambda each: self.write(*each), contents):
                pass

    def write_text(self, key: str, content: str, kind: str) -> None:
        """Write text of a media type below `reports/`."""
        self._put(REPORTS + key, content, kind)

    def write_first(self, key: str, content: object) -> bool:
        """Write as JSON unless it is there already; whether it was written."""
        try:
            self._put(
                REPORTS + key, json.dumps(content), "application/json", IfNoneMatch="*"
            )
        except ObjectThere:
            return False
        return True

    def _listed(self, prefix: str) -> Iterator[str]:
        try:
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self.name, Prefix=prefix
            )
            for page in pages:
                yield from (each["Key"] for each in page.get("Contents", []))
        except (BotoCoreError, ClientError) as error:
            raise _unreachable(error) from error

    def _read(self, key: str, most: int | None = None) -> bytes:
        try:
            answer = self._client.get_object(Bucket=self.name, Key=key)
            content: bytes = answer["Body"].read(most)
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") == "NoSuchKey":
                raise NoObject(key) from error
            raise _unreachable(error) from error
        except BotoCoreError as error:
            raise _unreachable(error) from error
        return content

    def _put(self, key: str, content: str, kind: str, **more: str) -> None:
        try:
            self._client.put_object(
                Bucket=self.name,
                Key=key,
                Body=content.encode(),
                ContentType=kind,
                **more,
            )
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") in IS_TAKEN:
                raise ObjectThere(key) from error
            raise _unreachable(error) from error
        except BotoCoreError as error:
            raise _unreachable(error) from error


class ImportQueue:
    """The queue at an address of SQS. Raises StoreUnreachable."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._client: Any = boto3.Session().client("sqs")

    def send(self, messages: Iterable[Message]) -> None:
        """Put messages into the queue, each at least once."""
        for group in _groups(messages):
            entries = [
                {"Id": str(index), "MessageBody": json.dumps(each)}
                for index, each in enumerate(group)
            ]
            try:
                answer = self._client.send_message_batch(
                    QueueUrl=self._address, Entries=entries
                )
            except (BotoCoreError, ClientError) as error:
                raise _unreachable(error) from error
            if failed := answer.get("Failed"):
                raise StoreUnreachable(
                    f"The queue of imports refused {len(failed)} messages: "
                    f"{failed[0].get('Message', failed[0].get('Code'))}."
                )


def _groups(messages: Iterable[Message]) -> Iterator[list[Message]]:
    left = iter(messages)
    while group := list(islice(left, _AT_ONCE)):
        yield group


def _unreachable(error: Exception) -> StoreUnreachable:
    return StoreUnreachable(f"The imports cannot be reached: {error}.")


@cache
def import_bucket(address: str) -> ImportBucket:
    """The bucket of an address; its client is made once."""
    return ImportBucket(address)


@cache
def import_queue(address: str) -> ImportQueue:
    """The queue of an address; its client is made once."""
    return ImportQueue(address)
