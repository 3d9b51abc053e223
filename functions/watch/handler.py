"""The Lambda entry point of the watch function: requests, messages, and uploads.

A camera's message comes over HTTP, or over MQTT through a queue; a picture of the watch
list over HTTP, or through a bucket of which EventBridge tells.
"""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from functions.watch.app import app
from functions.watch.base import gallery, live, recognizer, table, wanted, watcher
from visage.answers.watching import take_event
from visage.answers.watchlist_uploads import take_upload
from visage.http.app import logger
from visage.http.entry import lambda_handler
from visage.http.messages import worked
from visage.watch.events import TrackEvent

QUEUE, BUCKET = "aws:sqs", "aws.s3"


def take(record: SQSRecord) -> None:
    """Take a camera's message that came through the queue."""
    take_event(watcher(), TrackEvent.model_validate_json(record.body))


def upload(event: dict[str, Any]) -> dict[str, Any]:
    """Take a picture of the watch list; one that is refused is no failure."""
    taken = take_upload(event, wanted(), recognizer)
    logger.info("upload", extra={"state": taken.state, "case": taken.case})
    return taken.model_dump()


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Answer a request, take the messages of a queue, or a picture of a bucket."""
    if any(each.get("eventSource") == QUEUE for each in event.get("Records", [])):
        return worked(event, take, "a camera's message failed")
    if event.get("source") == BUCKET:
        return upload(event)
    return answer(event, context)


answer = lambda_handler(app, table, gallery, recognizer, live)
