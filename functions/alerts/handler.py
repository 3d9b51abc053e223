"""The Lambda entry point of the alerts function: requests, and the schedule."""

from __future__ import annotations

from typing import Any

from functions.alerts.app import app
from functions.alerts.base import announcer, customers, gallery, table
from visage.http.app import logger
from visage.http.entry import lambda_handler
from visage.watch.customers.lookups import retry_lookups

SCHEDULE = "aws.events"


def minute() -> dict[str, int]:
    """What is done every minute: ask for accounts again, remove what has expired."""
    source = customers()
    found = retry_lookups(table(), source, announcer()) if source else 0
    done = {"accounts": found, "expired": table().sweep()}
    logger.info("minute", extra=done)
    return done


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Answer a request, or do what the schedule asks for."""
    if event.get("source") == SCHEDULE:
        return minute()
    return answer(event, context)


answer = lambda_handler(app, table, gallery)
