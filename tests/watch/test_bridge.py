"""The bridge between a real broker and the watch function: nothing lost or doubled."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import paho.mqtt.client as mqtt
import pytest
from paho.mqtt.enums import CallbackAPIVersion

from local import bridge as bridges
from local.bridge import Bridge, Function, NotTaken, Refused, broker_at, checked
from local.ports import HOST
from tests.edge.broker import Broker
from tests.watch.functions import FunctionServer, functions
from visage.watch.events import MAX_MESSAGE, Crop, TrackEvent, new_id

JPEG = b"\xff\xd8\xff\xe0"


def event(camera: str = "door") -> TrackEvent:
    crop = Crop(
        taken=datetime(2030, 1, 2, tzinfo=UTC),
        quality=0.5,
        left=1,
        top=1,
        right=50,
        bottom=50,
        frame_width=100,
        frame_height=100,
        image=JPEG,
    )
    return TrackEvent(
        version=1, event=new_id(), camera=camera, track=new_id(), part=0, crops=(crop,)
    )


class Camera:
    """Publishes as the agent does: again until the broker has confirmed."""

    def __init__(self, port: int) -> None:
        self._client = mqtt.Client(
            CallbackAPIVersion.VERSION2, client_id="camera", clean_session=False
        )
        self._client.reconnect_delay_set(1, 1)
        self._client.connect(HOST, port)
        self._client.loop_start()

    def say(self, payload: bytes, topic: str = "visage/cameras/door/events") -> None:
        for _ in range(60):
            with suppress(RuntimeError):  # there is no connection just now
                sent = self._client.publish(topic, payload, qos=1)
                sent.wait_for_publish(10)
                if sent.is_published():
                    return
            time.sleep(0.1)
        pytest.fail("the broker confirmed nothing")

    def close(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()


class Taken:
    """A function that keeps what it takes, as often as it is asked."""

    def __init__(self) -> None:
        self.bodies: list[str] = []
        self.failing = False
        self.tries = 0

    def __call__(self, body: str, tries: int) -> None:
        self.tries += 1
        if self.failing:
            raise NotTaken("it is out of order")
        self.bodies.append(body)

    @property
    def events(self) -> list[str]:
        return [json.loads(body)["event"] for body in self.bodies]


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    running = Broker(tmp_path)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def camera(broker: Broker) -> Iterator[Camera]:
    made = Camera(broker.port)
    yield made
    made.close()


class Started:
    def __init__(self, port: int, invoke: bridges.Invoke) -> None:
        self.lines: list[str] = []
        self.bridge = Bridge(f"mqtt://{HOST}:{port}", invoke, self.lines.append)
        self.bridge.start()
        until(lambda: any("Connected" in line for line in self.lines))

    def stop(self) -> None:
        self.bridge.stop()


def until(holds: Callable[[], Any]) -> None:
    """Wait for something, as long as a slow machine may take."""
    for _ in range(600):
        if holds():
            return
        time.sleep(0.05)
    pytest.fail("it did not happen within 30 seconds")


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bridges, "FIRST_PAUSE", 0.05)
    monkeypatch.setattr(bridges, "LONGEST_PAUSE", 0.2)


def test_the_function_takes_what_a_camera_sends(broker: Broker, camera: Camera) -> None:
    taken = Taken()
    started = Started(broker.port, taken)
    sent = [event() for _ in range(50)]
    for each in sent:
        camera.say(each.encoded())
    until(lambda: len(taken.bodies) == 50)
    assert {TrackEvent.model_validate_json(each) for each in taken.bodies} == {*sent}
    started.stop()
    # All was confirmed: another bridge gets nothing, once the broker has read that.
    time.sleep(1)
    later = Taken()
    again = Started(broker.port, later)
    last = event()
    camera.say(last.encoded())
    until(lambda: later.bodies)
    again.stop()
    assert later.events == [last.event]


def test_what_fails_is_not_confirmed_and_taken_later(
    broker: Broker, camera: Camera
) -> None:
    taken = Taken()
    taken.failing = True
    started = Started(broker.port, taken)
    sent = [event() for _ in range(3)]
    for each in sent:
        camera.say(each.encoded())
    until(lambda: taken.tries > 9)
    taken.failing = False
    until(lambda: len(taken.bodies) == 3)
    started.stop()
    assert sorted(taken.events) == sorted(each.event for each in sent)


def test_what_was_not_confirmed_is_there_for_the_next_bridge(
    broker: Broker, camera: Camera
) -> None:
    failing, taken = Taken(), Taken()
    failing.failing = True
    first = Started(broker.port, failing)
    sent = [event() for _ in range(bridges.IN_FLIGHT + 5)]
    for each in sent:
        camera.say(each.encoded())
    until(lambda: failing.tries > bridges.IN_FLIGHT)
    # The broker hands out no more than so many at once.
    assert len(first.bridge._held) == bridges.IN_FLIGHT
    first.stop()
    second = Started(broker.port, taken)
    until(lambda: len({*taken.events}) == len(sent))
    second.stop()
    assert sorted(taken.events) == sorted(each.event for each in sent)


def test_a_killed_broker_loses_and_doubles_nothing(
    broker: Broker, camera: Camera
) -> None:
    """What is handed out again is known by its event, as the function knows it."""
    seen: set[str] = set()

    def slow(body: str, tries: int) -> None:
        time.sleep(0.02)
        seen.add(json.loads(body)["event"])

    started = Started(broker.port, slow)
    sent: list[str] = []
    for at in range(60):
        each = event()
        camera.say(each.encoded())
        sent.append(each.event)
        if at in (20, 40):
            time.sleep(0.3)  # its file is written after each message
            broker.kill()
            broker.start()
    until(lambda: seen == {*sent})
    started.stop()
    assert sum("was lost" in line for line in started.lines) == 2


def test_a_receipt_is_good_for_its_connection_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The broker counts anew on each: the same number may be another message's."""
    bridge = Bridge(f"mqtt://{HOST}:1", Taken(), print)
    confirmed: list[int] = []
    monkeypatch.setattr(bridge._client, "ack", lambda mid, qos: confirmed.append(mid))
    bridge._confirm([(0, 7)])
    bridge._connection = 1
    bridge._confirm([(0, 8), (1, 9)])
    assert confirmed == [7, 9]


