"""The Lambda entry point of the alerts function: requests, WebSockets, the schedule."""

from __future__ import annotations

from typing import Any

from functions.alerts.app import app
from functions.alerts.base import closing, customers, gallery, live, table
from functions.alerts.socket import hear
from visage.gallery.rules import utc_now
from visage.http.app import logger
from visage.http.entry import lambda_handler
from visage.http.sockets import answered, is_of_socket
from visage.watch.customers.lookups import retry_lookups

SCHEDULE = "aws.events"


def minute() -> dict[str, int]:
    """What is done every minute: ask for accounts again, remove what has expired."""
    done = {
        "accounts": retry_lookups(table(), customers(), live().announcer, utc_now()),
        "cases": closing().sweep(),
        **live().minute(),
        "expired": table().sweep(),
    }
    if any(done.values()):
        logger.info("minute", extra=done)
    return done


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Answer a request, do what the schedule asks for, or hear a WebSocket."""
    if event.get("source") == SCHEDULE:
        return minute()
    if is_of_socket(event):
        return answered(event, hear)
    return answer(event, context)


answer = lambda_handler(app, table, gallery, live)
