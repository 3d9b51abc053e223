"""An import on AWS as it is asked for and followed.

It is planned once, enrolled in parts, and reported when all of them are done. What it
is and what came of it lies in the bucket:

    ID/order.json        what was asked for, by whom
    ID/plan.json         how many pictures, and how many parts
    ID/parts/000001.json the rows of a part
    ID/done/000001.json  the outcomes of a part; 000000 holds those of the plan
    ID/summary.json      how many became what, or why nothing could be done
    ID/report.csv        every refusal
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Literal

from pydantic import TypeAdapter

from visage.gallery.audit import Caller
from visage.gallery.bulk.enrolling import Choices
from visage.gallery.consent import Consent
from visage.stores.imports import ImportBucket, ImportQueue, NoObject

# Pictures of one part, which takes some ten seconds.
PART = 25

State = Literal["waiting", "working", "done", "failed"]


@dataclass(frozen=True)
class Order:
    """What was asked for: the pictures below a prefix, into a collection.

    `said` is the request in its own words, which tells it from another one.
    """

    id: str
    prefix: str
    collection: str
    by: str
    token: str | None
    asked: datetime
    choices: Choices
    consent: Consent | None
    said: str

    @property
    def caller(self) -> Caller:
        """Who asked, as the gallery's audit writes it down."""
        return Caller(self.by, self.token)

    @property
    def plan(self) -> str:
        return f"{self.id}/plan.json"

    @property
    def summary(self) -> str:
        return f"{self.id}/summary.json"

    @property
    def report(self) -> str:
        return f"{self.id}/report.csv"

    @property
    def all_done(self) -> str:
        """The prefix of what is done."""
        return f"{self.id}/done/"

    def part(self, number: int) -> str:
        return f"{self.id}/parts/{number:06d}.json"

    def done(self, number: int) -> str:
        return f"{self.all_done}{number:06d}.json"


_ORDER = TypeAdapter(Order)


@dataclass(frozen=True)
class Progress:
    """How far an import is. `pictures` is None until it is planned.

    `summary` says how many became what, or the `error` that ended it.
    """

    order: Order
    state: State
    pictures: int | None = None
    done: int = 0
    summary: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Orders:
    """The imports of a bucket and its queue."""

    bucket: ImportBucket
    queue: ImportQueue

    def begin(self, order: Order) -> Order:
        """Put an import into the queue, or find the one that has its id."""
        key = f"{order.id}/order.json"
        self.bucket.write_first(key, _ORDER.dump_python(order, mode="json"))
        kept = self.find(order.id)
        if not self.bucket.names(kept.plan):
            self.queue.send([{"import": kept.id}])
        return kept

    def find(self, order: str) -> Order:
        """Raises NoObject where there is no such import."""
        return _ORDER.validate_python(self.bucket.read(f"{order}/order.json"))

    def holds_pictures(self, prefix: str) -> bool:
        """Whether anything lies below a prefix."""
        return any(True for _ in islice(self.bucket.pictures(prefix), 1))

    def progress(self, order: str) -> Progress:
        """Raises NoObject where there is no such import."""
        found = self.find(order)
        plan, summary = self._known(found.plan), self._known(found.summary)
        if summary and "error" in summary:
            return Progress(found, "failed", summary=summary)
        if plan is None:
            return Progress(found, "waiting")
        pictures: int = plan["pictures"]
        if summary:
            return Progress(found, "done", pictures, pictures, summary)
        # The first of what is done are the outcomes of the plan.
        parts = max(0, len(self.bucket.names(found.all_done)) - 1)
        return Progress(found, "working", pictures, min(pictures, parts * PART))

    def _known(self, key: str) -> dict[str, Any] | None:
        try:
            found: dict[str, Any] = self.bucket.read(key)
        except NoObject:
            return None
        return found
