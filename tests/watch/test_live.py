"""Tickets, connections, what is told to them, and what they ask."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from tests.gallery.makers import Clock
from tests.watch.live import Alerts, Endpoint, endpoint
from visage.errors import (
    BadJson,
    StorageFull,
    TooManyConnections,
    TooManyMessages,
    Unauthorized,
)
from visage.watch import announce
from visage.watch import connections as limits
from visage.watch.announce import LiveAnnouncer
from visage.watch.connections import Connections
from visage.watch.conversation import MOST, RECENT, Conversation, understood
from visage.watch.gateway import GatewayPush
from visage.watch.push import LARGEST, Gone, PushFailed
from visage.watch.table import Table
from visage.watch.tickets import issue
from visage.watch.untold import Untold, overdue, untold

VIEWER = "officer"


@pytest.fixture
def alerts(table: Table, clock: Clock) -> Alerts:
    return Alerts(table, clock)


@pytest.fixture
def gateway() -> Iterator[Endpoint]:
    with endpoint() as served:
        yield served


@pytest.fixture
def known(table: Table, clock: Clock) -> Connections:
    return Connections(table, clock)


class Live:
    """An announcer and a conversation over one endpoint."""

    def __init__(self, table: Table, at: Endpoint, alerts: Alerts) -> None:
        self.reports: list[str] = []
        push = GatewayPush(at.address)
        self.conversation = Conversation(table, push, alerts.described, alerts.clock)
        self.announcer = LiveAnnouncer(
            table,
            push,
            alerts.described,
            lambda what, why: self.reports.append(what),
            alerts.clock,
        )

    def say(self, connection: str, **said: Any) -> None:
        self.conversation.take(connection, json.dumps(said))


@pytest.fixture
def live(table: Table, gateway: Endpoint, alerts: Alerts) -> Live:
    return Live(table, gateway, alerts)


def joined(known: Connections, table: Table, name: str, clock: Clock) -> str:
    """A connection that listens."""
    known.open(name, issue(table, VIEWER, clock).secret)
    known.heard(name)
    return name


# Tickets


def test_a_ticket_is_good_for_one_connection(
    table: Table, known: Connections, clock: Clock
) -> None:
    ticket = issue(table, "m2m", clock)
    opened = known.open("a", ticket.secret)
    (row,) = table.rows("connection")
    assert (opened.id, row.value["by"], known.listening()) == ("a", "m2m", [])
    with pytest.raises(Unauthorized, match="cannot be used"):
        known.open("b", ticket.secret)
    assert known.heard("a") == opened
    assert known.listening() == ["a"]


def test_the_table_does_not_hold_the_ticket_itself(table: Table, clock: Clock) -> None:
    ticket = issue(table, VIEWER, clock)
    (row,) = table.rows("ticket")
    assert ticket.secret not in row.row.key + json.dumps(dict(row.value))


@pytest.mark.parametrize("secret", ["", "x", "x" * 10_000, "é\0"])
def test_what_is_no_ticket_opens_nothing(known: Connections, secret: str) -> None:
    with pytest.raises(Unauthorized):
        known.open("a", secret)


def test_a_ticket_ends_after_a_minute(
    table: Table, known: Connections, clock: Clock
) -> None:
    ticket = issue(table, VIEWER, clock)
    clock.now = ticket.expires
    with pytest.raises(Unauthorized):
        known.open("a", ticket.secret)
    assert known.listening() == []


def test_ten_who_use_a_ticket_at_once_open_one_connection(
    table: Table, known: Connections, clock: Clock
) -> None:
    ticket = issue(table, VIEWER, clock)
    refused: list[Unauthorized] = []

    def use(name: str) -> None:
        try:
            known.open(name, ticket.secret)
        except Unauthorized as error:
            refused.append(error)

    threads = [threading.Thread(target=use, args=(str(at),)) for at in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(refused), len(table.rows("connection"))) == (9, 1)


# Connections


def test_a_connection_ends_after_two_hours(
    table: Table, known: Connections, clock: Clock
) -> None:
    joined(known, table, "a", clock)
    clock.go(hours=2)
    assert known.listening() == []
    with pytest.raises(Unauthorized, match="connect anew"):
        known.heard("a")


def test_connections_are_bounded(
    table: Table, known: Connections, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST", 2)
    for name in ("a", "b"):
        joined(known, table, name, clock)
    ticket = issue(table, VIEWER, clock)
    with pytest.raises(TooManyConnections, match="2 connections are open"):
        known.open("c", ticket.secret)
    known.drop("a")
    known.open("c", ticket.secret)  # the refusal did not use it up


def test_connections_that_are_opened_at_once_are_bounded_too(
    table: Table, known: Connections, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST", 2)
    joined(known, table, "a", clock)
    all_counted = threading.Barrier(4, timeout=30)
    refused: list[str] = []
    leaves_room = Connections._leaves_room_for

    def together(self: Connections, more: int) -> None:
        leaves_room(self, more)
        if more:  # all four have found room before any of them is written
            all_counted.wait()

    monkeypatch.setattr(Connections, "_leaves_room_for", together)

    def opens(name: str, ticket: str) -> None:
        try:
            known.open(name, ticket)
        except TooManyConnections:
            refused.append(name)

    tickets = {name: issue(table, VIEWER, clock).secret for name in "bcde"}
    threads = [threading.Thread(target=opens, args=each) for each in tickets.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    open_now = {each.row.key for each in table.rows("connection")}
    assert open_now == {*"abcde"} - {*refused}
    assert len(open_now) <= 2


def test_messages_of_a_connection_are_bounded_a_minute(
    table: Table, known: Connections, clock: Clock
) -> None:
    known.open("a", issue(table, VIEWER, clock).secret)
    for _ in range(limits.MOST_MESSAGES):
        known.heard("a")
    with pytest.raises(TooManyMessages):
        known.heard("a")
    clock.go(minutes=1)
    known.heard("a")


# Announcing


def test_everyone_who_listens_hears_of_an_alert(
    table: Table, known: Connections, live: Live, gateway: Endpoint, alerts: Alerts
) -> None:
    for name in ("a", "b"):
        joined(known, table, name, alerts.clock)
    known.open("not yet", issue(table, VIEWER, alerts.clock).secret)
    id = alerts.add()
    table.write([untold("alert", id, alerts.clock())])
    live.announcer.announce("alert", [id])
    live.announcer.announce("unknown", ["f1"])
    heard = [
        {"type": "alert", "id": id, "alert": alerts.described(id)},
        {"type": "unknown", "id": "f1"},
    ]
    assert gateway.of("a") == gateway.of("b") == heard
    assert {message["version"] for _, message in gateway.heard} == {1}
    assert gateway.of("not yet") == []
    assert table.rows("untold") == []
    assert live.reports == []


def test_who_is_gone_is_dropped(
    table: Table, known: Connections, live: Live, gateway: Endpoint, alerts: Alerts
) -> None:
    for name in ("a", "b"):
        joined(known, table, name, alerts.clock)
    gateway.gone = {"a"}
    id = alerts.add()
    live.announcer.announce("alert", [id])
    assert known.listening() == ["b"]
    assert [message["id"] for message in gateway.of("b")] == [id]
    assert table.rows("untold") == []


def test_who_could_not_be_reached_is_told_by_the_schedule(
    table: Table, known: Connections, live: Live, gateway: Endpoint, alerts: Alerts
) -> None:
    for name in ("a", "b"):
        joined(known, table, name, alerts.clock)
    gateway.failing = {"a"}
    id = alerts.add()
    live.announcer.announce("decision", [id])
    assert live.announcer.catch_up() == 0  # not before others are done
    alerts.clock.go(seconds=15)
    assert overdue(table, alerts.clock()) == [Untold("decision", id, ("a",))]
    gateway.failing = set()
    assert live.announcer.catch_up() == 1
    assert [each["type"] for each in gateway.of("a")] == ["decision"]
    assert len(gateway.of("b")) == 1
    assert table.rows("untold") == []
    assert live.reports == ["sending to a connection"]


def test_what_a_dead_process_left_untold_is_told(
    table: Table, known: Connections, live: Live, gateway: Endpoint, alerts: Alerts
) -> None:
    joined(known, table, "a", alerts.clock)
    id = alerts.add()
    table.write([untold("alert", id, alerts.clock())])
    alerts.clock.go(minutes=1)
    assert live.announcer.catch_up() == 1
    assert [each["id"] for each in gateway.of("a")] == [id]


def test_an_alert_of_someone_erased_is_not_told(
    table: Table, known: Connections, live: Live, gateway: Endpoint, alerts: Alerts
) -> None:
    joined(known, table, "a", alerts.clock)
    id = alerts.add()
    alerts.gone.add(id)
    live.announcer.announce("alert", [id])
    live.say("a", action="since", after=None)
    assert [each["type"] for each in gateway.of("a")] == ["hello"]


def test_announcing_fails_nobody(
    alerts: Alerts, known: Connections, table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    with endpoint() as closed:
        live = Live(table, closed, alerts)
    joined(known, table, "a", alerts.clock)
    live.announcer.announce("alert", [alerts.add()])
    (left,) = table.rows("untold")
    assert left.value["to"] == ["a"]

    def full(*_: object, **__: object) -> None:
        raise StorageFull("The disk is full.")

    for name in ("write", "rows"):
        monkeypatch.setattr(table, name, full)
        live.announcer.announce("unknown", ["any"])
    told = "sending to a connection"
    assert live.reports == [told, told, "announcing", "announcing"]


def test_what_would_take_too_long_is_left_to_the_schedule(
    table: Table,
    known: Connections,
    live: Live,
    gateway: Endpoint,
    alerts: Alerts,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    joined(known, table, "a", alerts.clock)
    id = alerts.add()
    with monkeypatch.context() as patched:
        patched.setattr(announce, "LONGEST", 0)
        live.announcer.announce("alert", [id])
    assert gateway.heard == []
    alerts.clock.go(minutes=1)
    assert live.announcer.catch_up() == 1
    assert [each["id"] for each in gateway.of("a")] == [id]


def test_without_an_endpoint_nothing_stays_untold(table: Table, alerts: Alerts) -> None:
    id = alerts.add()
    table.write([untold("alert", id, alerts.clock())])
    announcer = LiveAnnouncer(
        table, None, alerts.described, lambda *_: None, alerts.clock
    )
    announcer.announce("alert", [id])
    assert table.rows("untold") == []


def test_an_alert_too_large_for_a_message_goes_by_its_id(
    table: Table, known: Connections, live: Live, gateway: Endpoint, alerts: Alerts
) -> None:
    joined(known, table, "a", alerts.clock)
    id = alerts.add(note="é" * (LARGEST // 2))
    live.announcer.announce("alert", [id])
    assert gateway.of("a") == [{"type": "alert", "id": id}]


# What a client asks


def test_a_client_hears_what_it_missed(
    table: Table, known: Connections, live: Live, gateway: Endpoint, alerts: Alerts
) -> None:
    known.open("a", issue(table, VIEWER, alerts.clock).secret)
    first, *missed = [alerts.add() for _ in range(4)]
    alerts.clock.go(minutes=1)
    missed.append(alerts.add())
    live.say("a", action="since", after=missed[0])
    hello, *told = gateway.of("a")
    assert (hello["type"], hello["expires"]) == ("hello", "2030-01-02T05:04:05+00:00")
    # Those of the last seconds may be told twice: some may have been late.
    assert [each["id"] for each in told] == [first, *missed]
    gateway.heard.clear()
    live.say("a", action="since", after=hello["after"])
    assert [each["id"] for each in gateway.of("a")[1:]] == [missed[-1]]
    gateway.heard.clear()
    live.say("a", action="ping")
    assert gateway.of("a") == [{"type": "pong"}]


def test_a_client_that_knows_no_alert_hears_the_newest(
    table: Table, known: Connections, live: Live, gateway: Endpoint, alerts: Alerts
) -> None:
    known.open("a", issue(table, VIEWER, alerts.clock).secret)
    ids = [alerts.add() for _ in range(RECENT + 3)]
    live.say("a", action="since", after=None)
    assert [each["id"] for each in gateway.of("a")[1:]] == ids[3:]


def test_what_was_missed_comes_in_parts(
    table: Table, known: Connections, live: Live, gateway: Endpoint, alerts: Alerts
) -> None:
    known.open("a", issue(table, VIEWER, alerts.clock).secret)
    before = alerts.add()
    alerts.clock.go(minutes=1)
    ids = [alerts.add() for _ in range(MOST + 1)]
    live.say("a", action="since", after=before)
    _, _, *told = gateway.of("a")
    assert [each["id"] for each in told[:-1]] == ids[: MOST - 1]
    assert told[-1] == {"type": "more", "after": ids[MOST - 2]}
    gateway.heard.clear()
    live.say("a", action="more", after=told[-1]["after"])
    assert [each["id"] for each in gateway.of("a")] == ids[MOST - 1 :]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "ping",
        "[]",
        '{"action": "shout"}',
        '{"action": "since"}',
        '{"action": "since", "after": "yesterday"}',
        '{"action": "more", "after": null}',
        '{"action": "ping", "loud": true}',
        '{"action": "ping"}' + " " * 1000,
        "[" * 900,
    ],
)
def test_what_no_client_may_say(body: str) -> None:
    with pytest.raises(BadJson):
        understood(body)


# The management endpoint


def test_the_endpoint_says_who_is_gone(gateway: Endpoint) -> None:
    push = GatewayPush(gateway.address)
    push.send("a=b/c", b'{"n": 1}')
    push.close("a=b/c")
    assert (gateway.heard, gateway.closed) == ([("a=b/c", {"n": 1})], ["a=b/c"])
    gateway.gone, gateway.failing = {"gone"}, {"failing"}
    with pytest.raises(Gone):
        push.send("gone", b"{}")
    with pytest.raises(PushFailed):
        push.send("failing", b"{}")
    assert len(gateway.heard) == 1
