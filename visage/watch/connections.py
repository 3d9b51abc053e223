"""Who is connected and hears of alerts as they happen.

A connection is a row from the moment its ticket is used. It is open for its client only
after that, and to send to it before would look as if it were gone: so it listens from
its client's first message on, which asks for what was missed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from visage.errors import TooManyConnections, TooManyMessages, Unauthorized
from visage.gallery.rules import Clock
from visage.watch.table import LONGEST_PAGE, Change, Drop, Put, Row, Table, settled
from visage.watch.tickets import found, unusable

KIND = "connection"
# API Gateway ends a connection after two hours:
# https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
LIFETIME = timedelta(hours=2)
# An alert is sent to each of them, one after the other in each of sixteen threads.
MOST = 500
# A client asks once what it missed, and pings now and then.
MOST_MESSAGES = 60
WINDOW = timedelta(minutes=1)


@dataclass(frozen=True)
class Connection:
    """An open connection, and until when."""

    id: str
    expires: datetime


class Connections:
    """The connections that the table knows. Everything raises WatchUnreachable."""

    def __init__(self, table: Table, clock: Clock) -> None:
        self._table = table
        self._clock = clock

    def open(self, connection: str, ticket: str) -> Connection:
        """A connection for whoever got the ticket, which is used up.

        Raises Unauthorized or TooManyConnections.
        """
        by, used = found(self._table, ticket)
        self._leaves_room_for(1)
        expires = self._clock() + LIFETIME
        value = {"by": by, "listening": False, **self._fresh_window()}
        row = Row(KIND, connection, value, None, expires)
        if not self._table.write([used, Put(row, anyway=True)]):
            raise unusable()
        try:
            self._leaves_room_for(0)
        except TooManyConnections:  # others were opened at the same moment
            self.drop(connection)
            raise
        return Connection(connection, expires)

    def heard(self, connection: str) -> Connection:
        """Count a message of a connection, which listens from now on.

        Raises Unauthorized for a connection that is not known, and TooManyMessages.
        """

        def attempt() -> tuple[Sequence[Change], Connection]:
            kept = self._table.get(KIND, connection)
            if kept is None or kept.row.expires is None:
                raise Unauthorized("This connection is not known; connect anew.")
            value = {**kept.value, "listening": True, **self._counted(kept.value)}
            row = Row(KIND, connection, value, None, kept.row.expires)
            return [Put(row, over=kept)], Connection(connection, kept.row.expires)

        return settled(attempt, self._table)

    def listening(self) -> list[str]:
        """The connections that hear of alerts."""
        rows = self._table.rows(KIND, limit=LONGEST_PAGE)
        return [each.row.key for each in rows if each.value["listening"]]

    def drop(self, *connections: str) -> None:
        """Forget connections that are gone."""
        for each in connections:
            self._table.write([Drop(KIND, each)])

    def _leaves_room_for(self, more: int) -> None:
        """Raises TooManyConnections where so many more cannot be."""
        if len(self._table.rows(KIND, limit=MOST + 1)) + more > MOST:
            raise TooManyConnections(
                f"{MOST} connections are open, and no more can be. Close some, or ask "
                "GET /alerts now and then instead."
            )

    def _counted(self, value: Mapping[str, Any]) -> dict[str, Any]:
        """The count of messages with one more. Raises TooManyMessages."""
        if datetime.fromisoformat(value["since"]) + WINDOW <= self._clock():
            return {**self._fresh_window(), "count": 1}
        if value["count"] >= MOST_MESSAGES:
            raise TooManyMessages(
                f"A connection may send {MOST_MESSAGES} messages a minute."
            )
        return {"since": value["since"], "count": value["count"] + 1}

    def _fresh_window(self) -> dict[str, Any]:
        return {"since": self._clock().isoformat(), "count": 0}
