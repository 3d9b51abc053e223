"""The Lambda entry point of the watch function: requests, and messages of cameras.

A camera's message comes over HTTP, or over MQTT through a queue.
"""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from functions.watch.app import app
from functions.watch.base import gallery, live, recognizer, table, watcher
from visage.answers.watching import take_event
from visage.http.entry import lambda_handler
from visage.http.messages import worked
from visage.watch.events import TrackEvent

QUEUE = "aws:sqs"


def take(record: SQSRecord) -> None:
    """Take a camera's message that came through the queue."""
    take_event(watcher(), TrackEvent.model_validate_json(record.body))


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Answer a request, or take the messages of a queue."""
    if any(each.get("eventSource") == QUEUE for each in event.get("Records", [])):
        return worked(event, take, "a camera's message failed")
    return answer(event, context)


answer = lambda_handler(app, table, gallery, recognizer, live)
