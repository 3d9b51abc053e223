"""Notices: a confirmed match with the watch list goes to its subscribers.

The row of a notice is written together with the confirmation, so that no crash loses
it. Whoever sends it takes a lease on it first: of several who try at once, one sends.
A sender that dies in between is followed by another, so that a subscriber may get a
notice twice; both have the same id.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal, Protocol

from visage.errors import Unready
from visage.gallery.rules import Clock
from visage.watch.announce import Described, Report
from visage.watch.table import Change, Drop, Kept, Put, Row, Table, every, settled
from visage.watch.untold import untold

KIND = "notice"
# Sending takes seconds; nobody else tries meanwhile.
LEASE = timedelta(minutes=1)
# Minutes between one try and the next: 1, 2, 4 and so on up to an hour, so that the
# last of the tries comes some eleven hours after the first.
LONGEST_PAUSE = timedelta(hours=1)
MOST_TRIES = 16
# Seconds after which no other notice is begun: one alone may take a topic that does not
# answer more than ten.
LONGEST = 4.0


class NotSent(Exception):
    """The topic did not take a notice; the message says why."""


class Sending(Protocol):
    """Sends the notice of an alert, if it is due; whether its state has changed."""

    def send(self, alert: str) -> bool: ...


class Topic(Protocol):
    """Where notices go."""

    def publish(self, alert: Mapping[str, Any]) -> None:
        """Send the notice of an alert. Raises NotSent."""
        ...


@dataclass(frozen=True)
class Notice:
    """How far a notice is. `at` is when it was sent, or last tried."""

    state: Literal["waiting", "sent", "failed"]
    tries: int
    at: datetime | None
    due: datetime

    @classmethod
    def of(cls, row: Kept) -> Notice:
        at = row.value["at"]
        return cls(
            row.value["state"],
            row.value["tries"],
            None if at is None else datetime.fromisoformat(at),
            datetime.fromisoformat(row.value["due"]),
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "state": self.state,
            "tries": self.tries,
            "at": None if self.at is None else self.at.isoformat(),
            "due": self.due.isoformat(),
        }


def waiting(alert: str, now: datetime, expires: datetime | None) -> Put:
    """A new notice, to be written together with the confirmation of its alert."""
    value = Notice("waiting", 0, None, now).as_json()
    return Put(Row(KIND, alert, value, None, expires))


def notice_of(table: Table, alert: str) -> Notice | None:
    """How far the notice of an alert is; None where it has none."""
    row = table.get(KIND, alert)
    return None if row is None else Notice.of(row)


class Notices:
    """Sends notices, now and again until they are sent."""

    def __init__(
        self,
        table: Table,
        topic: Topic,
        described: Described,
        report: Report,
        clock: Clock,
    ) -> None:
        self._table = table
        self._topic = topic
        self._described = described
        self._report = report
        self._clock = clock

    def send(self, alert: str) -> bool:
        """Send the notice of an alert, if it is due; whether its state has changed.

        Raises nothing that may pass: the notice then waits for its next try.
        """
        try:
            return self._send(alert)
        except Unready as error:
            self._report("sending a notice", str(error))
            return False

    def send_due(self) -> list[str]:
        """Send what waits; the alerts whose notices have changed.

        What there is no time for waits for the next minute; what has failed by then is
        not due so soon, and does not keep others waiting.
        """
        ends = time.monotonic() + LONGEST
        changed: list[str] = []
        for each in self._due():
            if time.monotonic() >= ends:
                break
            if self.send(each):
                changed.append(each)
        return changed

    def _due(self) -> list[str]:
        now = self._clock()
        found = every(self._table, KIND)
        return [each.row.key for each in found if _is_due(Notice.of(each), now)]

    def _send(self, alert: str) -> bool:
        if not self._leased(alert):
            return False
        described = self._described(alert)
        if described is None:  # erased since: nobody hears of it
            self._table.write([Drop(KIND, alert)])
            return False
        try:
            self._topic.publish(described)
        except NotSent as error:
            self._report("sending a notice", str(error))
            self._settle(alert, _failed)
        else:
            self._settle(alert, _sent)
        return True

    def _leased(self, alert: str) -> bool:
        """Take the lease of a notice that is due; whether it was to be had."""
        now = self._clock()

        def attempt() -> tuple[Sequence[Change], bool]:
            kept = self._table.get(KIND, alert)
            if kept is None or not _is_due(Notice.of(kept), now):
                return [], False
            notice = Notice.of(kept)
            leased = replace(notice, tries=notice.tries + 1, at=now, due=now + LEASE)
            return [_over(kept, leased)], True

        return settled(attempt, self._table)

    def _settle(
        self, alert: str, outcome: Callable[[Notice, datetime], Notice]
    ) -> None:
        """Write what came of a try, and that there is something new to tell."""
        now = self._clock()

        def attempt() -> tuple[Sequence[Change], None]:
            kept = self._table.get(KIND, alert)
            if kept is None:
                return [], None
            after = outcome(Notice.of(kept), now)
            return [_over(kept, after), untold("decision", alert, now)], None

        settled(attempt, self._table)


def _is_due(notice: Notice, now: datetime) -> bool:
    return notice.state == "waiting" and notice.due <= now


def _sent(notice: Notice, now: datetime) -> Notice:
    return replace(notice, state="sent", at=now)


def _failed(notice: Notice, now: datetime) -> Notice:
    if notice.tries >= MOST_TRIES:
        return replace(notice, state="failed", at=now)
    pause = min(LONGEST_PAUSE, timedelta(minutes=2 ** (notice.tries - 1)))
    return replace(notice, at=now, due=now + pause)


def _over(kept: Kept, notice: Notice) -> Put:
    row = kept.row
    return Put(Row(KIND, row.key, notice.as_json(), None, row.expires), over=kept)
