"""The alerts function's WebSocket and tickets, asked as API Gateway asks them."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from functions.alerts.handler import handler
from tests.watch.http import ask, claims
from tests.watch.live import Endpoint, endpoint
from visage.errors import WatchUnreachable
from visage.gallery.rules import utc_now
from visage.settings import settings
from visage.watch.address import configured_table
from visage.watch.connections import MOST_MESSAGES
from visage.watch.table import Table
from visage.watch.untold import untold

SITE = "https://visage.example"


@pytest.fixture
def gateway(own_gallery: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Endpoint]:
    """The management endpoint that the function sends to."""
    with endpoint() as served:
        monkeypatch.setenv("VISAGE_LIVE", served.address)
        monkeypatch.setenv("VISAGE_ORIGIN", SITE)
        settings.cache_clear()
        yield served


@pytest.fixture
def table(gateway: Endpoint) -> Table:
    return configured_table()


def event(route: str, connection: str = "c1=", **about: Any) -> dict[str, Any]:
    """An event of API Gateway's WebSocket, as its guide shows it."""
    kinds = {"$connect": "CONNECT", "$disconnect": "DISCONNECT"}
    return {
        "requestContext": {
            "routeKey": route,
            "eventType": kinds.get(route, "MESSAGE"),
            "extendedRequestId": "O4D0sFlWFiAFYrQ=",
            "requestTime": "02/Jan/2030:03:04:05 +0000",
            "messageDirection": "IN",
            "stage": "dev",
            "connectedAt": 1893553445000,
            "requestTimeEpoch": 1893553445000,
            "identity": {"sourceIp": "192.0.2.1"},
            "requestId": "O4D0sFlWFiAFYrQ=",
            "domainName": "abcdefghij.execute-api.eu-west-1.amazonaws.com",
            "connectionId": connection,
            "apiId": "abcdefghij",
        },
        "isBase64Encoded": False,
        **about,
    }


def ticket(**who: Any) -> str:
    status, given = ask(handler, "POST", "/live/tickets", **who)
    assert status == 200
    return str(given["ticket"])


def connect(
    given: str | None, connection: str = "c1=", origin: str | None = SITE
) -> int:
    headers = {"Host": "abcdefghij.execute-api.eu-west-1.amazonaws.com"}
    if origin is not None:
        headers["Origin"] = origin
    query = {} if given is None else {"queryStringParameters": {"ticket": given}}
    status: int = handler(
        event("$connect", connection, headers=headers, **query), None
    )["statusCode"]
    return status


def say(body: object, connection: str = "c1=") -> int:
    text = body if isinstance(body, str) else json.dumps(body)
    status: int = handler(event("$default", connection, body=text), None)["statusCode"]
    return status


def test_a_ticket_says_where_to_connect(gateway: Endpoint) -> None:
    status, given = ask(handler, "POST", "/live/tickets")
    assert status == 200
    assert given.keys() == {"ticket", "url", "expires"}
    assert given["url"] == gateway.address.replace("http", "ws")


@pytest.mark.parametrize(
    ("who", "status"),
    [({}, 401), (claims("read"), 403), (claims("watch", group="reader"), 403)],
    ids=["stranger", "scope", "group"],
)
@pytest.mark.usefixtures("gateway")
def test_who_gets_no_ticket(who: dict[str, str], status: int) -> None:
    assert ask(handler, "POST", "/live/tickets", who=who)[0] == status


@pytest.mark.usefixtures("own_gallery")
def test_without_a_websocket_there_are_no_tickets() -> None:
    status, told = ask(handler, "POST", "/live/tickets")
    assert (status, told["code"]) == (404, "no_live")


def test_who_got_the_ticket_is_who_the_connection_is(table: Table) -> None:
    machine = {**claims("watch"), "sub": "m2m", "client_id": "m2m"}
    del machine["cognito:groups"]
    assert connect(ticket(who=machine)) == 200
    (row,) = table.rows("connection")
    assert (row.row.key, row.value["by"]) == ("c1=", "m2m")


