"""Where messages go: an MQTT broker (AWS IoT Core is one), the API, or a terminal."""

from __future__ import annotations

import json
import ssl
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol
from urllib.parse import urlsplit

import paho.mqtt.client as mqtt
import requests
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from edge.address import without_password
from edge.answers import elsewhere, sentence, worked
from edge.errors import LinkDown, LinkUnusable, MessageRefused
from edge.outbox import Waiting
from edge.tokens import Tokens

TOPIC = "visage/cameras/{camera}/events"
PORTS = {"mqtt": 1883, "mqtts": 8883}
# Seconds until a receiver that says nothing counts as gone.
TIMEOUT = 10.0
# What the API answers for a message that it has already.
ALREADY = 409


@dataclass(frozen=True)
class Credentials:
    """What the receiver asks for; which of it, depends on the receiver."""

    ca: Path | None = None
    cert: Path | None = None
    key: Path | None = None
    username: str | None = None
    password: str | None = None
    token: str | None = None
    token_url: str | None = None
    client_id: str | None = None
    client_secret: str | None = None


class Link(Protocol):
    """The way to the receiver; used from one thread."""

    name: str  # as it can be shown
    # Whether the receiver, when it dies, may forget what it has confirmed.
    may_forget: bool

    def deliver(self, message: Waiting) -> None:
        """Deliver a message; when this returns, the receiver has it.

        Raises LinkDown or MessageRefused.
        """
        ...

    def came_back(self) -> bool:
        """Whether the link was lost, and is there again, since this was last asked."""
        ...

    def close(self) -> None: ...


def link_to(address: str, camera: str, credentials: Credentials) -> Link:
    """The link to an address. Raises LinkUnusable."""
    shown = without_password(address)
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        # The exception's own words may hold a part of the password.
        raise LinkUnusable(
            f"{shown}: this has no host and port; the port should be a number."
        ) from error
    if parts.hostname and parts.scheme in PORTS:
        if parts.username is not None or parts.path.strip("/") or parts.query:
            raise LinkUnusable(
                f"{shown}: a broker's address has a host and a port alone. Name its "
                "user by --username, and the password by VISAGE_EDGE_PASSWORD."
            )
        return Mqtt(
            parts.hostname,
            port or PORTS[parts.scheme],
            camera,
            credentials,
            secure=parts.scheme == "mqtts",
        )
    if parts.hostname and parts.scheme in ("http", "https"):
        return Api(address, camera, credentials)
    raise LinkUnusable(
        f"{shown}: a receiver is mqtts://HOST or mqtt://HOST for a broker, or "
        "https://… for the address of the API."
    )


class Mqtt:
    """A broker: every message with QoS 1, confirmed by the broker."""

    may_forget = True

    def __init__(
        self,
        host: str,
        port: int,
        camera: str,
        credentials: Credentials,
        *,
        secure: bool,
    ) -> None:
        self.name = f"{'mqtts' if secure else 'mqtt'}://{host}:{port}"
        self._host, self._port = host, port
        self._topic = TOPIC.format(camera=camera)
        self._up = threading.Event()
        self._back = threading.Event()
        self._connections = 0
        self._why = "the broker does not answer"
        self._client = mqtt.Client(
            CallbackAPIVersion.VERSION2, client_id=f"visage-edge-{camera}"
        )
        self._client.on_connect = self._connected
        self._client.on_disconnect = self._disconnected
        self._client.reconnect_delay_set(1, 30)
        if credentials.username is not None:
            self._client.username_pw_set(credentials.username, credentials.password)
        if secure:
            _secure(self._client, credentials)
        self._started = False

    def deliver(self, message: Waiting) -> None:
        self._start()
        if not self._up.wait(TIMEOUT):
            raise LinkDown(f"{self.name}: {self._why}.")
        try:
            sent = self._client.publish(self._topic, message.body, qos=1)
            sent.wait_for_publish(TIMEOUT)
        except (ValueError, RuntimeError) as error:
            raise LinkDown(f"{self.name}: {error}.") from error
        if not sent.is_published():
            raise LinkDown(f"{self.name}: the broker did not confirm a message.")

    def came_back(self) -> bool:
        if not self._back.is_set():
            return False
        self._back.clear()
        return True

    def close(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()

    def _start(self) -> None:
        """Connect in the background, again and again, from the first message on."""
        if not self._started:
            self._client.connect_async(self._host, self._port, keepalive=30)
            self._client.loop_start()
            self._started = True

    def _connected(
        self,
        client: mqtt.Client,
        userdata: object,
        flags: mqtt.ConnectFlags,
        reason: ReasonCode,
        properties: Properties | None,
    ) -> None:
        if reason.is_failure:
            self._why = f"the broker refuses: {reason}"
            return
        self._connections += 1
        if self._connections > 1:
            self._back.set()
        self._up.set()

    def _disconnected(
        self,
        client: mqtt.Client,
        userdata: object,
        flags: mqtt.DisconnectFlags,
        reason: ReasonCode,
        properties: Properties | None,
    ) -> None:
        self._up.clear()
        self._why = f"the connection was lost: {reason}"


def _secure(client: mqtt.Client, credentials: Credentials) -> None:
    if (credentials.cert is None) != (credentials.key is None):
        raise LinkUnusable("A client certificate needs both --cert and --key.")
    for path in (credentials.ca, credentials.cert, credentials.key):
        if path is not None and not path.is_file():
            raise LinkUnusable(f"{path}: there is no such file.")
    try:
        client.tls_set(
            ca_certs=_text(credentials.ca),
            certfile=_text(credentials.cert),
            keyfile=_text(credentials.key),
            tls_version=ssl.PROTOCOL_TLS_CLIENT,
        )
    except (ssl.SSLError, ValueError, OSError) as error:
        raise LinkUnusable(f"The certificates cannot be used: {error}.") from error


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)


