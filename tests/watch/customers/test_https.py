"""Accounts over HTTPS, of a real server: well, slow, broken, and well again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from local.ports import HOST, free_port
from tests.certificates import certified
from tests.watch.customers import server as plays
from tests.watch.customers.server import EILEEN, Server
from visage.errors import CustomersUnreachable, SettingsInvalid
from visage.watch.customers.account import Account
from visage.watch.customers.https import FAILURES, HttpsCustomers

Play = Callable[[Any], None]


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certified(tmp_path_factory.mktemp("certificates"), host=HOST)


@pytest.fixture
def server(certificates: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates / "ca.crt"))
    made = Server(certificates)
    made.start()
    yield made
    made.stop()


def test_an_account_is_asked_for_by_its_id_and_with_the_token(server: Server) -> None:
    customers = HttpsCustomers(server.address, "secret")
    found = customers.find("a/b c")
    assert found == Account("a/b c", EILEEN)
    assert list(found.fields) == ["type", "name", "balance", "since"]
    assert server.asked == [("/a/a%2Fb%20c?of=me", "Bearer secret")]


def test_an_account_that_the_business_does_not_know(server: Server) -> None:
    server.plays = [plays.nobody]
    customers = HttpsCustomers(server.address)
    assert customers.find("eileen") is None
    assert server.asked == [("/a/eileen?of=me", None)]
    # What would mean another address is not asked for.
    assert [customers.find(each) for each in ("", ".", "..", "a" * 256)] == [None] * 4
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "play",
    [plays.cut, plays.hangs_up, *(plays.answers(s, b"") for s in (429, 500, 502, 503))],
)
def test_what_passes_is_tried_again(server: Server, play: Play) -> None:
    server.plays = [play, play, plays.well]
    assert HttpsCustomers(server.address, patience=10).find("eileen") is not None
    assert len(server.asked) == 3


@pytest.mark.parametrize(
    ("play", "why", "tries"),
    [
        (plays.cut, r"the connection failed \(ProtocolError\)", 3),
        (plays.answers(500, b"{}"), "it answers 500", 3),
        (plays.answers(401, b"{}"), "it answers 401", 1),
        (plays.answers(302, b"", Location="/elsewhere"), "it answers 302", 1),
        (plays.answers(200, b"<html>"), "its answer is not JSON", 1),
        (plays.answers(200, b'{"a": "\xff"}'), "its answer is not JSON", 1),
        (plays.answers(200, b"[" * 10_000), "its answer is not JSON", 1),
        (plays.answers(200, b'{"a": NaN}'), "its answer is not JSON", 1),
        (plays.answers(200, b'{"a": [-Infinity]}'), "its answer is not JSON", 1),
        (plays.answers(200, b'{"a": 1e999}'), "its answer is not JSON", 1),
        (plays.says(["a"]), "its answer is not a JSON object", 1),
        (plays.says({"a": "b" * 17_000}), "its answer has more than 16,384 bytes", 1),
    ],
)
def test_what_does_not_pass_is_said(
    server: Server, play: Play, why: str, tries: int
) -> None:
    server.plays = [play]
    with pytest.raises(
        CustomersUnreachable, match=f"The accounts at {HOST} cannot be read: {why}"
    ):
        HttpsCustomers(server.address, patience=10).find("eileen")
    assert len(server.asked) == tries


@pytest.mark.parametrize("play", [plays.slow, plays.drips, plays.drips_headers])
def test_nobody_waits_for_a_server_that_does_not_come_to_an_end(
    server: Server, play: Play
) -> None:
    """The server goes on until the test is over, and the lookup ends before."""
    server.plays = [play]
    with pytest.raises(CustomersUnreachable, match=r"no whole answer|ReadTimeoutError"):
        HttpsCustomers(server.address, patience=0.3).find("eileen")


def test_a_server_that_was_slow_holds_up_no_later_lookup(server: Server) -> None:
    server.plays = [plays.drips, plays.well]
    customers = HttpsCustomers(server.address, patience=0.5)
    with pytest.raises(CustomersUnreachable):
        customers.find("eileen")
    assert customers.find("eileen") == Account("eileen", EILEEN)


def test_a_server_that_fails_is_left_alone_and_found_well_again(
    server: Server,
) -> None:
    customers = HttpsCustomers(server.address, rest=0.2)
    server.plays = [plays.answers(401, b"")]
    for _ in range(FAILURES):
        with pytest.raises(CustomersUnreachable):
            customers.find("eileen")
    asked = len(server.asked)
    server.plays = [plays.well]
    with pytest.raises(CustomersUnreachable, match="left alone for a while"):
        customers.find("eileen")
    assert len(server.asked) == asked
    time.sleep(0.25)
    assert customers.find("eileen") == Account("eileen", EILEEN)
    assert customers.find("eileen") == Account("eileen", EILEEN)


def test_accounts_that_are_not_there_are_no_failures(server: Server) -> None:
    server.plays = [plays.nobody]
    customers = HttpsCustomers(server.address)
    assert [customers.find("eileen") for _ in range(FAILURES + 1)] == [None] * 6


def test_a_server_that_nobody_vouches_for_is_not_asked(
    certificates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    stranger = Server(certificates)
    stranger.start()
    with pytest.raises(CustomersUnreachable, match="SSLError"):
        HttpsCustomers(stranger.address, "secret", patience=10).find("eileen")
    stranger.stop()
    assert stranger.asked == []


def test_a_server_that_is_not_there() -> None:
    address = f"https://{HOST}:{free_port(0)}/{{account}}"
    with pytest.raises(CustomersUnreachable, match="NewConnectionError"):
        HttpsCustomers(address, patience=10).find("eileen")


@pytest.mark.parametrize(
    "address",
    ["http://host/{account}", "https://host/", "https://{account}/", "ftp://host/"],
)
def test_addresses_that_cannot_be_asked(address: str) -> None:
    with pytest.raises(SettingsInvalid, match=r"https://host/path/\{account\}"):
        HttpsCustomers(address)
