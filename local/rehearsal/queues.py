"""Gives a queue's messages to the function behind it, as Lambda's poller does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import boto3

from local.rehearsal.functions import Functions
from local.rehearsal.sandbox import REGION
from local.rehearsal.stack import Account


@dataclass(frozen=True)
class Polled:
    """What a function took of a queue, and the ids of what it gave back."""

    taken: int
    failed: tuple[str, ...]


def deliver(account: Account, functions: Functions, source: str) -> Polled:
    """Have the messages worked on of an event source, by its logical name.

    What the function gives back stays in the queue, out of sight for a while.
    """
    mapping = account.resources[source].properties
    instance = functions.instance(mapping["FunctionName"])
    sqs: Any = boto3.client("sqs")
    queue = sqs.get_queue_url(QueueName=mapping["EventSourceArn"].split(":")[-1])
    taken, failed = 0, list[str]()
    while True:
        got = sqs.receive_message(
            QueueUrl=queue["QueueUrl"], MaxNumberOfMessages=mapping["BatchSize"]
        )
        if not (messages := got.get("Messages", [])):
            return Polled(taken, tuple(failed))
        answer = instance.invoke(
            {"Records": [record(each, mapping["EventSourceArn"]) for each in messages]}
        )
        back = {each["itemIdentifier"] for each in answer["batchItemFailures"]}
        for each in messages:
            if each["MessageId"] not in back:
                sqs.delete_message(
                    QueueUrl=queue["QueueUrl"], ReceiptHandle=each["ReceiptHandle"]
                )
                taken += 1
        failed += sorted(back)


def record(message: dict[str, Any], queue: str) -> dict[str, Any]:
    """A message as Lambda hands it to a function.

    https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
    """
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": message.get("Attributes", {}),
        "messageAttributes": {},
        "md5OfBody": message["MD5OfBody"],
        "eventSource": "aws:sqs",
        "eventSourceARN": queue,
        "awsRegion": REGION,
    }
