"""Takes what cameras send to a broker to the watch function, as AWS IoT and SQS would.

    python -m local.bridge --broker mqtt://HOST[:PORT] --functions http://HOST:PORT

A message is confirmed to the broker once the function has taken it. What is no message
of a camera is refused for good: that is said, and it is confirmed too. Everything else
that fails is tried again, later and later, and is not confirmed: the broker keeps it,
whatever happens here meanwhile.
"""

from __future__ import annotations

import argparse
import hashlib
import queue
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import paho.mqtt.client as mqtt
import requests
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode
from pydantic import ValidationError

from edge.links import PORTS, TOPIC
from visage.watch.events import MAX_MESSAGE, TrackEvent

FUNCTION = "visage-dev-watch"
INVOKE = "{functions}/2015-03-31/functions/{function}/invocations"
SUBSCRIBED = TOPIC.format(camera="+")
# The broker keeps our session, and so what we have not confirmed, under this name.
CLIENT = "visage-bridge"
KEPT = 0xFFFFFFFF  # seconds that the broker keeps the session: for ever
# How many messages the broker hands out before the first of them is confirmed.
IN_FLIGHT = 16
# The function has as many instances at most.
WORKERS = 4
# Seconds until a call counts as failed: the function has 30.
TIMEOUT = 40.0
# Seconds that what is in hand may take at the end.
PARTING = 2.0
# Seconds between one try and the next: the first pause, and the longest.
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0


class NotTaken(Exception):
    """The function did not take a message; the exception says why."""


class Refused(Exception):
    """It is no message of a camera, and never will be."""


Invoke = Callable[[str, int], None]


def broker_at(address: str) -> tuple[str, int]:
    """Host and port of a broker. Raises ValueError."""
    wrong = ValueError(f"{address}: a broker is mqtt://HOST or mqtt://HOST:PORT")
    parts = urlsplit(address)
    try:
        port = parts.port or PORTS["mqtt"]
    except ValueError as error:
        raise wrong from error
    rest = parts.path.strip("/") or parts.query or parts.username
    if parts.scheme != "mqtt" or not parts.hostname or rest:
        raise wrong
    return parts.hostname, port


def checked(topic: str, payload: bytes) -> TrackEvent:
    """The message of a camera. Raises Refused."""
    if len(payload) > MAX_MESSAGE:
        raise Refused(f"it has {len(payload):,} bytes, and {MAX_MESSAGE:,} may be")
    try:
        event = TrackEvent.model_validate_json(payload)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the message"
        raise Refused(f"{place}: {first['msg']}") from error
    if topic != TOPIC.format(camera=event.camera):
        raise Refused(f"it is of the camera {event.camera}, and so of another topic")
    return event


class Function:
    """The watch function, called with what SQS would call it with."""

    def __init__(self, functions: str) -> None:
        self._address = INVOKE.format(functions=functions, function=FUNCTION)
        self._local = threading.local()

    def __call__(self, body: str, tries: int) -> None:
        """Hand it a message. Raises NotTaken."""
        try:
            answer = self._session().post(
                self._address,
                json={"Records": [record(body, tries)]},
                timeout=TIMEOUT,
            )
            told = answer.json()
        except (requests.RequestException, ValueError) as error:
            raise NotTaken(f"it does not answer ({type(error).__name__})") from error
        if not answer.ok or "X-Amz-Function-Error" in answer.headers:
            raise NotTaken(f"it failed with status {answer.status_code}")
        if not isinstance(told, dict) or told.get("batchItemFailures") != []:
            raise NotTaken("it gave the message back; its own lines say why")

    def _session(self) -> requests.Session:
        if not hasattr(self._local, "session"):
            self._local.session = requests.Session()
        made: requests.Session = self._local.session
        return made


def record(body: str, tries: int) -> dict[str, Any]:
    """A message of a queue, as SQS hands it to a function."""
    digest = hashlib.md5(body.encode(), usedforsecurity=False).hexdigest()
    now = str(int(time.time() * 1000))
    return {
        "messageId": f"{digest}-{tries}",
        "receiptHandle": digest,
        "body": body,
        "attributes": {
            "ApproximateReceiveCount": str(tries),
            "SentTimestamp": now,
            "ApproximateFirstReceiveTimestamp": now,
        },
        "messageAttributes": {},
        "md5OfBody": digest,
        "eventSource": "aws:sqs",
        "eventSourceARN": "arn:aws:sqs:local:000000000000:visage-events",
        "awsRegion": "local",
    }


@dataclass
class Held:
    """A message that the broker has handed out, and what confirms it.

    A receipt is good for the connection that it came over; the broker hands the message
    out anew over the next one.
    """

    body: str
    receipts: set[tuple[int, int]] = field(default_factory=set)
    tries: int = 0


