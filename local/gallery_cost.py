"""What a gallery on AWS costs: the calls of a verb, counted, and list prices.

`python -m local.cost` prints it. The verbs run on the emulator. Units are counted as
DynamoDB counts them: a write for each kilobyte of an item, twice in a transaction; a
consistent read for each four.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from local.rehearsal.gallery import TABLE, clients, emulated, opened
from visage.gallery.audit import Caller
from visage.gallery.aws.gallery import AwsGallery
from visage.gallery.collections import NewCollection
from visage.gallery.consent import ConsentPolicy
from visage.gallery.faces import NewFace, Sighting
from visage.gallery.people import NewPerson
from visage.gallery.probes import Probe
from visage.geometry import Box

MILLION = 1_000_000
GIGABYTE = 10**9
DIMENSION = 512
# S3 Vectors charges a request to put vectors as if it had at least so many bytes.
LEAST_PUT = 128 * 1024
PEOPLE = 10
OPERATOR = Caller("operator", idempotency_key=None)


class Meter:
    """Counts calls and units between a gallery and its clients."""

    def __init__(self) -> None:
        self.counts = Counter[str]()

    def using(self, client: Any) -> Any:
        meter, service = self, client.meta.service_model.service_name

        class Metered:
            def __getattr__(self, name: str) -> Any:
                def call(**given: Any) -> Any:
                    meter.counts[service] += 1
                    meter.before(name, given)
                    answer = getattr(client, name)(**given)
                    meter.after(name, answer)
                    return answer

                return call

        return Metered()

    def before(self, name: str, given: Mapping[str, Any]) -> None:
        """Count what a request writes."""
        for item, times in written(name, given):
            self.counts["write units"] += times * units(item, 1024)
            # One for the index of what expires: visage/watch/dynamodb.py.
            self.counts["write units"] += "lane" in item
        if name == "put_vectors":
            size = 4 * DIMENSION * len(given["vectors"])
            self.counts["bytes put"] += max(LEAST_PUT, size)
        if name == "query_vectors":
            self.counts["queries"] += 1

    def after(self, name: str, answer: Mapping[str, Any]) -> None:
        """Count what an answer holds."""
        found: list[list[Mapping[str, Any]]] = []
        if name == "get_item":
            found = [[answer.get("Item", {})]]
        if name == "batch_get_item":
            found = [[item] for items in answer["Responses"].values() for item in items]
        if name == "query":
            found = [list(answer["Items"])]
        if name == "transact_get_items":
            found = 2 * [[each.get("Item", {})] for each in answer["Responses"]]
        for items in found:
            size = sum(map(bytes_of, items))
            self.counts["read units"] += max(1, -(-size // 4096))


def written(
    name: str, given: Mapping[str, Any]
) -> Iterator[tuple[Mapping[str, Any], int]]:
    """The items that a request writes or removes, and how often each counts."""
    if name in ("put_item", "delete_item"):
        yield item_of(given), 1
    if name == "transact_write_items":
        for each in given["TransactItems"]:
            [asked] = each.values()
            yield item_of(asked), 2
    if name == "batch_write_item":
        for table, requests in given["RequestItems"].items():
            for each in requests:
                yield stored(table, each["DeleteRequest"]["Key"]), 1


def item_of(asked: Mapping[str, Any]) -> Mapping[str, Any]:
    """The item that a write is about: the new one, or else the one that is there."""
    item: Mapping[str, Any] | None = asked.get("Item")
    return stored(asked["TableName"], asked["Key"]) if item is None else item


def units(item: Mapping[str, Any], size: int) -> int:
    """How many units of a size an item takes."""
    return max(1, -(-bytes_of(item) // size))


def bytes_of(item: Mapping[str, Any]) -> int:
    """An item's size: names and values."""
    return sum(len(name) + _length(value) for name, value in item.items())


def _length(value: Mapping[str, Any]) -> int:
    """Bytes of a text, a number or bytes."""
    (content,) = value.values()
    return len(content) if isinstance(content, bytes) else len(str(content).encode())


