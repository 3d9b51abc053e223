"""Stands in for API Gateway's WebSocket: what is sent to a connection arrives here."""

from __future__ import annotations

import json
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote

CONNECTIONS = "/@connections/"


class Browsers(ThreadingHTTPServer):
    """The management endpoint of a stage, and what connected browsers have heard."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Management)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.heard: dict[str, list[Any]] = defaultdict(list)
        self.gone: set[str] = set()


class Management(BaseHTTPRequestHandler):
    """https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html"""

    server: Browsers

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        connection = self.whose()
        if connection in self.server.gone:
            self.answer(410)
            return
        self.server.heard[connection].append(json.loads(body))
        self.answer(200)

    def do_DELETE(self) -> None:
        self.server.gone.add(self.whose())
        self.answer(204)

    def whose(self) -> str:
        return unquote(self.path.removeprefix(CONNECTIONS))

    def answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing; what counts is asserted."""


@contextmanager
def browsers() -> Iterator[Browsers]:
    server = Browsers()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
