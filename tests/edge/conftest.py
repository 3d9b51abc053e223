"""The broker, and what was published to it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import paho.mqtt.client as mqtt
import pytest
from paho.mqtt.enums import CallbackAPIVersion

from local.ports import HOST
from tests.edge.broker import Broker


class Listener:
    """A subscriber that keeps every message of every camera."""

    def __init__(self, port: int) -> None:
        self.heard: list[tuple[str, bytes]] = []
        subscribed = threading.Event()
        self._client = mqtt.Client(
            CallbackAPIVersion.VERSION2, client_id="listener", clean_session=False
        )
        self._client.reconnect_delay_set(1, 1)
        self._client.on_connect = lambda client, *rest: client.subscribe(
            "visage/cameras/+/events", qos=1
        )
        self._client.on_subscribe = lambda *given: subscribed.set()
        self._client.on_message = lambda client, userdata, message: self.heard.append(
            (message.topic, bytes(message.payload))
        )
        self._client.connect(HOST, port)
        self._client.loop_start()
        assert subscribed.wait(10)

    def close(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    folder = tmp_path / "broker"
    folder.mkdir()
    running = Broker(folder)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def listener(broker: Broker) -> Iterator[Listener]:
    heard = Listener(broker.port)
    yield heard
    heard.close()
