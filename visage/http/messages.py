"""Messages of a queue, as Lambda hands them to a function: several at once.

Those that fail are given back to the queue, which sends them again, and after some
times to where they wait for the operator.
https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from visage.http.app import exceptions, logger


class _Messages(BatchProcessor):
    """Says in the log what failed, with nothing of what the message is about."""

    def __init__(self, failed: str) -> None:
        # A failure of all is no failure of the function: the queue counts and keeps
        # them.
        super().__init__(EventType.SQS, raise_on_entire_batch_failure=False)
        self._failed = failed

    def failure_handler(self, record: Any, exception: Any) -> Any:
        """Remember a message that failed, and why."""
        extra = {
            "message_id": record.message_id,
            "exceptions": list(exceptions(exception[1])),
        }
        logger.error(self._failed, extra=extra)
        return super().failure_handler(record, exception)


def worked(
    event: Mapping[str, Any], work: Callable[[SQSRecord], None], failed: str
) -> dict[str, Any]:
    """Work on each message; the answer names those that failed.

    `failed` is what the log says of each of these.
    """
    messages = _Messages(failed)
    with messages(event.get("Records", []), work):
        messages.process()
    answer: dict[str, Any] = dict(messages.response())
    return answer
