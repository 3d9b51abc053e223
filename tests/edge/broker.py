"""A real broker: Debian's mosquitto on a free port of loopback."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from local.ports import HOST, free_port

# Debian puts it where only root's path leads.
PROGRAM = shutil.which("mosquitto") or shutil.which("mosquitto", path="/usr/sbin")


def required() -> str:
    """The broker's program; without it, the test is skipped in words."""
    if PROGRAM is None:
        pytest.skip("mosquitto is not installed: apt-get install mosquitto")
    return PROGRAM


@dataclass
class Broker:
    """A broker that can be stopped, killed and started again on its port.

    It keeps what it confirmed for clients that are away, as brokers in use do.
    """

    folder: Path
    lines: list[str] = field(default_factory=lambda: ["allow_anonymous true"])
    port: int = field(default_factory=lambda: free_port(0))
    _process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        program = required()
        config = self.folder / "mosquitto.conf"
        config.write_text(
            "\n".join(
                [
                    f"listener {self.port} {HOST}",
                    # Started by root, it would become a user who can't read the folder.
                    "user root",
                    "persistence true",
                    f"persistence_location {self.folder}/",
                    "autosave_on_changes true",
                    "autosave_interval 1",
                    *self.lines,
                    "",
                ]
            )
        )
        self._process = subprocess.Popen(
            [program, "-c", str(config)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            with socket.socket() as tried:
                if tried.connect_ex((HOST, self.port)) == 0:
                    return
            time.sleep(0.05)
        self.kill()
        raise AssertionError("mosquitto did not start")

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(10)
            self._process = None

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            self._process = None
