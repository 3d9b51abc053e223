"""The Lambda entry point of the bulk function: messages of the queue of imports.

Of the messages that come together, those that fail are given back to the queue, which
sends them again, and after some times to where they wait for the operator.
https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
"""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from visage.answers.imports import orders
from visage.gallery.address import configured_gallery
from visage.gallery.bulk.working import Worker
from visage.http.app import exceptions, logger
from visage.http.entry import Loaded, warmed
from visage.recognition.recognizer import Recognizer

gallery = Loaded(configured_gallery)
recognizer = warmed(Recognizer.configured)


class Messages(BatchProcessor):
    """Says in the log what failed, with nothing of what the message is about."""

    def failure_handler(self, record: Any, exception: Any) -> Any:
        """Remember a message that failed, and why."""
        extra = {
            "message_id": record.message_id,
            "exceptions": list(exceptions(exception[1])),
        }
        logger.error("part of an import failed", extra=extra)
        return super().failure_handler(record, exception)


def work(record: SQSRecord) -> None:
    """Do what one message asks for."""
    Worker(orders(), gallery(), recognizer()).work(record.json_body)


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Work on each message; the answer names those that failed."""
    # A failure of all is no failure of the function: the queue counts and keeps them.
    messages = Messages(EventType.SQS, raise_on_entire_batch_failure=False)
    with messages(event.get("Records", []), work):
        messages.process()
    answer: dict[str, Any] = dict(messages.response())
    return answer


gallery.warm()
recognizer.warm()
