"""Alerts as they happen, in the demo: cameras, a broker, and clients of a WebSocket."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
import websocket

from edge.links import Credentials, link_to
from edge.outbox import Waiting
from local.ports import HOST
from tests.conftest import PORTRAITS
from tests.edge.broker import Broker
from tests.test_demo import SITE, Demo, running
from tests.test_demo import pytestmark as needs_node
from tests.watch.doors import event
from tests.watch.watching import portrait_face
from visage.gallery.address import gallery_at
from visage.gallery.audit import Caller
from visage.gallery.rules import utc_now
from visage.watch.address import table_at
from visage.watch.cases import Order
from visage.watch.events import TrackEvent
from visage.watch.table import Put, Row
from visage.watch.untold import untold
from visage.watch.watchlist import WatchList

pytestmark = needs_node
OFFICER = Caller("officer 7")


@dataclass(frozen=True)
class Stack:
    """A running demo, its broker, and the files that it keeps things in."""

    demo: Demo
    api: str
    live: str
    broker: Broker
    watch: Path
    gallery: Path

    def post(self, path: str, **about: Any) -> Any:
        answer = requests.post(f"{self.api}{path}", timeout=60, **about)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def ticket(self) -> str:
        given = self.post("/live/tickets")
        assert given["url"] == self.live
        return f"{self.live}?ticket={given['ticket']}"

    def lines(self) -> str:
        return self.demo.log.read_text()


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    if not (Path(".visage") / "models").is_dir():
        pytest.skip("there are no models here; run `make setup`")
    folder = tmp_path_factory.mktemp("live")
    broker = Broker(folder)
    broker.start()
    kept = {"VISAGE_WATCH": "watch.sqlite3", "VISAGE_GALLERY": "gallery.sqlite3"}
    with pytest.MonkeyPatch.context() as patch:
        for name, file in kept.items():
            patch.setenv(name, str(folder / file))
        patch.setenv("VISAGE_ORIGIN", SITE)
        ports = ("--port", "0", "--api-port", "0")
        address = f"mqtt://{HOST}:{broker.port}"
        with running(folder / "log", *ports, "--broker", address) as demo:
            live = demo.address("Alerts come over")
            api = demo.address("The API answers at")
            files = folder / "watch.sqlite3", folder / "gallery.sqlite3"
            made = Stack(demo, api, live, broker, *files)
            for name in PORTRAITS:
                enrol(made, name)
            yield made
    broker.stop()


def enrol(stack: Stack, name: str) -> None:
    picture = {"image": PORTRAITS[name].read_bytes()}
    stack.post("/people", files=picture, data={"id": name, "name": name.title()})


def seen(stack: Stack, name: str, camera: str) -> str:
    """The id of the alert that a camera has made."""
    (alert,) = taken(stack, event(name, utc_now(), camera=camera))
    return alert


def taken(stack: Stack, message: TrackEvent) -> list[str]:
    """The ids of the alerts that a message has made."""
    told = stack.post(
        f"/watch/{message.camera}/events",
        data=message.encoded(),
        headers={"Content-Type": "application/json"},
    )
    alerts: list[str] = told["alerts"]
    return alerts


class Browser:
    """A client that keeps the messages it hears."""

    def __init__(self, stack: Stack, after: str | None = None) -> None:
        self.socket = websocket.create_connection(
            stack.ticket(), timeout=30, origin=SITE
        )
        self.say(action="since", after=after)
        self.hello = self.hear()
        assert self.hello["type"] == "hello"

    def say(self, **said: Any) -> None:
        self.socket.send(json.dumps(said))

    def hear(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.socket.recv())
        assert told.pop("version") == 1
        return told

    def until(self, holds: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The first message for which something holds."""
        while True:
            if holds(told := self.hear()):
                return told

    def about(self, kind: str, id: str) -> dict[str, Any]:
        told = self.until(lambda told: (told["type"], told.get("id")) == (kind, id))
        alert: dict[str, Any] = told["alert"]
        return alert

    def close(self) -> None:
        self.socket.close()
        if self.socket.sock is not None:  # the other side had closed it already
            self.socket.sock.close()


Opens = Callable[..., Browser]