class Bridge:
    """Subscribed to a broker, until it is stopped."""

    def __init__(self, broker: str, invoke: Invoke, say: Callable[[str], None]) -> None:
        self._broker, self._invoke, self._say = broker, invoke, say
        self._lock = threading.Lock()
        self._held: dict[str, Held] = {}
        self._connection = 0  # which it is, as receipts are good for one
        self._waiting: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._client = mqtt.Client(
            CallbackAPIVersion.VERSION2,
            client_id=CLIENT,
            protocol=MQTTProtocolVersion.MQTTv5,
            manual_ack=True,
        )
        self._client.on_connect = self._connected
        self._client.on_disconnect = self._disconnected
        self._client.on_message = self._came
        self._client.reconnect_delay_set(1, 10)
        self._workers = [
            threading.Thread(target=self._work, daemon=True) for _ in range(WORKERS)
        ]

    def start(self) -> None:
        """Connect, now or as soon as the broker answers, and again after each end."""
        host, port = broker_at(self._broker)
        wishes = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]
        wishes.SessionExpiryInterval = KEPT
        wishes.ReceiveMaximum = IN_FLIGHT
        self._client.connect_async(
            host, port, keepalive=30, clean_start=False, properties=wishes
        )
        for each in self._workers:
            each.start()
        self._client.loop_start()

    def stop(self) -> None:
        """End; what is not confirmed stays with the broker."""
        for _ in self._workers:
            self._waiting.put(None)
        until = time.monotonic() + PARTING
        for each in self._workers:
            each.join(max(0, until - time.monotonic()))
        self._client.disconnect()
        self._client.loop_stop()

    def _connected(
        self,
        client: mqtt.Client,
        userdata: object,
        flags: mqtt.ConnectFlags,
        reason: ReasonCode,
        properties: Properties | None,
    ) -> None:
        if reason.is_failure:
            self._say(f"{self._broker} refuses: {reason}.")
            return
        client.subscribe(SUBSCRIBED, qos=1)
        self._say(f"Connected to {self._broker}; what cameras send there is taken.")

    def _disconnected(
        self,
        client: mqtt.Client,
        userdata: object,
        flags: mqtt.DisconnectFlags,
        reason: ReasonCode,
        properties: Properties | None,
    ) -> None:
        with self._lock:
            self._connection += 1
        if reason.is_failure:
            self._say(f"The connection to {self._broker} was lost: {reason}.")

    def _came(
        self, client: mqtt.Client, userdata: object, message: mqtt.MQTTMessage
    ) -> None:
        with self._lock:
            receipt = self._connection, message.mid
        try:
            event = checked(message.topic, bytes(message.payload))
        except Refused as error:
            self._say(f"Refused for good, from {message.topic[:100]}: {error}.")
            self._confirm([receipt])
            return
        with self._lock:
            is_new = event.event not in self._held
            held = self._held.setdefault(event.event, Held(message.payload.decode()))
            held.receipts.add(receipt)
        if is_new:
            self._waiting.put(event.event)

    def _work(self) -> None:
        while (event := self._waiting.get()) is not None:
            held = self._held[event]
            held.tries += 1
            try:
                self._invoke(held.body, held.tries)
            except NotTaken as error:
                self._put_off(event, held.tries, str(error))
                continue
            with self._lock:
                del self._held[event]
            self._confirm(held.receipts)

    def _put_off(self, event: str, tries: int, why: str) -> None:
        pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(tries - 1, 10))
        self._say(f"Not taken, again in {pause:g} s: the function: {why}.")
        timer = threading.Timer(pause, self._waiting.put, [event])
        timer.daemon = True
        timer.start()

    def _confirm(self, receipts: Iterable[tuple[int, int]]) -> None:
        # Under the lock, so that the connection does not change in between.
        with self._lock:
            for connection, mid in receipts:
                if connection == self._connection:
                    self._client.ack(mid, 1)


def wait_for_owner(stop: threading.Event) -> None:
    """Whoever started us holds the other end of standard input, and ends by closing."""
    sys.stdin.read()
    stop.set()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until SIGTERM, Ctrl-C or the end of standard input; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m local.bridge")
    parser.add_argument("--broker", required=True)
    parser.add_argument("--functions", required=True)
    options = parser.parse_args(arguments)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    threading.Thread(target=wait_for_owner, args=(stop,), daemon=True).start()
    bridge = Bridge(
        options.broker,
        Function(options.functions),
        # In one piece, as several threads say something.
        lambda line: print(f"{line}\n", end="", flush=True),
    )
    bridge.start()
    stop.wait()
    bridge.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
