"""The route that connects a browser to what happens."""

from __future__ import annotations

from functions.alerts.base import app, table
from visage.answers.fields import Parameters
from visage.answers.live import TicketAnswer, ticket_for
from visage.errors import NoLive
from visage.http.app import Answer, Route, route
from visage.http.keeping import MAY_FAIL, asking
from visage.http.request import Incoming


@route(
    app,
    Route(
        "POST",
        "/live/tickets",
        Parameters,
        TicketAnswer,
        scope="watch",
        refusals=(*MAY_FAIL, NoLive),
    ),
)
def post_ticket(request: Incoming[Parameters]) -> Answer:
    """Give a ticket for one WebSocket, on which alerts come as they happen."""
    return ticket_for(table(), asking(request).name)