def stored(table: str, key: Mapping[str, Any]) -> Mapping[str, Any]:
    """An item as it is in its table."""
    found = clients()[0].get_item(TableName=table, Key=key)
    item: Mapping[str, Any] = found.get("Item", key)
    return item


def faces(gallery: AwsGallery, person: int, *numbers: int) -> list[NewFace]:
    """Faces of a person who is made up, each of a picture of its own."""
    base = np.random.default_rng(person).standard_normal(DIMENSION)
    return [
        NewFace(
            vector=(base + 0.1 * number).astype(np.float32),
            profile="made up",
            sighting=Sighting(
                gallery.digest(f"{person} {number}".encode()), Box(0.2, 0.2, 0.5, 0.6)
            ),
            quality=0.9,
            confidence=0.99,
        )
        for number in numbers
    ]


def measure() -> Iterator[tuple[str, Counter[str]]]:
    """Every verb, and what it takes."""
    with emulated():
        plain = opened()
        policy = ConsentPolicy("the operator", "to open the door", days=365)
        plain.create_collection(
            NewCollection("staff", "made up", DIMENSION, policy), OPERATOR
        )
        for person in range(PEOPLE):
            new = NewPerson(f"Person {person}", str(person))
            plain.enrol("staff", faces(plain, person, 1, 2, 3, 4, 5), new, OPERATOR)
        probe = Probe(faces(plain, 3, 2)[0].vector, "made up")
        verbs: dict[str, Callable[[AwsGallery], object]] = {
            "enrol a person with one face": lambda g: g.enrol(
                "staff", faces(g, 99, 1), NewPerson("New", "new"), OPERATOR
            ),
            "give them a second face": lambda g: g.enrol(
                "staff", faces(g, 99, 2), "new", OPERATOR
            ),
            "search for one face": lambda g: g.search_people("staff", [probe], 5),
            "search for ten faces": lambda g: g.search_people("staff", [probe] * 10, 5),
            "erase a person with five faces": lambda g: g.erase_person(
                "staff", "4", OPERATOR, suppress=False
            ),
        }
        for name, verb in verbs.items():
            meter = Meter()
            gallery = opened(using=meter.using)
            gallery.digest(b"the key is found before")
            meter.counts.clear()
            verb(gallery)
            yield name, meter.counts
        yield "kept", Counter(size=kept())


def kept() -> int:
    """Bytes of the table for each person who is left, the heads and logs with them."""
    items = clients()[0].scan(TableName=TABLE)["Items"]
    return sum(map(bytes_of, items)) // PEOPLE


def million(counts: Mapping[str, int], price: Mapping[str, float]) -> float:
    """Dollars of a million calls of a verb, without what a query looks through."""
    each = (
        counts.get("write units", 0) * price["dynamodb_write_unit"]
        + counts.get("read units", 0) * price["dynamodb_read_unit"]
        + counts.get("bytes put", 0) / GIGABYTE * price["s3vectors_put_gb"]
        + counts.get("queries", 0) * price["s3vectors_query"]
    )
    return each * MILLION


def month(size: int, price: Mapping[str, float]) -> float:
    """Dollars a month for a million people with five faces each."""
    records = size * (price["dynamodb_gb_month"] + price["dynamodb_recovery_gb_month"])
    vectors = 6 * 4 * DIMENSION * price["s3vectors_gb_month"]
    return (records + vectors) / GIGABYTE * MILLION


def report(price: Mapping[str, float]) -> Iterator[str]:
    """The lines of the table, in Markdown."""
    yield (
        "| verb | DynamoDB calls | S3 Vectors calls | write units | read units "
        "| $ a million |"
    )
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for name, counts in measure():
        if name == "kept":
            yield ""
            size = counts["size"]
            yield (
                "A million people with five faces each: "
                f"${month(size, price):.2f} a month ({size:,} bytes of records each)."
            )
            return
        yield (
            f"| {name} | {counts['dynamodb']} | {counts['s3vectors']} "
            f"| {counts['write units']} | {counts['read units']} "
            f"| {million(counts, price):.2f} |"
        )
