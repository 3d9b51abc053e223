"""Cameras, a broker, the bridge, the service and a desk, each a process to be killed.

They are what `make demo --broker` and `visage-edge` start, on free ports of loopback,
with files of their own. A broker is the only thing that has to be installed.
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests
import websocket

from edge.links import Credentials, link_to
from edge.outbox import Outbox
from edge.sender import Sender
from local import demo
from local.child import Child
from local.ports import HOST, free_port
from tests.conftest import PORTRAITS, ROOT
from tests.edge.broker import PROGRAM, Broker
from visage.watch.address import table_at

# Seconds that a slow and busy machine may take for anything.
PATIENCE = 180.0
# The one who is enrolled; the other portrait is a stranger.
KNOWN = "astronaut"
# A table beside the agent's messages, of every one that it ever kept.
REMEMBER = """
CREATE TABLE IF NOT EXISTS kept (event TEXT PRIMARY KEY);
CREATE TRIGGER IF NOT EXISTS remember AFTER INSERT ON messages
BEGIN INSERT INTO kept (event) VALUES (new.event); END;
"""


class NotStarted(Exception):
    """Something that is needed did not start, or did not happen in time."""


def missing() -> str | None:
    """What is not installed here, in a sentence."""
    if PROGRAM is None:
        return "mosquitto is not installed: apt-get install mosquitto"
    if not (ROOT / ".visage" / "models").is_dir():
        return "there are no models here; run `make setup`"
    return demo.what_is_missing()


def until(holds: Callable[[], Any], what: str) -> None:
    """Wait for something. Raises NotStarted with `what` where it does not happen."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if holds():
            return
        time.sleep(0.1)
    raise NotStarted(f"within {PATIENCE:g} s there was not {what}")


@dataclass
class Street:
    """The parts between a camera and a desk, in one folder."""

    folder: Path
    broker: Broker
    ports: demo.Ports
    _api: Child | None = None
    _bridge: Child | None = None

    @property
    def api(self) -> str:
        return f"http://{HOST}:{self.ports.api}"

    @property
    def receiver(self) -> str:
        return f"mqtt://{HOST}:{self.broker.port}"

    def start_api(self) -> None:
        self._api = demo.start_api(self.ports, self.api)

    def wait_for_api(self) -> None:
        api = self._api
        assert api is not None
        if not demo.wait_until_healthy(api, self.ports.api, threading.Event()):
            raise NotStarted("the API does not work; see its lines above")

    def start_api_somewhere(self) -> None:
        """Start the API, on other ports where somebody has just taken one of them."""
        self.start_api()
        try:
            self.wait_for_api()
        except NotStarted:
            self.kill_api()
            self.ports = demo.Ports(free_port(0), free_port(0), free_port(0))
            self.start_api()
            self.wait_for_api()

    def start_bridge(self) -> None:
        self._bridge = demo.start_bridge(self.receiver, self.ports.functions)

    def kill_api(self) -> None:
        killed(self._api)

    def kill_bridge(self) -> None:
        killed(self._bridge)

    def stop(self) -> None:
        for each in (self._bridge, self._api):
            if each is not None:
                each.stop()
        self.broker.stop()

    def get(self, path: str) -> Any:
        answer = requests.get(f"{self.api}{path}", timeout=PATIENCE)
        answer.raise_for_status()
        return answer.json()

    def post(self, path: str, **about: Any) -> Any:
        answer = requests.post(f"{self.api}{path}", timeout=PATIENCE, **about)
        answer.raise_for_status()
        return answer.json()

    def enrol(self, name: str) -> None:
        picture = {"image": PORTRAITS[name].read_bytes()}
        self.post("/people", files=picture, data={"id": name, "name": name.title()})

    def alerts(self, camera: str) -> list[dict[str, Any]]:
        """The alerts of a camera, the newest first."""
        asked = f"/alerts?camera={camera}&limit=100"
        found: list[dict[str, Any]] = self.get(asked)["alerts"]
        return found

    def buffer(self, camera: str) -> Path:
        return self.folder / "edge" / f"{camera}.sqlite3"

    def agent(self, camera: str, source: str) -> subprocess.Popen[bytes]:
        """Start `visage-edge`, and remember every message that it keeps."""
        buffer = self.buffer(camera)
        Outbox(buffer).close()
        with closing(sqlite3.connect(buffer, timeout=30)) as rows:
            rows.executescript(REMEMBER)
        command = [sys.executable, "-m", "edge", "--source", source]
        command += ["--camera", camera, "--to", self.receiver]
        command += ["--buffer", str(buffer.parent)]
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def play(self, camera: str, source: str) -> None:
        """Run the agent to the end of a video. Raises NotStarted where it fails."""
        agent = self.agent(camera, source)
        try:
            status = agent.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            agent.kill()
            agent.wait()
            raise NotStarted(f"the agent of {camera} did not end") from None
        if status:
            raise NotStarted(f"the agent of {camera} ended with status {status}")

    def kept(self, camera: str) -> set[str]:
        """The ids of every message that the agent of a camera ever kept."""
        with closing(sqlite3.connect(self.buffer(camera), timeout=30)) as rows:
            return {id for (id,) in rows.execute("SELECT event FROM kept")}

    def send_the_rest(self, camera: str) -> None:
        """Send what the buffer of a camera holds, as its agent does when it starts.

        Raises NotStarted where it can't.
        """
        outbox = Outbox(self.buffer(camera))
        sender = Sender(outbox, link_to(self.receiver, camera, Credentials()))
        sender.start()
        try:
            until(lambda: len(outbox) == 0, f"an empty buffer of {camera}")
        finally:
            sender.stop(0)
            outbox.close()

    def taken(self) -> set[str]:
        """The ids of the messages that the service has taken."""
        table, found = table_at(str(self.folder / "watch.sqlite3")), set[str]()
        after: str | None = None
        while page := table.rows("event", after=after):
            found |= {each.row.key for each in page}
            after = page[-1].row.key
        return found