def test_a_ticket_is_used_once(table: Table) -> None:
    given = ticket()
    assert connect(given) == 200
    assert connect(given, "c2=") == 401
    assert connect(None, "c3=") == 401
    assert [each.row.key for each in table.rows("connection")] == ["c1="]


def test_only_pages_of_the_site_connect(table: Table) -> None:
    given = ticket()
    assert connect(given, origin="https://elsewhere.example") == 403
    assert connect(given, origin="null") == 403
    assert connect(given, origin=None) == 200


def test_a_client_is_answered_until_it_goes(table: Table, gateway: Endpoint) -> None:
    connect(ticket())
    assert say({"action": "since", "after": None}) == 200
    assert say({"action": "ping"}) == 200
    assert [each["type"] for each in gateway.of("c1=")] == ["hello", "pong"]
    assert handler(event("$disconnect"), None) == {"statusCode": 200}
    assert table.rows("connection") == []


def test_what_is_wrong_is_said_and_a_stranger_is_disconnected(
    table: Table, gateway: Endpoint
) -> None:
    connect(ticket())
    assert say("hello") == 400
    assert gateway.of("c1=")[0]["code"] == "bad_json"
    assert gateway.closed == []
    assert say({"action": "ping"}, "unknown") == 401
    assert (gateway.of("unknown")[0]["code"], gateway.closed) == (
        "unauthorized",
        ["unknown"],
    )


def test_who_says_too_much_is_disconnected(table: Table, gateway: Endpoint) -> None:
    connect(ticket())
    statuses = [say({"action": "ping"}) for _ in range(MOST_MESSAGES + 1)]
    assert statuses == [200] * MOST_MESSAGES + [429]
    assert gateway.of("c1=")[-1]["code"] == "too_many_messages"
    assert gateway.closed == ["c1="]


def test_who_cannot_be_answered_connects_anew(table: Table, gateway: Endpoint) -> None:
    connect(ticket())
    gateway.failing = {"c1="}
    assert say({"action": "ping"}) == 200
    assert gateway.closed == ["c1="]
    gateway.gone = {"c1="}
    assert say({"action": "ping"}) == 200
    assert table.rows("connection") == []


def test_what_aws_says_is_for_the_log_alone(
    gateway: Endpoint,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def unreachable(*_: object) -> None:
        error = WatchUnreachable("arn:aws:iam::123456789012:role/secret")
        error.told = "Alerts cannot be reached."
        raise error

    connect(ticket())
    monkeypatch.setattr("visage.watch.connections.Connections.heard", unreachable)
    assert say({"action": "ping"}) == 503
    assert gateway.of("c1=")[-1]["error"] == "Alerts cannot be reached."
    (line,) = [each for each in caplog.records if each.message == "not ready"]
    assert vars(line)["why"].endswith("role/secret")


def test_a_fault_of_ours_is_a_status_and_a_line_without_words(
    gateway: Endpoint, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("quotes what was said")

    monkeypatch.setattr("functions.alerts.socket.Connections", broken)
    with caplog.at_level(logging.ERROR):
        assert connect(ticket()) == 500
    assert "quotes" not in caplog.text


def test_the_schedule_tells_what_was_untold(table: Table, gateway: Endpoint) -> None:
    shape = {
        "version": "0",
        "id": "53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa",
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": "123456789012",
        "time": "2030-01-02T03:04:05Z",
        "region": "eu-west-1",
        "resources": ["arn:aws:events:eu-west-1:123456789012:rule/minute"],
        "detail": {},
    }
    long_ago = utc_now() - timedelta(minutes=1)
    table.write([untold("unknown", "face", long_ago)])
    connect(ticket())
    say({"action": "since", "after": None})
    assert handler(shape, None)["untold"] == 1
    assert gateway.of("c1=")[-1] == {"type": "unknown", "id": "face"}
    assert table.rows("untold") == []
