"""From a face before a camera to the card on a desk: how long that takes.

    python -m bench.live [VISITS]

A camera of 720p at 30 frames a second is played over HTTP in real time to
`visage-edge`, and its messages go through a real broker (mosquitto), the bridge and the
watch function to a client of the WebSocket, all on this machine. Each visit is
of a camera of its own. Time begins when the agent had the last frame that the decision
needed: the newest look of the message that made the alert.
"""

from __future__ import annotations

import io
import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from PIL import Image

from local.ports import HOST
from tests.edge.scenes import RATE, frame, passing
from tests.watch.street import KNOWN, Desk, Street, missing, street, until

VISITS = 8
GOAL = 1.0
# Seconds of an empty picture, then of somebody who passes, before it is empty again.
BEFORE, PASSES = 1.5, 3.0
BOUNDARY = "frame"


def main() -> None:
    """Print the median and the worst of some visits."""
    visits = int(sys.argv[1]) if len(sys.argv) > 1 else VISITS
    if lacking := missing():
        print(f"Left out: {lacking}")
        return
    pictures()
    with (
        tempfile.TemporaryDirectory() as folder,
        street(Path(folder)) as made,
        camera() as source,
    ):
        desk = Desk(made)
        until(desk.listening.is_set, "a desk that listens")
        first, *others = [visit(made, desk, source, n) for n in range(visits + 1)]
        desk.close()
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(
        f"\nLast needed frame to the desk's message, {len(others)} visits: "
        f"median {statistics.median(others):.2f} s, worst {max(others):.2f} s, "
        f"goal {GOAL:g} s. The very first one, while the "
        f"functions load their models: {first:.2f} s.\n"
        f"{os.cpu_count()} cores, load {load} (1, 5, 15 minutes)."
    )


def visit(made: Street, desk: Desk, source: str, number: int) -> float:
    """Seconds from the last needed frame of a new camera's visit to the message."""
    known = set(desk.first_of("alert"))
    agent = made.agent(f"door-{number}", source)
    try:
        until(lambda: set(desk.first_of("alert")) - known, "an alert on the desk")
    finally:
        agent.terminate()
        agent.wait(60)
    (new,) = set(desk.first_of("alert")) - known
    told = desk.first_of("alert")[new]
    last = datetime.fromisoformat(told.message["alert"]["visit"]["last"])
    return told.at - last.timestamp()


@cache
def pictures() -> Sequence[bytes]:
    """Every frame of somebody who passes, as JPEG files; the first is empty."""
    walker = passing(KNOWN, BEFORE, BEFORE + PASSES)
    drawn = []
    for number in range(round((BEFORE + PASSES) * RATE)):
        written = io.BytesIO()
        picture = Image.fromarray(frame([walker], number / RATE))
        picture.save(written, "JPEG", quality=85)
        drawn.append(written.getvalue())
    return drawn


class Film(BaseHTTPRequestHandler):
    """Plays the film from its start to whoever connects, then an empty picture."""

    def do_GET(self) -> None:
        self.send_response(200)
        kind = f"multipart/x-mixed-replace; boundary={BOUNDARY}"
        self.send_header("Content-Type", kind)
        self.end_headers()
        began, shown = time.monotonic(), pictures()
        number = 0
        try:
            while True:
                picture = shown[number] if number < len(shown) else shown[0]
                self.wfile.write(
                    b"--%s\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n"
                    % (BOUNDARY.encode(), len(picture))
                )
                self.wfile.write(picture + b"\r\n")
                number += 1
                time.sleep(max(0.0, began + number / RATE - time.monotonic()))
        except OSError:
            return  # nobody looks any more

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""


@contextmanager
def camera() -> Iterator[str]:
    """The address of a network camera, which plays anew for each who connects."""
    server = ThreadingHTTPServer((HOST, 0), Film)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_port}/camera.mjpg"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


if __name__ == "__main__":
    main()
