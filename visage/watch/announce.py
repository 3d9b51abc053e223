"""Tells everyone who is connected what has just happened.

Announcing fails nobody: what could not be told stays as a row of `visage.watch.untold`,
and a client that was away asks for what it missed.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Literal

from visage.errors import Unready
from visage.gallery.rules import Clock
from visage.once import Once
from visage.watch import untold
from visage.watch.connections import Connections
from visage.watch.push import AT_ONCE, LARGEST, Gone, Push, PushFailed
from visage.watch.table import Change, Table
from visage.watch.untold import Happened, Untold

VERSION = 1
# Seconds after which nothing more is sent, and the schedule tells the rest: whoever
# announces has other things to do, and an endpoint may be slow to fail.
LONGEST = 5.0

# An alert as GET /alerts/{id} answers it; None where it is there no longer.
Described = Callable[[str], Mapping[str, Any] | None]
# Told of what did not work: what it was, and why.
Report = Callable[[str, str], None]


def encoded(kind: str, **about: Any) -> bytes:
    """A message to a client, in UTF-8."""
    message = {"version": VERSION, "type": kind, **about}
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()


def alert_message(
    kind: Literal["alert", "decision"], id: str, alert: Mapping[str, Any]
) -> bytes:
    """An alert as a message; without the alert where that would be too large."""
    message = encoded(kind, id=id, alert=alert)
    return message if len(message) <= LARGEST else encoded(kind, id=id)


class LiveAnnouncer:
    """Sends to all connections that listen, to several at once.

    Without a way to them (`push` None) it only forgets what is to be told.
    """

    def __init__(
        self,
        table: Table,
        push: Push | None,
        described: Described,
        report: Report,
        clock: Clock,
    ) -> None:
        self._table = table
        self._connections = Connections(table, clock)
        self._push = push
        self._described = described
        self._report = report
        self._clock = clock
        # Made when it is first needed: a process forks well while it has one thread.
        self._threads = Once(lambda: ThreadPoolExecutor(AT_ONCE))

    def announce(self, kind: Happened, ids: Sequence[str]) -> None:
        """Tell of what has happened. Raises nothing that may pass."""
        self._tell([Untold(kind, id) for id in ids])

    def catch_up(self) -> int:
        """Tell what others have left untold; how much that was."""
        left = untold.overdue(self._table, self._clock())
        self._tell(left)
        return len(left)

    def _tell(self, all_of_it: Sequence[Untold]) -> None:
        until = time.monotonic() + LONGEST
        try:
            push = self._push
            listening = self._connections.listening() if push and all_of_it else []
            for one in all_of_it:
                to = listening if one.to is None else set(one.to) & set(listening)
                missed = self._told(push, one, to, until) if push else []
                self._settle(one, missed)
        except Unready as error:
            self._report("announcing", str(error))

    def _told(
        self, push: Push, one: Untold, to: Iterable[str], until: float
    ) -> list[str]:
        """Tell one thing; the connections that could not be reached."""
        message = self._message(one)
        if message is None:
            return []
        outcomes = list(
            self._threads().map(lambda each: self._send(push, each, message, until), to)
        )
        if gone := [each for each, state in outcomes if state == "gone"]:
            self._connections.drop(*gone)
        return [each for each, state in outcomes if state == "failed"]

    def _send(
        self, push: Push, connection: str, message: bytes, until: float
    ) -> tuple[str, Literal["sent", "gone", "failed"]]:
        if time.monotonic() >= until:
            return connection, "failed"
        try:
            push.send(connection, message)
        except Gone:
            return connection, "gone"
        except PushFailed as error:
            self._report("sending to a connection", str(error))
            return connection, "failed"
        return connection, "sent"

    def _message(self, one: Untold) -> bytes | None:
        if one.happened == "unknown":
            return encoded("unknown", id=one.id)
        alert = self._described(one.id)
        return None if alert is None else alert_message(one.happened, one.id, alert)

    def _settle(self, one: Untold, missed: Sequence[str]) -> None:
        change: Change = untold.told(one.happened, one.id)
        if missed:
            left = Untold(one.happened, one.id, tuple(missed))
            change = untold.still_untold(left, self._clock())
        self._table.write([change])
