"""Servers to load, each with what its processes take of memory meanwhile."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
START_LIMIT = 180.0  # seconds; TensorFlow takes a while
INTERVAL = 1.0  # seconds between two looks at the memory
PATIENCE = 15.0  # seconds that a server has to end by itself
SAYS = "The API answers at"


class NotStarted(Exception):
    """A server did not come up; the message has its last lines."""


@dataclass
class Memory:
    """Megabytes of a server's processes, with the second at which they were read.

    `resident` counts what processes share once for each, `proportional` once in all.
    """

    seconds: list[float] = field(default_factory=list)
    resident: list[float] = field(default_factory=list)
    proportional: list[float] = field(default_factory=list)
    processes: int = 0

    def look(self, began: float, process: psutil.Process) -> None:
        """Read the memory of a process and of all that it started."""
        resident = proportional = 0.0
        family = [process, *process.children(recursive=True)]
        for each in family:
            with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
                found = each.memory_full_info()
                resident += found.rss / 1e6
                # Linux alone knows how much of it is shared.
                proportional += getattr(found, "pss", found.uss) / 1e6
        self.seconds.append(time.monotonic() - began)
        self.resident.append(resident)
        self.proportional.append(proportional)
        self.processes = max(self.processes, len(family))


@dataclass
class Server:
    """A running server: its address, and its memory from `watch` on."""

    address: str
    process: subprocess.Popen[bytes]

    @contextmanager
    def watch(self) -> Iterator[Memory]:
        """Read the memory every second while the block runs."""
        memory, stop = Memory(), threading.Event()

        def look() -> None:
            began, process = time.monotonic(), psutil.Process(self.process.pid)
            while not stop.wait(INTERVAL):
                with suppress(psutil.NoSuchProcess):
                    memory.look(began, process)

        thread = threading.Thread(target=look, daemon=True)
        thread.start()
        try:
            yield memory
        finally:
            stop.set()
            thread.join()


@contextmanager
def serving(
    command: Sequence[str | Path], log: Path, env: Mapping[str, str]
) -> Iterator[Server]:
    """A server that prints its address, until the block ends. Raises NotStarted."""
    with log.open("wb") as file:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), **env},
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield Server(address(process, log), process)
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(PATIENCE)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def address(process: subprocess.Popen[bytes], log: Path) -> str:
    """The address that a server has printed."""
    deadline = time.monotonic() + START_LIMIT
    while time.monotonic() < deadline and process.poll() is None:
        for line in log.read_text(errors="replace").splitlines():
            if line.startswith(SAYS):
                return line.removeprefix(SAYS).strip()
        time.sleep(0.2)
    last = "\n".join(log.read_text(errors="replace").splitlines()[-5:])
    raise NotStarted(last or "it printed nothing")


def demo(folder: Path) -> tuple[list[str], Mapping[str, str]]:
    """The command of the demo on free ports, with a gallery of its own."""
    command = [sys.executable, "-m", "local.demo", "--no-open"]
    kept = {
        "VISAGE_GALLERY": str(folder / "gallery.sqlite3"),
        "VISAGE_WATCH": str(folder / "watch.sqlite3"),
    }
    return [*command, "--port", "0", "--api-port", "0", "--live-port", "0"], kept
