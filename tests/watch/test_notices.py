"""Notices: their texts, and that each is sent, once where nothing fails."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import boto3
import pytest
from moto import mock_aws

from tests.gallery.makers import Clock
from tests.watch.live import START, Alerts, alert_of
from visage.watch.notice_text import for_programs, mail, structured, subject
from visage.watch.notice_text import text_message as sms
from visage.watch.notices import (
    LONGEST,
    MOST_TRIES,
    Notice,
    Notices,
    NotSent,
    Topic,
    notice_of,
    waiting,
)
from visage.watch.sns import SnsTopic
from visage.watch.table import Table
from visage.watch.topics import Terminal

REGION, ACCOUNT = "eu-west-1", "123456789012"
PAGE = "https://visage.example/alerts"
ID = "0006b1d2ad0c5f40-00000001-aaaaaaaa"


@pytest.fixture
def alerts(table: Table, clock: Clock) -> Alerts:
    return Alerts(table, clock)


class Fails:
    """A topic that takes nothing until it is mended."""

    def __init__(self) -> None:
        self.mended = False
        self.sent: list[str] = []

    def publish(self, alert: Mapping[str, Any]) -> None:
        if not self.mended:
            raise NotSent("out of order")
        self.sent.append(alert["id"])


class Sender:
    def __init__(self, table: Table, topic: Topic, alerts: Alerts) -> None:
        self.reports: list[tuple[str, str]] = []
        self.notices = Notices(
            table,
            topic,
            alerts.described,
            lambda what, why: self.reports.append((what, why)),
            alerts.clock,
        )


def confirmed(table: Table, alerts: Alerts) -> str:
    """A confirmed alert whose notice waits."""
    id = alerts.add()
    now = alerts.clock()
    table.write([waiting(id, now, now + timedelta(days=7))])
    return id


def state(table: Table, alert: str) -> tuple[str, int]:
    notice = notice_of(table, alert)
    assert notice is not None
    return notice.state, notice.tries


# What a notice says


def test_what_programs_read() -> None:
    assert for_programs(alert_of(ID), PAGE) == {
        "format": "visage.alert/1",
        "id": ID,
        "kind": "watchlist",
        "camera": "door",
        "taken": "2030-01-02T03:04:05+00:00",
        "person": {"id": "c-7", "name": "Zoë Ångström"},
        "case": {"id": "c-7", "note": "by order 12/30", "expires": None},
        "similarity": 0.8123,
        "confirmed": {
            "by": "officer",
            "at": "2030-01-02T03:05:00+00:00",
            "note": "ok",
        },
        "page": PAGE,
    }


def test_what_a_mail_says() -> None:
    assert subject(alert_of(ID)) == "Visage: Zo? ?ngstr?m seen by camera door"
    assert mail(alert_of(ID), PAGE) == (
        "Zoë Ångström was seen by camera door at 2030-01-02 03:04:05 UTC.\n"
        "\n"
        "Case: c-7, by order 12/30\n"
        "Similarity: 0.81\n"
        "Confirmed by officer at 2030-01-02 03:05:00 UTC.\n"
        "Their note: ok\n"
        "\n"
        f"Pictures, for whoever may see them: {PAGE}\n"
    )


def test_what_a_text_message_says() -> None:
    assert sms(alert_of(ID)) == (
        "Visage: Zo? ?ngstr?m (case c-7), camera door, 2030-01-02 03:04:05 UTC. "
        "Confirmed."
    )


def test_long_names_and_lines_are_cut() -> None:
    long = alert_of(ID, person={"id": "p", "name": "Anna\r\nBcc: x " * 40})
    assert len(sms(long)) < 140
    assert len(subject(long)) < 100
    assert "\n" not in subject(long) + sms(long)


def test_each_kind_of_subscriber_gets_its_own() -> None:
    told = json.loads(structured(alert_of(ID), None))
    assert told.keys() == {"default", "email", "sms"}
    assert json.loads(told["default"]) == for_programs(alert_of(ID), None)
    assert "Pictures" not in told["email"]


# Sending


def test_a_notice_is_sent_once(table: Table, alerts: Alerts) -> None:
    topic = Fails()
    topic.mended = True
    sender = Sender(table, topic, alerts)
    id = confirmed(table, alerts)
    assert sender.notices.send(id)
    assert not sender.notices.send(id)
    alerts.clock.go(days=1)
    assert sender.notices.send_due() == []
    assert (topic.sent, state(table, id)) == ([id], ("sent", 1))


def test_ten_who_send_at_once_send_one(table: Table, alerts: Alerts) -> None:
    topic = Fails()
    topic.mended = True
    sender = Sender(table, topic, alerts)
    id = confirmed(table, alerts)
    threads = [threading.Thread(target=sender.notices.send_due) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert topic.sent == [id]


def test_what_fails_is_tried_again_later_and_later(
    table: Table, alerts: Alerts
) -> None:
    topic = Fails()
    sender = Sender(table, topic, alerts)
    id = confirmed(table, alerts)
    assert sender.notices.send(id)
    assert state(table, id) == ("waiting", 1)
    tried_after = []
    for minute in range(1, 17):
        alerts.clock.go(minutes=1)
        if sender.notices.send_due():
            tried_after.append(minute)
    assert tried_after == [1, 3, 7, 15]
    topic.mended = True
    alerts.clock.go(minutes=16)
    assert sender.notices.send_due() == [id]
    assert (topic.sent, state(table, id)) == ([id], ("sent", 6))
    assert sender.reports == [("sending a notice", "out of order")] * 5
    # What is new is told to whoever looks.
    assert [each.value["id"] for each in table.rows("untold")] == [id]


def test_a_topic_that_is_slow_to_fail_gets_one_notice_a_minute(
    table: Table, alerts: Alerts, monkeypatch: pytest.MonkeyPatch
) -> None:
    sender = Sender(table, Fails(), alerts)
    ids = [confirmed(table, alerts) for _ in range(3)]
    # Each reading of the time is much later than the one before.
    moments = count(step=LONGEST * 0.6)
    monkeypatch.setattr("visage.watch.notices.time.monotonic", lambda: next(moments))
    tried = []
    for _ in range(3):
        tried.append(sender.notices.send_due())
        alerts.clock.go(seconds=1)
    assert tried == [[each] for each in ids]


def test_what_never_works_has_failed_in_the_end(table: Table, alerts: Alerts) -> None:
    sender = Sender(table, Fails(), alerts)
    id = confirmed(table, alerts)
    for _ in range(MOST_TRIES + 5):
        sender.notices.send_due()
        alerts.clock.go(hours=1)
    assert state(table, id) == ("failed", MOST_TRIES)


def test_a_sender_that_died_is_followed_by_another(
    table: Table, alerts: Alerts
) -> None:
    class Dies:
        def publish(self, alert: Mapping[str, Any]) -> None:
            raise KeyboardInterrupt

    id = confirmed(table, alerts)
    with pytest.raises(KeyboardInterrupt):
        Sender(table, Dies(), alerts).notices.send(id)
    topic = Fails()
    topic.mended = True
    sender = Sender(table, topic, alerts)
    assert not sender.notices.send(id)  # it might still be sending
    alerts.clock.go(minutes=1)
    assert sender.notices.send(id)
    assert topic.sent == [id]


def test_nobody_hears_of_someone_erased(table: Table, alerts: Alerts) -> None:
    topic = Fails()
    topic.mended = True
    id = confirmed(table, alerts)
    alerts.gone.add(id)
    assert not Sender(table, topic, alerts).notices.send(id)
    assert (topic.sent, notice_of(table, id)) == ([], None)


def test_a_notice_comes_back_as_it_was_written(table: Table, alerts: Alerts) -> None:
    id = confirmed(table, alerts)
    now: datetime = alerts.clock()
    assert notice_of(table, id) == Notice("waiting", 0, None, now)
    assert notice_of(table, "none") is None
    assert now > START


def test_without_a_topic_notices_are_printed(table: Table, alerts: Alerts) -> None:
    out = io.StringIO()
    id = confirmed(table, alerts)
    assert Sender(table, Terminal(PAGE, out), alerts).notices.send(id)
    first, *_, last = out.getvalue().splitlines()
    assert first.startswith("notice: Zoë Ångström was seen by camera door at 2030-")
    assert last == f"notice: Pictures, for whoever may see them: {PAGE}"


# Amazon SNS


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "SESSION_TOKEN"):
        monkeypatch.setenv(f"AWS_{name}", "testing")
    with mock_aws():
        yield


@pytest.mark.usefixtures("aws")
def test_a_topic_that_fails_gets_the_notice_later(table: Table, alerts: Alerts) -> None:
    arn = f"arn:aws:sns:{REGION}:{ACCOUNT}:matches"
    sender = Sender(table, SnsTopic(arn, PAGE), alerts)
    id = confirmed(table, alerts)
    assert sender.notices.send(id)
    assert state(table, id) == ("waiting", 1)
    ((_, why),) = sender.reports
    assert "NotFound" in why

    topics = boto3.client("sns", region_name=REGION)
    queues = boto3.client("sqs", region_name=REGION)
    assert topics.create_topic(Name="matches")["TopicArn"] == arn
    queue = queues.create_queue(QueueName="subscriber")["QueueUrl"]
    topics.subscribe(
        TopicArn=arn,
        Protocol="sqs",
        Endpoint=f"arn:aws:sqs:{REGION}:{ACCOUNT}:subscriber",
        Attributes={"FilterPolicy": json.dumps({"case": ["c-7"], "camera": ["door"]})},
    )
    alerts.clock.go(minutes=1)
    assert sender.notices.send_due() == [id]
    assert state(table, id) == ("sent", 2)

    messages = queues.receive_message(QueueUrl=queue, MaxNumberOfMessages=10)
    (message,) = messages["Messages"]
    envelope = json.loads(message["Body"])
    assert json.loads(envelope["Message"]) == for_programs(alert_of(id), PAGE)
    assert envelope["Subject"] == subject(alert_of(id))
    assert envelope["MessageAttributes"]["format"]["Value"] == "visage.alert/1"
