"""What the tests of live alerts and notices share: alerts, an endpoint."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote

from local.ports import HOST
from tests.gallery.makers import Clock
from visage.gallery.rules import timed_id
from visage.watch.table import Put, Row, Table

START = datetime(2030, 1, 2, 3, 4, 5, tzinfo=UTC)


def alert_of(id: str, **about: Any) -> dict[str, Any]:
    """A confirmed match with the watch list, as GET /alerts/{id} answers."""
    return {
        "id": id,
        "kind": "watchlist",
        "state": "confirmed",
        "camera": "door",
        "person": {"id": "c-7", "name": "Zoë Ångström", "metadata": {}},
        "similarity": 0.8123,
        "taken": "2030-01-02T03:04:05+00:00",
        "case": {"id": "c-7", "note": "by order 12/30", "expires": None},
        "decision": {"by": "officer", "at": "2030-01-02T03:05:00+00:00", "note": "ok"},
        **about,
    }


@dataclass
class Alerts:
    """Alerts in a table, as their rows are; `gone` are those of erased people."""

    table: Table
    clock: Clock
    gone: set[str] = field(default_factory=set)

    def add(self, **about: Any) -> str:
        id = timed_id(self.clock())
        self.clock.go(seconds=1)
        self.table.write([Put(Row("alert", id, alert_of(id, **about)))])
        return id

    def described(self, id: str) -> dict[str, Any] | None:
        row = self.table.get("alert", id)
        return None if row is None or id in self.gone else dict(row.value)


class Endpoint(ThreadingHTTPServer):
    """A management endpoint: what was sent to which connection.

    Those in `gone` answer 410, and those in `failing` 500.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__((HOST, 0), Connections)
        self.heard: list[tuple[str, dict[str, Any]]] = []
        self.closed: list[str] = []
        self.gone: set[str] = set()
        self.failing: set[str] = set()
        self.address = f"http://{HOST}:{self.server_port}"

    def of(self, connection: str) -> list[dict[str, Any]]:
        """What a connection has heard, without what all messages have."""
        return [
            {name: told for name, told in message.items() if name != "version"}
            for to, message in self.heard
            if to == connection
        ]


class Connections(BaseHTTPRequestHandler):
    server: Endpoint
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        to = self.connection_id()
        if to in self.server.gone | self.server.failing:
            return self.say(410 if to in self.server.gone else 500)
        self.server.heard.append((to, json.loads(body)))
        return self.say(200)

    def do_DELETE(self) -> None:
        self.server.closed.append(self.connection_id())
        self.say(204)

    def connection_id(self) -> str:
        return unquote(self.path.removeprefix("/@connections/"))

    def say(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Print nothing."""


@contextmanager
def endpoint() -> Iterator[Endpoint]:
    server = Endpoint()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
