"""Links: a real broker, with and without TLS, and a real HTTP server on loopback."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask, Response, jsonify, redirect, request
from werkzeug import Response as WerkzeugResponse
from werkzeug.serving import make_server

from edge.errors import LinkDown, LinkUnusable, MessageRefused
from edge.links import Credentials, DryRun, link_to
from edge.outbox import Outbox, Waiting
from edge.sender import Sender
from local.ports import HOST, free_port
from tests.certificates import certified
from tests.edge.broker import Broker
from tests.edge.conftest import Listener
from tests.edge.makers import event

NOBODY = Credentials()


def message() -> Waiting:
    made = event()
    return Waiting(made.event, made.encoded())


def until(holds: Callable[[], bool], seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.02)
    return holds()


# A broker.


def test_the_broker_has_what_was_delivered(broker: Broker, listener: Listener) -> None:
    link = link_to(f"mqtt://{HOST}:{broker.port}", "door", NOBODY)
    sent = [message() for _ in range(3)]
    for each in sent:
        link.deliver(each)
    assert until(lambda: len(listener.heard) == 3)
    link.close()
    assert listener.heard == [("visage/cameras/door/events", m.body) for m in sent]


def test_a_broker_that_comes_late_gets_everything_in_order(
    broker: Broker, listener: Listener, tmp_path: Path
) -> None:
    broker.stop()
    outbox = Outbox(tmp_path / "door.sqlite3")
    sender = Sender(outbox, link_to(f"mqtt://{HOST}:{broker.port}", "door", NOBODY))
    made = [event(part=number) for number in range(5)]
    for each in made:
        outbox.put(each, time.time())
    sender.start()
    broker.start()
    assert until(lambda: len(outbox) == 0)
    assert until(lambda: len(listener.heard) == 5)
    sender.stop(5)
    assert [body for _, body in listener.heard] == [each.encoded() for each in made]
    assert (sender.delivered, sender.refused) == (5, 0)


def test_what_a_killed_broker_may_have_forgotten_is_sent_again(
    broker: Broker,
    listener: Listener,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("edge.sender.ONCE_MORE", 2.0)
    outbox, made = Outbox(tmp_path / "door.sqlite3"), event()
    sender = Sender(outbox, link_to(f"mqtt://{HOST}:{broker.port}", "door", NOBODY))
    outbox.put(made, time.time())
    sender.start()
    assert until(lambda: len(listener.heard) == 1)
    broker.kill()
    broker.start()
    assert until(lambda: len(listener.heard) > 1, 60)
    sender.stop(5)
    assert {body for _, body in listener.heard} == {made.encoded()}
    assert len(outbox) == 0


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An authority, and certificates that it signed for the broker and a client."""
    folder = tmp_path_factory.mktemp("certificates")
    return certified(folder, broker=HOST, door="door")


# paho-mqtt leaves the socket of a handshake that failed to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_client_certificate_opens_a_broker(
    tmp_path: Path, certificates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "secure"
    folder.mkdir()
    lines = [
        f"cafile {certificates / 'ca.crt'}",
        f"certfile {certificates / 'broker.crt'}",
        f"keyfile {certificates / 'broker.key'}",
        "require_certificate true",
        "use_identity_as_username true",
    ]
    secure = Broker(folder, lines)
    secure.start()
    address = f"mqtts://{HOST}:{secure.port}"
    try:
        known = Credentials(
            ca=certificates / "ca.crt",
            cert=certificates / "door.crt",
            key=certificates / "door.key",
        )
        link = link_to(address, "door", known)
        link.deliver(message())
        link.close()
        monkeypatch.setattr("edge.links.TIMEOUT", 1.0)
        for stranger in (Credentials(ca=certificates / "ca.crt"), NOBODY):
            refused = link_to(address, "door", stranger)
            with pytest.raises(LinkDown, match=f"^{address}: "):
                refused.deliver(message())
            refused.close()
    finally:
        secure.stop()


@pytest.mark.parametrize(
    ("address", "credentials", "why"),
    [
        ("ftp://host", NOBODY, "mqtts://HOST or mqtt://HOST for a broker"),
        ("door", NOBODY, "mqtts://HOST or mqtt://HOST for a broker"),
        ("mqtt://", NOBODY, "mqtts://HOST or mqtt://HOST for a broker"),
        ("mqtt://host:port", NOBODY, "the port should be a number"),
        ("mqtt://user:password@host", NOBODY, "^mqtt://host: .*by --username"),
        ("mqtt://user:12/34@host", NOBODY, "^mqtt://host: .*by --username"),
        ("mqtts://host", Credentials(cert=Path("a")), "both --cert and --key"),
        (
            "mqtts://host",
            Credentials(ca=Path("none.pem")),
            "none.pem: there is no",
        ),
        ("https://host", Credentials(token_url="https://t"), "needs --client-id"),
    ],
)
def test_what_cannot_be_a_receiver_is_said_at_once(
    address: str, credentials: Credentials, why: str
) -> None:
    with pytest.raises(LinkUnusable, match=why):
        link_to(address, "door", credentials)


