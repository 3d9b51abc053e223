"""The Lambda entry point of the bulk function: messages of the queue of imports."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from visage.answers.imports import orders
from visage.gallery.address import configured_gallery
from visage.gallery.bulk.working import Worker
from visage.http.entry import Loaded, warmed
from visage.http.messages import worked
from visage.recognition.recognizer import Recognizer
from visage.watch.reserved import reserved

gallery = Loaded(lambda: reserved(configured_gallery()))
recognizer = warmed(Recognizer.configured)


def work(record: SQSRecord) -> None:
    """Do what one message asks for."""
    Worker(orders(), gallery(), recognizer()).work(record.json_body)


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Work on each message; the answer names those that failed."""
    return worked(event, work, "part of an import failed")


gallery.warm()
recognizer.warm()