@pytest.fixture
def opened(stack: Stack) -> Iterator[Opens]:
    """Opens browsers, and closes them in the end."""
    browsers = []

    def opens(after: str | None = None) -> Browser:
        browsers.append(Browser(stack, after))
        return browsers[-1]

    yield opens
    for each in browsers:
        each.close()


def shown(stack: Stack, alert: str) -> dict[str, Any]:
    answer: dict[str, Any] = requests.get(f"{stack.api}/alerts/{alert}").json()
    return answer


def eventually(holds: Callable[[], Any], seconds: int = 30) -> None:
    for _ in range(seconds * 10):
        if holds():
            return
        time.sleep(0.1)
    pytest.fail(f"it did not happen within {seconds} seconds")


def test_two_desks_hear_of_alerts_and_decisions(stack: Stack, opened: Opens) -> None:
    desks = [opened(), opened()]
    alert = seen(stack, "astronaut", "door")
    for desk in desks:
        told = desk.about("alert", alert)
        if told["account"]["state"] == "pending":  # the accounts took their time
            told = desk.about("alert", alert)
        assert told == shown(stack, alert)
    stack.post(f"/alerts/{alert}/confirm", json={"note": "it is her"})
    for desk in desks:
        told = desk.about("decision", alert)
        assert told == shown(stack, alert)
        assert (told["state"], told["decision"]["note"]) == ("confirmed", "it is her")


def test_what_was_missed_is_told_after_a_cut(stack: Stack, opened: Opens) -> None:
    desk = opened()
    last = desk.hello["after"]
    cut = desk.socket.sock
    assert cut is not None
    cut.close()  # no goodbye, as when a cable is cut
    alert = seen(stack, "grace_hopper", "gate")
    again = opened(last)
    assert again.about("alert", alert)["person"]["id"] == "grace_hopper"


@pytest.mark.parametrize(
    ("ticket", "origin", "status"),
    [
        ("used", None, 401),
        ("", None, 401),
        ("new", "http://elsewhere.example", 403),
        ("new", "null", 403),
    ],
)
def test_who_may_not_connect(
    stack: Stack, ticket: str, origin: str | None, status: int
) -> None:
    """From the site, where no other origin is named."""
    address = stack.ticket() if ticket else stack.live
    if ticket == "used":
        websocket.create_connection(address, origin=SITE).close()
    with pytest.raises(websocket.WebSocketBadStatusException) as refused:
        websocket.create_connection(address, origin=origin or SITE)
    assert refused.value.status_code == status


def test_other_pages_reach_no_port(stack: Stack) -> None:
    """A page may send to loopback, though it can't read the answers."""
    (line,) = [each for each in stack.lines().splitlines() if "http for lambda" in each]
    functions = line.rpartition(" ")[2]
    connections = stack.live.replace("ws", "http", 1)
    schedule = f"{functions}/2015-03-31/functions/visage-dev-alerts/invocations"
    send = f"{connections}/@connections/any"
    elsewhere = {"Origin": "http://elsewhere.example"}
    renamed = {"Host": "elsewhere.example"}
    for headers in (elsewhere, renamed, {"Origin": SITE}):
        for address in (schedule, send):
            answer = requests.post(address, b"{}", headers=headers)
            assert answer.status_code == 403, address
    called = requests.post(schedule, json={"source": "aws.events"})
    assert "untold" in called.json()
    assert requests.post(send, b"{}").status_code == 410
    with pytest.raises(websocket.WebSocketBadStatusException):
        websocket.create_connection(stack.ticket(), origin=SITE, host="elsewhere")


def test_a_program_that_is_no_page_may_connect(stack: Stack) -> None:
    socket = websocket.create_connection(stack.ticket(), suppress_origin=True)
    socket.send('{"action": "ping"}')
    assert json.loads(socket.recv()) == {"version": 1, "type": "pong"}
    socket.close()


def test_who_says_too_much_is_disconnected(stack: Stack, opened: Opens) -> None:
    desk = opened()
    desk.socket.send("x" * 1001)
    assert desk.until(lambda told: told["type"] == "error")["code"] == "bad_json"
    with suppress(OSError):
        desk.socket.send("x" * 200_000)
    opcode = websocket.ABNF.OPCODE_TEXT  # alerts of before may still come
    while opcode == websocket.ABNF.OPCODE_TEXT:
        opcode, said = desk.socket.recv_data()
    assert (opcode, said[:2]) == (
        websocket.ABNF.OPCODE_CLOSE,
        (1009).to_bytes(2, "big"),
    )
    assert requests.get(f"{stack.api}/health").status_code == 200