# The API.


@dataclass
class Receiver:
    """An HTTP server with a token endpoint and the route of a camera's events."""

    statuses: list[int] = field(default_factory=list)  # what it answers next; then 200
    taken: list[bytes] = field(default_factory=list)
    tokens: int = 0
    revoked: bool = False
    grants: str | None = None  # what the token endpoint answers instead
    redirects: int | None = None  # the status with which it leads elsewhere
    address: str = ""

    def app(self) -> Flask:
        app = Flask("receiver")

        @app.before_request
        def lead_elsewhere() -> WerkzeugResponse | None:
            if self.redirects is None or request.path == "/sign-in":
                return None
            where = f"{self.address}/sign-in?next=secret"
            return redirect(where, self.redirects)

        @app.route("/sign-in", methods=["GET", "POST"])
        def sign_in() -> str:
            return "Sign in to use this network."

        @app.post("/token")
        def token() -> Response:
            given = request.authorization
            assert given is not None
            assert (given.username, given.password) == ("edge", "secret")
            assert request.form["grant_type"] == "client_credentials"
            self.tokens += 1
            self.revoked = False
            if self.grants is not None:
                return Response(self.grants, content_type="application/json")
            return jsonify(access_token=f"token-{self.tokens}", expires_in=3600)

        @app.post("/watch/<camera>/events")
        def events(camera: str) -> tuple[Response, int]:
            assert camera == "door"
            expected = f"Bearer token-{self.tokens}"
            if request.headers.get("Authorization") != expected or self.revoked:
                return jsonify(error="The token is no good."), 401
            status = self.statuses.pop(0) if self.statuses else 200
            if status == 200:
                self.taken.append(request.get_data())
            return jsonify(error=f"It said {status}."), status

        return app


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    port = free_port(0)
    server = make_server(HOST, port, made.app(), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    made.address = f"http://{HOST}:{port}"
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


def machine(receiver: Receiver) -> Credentials:
    return Credentials(
        token_url=f"{receiver.address}/token", client_id="edge", client_secret="secret"
    )


def test_one_token_serves_many_messages(receiver: Receiver) -> None:
    link = link_to(f"{receiver.address}/", "door", machine(receiver))
    sent = [message() for _ in range(3)]
    for each in sent:
        link.deliver(each)
    link.close()
    assert receiver.taken == [each.body for each in sent]
    assert receiver.tokens == 1


def test_a_token_that_was_withdrawn_is_asked_for_anew(receiver: Receiver) -> None:
    link = link_to(receiver.address, "door", machine(receiver))
    link.deliver(message())
    receiver.revoked = True
    link.deliver(message())
    link.close()
    assert len(receiver.taken) == receiver.tokens == 2


@pytest.mark.parametrize(
    ("more", "asked"),
    [("", 1), (', "expires_in": null', 1), (', "expires_in": 30', 3)],
)
def test_a_token_lasts_an_hour_where_its_endpoint_says_nothing_else(
    receiver: Receiver, more: str, asked: int
) -> None:
    link = link_to(receiver.address, "door", machine(receiver))
    for number in range(1, 4):
        receiver.grants = f'{{"access_token": "token-{number}"{more}}}'
        link.deliver(message())
    link.close()
    assert (len(receiver.taken), receiver.tokens) == (3, asked)


@pytest.mark.parametrize(
    "grants",
    [
        "{}",
        "[]",
        "null",
        "<html>",
        '{"access_token": ""}',
        '{"access_token": 7}',
        '{"access_token": "token-1", "expires_in": "soon"}',
        '{"access_token": "token-1", "expires_in": NaN}',
    ],
)
def test_an_answer_without_a_token_is_a_link_that_is_down(
    receiver: Receiver, grants: str
) -> None:
    receiver.grants = grants
    link = link_to(receiver.address, "door", machine(receiver))
    why = f"^{receiver.address}/token: no token: the answer is none of a token's"
    with pytest.raises(LinkDown, match=why):
        link.deliver(message())
    receiver.grants = None
    receiver.tokens = 0
    link.deliver(message())
    link.close()


def test_a_token_endpoint_that_is_not_there_is_named(receiver: Receiver) -> None:
    nobody = f"http://user:secret@{HOST}:{free_port(0)}/token"
    given = Credentials(token_url=nobody, client_id="edge", client_secret="secret")
    link = link_to(receiver.address, "door", given)
    shown = nobody.replace("user:secret@", "")
    with pytest.raises(LinkDown, match=f"^{shown}: no token: no answer"):
        link.deliver(message())
    link.close()


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (200, None),
        (409, None),  # it has the message already
        (400, MessageRefused),
        (413, MessageRefused),
        (422, MessageRefused),
        (403, LinkDown),  # somebody may grant the scope
        (404, LinkDown),
        (429, LinkDown),
        (500, LinkDown),
        (425, LinkDown),
        (503, LinkDown),
    ],
)
def test_what_each_answer_means(
    receiver: Receiver, status: int, error: type[Exception] | None
) -> None:
    receiver.statuses = [status]
    link = link_to(receiver.address, "door", machine(receiver))
    if error is None:
        link.deliver(message())
    else:
        with pytest.raises(error, match=f"{status}: It said {status}"):
            link.deliver(message())
    link.close()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_an_answer_that_leads_elsewhere_delivers_nothing(
    receiver: Receiver, status: int
) -> None:
    """As where a network's sign-in page stands before the API."""
    receiver.redirects = status
    for credentials in (Credentials(token="token-0"), machine(receiver)):
        link = link_to(receiver.address, "door", credentials)
        leads = f"{status}: the answer leads to {receiver.address}/sign-in\\?…; "
        with pytest.raises(LinkDown, match=leads):
            link.deliver(message())
        link.close()
    assert receiver.taken == []