def test_what_is_no_message_of_a_camera_is_refused_for_good(
    broker: Broker, camera: Camera
) -> None:
    taken = Taken()
    started = Started(broker.port, taken)
    camera.say(b"hello")
    camera.say(bytes(MAX_MESSAGE + 1))
    camera.say(event("gate").encoded())
    good = event()
    camera.say(good.encoded())
    until(lambda: taken.bodies)
    started.stop()
    refused = [line for line in started.lines if line.startswith("Refused")]
    assert len(refused) == 3
    assert taken.events == [good.event]
    again = Started(broker.port, taken)
    again.stop()
    assert not any(line.startswith("Refused") for line in again.lines)


@pytest.mark.parametrize(
    ("topic", "payload", "why"),
    [
        ("visage/cameras/door/events", b"{}", "version: Field required"),
        ("visage/cameras/door/events", b"\xff", "Invalid JSON"),
        ("visage/cameras/gate/events", event().encoded(), "another topic"),
        ("visage/cameras/door/events", bytes(MAX_MESSAGE + 1), "131,073 bytes"),
    ],
    ids=["empty", "bytes", "topic", "large"],
)
def test_why_it_is_refused(topic: str, payload: bytes, why: str) -> None:
    with pytest.raises(Refused, match=why):
        checked(topic, payload)


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("mqtt://127.0.0.1:1884", ("127.0.0.1", 1884)),
        ("mqtt://broker", ("broker", 1883)),
        ("mqtt://[::1]:1", ("::1", 1)),
    ],
)
def test_the_address_of_a_broker(address: str, place: tuple[str, int]) -> None:
    assert broker_at(address) == place


@pytest.mark.parametrize(
    "address",
    [
        "",
        "127.0.0.1",
        "http://127.0.0.1",
        "mqtt://",
        "mqtt://a:port",
        "mqtt://a/topic",
        "mqtt://me:secret@a",
    ],
)
def test_what_is_no_address_of_a_broker(address: str) -> None:
    with pytest.raises(ValueError, match="a broker is mqtt://HOST"):
        broker_at(address)


# Calling the function


@pytest.fixture
def server() -> Iterator[FunctionServer]:
    with functions() as served:
        yield served


def test_the_function_is_called_as_a_queue_would(server: FunctionServer) -> None:
    Function(server.address)("body", 3)
    ((path, call),) = server.calls
    assert path == "/2015-03-31/functions/visage-dev-watch/invocations"
    (record,) = call["Records"]
    assert (record["body"], record["eventSource"]) == ("body", "aws:sqs")
    assert record["attributes"]["ApproximateReceiveCount"] == "3"


@pytest.mark.parametrize(
    ("status", "headers", "answer", "why"),
    [
        (200, {}, {"batchItemFailures": [{"itemIdentifier": "x"}]}, "gave the message"),
        (200, {"X-Amz-Function-Error": "Unhandled"}, {}, "failed with status 200"),
        (404, {}, {}, "failed with status 404"),
        (200, {}, None, "gave the message"),
        (200, {}, "text", "does not answer"),
    ],
)
def test_how_the_function_fails(
    server: FunctionServer, status: int, headers: dict[str, str], answer: Any, why: str
) -> None:
    server.status, server.headers, server.answer = status, headers, answer
    with pytest.raises(NotTaken, match=why):
        Function(server.address)("body", 1)


def test_a_function_that_is_not_there() -> None:
    with functions() as server:
        address = server.address
    with pytest.raises(NotTaken, match="does not answer"):
        Function(address)("body", 1)
