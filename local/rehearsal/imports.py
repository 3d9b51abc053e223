"""An import of people on the emulator: what API Gateway, SQS and Lambda do of it."""

from __future__ import annotations

from typing import Any

import boto3

from local.client import Client, expect, picture
from local.rehearsal.functions import Functions
from local.rehearsal.stack import Account

FOLDER = "rehearsal"
PEOPLE = {"Eileen_Collins": "astronaut", "Grace_Hopper": "grace-hopper"}
CONSENT = {"consent_by": "the rehearsal", "consent_purpose": "a rehearsal"}


def imported(
    client: Client, account: Account, functions: Functions, bucket: str
) -> str:
    """Put pictures into the bucket, have them enrolled, and erase the people again."""
    s3 = boto3.client("s3")
    for person, name in PEOPLE.items():
        key = f"imports/{FOLDER}/{person}/one.jpg"
        s3.put_object(Bucket=bucket, Key=key, Body=picture(name))
    begun = client.ask("POST", "/imports", json={"prefix": FOLDER, **CONSENT}).json()
    messages = delivered(account, functions)
    done = client.ask("GET", f"/imports/{begun['id']}").json()
    expect((done["state"], done["enrolled"]) == ("done", 2), f"/imports said {done}")
    for person in PEOPLE:
        client.ask("DELETE", f"/people/{person}")
    return f"{messages} messages enrolled {done['enrolled']} people"


def delivered(account: Account, functions: Functions) -> int:
    """Give the queue's messages to the function behind it, as Lambda's poller does."""
    sqs: Any = boto3.client("sqs")
    queue = account.resources["ImportQueue"].physical_id
    instance = functions.instance(
        account.resources["BulkSnapStartLambdaAlias"].physical_id
    )
    count = 0
    while True:
        got = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=2)
        if not (messages := got.get("Messages", [])):
            return count
        records = [
            {
                "messageId": each["MessageId"],
                "receiptHandle": each["ReceiptHandle"],
                "body": each["Body"],
                "eventSource": "aws:sqs",
            }
            for each in messages
        ]
        answer = instance.invoke({"Records": records})
        expect(answer == {"batchItemFailures": []}, f"bulk answered {answer}")
        for each in messages:
            sqs.delete_message(QueueUrl=queue, ReceiptHandle=each["ReceiptHandle"])
        count += len(messages)
