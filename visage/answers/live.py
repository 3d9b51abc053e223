"""Tickets for the WebSocket on which alerts come as they happen."""

from __future__ import annotations

from pydantic import AwareDatetime, BaseModel, Field

from visage.errors import NoLive
from visage.gallery.rules import Clock, utc_now
from visage.settings import settings
from visage.watch.table import Table
from visage.watch.tickets import issue


class TicketAnswer(BaseModel):
    """What one WebSocket is opened with: `url`, then `?ticket=` and the ticket."""

    ticket: str = Field(description="good for one connection")
    url: str = Field(description="where to connect: wss://…")
    expires: AwareDatetime = Field(description="until when it can be used: a minute")


def ticket_for(table: Table, by: str, clock: Clock = utc_now) -> TicketAnswer:
    """A ticket for whoever asks. Raises NoLive where there is nothing to connect to."""
    address = settings().live
    if address is None:
        raise NoLive(
            "This service tells nobody of alerts as they happen; ask GET /alerts now "
            "and then."
        )
    given = issue(table, by, clock)
    # https becomes wss, and http becomes ws.
    return TicketAnswer(
        ticket=given.secret,
        url="ws" + address.removeprefix("http"),
        expires=given.expires,
    )
