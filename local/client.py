"""A client of a running service, for programs that check what it answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import requests

SAMPLES = Path(__file__).resolve().parent.parent / "web" / "public" / "samples"
PATIENCE = 60.0  # seconds: a first call loads models where there is no snapshot yet


class Wrong(Exception):
    """A route did not answer as it should; the message says what it answered."""


class Client:
    """A service at an address, called with or without a token.

    `key` is the access key, id and secret, of a program that signs its requests; `kept`
    is what one call leaves for later ones.
    """

    def __init__(
        self,
        address: str,
        token: str | None = None,
        key: tuple[str, str] = ("any", "any"),
    ) -> None:
        self.address = address.rstrip("/")
        self.key = key
        self.session = requests.Session()
        self.kept: dict[str, Any] = {}
        if token:
            self.session.headers["Authorization"] = f"Bearer {token}"

    def send(self, method: str, path: str, **more: Any) -> requests.Response:
        """The response to one request, whatever its status."""
        url = f"{self.address}{path}"
        return self.session.request(method, url, timeout=PATIENCE, **more)

    def ask(self, method: str, path: str, **more: Any) -> requests.Response:
        """The response to one request. Raises Wrong unless its status is 200."""
        response = self.send(method, path, **more)
        if response.status_code != 200:
            raise Wrong(
                f"{method} {path} answered {response.status_code}: "
                f"{response.text[:300]}"
            )
        if not response.headers.get("X-Request-Id"):
            raise Wrong(f"{method} {path} answered without X-Request-Id")
        return response


def picture(name: str) -> bytes:
    """A portrait that the site offers as a sample."""
    return (SAMPLES / f"{name}.jpg").read_bytes()


def expect(truth: bool, what: str) -> None:
    """Raise Wrong unless something holds."""
    if not truth:
        raise Wrong(what)
