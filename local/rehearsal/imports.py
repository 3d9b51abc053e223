"""An import of people on the emulator: what API Gateway, SQS and Lambda do of it."""

from __future__ import annotations

import boto3

from local.client import Client, expect, picture
from local.rehearsal.functions import Functions
from local.rehearsal.queues import deliver
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
    polled = deliver(account, functions, "BulkEventSourceMappingSQSImportQueue")
    expect(polled.failed == (), f"bulk gave back {polled.failed}")
    done = client.ask("GET", f"/imports/{begun['id']}").json()
    expect((done["state"], done["enrolled"]) == ("done", 2), f"/imports said {done}")
    for person in PEOPLE:
        client.ask("DELETE", f"/people/{person}")
    return f"{polled.taken} messages enrolled {done['enrolled']} people"
