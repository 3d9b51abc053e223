"""Serve the built site on loopback as a static host such as Amplify would."""

from __future__ import annotations

import json
import threading
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from local.ports import HOST


class SiteHandler(SimpleHTTPRequestHandler):
    """Answers with the site's files, with /config.json, and with the start page.

    The start page is the answer to every path that the site itself has a page for.
    """

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, api: str, **kwargs: Any) -> None:
        self.api = api
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        # The API lets in the pages of one origin only, so other names of this machine,
        # such as localhost, are sent to that one.
        host, _, port = self.headers.get("Host", "").partition(":")
        if host != HOST:
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", f"http://{HOST}:{port}{self.path}")
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif self.path.partition("?")[0] == "/config.json":
            self.send_config()
        else:
            super().do_GET()

    def send_head(self) -> BytesIO | BinaryIO | None:
        # A path without a suffix is a page, and pages are routed in the browser.
        path = self.path.partition("?")[0]
        if not Path(path).suffix and not Path(self.translate_path(path)).is_file():
            self.path = "/index.html"
        return super().send_head()

    def send_config(self) -> None:
        body = json.dumps({"api": self.api}).encode()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Print nothing: the lines of the API are the ones that people look for."""


def serve_site(folder: Path, port: int, api: str) -> ThreadingHTTPServer:
    """Serve a folder in the background; the caller shuts the server down."""
    handler = partial(SiteHandler, directory=str(folder), api=api)
    server = ThreadingHTTPServer((HOST, port), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
