"""A business's web server over HTTPS on loopback, which does what it is told."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from pydantic import JsonValue

from local.ports import HOST

EILEEN: dict[str, JsonValue] = {
    "type": "gold",
    "name": "Eileen",
    "balance": 12.5,
    "since": "2019-04-01",
}


class Server:
    """Answers each request as the next of `plays` says; the last one stays."""

    def __init__(self, certificates: Path) -> None:
        self.plays: list[Callable[[Any], None]] = [well]
        self.asked: list[tuple[str, str | None]] = []
        # What is slow goes on when the test is over.
        self.over = threading.Event()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificates / "host.crt", certificates / "host.key")
        handler = type("Handler", (_Handler,), {"played": self})
        self._server = ThreadingHTTPServer((HOST, 0), handler)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.address = f"https://{HOST}:{self._server.server_port}/a/{{account}}?of=me"
        self._thread = threading.Thread(target=self._server.serve_forever)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self.over.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    played: Server

    def do_GET(self) -> None:
        self.played.asked.append((self.path, self.headers["Authorization"]))
        plays = self.played.plays
        play = plays.pop(0) if len(plays) > 1 else plays[0]
        try:
            play(self)
        except OSError:  # the client has gone
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


def answers(status: int, body: bytes, **headers: str) -> Callable[[Any], None]:
    """A whole answer."""

    def play(handler: Any) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return play


def says(value: object) -> Callable[[Any], None]:
    """An answer in JSON."""
    return answers(200, json.dumps(value).encode())


def slow(handler: Any) -> None:
    """No answer until the test is over."""
    handler.played.over.wait()


def drips(handler: Any) -> None:
    """An answer that comes byte by byte, and never to its end."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    while not handler.played.over.wait(0.02):
        handler.wfile.write(b" ")


def drips_headers(handler: Any) -> None:
    """A header that never ends."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
    while not handler.played.over.wait(0.02):
        handler.wfile.write(b"y")


def cut(handler: Any) -> None:
    """An answer that breaks off in the middle."""
    body = json.dumps(EILEEN).encode()
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body[:10])
    handler.wfile.flush()
    handler.connection.shutdown(socket.SHUT_RDWR)
    handler.close_connection = True


def hangs_up(handler: Any) -> None:
    """No answer, and no connection any more."""
    handler.connection.shutdown(socket.SHUT_RDWR)
    handler.close_connection = True


well = says(EILEEN)
nobody = answers(404, b"{}")
