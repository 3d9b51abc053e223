"""A confirmed match goes to subscribers, through a topic that fails at first."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from functions.alerts.handler import handler as alerts
from functions.watch.handler import handler as watch
from tests.watch.doors import ADA, event
from tests.watch.http import ask
from tests.watch.live import Endpoint, endpoint
from tests.watch.watching import portrait_face
from visage.gallery.audit import Caller
from visage.gallery.rules import utc_now
from visage.settings import settings
from visage.watch.address import configured_table, watched_gallery
from visage.watch.cases import Order
from visage.watch.notices import KIND
from visage.watch.table import Put, Row
from visage.watch.tickets import issue
from visage.watch.watchlist import WatchList

REGION = "eu-west-1"
TOPIC = f"arn:aws:sns:{REGION}:123456789012:matches"
SCHEDULE = {"source": "aws.events", "detail-type": "Scheduled Event"}


@pytest.fixture
def gateway(own_gallery: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Endpoint]:
    """The way to connections; the topic that is named is not there yet."""
    for name in ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "SESSION_TOKEN"):
        monkeypatch.setenv(f"AWS_{name}", "testing")
    monkeypatch.setenv("VISAGE_TOPIC", TOPIC)
    with mock_aws(), endpoint() as served:
        monkeypatch.setenv("VISAGE_LIVE", served.address)
        settings.cache_clear()
        yield served


def matched() -> str:
    """The id of an alert of somebody on the watch list."""
    table, gallery = configured_table(), watched_gallery()
    wanted = WatchList(table, gallery)
    ends = utc_now() + timedelta(days=1)
    wanted.enable(Order("mp-17", "order 12/3", ends, "Eileen"), "officer 7")
    photo, face = portrait_face(ADA, gallery)
    wanted.add("mp-17", photo, face, Caller("officer 7"), thresholds=None)
    message = event(ADA, utc_now()).encoded()
    status, told = ask(watch, "POST", "/watch/door/events", message)
    assert status == 200
    (alert,) = told["alerts"]
    return str(alert)


def connect(connection: str) -> None:
    """A connection that listens."""
    ticket = issue(configured_table(), "desk", utc_now).secret
    for route, about in (
        ("$connect", {"queryStringParameters": {"ticket": ticket}}),
        ("$default", {"body": '{"action": "ping"}'}),
    ):
        context = {"connectionId": connection, "routeKey": route}
        assert alerts({"requestContext": context, **about}, None)["statusCode"] == 200


def confirmed(alert: str) -> dict[str, Any]:
    said = {"note": "it is her"}
    status, told = ask(alerts, "POST", f"/alerts/{alert}/confirm", said)
    assert status == 200
    answer: dict[str, Any] = told
    return answer


def a_minute_later(alert: str) -> None:
    """Let the notice be due."""
    table = configured_table()
    kept = table.get(KIND, alert)
    assert kept is not None
    value = {**kept.value, "due": utc_now().isoformat()}
    table.write([Put(Row(KIND, alert, value, None, kept.row.expires), over=kept)])


def test_a_topic_that_fails_fails_no_confirmation(gateway: Endpoint) -> None:
    alert = matched()
    connect("desk")
    told = confirmed(alert)
    assert told["state"] == "confirmed"
    assert (told["notice"]["state"], told["notice"]["tries"]) == ("waiting", 1)
    assert confirmed(alert) == told  # the same once more sends nothing more

    topics = boto3.client("sns", region_name=REGION)
    queues = boto3.client("sqs", region_name=REGION)
    topics.create_topic(Name="matches")
    queue = queues.create_queue(QueueName="subscriber")["QueueUrl"]
    arn = TOPIC.replace(":sns:", ":sqs:").replace("matches", "subscriber")
    topics.subscribe(TopicArn=TOPIC, Protocol="sqs", Endpoint=arn)
    assert alerts(SCHEDULE, None)["notices"] == 0
    a_minute_later(alert)
    assert alerts(SCHEDULE, None)["notices"] == 1
    assert alerts(SCHEDULE, None)["notices"] == 0

    received = queues.receive_message(QueueUrl=queue, MaxNumberOfMessages=10)
    (message,) = received["Messages"]
    notice = json.loads(json.loads(message["Body"])["Message"])
    assert (notice["id"], notice["case"]["note"]) == (alert, "order 12/3")
    assert notice["confirmed"]["note"] == "it is her"

    # The desk has heard of the decision, of the failure, and of the success.
    decisions = [each for each in gateway.of("desk") if each["type"] == "decision"]
    notices = [each["alert"]["notice"] for each in decisions]
    assert [(each["state"], each["tries"]) for each in notices] == [
        ("waiting", 0),
        ("waiting", 1),
        ("sent", 2),
    ]