def killed(child: Child | None) -> None:
    """Kill a process and all that it started, without a chance to end."""
    if child is not None:
        child.signal_group(signal.SIGKILL)
        child.stop()


@contextmanager
def street(folder: Path) -> Iterator[Street]:
    """Everything but cameras and desks, running, with KNOWN enrolled."""
    folder.mkdir(exist_ok=True)
    with variables(
        VISAGE_WATCH=str(folder / "watch.sqlite3"),
        VISAGE_GALLERY=str(folder / "gallery.sqlite3"),
    ):
        ports = demo.Ports(free_port(0), free_port(0), free_port(0))
        made = Street(folder, Broker(folder), ports)
        try:
            made.broker.start()
            made.start_api_somewhere()
            made.start_bridge()
            made.enrol(KNOWN)
            yield made
        finally:
            made.stop()


@contextmanager
def variables(**given: str) -> Iterator[None]:
    """Variables of the environment, for the processes that are started meanwhile."""
    before: Mapping[str, str | None] = {name: os.environ.get(name) for name in given}
    os.environ.update(given)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@dataclass(frozen=True)
class Told:
    """A message that a desk heard, and when, in seconds since 1970."""

    at: float
    message: dict[str, Any]


@dataclass
class Desk:
    """A client of the WebSocket, which connects again after each cut as pages do."""

    street: Street
    told: list[Told] = field(default_factory=list)
    _last: str | None = None
    _stop: threading.Event = field(default_factory=threading.Event)
    listening: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def first_of(self, kind: str) -> dict[str, Told]:
        """The first message about each alert, or of another kind, by its id."""
        found: dict[str, Told] = {}
        for each in tuple(self.told):
            if each.message["type"] == kind:
                found.setdefault(each.message["id"], each)
        return found

    def close(self) -> None:
        self._stop.set()
        self._thread.join(PATIENCE)

    def _listen(self) -> None:
        while not self._stop.is_set():
            with suppress(
                OSError, requests.RequestException, websocket.WebSocketException
            ):
                self._hear()
            self.listening.clear()
            self._stop.wait(0.5)

    def _hear(self) -> None:
        ticket = self.street.post("/live/tickets")
        address = f"{ticket['url']}?ticket={ticket['ticket']}"
        socket = websocket.create_connection(
            address, timeout=PATIENCE, suppress_origin=True
        )
        with closing(socket):
            socket.send(json.dumps({"action": "since", "after": self._last}))
            socket.settimeout(0.2)
            while not self._stop.is_set():
                with suppress(websocket.WebSocketTimeoutException):
                    self._take(json.loads(socket.recv()))

    def _take(self, message: dict[str, Any]) -> None:
        self.told.append(Told(time.time(), message))
        if message["type"] == "hello":
            self._last = self._last or message["after"]
            self.listening.set()
        elif message["type"] == "alert":
            self._last = max(self._last or "", message["id"])
