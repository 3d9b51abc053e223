"""The Lambda entry point of the alerts function: requests, WebSockets, the schedule."""

from __future__ import annotations

from typing import Any

from functions.alerts.app import app
from functions.alerts.base import closing, customers, gallery, live, table
from functions.alerts.socket import hear
from visage.gallery.rules import utc_now
from visage.http.entry import lambda_handler
from visage.http.schedule import all_done
from visage.http.sockets import answered, is_of_socket
from visage.watch.customers.lookups import retry_lookups

SCHEDULE = "aws.events"


def minute() -> dict[str, int]:
    """What is done every minute: remove what has expired, and try again what failed.

    What erases people comes first, and what asks others comes last. Each part ends by
    itself after some seconds, as the function is ended after 28.
    """
    return all_done(
        {
            "cases": lambda: closing().sweep(),
            "expired": lambda: table().sweep(),
            "notices": lambda: live().notify(),
            "untold": lambda: live().announcer.catch_up(),
            "accounts": lambda: retry_lookups(
                table(), customers(), live().announcer, utc_now()
            ),
        }
    )


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Answer a request, do what the schedule asks for, or hear a WebSocket."""
    if event.get("source") == SCHEDULE:
        return minute()
    if is_of_socket(event):
        return answered(event, hear)
    return answer(event, context)


answer = lambda_handler(app, table, gallery, live)
