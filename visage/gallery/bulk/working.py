"""The work of an import on AWS: its plan, and its parts.

Every step may be done twice, as a queue delivers its messages at least once: a plan is
the same whenever it is made, a part that is done is passed over, and so is each picture
that is there already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import TypeAdapter

from visage.errors import BadParameter, TooCostly, Unready, VisageError
from visage.gallery.bulk.enrolling import (
    FATAL,
    Enroller,
    Outcome,
    check_consent,
    is_there,
    make_default,
    stated_policy,
)
from visage.gallery.bulk.orders import PART, Order, Orders
from visage.gallery.bulk.report import Tally, by_weight, is_reported, report
from visage.gallery.bulk.rows import Fault, Plan, Row, agreed, is_picture, row_of_folder
from visage.gallery.bulk.table import plan_of_table
from visage.gallery.protocol import Gallery
from visage.recognition.recognizer import Recognizer
from visage.stores.imports import NoObject

# A table of this name below the prefix says whose the pictures are.
TABLE = "people.csv"
MOST_TABLE = 50_000_000
MOST_PICTURES = 100_000
MOST_BYTES = 20_000_000
# Outcomes that the summary holds; the report holds all.
MOST_SHOWN = 1000

_ROWS = TypeAdapter(list[Row])
_OUTCOMES = TypeAdapter(list[Outcome])


@dataclass(frozen=True)
class Worker:
    """Works on the imports of a bucket, with a gallery and networks."""

    orders: Orders
    gallery: Gallery
    recognizer: Recognizer

    def work(self, message: Mapping[str, Any]) -> None:
        """Do what a message asks for. What it raises is to be tried again."""
        order = self.orders.find(message["import"])
        if "part" in message:
            self._enrol(order, int(message["part"]))
        else:
            self._plan(order)

    def _plan(self, order: Order) -> None:
        bucket = self.orders.bucket
        try:
            plan = self._planned(order)
        except Unready:
            raise
        except VisageError as error:
            failed = {"error": error.said(), "code": error.code}
            bucket.write(order.summary, failed)
            return
        self._make_ready(order, plan)
        parts = [plan.rows[at : at + PART] for at in range(0, len(plan.rows), PART)]
        bucket.write_all(
            (order.part(number), _ROWS.dump_python(list(rows), mode="json"))
            for number, rows in enumerate(parts, 1)
        )
        pictures = len(plan.rows) + len(plan.faults)
        bucket.write(order.plan, {"pictures": pictures, "parts": len(parts)})
        self.orders.queue.send(
            {"import": order.id, "part": number} for number in range(1, len(parts) + 1)
        )
        faults = [Outcome.refused(each.error, each.path) for each in plan.faults]
        self._finish(order, 0, faults)

    def _make_ready(self, order: Order, plan: Plan) -> None:
        if plan.rows and not is_there(self.gallery, order.collection):
            profile = self.recognizer.embedder.profile
            make_default(self.gallery, order.collection, profile, order.caller)

    def _planned(self, order: Order) -> Plan:
        """What is to be enrolled. Raises UnknownCollection or BadParameter."""
        policy = stated_policy(self.gallery, order.collection)
        found = self._found(order)
        rows, faults = list[Row](), list(found.faults)
        for row in found.rows:
            given = replace(row, consent=row.consent or order.consent)
            try:
                check_consent(policy, given)
            except VisageError as error:
                faults.append(Fault(row.path, error))
            else:
                rows.append(given)
        if not rows and not faults:
            raise BadParameter(f"There are no pictures below {order.prefix}.")
        return Plan(tuple(rows), tuple(faults))

    def _found(self, order: Order) -> Plan:
        bucket = self.orders.bucket
        try:
            table = bucket.picture(order.prefix + TABLE, MOST_TABLE)
        except NoObject:
            return self._in_folders(order)
        plan = plan_of_table(table, order.asked)
        _check_count(len(plan.rows) + len(plan.faults))
        return plan

    def _in_folders(self, order: Order) -> Plan:
        rows, faults = list[Row](), list[Fault]()
        for key in self.orders.bucket.pictures(order.prefix):
            below = key.removeprefix(order.prefix)
            if not is_picture(below):
                continue
            _check_count(len(rows) + len(faults) + 1)
            try:
                rows.append(row_of_folder(below, below))
            except VisageError as error:
                faults.append(Fault(below, error))
        plan = agreed(rows)
        return Plan(plan.rows, (*faults, *plan.faults))

    def _enrol(self, order: Order, part: int) -> None:
        bucket = self.orders.bucket
        if bucket.names(order.done(part)):
            return
        rows = _ROWS.validate_python(bucket.read(order.part(part)))
        enroller = Enroller.made(
            self.gallery, self.recognizer, order.collection, order.caller, order.choices
        )
        self._finish(order, part, [self._one(order, row, enroller) for row in rows])

    def _one(self, order: Order, row: Row, enroller: Enroller) -> Outcome:
        try:
            return enroller.enrol(row, lambda: self._picture(order, row))
        except Unready:
            raise
        except FATAL as error:  # the collection has been erased, or is another one
            return Outcome.refused(error, row.path, row)

    def _picture(self, order: Order, row: Row) -> bytes:
        try:
            raw = self.orders.bucket.picture(order.prefix + row.path, MOST_BYTES + 1)
        except NoObject as error:
            raise BadParameter(
                "There is no such picture below the import's prefix; pictures are "
                "deleted there within two days."
            ) from error
        if len(raw) > MOST_BYTES:
            raise TooCostly(
                f"{{picture}} has more than {MOST_BYTES:,} bytes, the most that are "
                "read."
            )
        return raw

    def _finish(self, order: Order, part: int, outcomes: Sequence[Outcome]) -> None:
        """Keep a part's outcomes, and report if it was the last one.

        Of two that finish at once, both see all parts, and write the same report.
        """
        bucket = self.orders.bucket
        content = _OUTCOMES.dump_python(list(outcomes), mode="json")
        bucket.write_first(order.done(part), content)
        done = bucket.names(order.all_done)
        if len(done) <= bucket.read(order.plan)["parts"]:
            return
        tally, reported = Tally(), list[Outcome]()
        for each in self._outcomes(done):
            tally.count(each)
            if is_reported(each):
                reported.append(each)
        bucket.write_text(order.report, report(reported), "text/csv")
        shown = by_weight(reported)[:MOST_SHOWN]
        summary = {
            "results": dict(tally.results),
            "refused": tally.of("refused"),
            "to_look_at": tally.of("enrolled"),
            "outcomes": _OUTCOMES.dump_python(shown, mode="json"),
        }
        bucket.write(order.summary, summary)

    def _outcomes(self, keys: Iterable[str]) -> Iterator[Outcome]:
        for key in sorted(keys):
            yield from _OUTCOMES.validate_python(self.orders.bucket.read(key))


def _check_count(count: int) -> None:
    if count > MOST_PICTURES:
        raise BadParameter(
            f"There are more than {MOST_PICTURES:,} pictures below the prefix; import "
            "them in parts, each below a prefix of its own."
        )
