"""`visage-edge` as a program: on a video, to a broker, killed and started again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from edge.outbox import Outbox
from local.ports import HOST
from tests.conftest import ROOT
from tests.edge.broker import Broker
from tests.edge.conftest import Listener
from tests.edge.makers import jpeg
from tests.edge.scenes import passing, write
from tests.edge.test_links import until
from visage.models.store import model_store
from visage.watch.events import TrackEvent

COMMAND = [sys.executable, "-m", "edge"]


@pytest.fixture(scope="module", autouse=True)
def _models() -> None:
    if not model_store().present("mtcnn_onet"):
        pytest.skip("the finder's models are not here; run `make models`")


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments],
        capture_output=True,
        text=True,
        env=environment(),
        cwd=ROOT,
        timeout=120,
    )


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    walkers = [passing("astronaut", 0.2, 1.7), passing("grace_hopper", 2.2, 3.7)]
    return write(tmp_path_factory.mktemp("video") / "door.mp4", walkers, 4)


def test_a_dry_run_says_what_would_be_sent(video: Path, tmp_path: Path) -> None:
    ran = run(
        *("--source", str(video), "--camera", "door", "--dry-run"),
        *("--buffer", str(tmp_path)),
    )
    assert ran.returncode == 0
    told = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [(each["camera"], each["part"]) for each in told] == [("door", 0)] * 2
    assert ran.stderr.splitlines() == [
        f"door: {video} to nowhere (dry run)",
        ran.stderr.splitlines()[-1],
    ]
    assert ran.stderr.endswith("2 faces followed, 2 messages sent.\n")


def test_a_killed_agent_delivers_what_it_had_kept_when_it_starts_again(
    broker: Broker, listener: Listener, video: Path, tmp_path: Path
) -> None:
    """The broker is away, the agent is killed; later both are there again."""
    options = (
        *("--source", str(video), "--camera", "door", "--buffer", str(tmp_path)),
        *("--to", f"mqtt://{HOST}:{broker.port}"),
    )
    broker.stop()  # and keeps the listener's subscription
    agent = subprocess.Popen(
        [*COMMAND, *options], stderr=subprocess.DEVNULL, env=environment(), cwd=ROOT
    )
    try:
        path = tmp_path / "door.sqlite3"
        assert until(lambda: path.exists() and len(Outbox(path)) > 0, 60)
    finally:
        agent.send_signal(signal.SIGKILL)
        agent.wait()
    kept = {each.event for each in Outbox(path).oldest()}
    broker.start()
    assert run(*options).returncode == 0
    assert len(Outbox(path)) == 0
    assert until(lambda: len(listener.heard) >= len(kept) + 2)
    heard = [TrackEvent.model_validate_json(body) for _, body in listener.heard]
    ids = [each.event for each in heard]
    assert kept < set(ids)
    assert len(ids) == len(set(ids))


def test_what_cannot_be_sent_is_kept_and_said(video: Path, tmp_path: Path) -> None:
    agent = subprocess.Popen(
        [
            *(*COMMAND, "--source", str(video), "--camera", "door"),
            *("--buffer", str(tmp_path), "--to", "http://127.0.0.1:9"),
        ],
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
        cwd=ROOT,
    )
    _, told = agent.communicate(timeout=60)  # until the end of the video
    assert agent.returncode == 0
    assert len(Outbox(tmp_path / "door.sqlite3")) == 2
    assert "waiting: http://127.0.0.1:9: the API does not answer" in told
    assert told.endswith("0 messages sent, 2 kept for the next time.\n")


@contextmanager
def silent_camera() -> Iterator[str]:
    """The address of a network camera that gives three pictures and then nothing."""
    asked, ended = threading.Event(), threading.Event()

    class Pictures(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            kind = "multipart/x-mixed-replace; boundary=picture"
            self.send_header("Content-Type", kind)
            self.end_headers()
            if not asked.is_set():
                asked.set()
                part = b"--picture\r\nContent-Type: image/jpeg\r\n\r\n" + jpeg()
                for _ in range(3):
                    self.wfile.write(part + b"\r\n")
            ended.wait()

        def log_message(self, format: str, *args: object) -> None:
            """Print nothing."""

    server = ThreadingHTTPServer((HOST, 0), Pictures)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_port}/camera.mjpg"
    finally:
        ended.set()
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_an_agent_ends_when_asked_while_its_camera_gives_nothing(
    asked: signal.Signals, tmp_path: Path
) -> None:
    with silent_camera() as address:
        agent = subprocess.Popen(
            [
                *(*COMMAND, "--source", address, "--camera", "door", "--dry-run"),
                *("--buffer", str(tmp_path)),
            ],
            stderr=subprocess.PIPE,
            text=True,
            env=environment(),
            cwd=ROOT,
        )
        assert agent.stderr is not None
        try:
            assert agent.stderr.readline() == f"door: {address} to nowhere (dry run)\n"
            time.sleep(2)  # until it has looked at the pictures there are
            agent.send_signal(asked)
            _, told = agent.communicate(timeout=60)
        finally:
            agent.kill()
        assert agent.returncode == 0
        assert "messages sent" in told.splitlines()[-1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--source", "0"], "Give --to, or --dry-run to send nothing."),
        (["--to", "mqtt://h", "--dry-run", "--source", "0"], "Give --to, or --dry-run"),
        (["--source", "none.mp4", "--dry-run"], "there is no such file or folder"),
        (["--source", "0", "--to", "ftp://h"], "mqtts://HOST or mqtt://HOST"),
        (["--source", "0", "--camera", "a/b", "--dry-run"], "a camera's name has"),
        (["--source", "0", "--rate", "0", "--dry-run"], "not in the range"),
        (["--dry-run"], "Missing option '--source'"),
    ],
)
def test_wrong_use_is_said_in_a_sentence(
    arguments: list[str], said: str, tmp_path: Path
) -> None:
    ran = run(*arguments, "--buffer", str(tmp_path))
    assert ran.returncode in (1, 2)
    assert said in " ".join(ran.stderr.split())
    assert "Traceback" not in ran.stderr
    assert ran.stdout == ""
