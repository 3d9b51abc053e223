"""What a connected client may say, and what it hears in answer.

    {"action": "since", "after": ALERT OR NULL}   what was missed after an alert
    {"action": "more", "after": ALERT}            the next of what was missed
    {"action": "ping"}                            keeps the connection from idling

The first message of a client should be `since`: from then on it hears of what happens.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter
from pydantic import ValidationError as Invalid

from visage.errors import BadJson
from visage.gallery.rules import Clock, timed_id
from visage.watch.alerts import KIND as ALERT
from visage.watch.alerts import AlertId
from visage.watch.announce import Described, alert_message, encoded
from visage.watch.connections import Connection, Connections
from visage.watch.push import Push
from visage.watch.table import Table

# The longest message of a client is some 80 bytes.
LONGEST = 1000
# How many alerts one `since` brings, and how many a client that knows none gets.
MOST = 100
RECENT = 20
# An alert gets its id before it is written, and several functions write at once: one
# that is written later may have an earlier id, by less than this.
MARGIN = timedelta(seconds=10)


class _Said(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Since(_Said):
    action: Literal["since"]
    after: AlertId | None


class More(_Said):
    action: Literal["more"]
    after: AlertId


class Ping(_Said):
    action: Literal["ping"]


_SAID: TypeAdapter[Since | More | Ping] = TypeAdapter(
    Annotated[Since | More | Ping, Field(discriminator="action")]
)


class Conversation:
    """Answers the messages of connections."""

    def __init__(
        self, table: Table, push: Push, described: Described, clock: Clock
    ) -> None:
        self._table = table
        self._connections = Connections(table, clock)
        self._push = push
        self._described = described
        self._clock = clock

    def take(self, connection: str, body: str) -> Connection:
        """Answer one message of a connection.

        Raises BadJson, Unauthorized, TooManyMessages, Gone, PushFailed or
        WatchUnreachable.
        """
        heard = self._connections.heard(connection)
        said = understood(body)
        if isinstance(said, Ping):
            self._send(heard, encoded("pong"))
        elif isinstance(said, More):
            self._alerts_after(heard, said.after)
        else:
            self._welcome(heard, said.after)
        return heard

    def refuse(self, connection: str, code: str, sentence: str) -> None:
        """Say what was wrong with a message. Raises Gone or PushFailed."""
        self._push.send(connection, encoded("error", code=code, error=sentence))

    def _welcome(self, to: Connection, after: str | None) -> None:
        # Ids sort by their moment, so that this one comes after every alert so far.
        now = timed_id(self._clock())
        expires = to.expires.isoformat()
        self._send(to, encoded("hello", after=now, expires=expires))
        if after is None:
            recent = self._table.rows(ALERT, limit=RECENT, newest_first=True)
            for each in reversed(recent):
                self._alert(to, each.row.key)
        else:
            self._alerts_after(to, _earlier(after))

    def _alerts_after(self, to: Connection, after: str) -> None:
        rows = self._table.rows(ALERT, after=after, limit=MOST + 1)
        keys = [each.row.key for each in rows]
        for each in keys[:MOST]:
            self._alert(to, each)
        if len(keys) > MOST:
            self._send(to, encoded("more", after=keys[MOST - 1]))

    def _alert(self, to: Connection, id: str) -> None:
        if alert := self._described(id):
            self._send(to, alert_message("alert", id, alert))

    def _send(self, to: Connection, message: bytes) -> None:
        self._push.send(to.id, message)


def understood(body: str) -> Since | More | Ping:
    """What a client says. Raises BadJson."""
    if len(body) > LONGEST:
        raise BadJson(f"A message has at most {LONGEST} characters.")
    try:
        return _SAID.validate_json(body)
    except Invalid as error:
        raise BadJson(
            'A message is {"action": "since", "after": an alert\'s id or null}, '
            '{"action": "more", "after": an alert\'s id} or {"action": "ping"}.'
        ) from error


def _earlier(id: str) -> str:
    """What sorts before every id that was made within MARGIN before this one."""
    micro = int(id[:16], 16) - int(MARGIN.total_seconds() * 1_000_000)
    return f"{max(0, micro):016x}"
