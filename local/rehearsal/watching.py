"""The packaged functions of watching, called as each of their sources calls them.

An operator's browser connects, a picture of a wanted person is put into the bucket, a
camera sends a message through the queue, and the match is confirmed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
from moto.sns.models import sns_backends

from local.camera import message
from local.client import Client, expect, picture
from local.rehearsal.browser import Browsers
from local.rehearsal.functions import Functions
from local.rehearsal.queues import deliver
from local.rehearsal.sandbox import REGION
from local.rehearsal.stack import ACCOUNT, Account

CASE = CAMERA = "rehearsal"
CONNECTION = "rehearsed-1="
SOURCE = "WatchEventSourceMappingSQSWatchQueue"


@dataclass(frozen=True)
class Watching:
    """What is deployed, and who watches."""

    client: Client
    account: Account
    functions: Functions
    browsers: Browsers

    def said(self) -> Iterator[str]:
        """Everything in turn, and what came of it."""
        yield self.connected()
        yield self.uploaded()
        yield self.refused()
        yield self.published()
        yield self.confirmed()
        yield self.minute()
        yield self.disconnected()

    def connected(self) -> str:
        ticket = self.client.ask("POST", "/live/tickets").json()
        query = {"ticket": ticket["ticket"]}
        statuses = [self.socket("$connect", query=query) for _ in range(2)]
        expect(statuses == [200, 401], f"a ticket, twice: {statuses}")
        since = json.dumps({"action": "since", "after": None})
        status = self.socket("$default", body=since)
        expect(status == 200, f"`since` was answered {status}")
        kinds = [each["type"] for each in self.heard()]
        expect(kinds[:1] == ["hello"], f"the browser heard {kinds}")
        return "a browser connects with a ticket, once, and hears `hello`"

    def uploaded(self) -> str:
        expires = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
        said = {"note": "a rehearsal", "expires": expires}
        self.client.ask("PUT", f"/watchlist/{CASE}", json=said)
        answer = self.upload(f"watchlist/{CASE}/one.jpg")
        expect(answer["state"] == "added", f"the upload was answered {answer}")
        return "a picture in the bucket is added to its case, and removed"

    def refused(self) -> str:
        answer = self.upload("watchlist/nobody/one.jpg")
        expect(answer["state"] == "refused", f"the upload was answered {answer}")
        return "a picture of no case is refused, and removed"

    def published(self) -> str:
        sqs: Any = boto3.client("sqs")
        queue = self.account.resources["WatchQueue"].physical_id
        wanted = json.dumps(message(self.client, CAMERA, "astronaut"))
        for body in (wanted, wanted, '{"version": 2}'):
            sqs.send_message(QueueUrl=queue, MessageBody=body)
        polled = deliver(self.account, self.functions, SOURCE)
        expect(
            (polled.taken, len(polled.failed)) == (2, 1),
            f"the function took {polled.taken}, and gave back {polled.failed}",
        )
        (self.client.kept["told"],) = (
            each["id"] for each in self.heard() if each["type"] == "alert"
        )
        return (
            "a message of a camera, sent twice, makes one alert that the browser hears"
        )

    def confirmed(self) -> str:
        alert = self.client.kept["told"]
        path = f"/alerts/{alert}/confirm"
        state = self.client.ask("POST", path, json={}).json()["notice"]["state"]
        topic = self.account.resources["NoticeTopic"].physical_id
        sent = sns_backends[ACCOUNT][REGION].topics[topic].sent_notifications
        bodies = [each[1] for each in sent if alert in str(each[1])]
        expect(
            (state, len(bodies)) == ("sent", 1),
            f"the notice is {state}, and the topic got {len(bodies)}",
        )
        return "the confirmed match is published to the topic, once"

    def minute(self) -> str:
        answer = self.alerts(
            {"source": "aws.events", "detail-type": "Scheduled Event", "detail": {}}
        )
        counts = set(map(type, answer.values()))
        expect(counts == {int}, f"the schedule was answered {answer}")
        return f"every minute: {', '.join(sorted(answer))}"

    def disconnected(self) -> str:
        status = self.socket("$disconnect")
        expect(status == 200, f"$disconnect was answered {status}")
        before = len(self.heard())
        self.client.ask("DELETE", f"/watchlist/{CASE}")
        expect(len(self.heard()) == before, "who is gone is told something")
        return "who disconnects hears no more"

    def heard(self) -> list[Any]:
        return self.browsers.heard[CONNECTION]

    def upload(self, key: str) -> Any:
        """Put a picture into the watch list's bucket; what the function says of it."""
        s3: Any = boto3.client("s3")
        bucket = self.account.resources["WatchlistBucket"].physical_id
        body = picture("astronaut")
        s3.put_object(Bucket=bucket, Key=key, Body=body)
        # https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
        created = {
            "version": "0",
            "id": "17793124-05d4-b198-2fde-7ededc63b103",
            "detail-type": "Object Created",
            "source": "aws.s3",
            "account": ACCOUNT,
            "time": datetime.now(UTC).isoformat(),
            "region": REGION,
            "resources": [f"arn:aws:s3:::{bucket}"],
            "detail": {
                "version": "0",
                "bucket": {"name": bucket},
                "object": {"key": key, "size": len(body), "sequencer": "00"},
                "request-id": "N4N7GDK58NMKJ12R",
                "requester": ACCOUNT,
                "reason": "PutObject",
            },
        }
        answer = self.invoke("Watch", created)
        left = s3.list_objects_v2(Bucket=bucket).get("KeyCount", 0)
        expect(left == 0, f"{left} pictures are left in the bucket")
        return answer

    def socket(
        self, route: str, body: str | None = None, query: dict[str, str] | None = None
    ) -> int:
        """Have the function hear what happens on the connection; the status."""
        kind = {"$connect": "CONNECT", "$disconnect": "DISCONNECT"}.get(route)
        # https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html
        answer = self.alerts(
            {
                "headers": {"Host": "example.org"} if route == "$connect" else None,
                "queryStringParameters": query,
                "requestContext": {
                    "routeKey": route,
                    "eventType": kind or "MESSAGE",
                    "connectionId": CONNECTION,
                    "requestId": "rehearsal",
                    "messageDirection": "IN",
                    "stage": "dev",
                    "domainName": "example.org",
                    "apiId": "rehearsal",
                },
                "body": body,
                "isBase64Encoded": False,
            }
        )
        return int(answer["statusCode"])

    def alerts(self, event: dict[str, Any]) -> Any:
        return self.invoke("Alerts", event)

    def invoke(self, name: str, event: dict[str, Any]) -> Any:
        alias = self.account.resources[f"{name}SnapStartLambdaAlias"].physical_id
        return self.functions.instance(alias).invoke(event)
