"""Rekognition's calls on loopback, over a gallery of their own."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from werkzeug.serving import make_server

from visage.answers.rekognition.context import Context, ReadObject
from visage.answers.rekognition.operations import OPERATIONS
from visage.engines import recognizer
from visage.gallery.audit import Caller as GalleryCaller
from visage.gallery.consent import ConsentPolicy
from visage.gallery.rules import utc_now
from visage.gallery.sqlite.gallery import SqliteGallery
from visage.http.app import create_app
from visage.http.caller import Caller
from visage.http.rekognition import serve
from visage.stores.buckets import fetch
from visage.stores.key import Keys

POLICY = ConsentPolicy("the operator", "to test")
REGION = "eu-west-1"


@dataclass
class Served:
    """What a server answers from; tests change it for themselves."""

    folder: Path
    policy: ConsentPolicy | None = POLICY
    buckets: frozenset[str] = frozenset()
    keys: Keys | None = None
    fetch: ReadObject = fetch
    later: timedelta = timedelta()
    address: str = ""
    # What the callers were, and the bodies as they came.
    callers: list[Caller] = field(default_factory=list)

    def __post_init__(self) -> None:
        path = self.folder / "gallery.sqlite3"
        self.gallery = SqliteGallery(path, lambda: utc_now() + self.later)

    def respond(
        self, name: str, body: Mapping[str, Any], caller: Caller, region: str
    ) -> Mapping[str, Any]:
        self.callers.append(caller)
        return OPERATIONS[name](body, self.context(str(caller.subject), region))

    def context(self, caller: str = "tests", region: str = REGION) -> Context:
        return Context(
            self.gallery,
            recognizer,
            GalleryCaller(caller),
            region,
            self.policy,
            self.buckets,
            self.fetch,
        )


@contextmanager
def serving(folder: Path) -> Iterator[Served]:
    """A server of the route, as `make demo` has it, without the rest."""
    served = Served(folder)
    app = create_app("people")
    serve(app, served.respond, lambda: served.keys)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    served.address = f"http://127.0.0.1:{server.server_port}/rekognition"
    try:
        yield served
    finally:
        server.shutdown()
        thread.join()
        served.gallery.close()


def client_of(
    address: str | None, key: str = "any", secret: str = "any", **settings: Any
) -> Any:
    """boto3's own client, as a program makes it; it tries nothing twice."""
    config = Config(retries={"total_max_attempts": 1}, **settings)
    return boto3.Session(key, secret, region_name=REGION).client(
        "rekognition", endpoint_url=address, config=config
    )
