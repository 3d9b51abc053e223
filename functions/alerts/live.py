"""The route that connects a browser to what happens."""

from __future__ import annotations

from functions.alerts.base import MAY_FAIL, app, table
from visage.answers.fields import Parameters
from visage.answers.live import TicketAnswer, ticket_for
from visage.errors import NoLive
from visage.http.app import Answer, Route, route
from visage.http.request import Incoming
from visage.watch.tickets import Viewer


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
    caller = request.caller
    viewer = Viewer(caller.subject or "a stranger", caller.is_machine)
    return ticket_for(table(), viewer)
