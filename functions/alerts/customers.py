"""The route about accounts of customers."""

from __future__ import annotations

from functions.alerts.base import app, customers
from visage.answers.customers import AccountFacts, AccountParameters, show_account
from visage.errors import CustomersUnreachable, UnknownAccount
from visage.http.app import Answer, Route, route
from visage.http.keeping import MAY_FAIL
from visage.http.request import Incoming


@route(
    app,
    Route(
        "GET",
        "/customers/{account}",
        AccountParameters,
        AccountFacts,
        scope="watch",
        refusals=(*MAY_FAIL, UnknownAccount, CustomersUnreachable),
    ),
)
def get_account(request: Incoming[AccountParameters]) -> Answer:
    """Show what the business says of an account."""
    return show_account(customers(), request.parameters)