def test_a_connection_that_is_gone_is_dropped(stack: Stack, opened: Opens) -> None:
    table = table_at(str(stack.watch))
    known = {"by": "x", "listening": True, "count": 0}
    now = datetime.now(UTC)
    value = {**known, "since": now.isoformat()}
    table.write([Put(Row("connection", "gone", value, None, now + timedelta(hours=1)))])
    desk = opened()
    alert = seen(stack, "astronaut", "yard")
    desk.about("alert", alert)
    eventually(lambda: table.get("connection", "gone") is None)
    desk.close()
    eventually(lambda: not table.rows("connection"))


def test_the_schedule_tells_what_was_left_untold(stack: Stack, opened: Opens) -> None:
    desk = opened()
    alert = seen(stack, "grace_hopper", "yard")
    desk.about("alert", alert)
    long_ago = datetime.now(UTC) - timedelta(minutes=1)
    table_at(str(stack.watch)).write([untold("alert", alert, long_ago)])
    desk.socket.settimeout(90)
    desk.about("alert", alert)


def test_a_confirmed_match_is_printed(stack: Stack, opened: Opens) -> None:
    gallery = gallery_at(str(stack.gallery))
    wanted = WatchList(table_at(str(stack.watch)), gallery)
    ends = datetime.now(UTC) + timedelta(days=1)
    wanted.enable(Order("mp-17", "order 12/3", ends, "Eileen"), OFFICER.name)
    photo, face = portrait_face("astronaut", gallery)
    wanted.add("mp-17", photo, face, OFFICER, thresholds=None)
    desk = opened()
    alerts = [
        shown(stack, id)
        for id in taken(stack, event("astronaut", utc_now(), camera="hall"))
    ]
    alert = {each["kind"]: each["id"] for each in alerts}["watchlist"]
    stack.post(f"/alerts/{alert}/confirm", json={})
    first = desk.about("decision", alert)
    then = desk.about("decision", alert)
    assert (first["notice"]["state"], then["notice"]["state"]) == ("waiting", "sent")
    assert f"notice: {then['person']['name']} was seen by camera hall" in stack.lines()
    assert "notice: Case: mp-17, order 12/3" in stack.lines()


def test_a_camera_reaches_a_desk_by_a_broker(stack: Stack, opened: Opens) -> None:
    desk = opened()
    sent = event("grace_hopper", utc_now(), camera="street")
    address = f"mqtt://{HOST}:{stack.broker.port}"
    camera = link_to(address, "street", Credentials())
    waiting = Waiting(sent.event, sent.encoded())
    camera.deliver(waiting)
    camera.deliver(waiting)  # as an agent does that has heard of no confirmation
    told = desk.until(
        lambda told: told["type"] == "alert" and told["alert"]["camera"] == "street"
    )
    camera.close()
    listed = requests.get(f"{stack.api}/alerts?camera=street").json()["alerts"]
    assert [each["id"] for each in listed] == [told["id"]]


def test_a_killed_broker_ends_nothing(stack: Stack, opened: Opens) -> None:
    desk = opened()
    stack.broker.kill()
    stack.broker.start()
    address = f"mqtt://{HOST}:{stack.broker.port}"
    camera = link_to(address, "garage", Credentials())
    sent = event("grace_hopper", utc_now(), camera="garage")
    camera.deliver(Waiting(sent.event, sent.encoded()))
    desk.until(
        lambda told: told["type"] == "alert" and told["alert"]["camera"] == "garage"
    )
    camera.close()
    assert "bridge | The connection to" in stack.lines()


# The last one: whoever was erased does not come back.
def test_an_erased_person_is_told_to_nobody(stack: Stack, opened: Opens) -> None:
    before = opened()
    last = before.hello["after"]
    before.close()
    alert = seen(stack, "grace_hopper", "lift")
    requests.delete(f"{stack.api}/people/grace_hopper").raise_for_status()
    desk = opened(last)
    desk.say(action="ping")
    told = desk.until(lambda told: told["type"] == "pong" or told.get("id") == alert)
    assert told["type"] == "pong"