def test_an_api_that_is_not_there_is_a_link_that_is_down() -> None:
    link = link_to(f"http://{HOST}:{free_port(0)}", "door", Credentials(token="t"))
    with pytest.raises(LinkDown, match="does not answer"):
        link.deliver(message())
    link.close()


def test_a_refused_message_does_not_hold_the_others(
    receiver: Receiver, tmp_path: Path
) -> None:
    receiver.statuses = [422]
    outbox = Outbox(tmp_path / "door.sqlite3")
    made = [event(part=number) for number in range(3)]
    for each in made:
        outbox.put(each, time.time())
    sender = Sender(outbox, link_to(receiver.address, "door", machine(receiver)))
    sender.start()
    assert until(lambda: len(outbox) == 0)
    sender.stop(5)
    assert receiver.taken == [each.encoded() for each in made[1:]]
    assert (sender.delivered, sender.refused) == (2, 1)
    assert sender.last_refusal == f"{receiver.address}: 422: It said 422."


def test_trouble_is_said_while_it_lasts(receiver: Receiver, tmp_path: Path) -> None:
    receiver.statuses = [503, 503]
    outbox = Outbox(tmp_path / "door.sqlite3")
    outbox.put(event(), time.time())
    sender = Sender(outbox, link_to(receiver.address, "door", machine(receiver)))
    sender.start()
    assert until(lambda: sender.trouble is not None)
    assert sender.trouble == f"{receiver.address}: 503: It said 503."
    assert until(lambda: len(outbox) == 0)
    assert until(lambda: sender.trouble is None)
    sender.stop(5)
    assert len(receiver.taken) == 1


def test_what_nobody_foresaw_is_said_and_tried_again(
    receiver: Receiver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outbox = Outbox(tmp_path / "door.sqlite3")
    made = event()
    outbox.put(made, time.time())
    # Which no header of HTTP can carry.
    link = link_to(receiver.address, "door", Credentials(token="token-€"))
    sender = Sender(outbox, link)
    sender.start()
    assert until(lambda: sender.trouble is not None)
    assert sender.trouble is not None
    assert sender.trouble.startswith("an unexpected error: UnicodeEncodeError: ")
    monkeypatch.setattr(link, "_token", "token-0")
    assert until(lambda: len(outbox) == 0)
    assert until(lambda: sender.trouble is None)
    sender.stop(5)
    assert receiver.taken == [made.encoded()]


def test_a_dry_run_prints_messages_without_pictures(
    capsys: pytest.CaptureFixture[str],
) -> None:
    DryRun().deliver(message())
    told = capsys.readouterr().out
    assert '"camera": "door"' in told
    assert "bytes of JPEG" in told
    assert len(told) < 1000
