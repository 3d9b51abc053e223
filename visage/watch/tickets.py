"""Tickets: how a browser shows who it is where it can't send a header.

A browser opens a WebSocket with an address alone, and an access token in an address
would end in logs. So whoever has signed in gets a ticket first, which is good for one
connection within a minute. The table keeps a digest of it: who reads the table can't
connect.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from visage.errors import Unauthorized
from visage.gallery.rules import Clock
from visage.watch.table import Drop, Put, Row, Table

KIND = "ticket"
GOOD_FOR = timedelta(minutes=1)
# A ticket is 43 characters; whatever is longer is none.
LONGEST = 100


@dataclass(frozen=True)
class Ticket:
    """What is given to whoever asked; `secret` is kept nowhere."""

    secret: str
    expires: datetime


def issue(table: Table, by: str, clock: Clock) -> Ticket:
    """A new ticket for a user or a machine, by its id. Raises WatchUnreachable."""
    ticket = Ticket(secrets.token_urlsafe(32), clock() + GOOD_FOR)
    row = Row(KIND, _key(ticket.secret), {"by": by}, None, ticket.expires)
    table.write([Put(row)])
    return ticket


def found(table: Table, secret: str) -> tuple[str, Drop]:
    """Who got a ticket, and the change that uses it up, to be written with its use.

    Raises Unauthorized for a ticket that is unknown, used or too old, and
    WatchUnreachable.
    """
    key = _key(secret[:LONGEST])
    row = table.get(KIND, key)
    if row is None:
        raise unusable()
    return row.value["by"], Drop(KIND, key, as_read=row)


def unusable() -> Unauthorized:
    return Unauthorized(
        "This ticket cannot be used: each is good for one connection within "
        f"{GOOD_FOR.seconds} seconds. Ask POST /live/tickets for another one."
    )


def _key(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