class Api:
    """The HTTP API: `POST /watch/CAMERA/events`, with the token of a machine client."""

    may_forget = False  # it answers once the message is on the disk

    def __init__(self, address: str, camera: str, credentials: Credentials) -> None:
        self.name = without_password(address)
        self._url = f"{address.rstrip('/')}/watch/{camera}/events"
        self._session = requests.Session()
        if credentials.ca is not None:
            self._session.verify = str(credentials.ca)
        self._token = credentials.token
        self._tokens = _tokens(self._session, credentials)

    def deliver(self, message: Waiting) -> None:
        try:
            answer = self._post(message)
            if answer.status_code == 401 and self._tokens is not None:
                self._tokens.forget()
                answer = self._post(message)
        except requests.RequestException as error:
            # The exception's own words hold the whole address.
            kind = type(error).__name__
            raise LinkDown(f"{self.name}: the API does not answer ({kind}).") from error
        status = answer.status_code
        if worked(answer) or status == ALREADY:
            return
        said = f"{self.name}: {sentence(answer)}"
        # What is wrong with the caller, not with the message, can be put right.
        later = status in (401, 403, 404, 408, 425, 429) or status >= 500
        if later or elsewhere(answer):
            raise LinkDown(said)
        raise MessageRefused(said)

    def came_back(self) -> bool:
        return False

    def close(self) -> None:
        self._session.close()

    def _post(self, message: Waiting) -> requests.Response:
        headers = {"Content-Type": "application/json"}
        if token := self._bearer():
            headers["Authorization"] = f"Bearer {token}"
        return self._session.post(
            self._url,
            data=message.body,
            headers=headers,
            timeout=TIMEOUT,
            allow_redirects=False,  # which would fetch a page in place of this
        )

    def _bearer(self) -> str | None:
        if self._tokens is None:
            return self._token
        return self._tokens.current(TIMEOUT)


def _tokens(session: requests.Session, given: Credentials) -> Tokens | None:
    if given.token_url is None:
        return None
    if not (given.client_id and given.client_secret):
        raise LinkUnusable(
            "--token-url needs --client-id, and the client's secret in "
            "VISAGE_EDGE_CLIENT_SECRET."
        )
    return Tokens(session, given.token_url, (given.client_id, given.client_secret))


class DryRun:
    """Prints what would be sent, without the pictures."""

    name = "nowhere (dry run)"
    may_forget = False

    def __init__(self, out: IO[str] | None = None) -> None:
        self._out = out or sys.stdout

    def deliver(self, message: Waiting) -> None:
        told = json.loads(message.body)
        for crop in told["crops"]:
            crop["image"] = f"{len(crop['image']) * 3 // 4} bytes of JPEG"
        print(json.dumps(told), file=self._out, flush=True)

    def came_back(self) -> bool:
        return False

    def close(self) -> None:
        pass
