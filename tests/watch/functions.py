"""A stand-in for serverless-offline's invocations of functions."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from local.ports import HOST


class FunctionServer(ThreadingHTTPServer):
    """Keeps every call, and answers all alike."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__((HOST, 0), Invocations)
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.status = 200
        self.headers: dict[str, str] = {}
        self.answer: Any = {"batchItemFailures": []}
        self.address = f"http://{HOST}:{self.server_port}"


class Invocations(BaseHTTPRequestHandler):
    server: FunctionServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.calls.append((self.path, json.loads(body)))
        told = self.server.answer
        answer = told if isinstance(told, str) else json.dumps(told)
        self.send_response(self.server.status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer.encode())

    def log_message(self, format: str, *args: Any) -> None:
        """Print nothing."""


@contextmanager
def functions() -> Iterator[FunctionServer]:
    server = FunctionServer()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
