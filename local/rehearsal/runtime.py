"""Runs a packaged function on this machine as Lambda would, under awslambdaric.

A function gets what Lambda would give it and nothing else: its archive in a task
folder, its layers together in an opt folder, Python 3.12 without site-packages, and
the runtime's own boto3 and awslambdaric. The Runtime API is spoken over HTTP:
https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

from __future__ import annotations

import hashlib
import json
import os
import queue
import re
import subprocess
import sys
import threading
import time
import uuid
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from layers.build import PLATFORMS, RUNTIME, runtime_python

ROOT = Path(__file__).resolve().parent.parent.parent
LOCK = ROOT / "requirements" / "dev.txt"
# What Lambda's Python has without a layer: boto3 with all that it needs, and the
# runtime client.
BROUGHT = (
    *("awslambdaric", "boto3", "botocore", "jmespath", "python-dateutil"),
    *("s3transfer", "simplejson", "six", "snapshot-restore-py", "urllib3"),
)
START_LIMIT = 60.0  # seconds until a function asks for its first event


class NoRuntime(Exception):
    """This machine has no CPython 3.12."""


@cache
def interpreter() -> Path:
    """The Python that functions run under. Raises NoRuntime."""
    found = runtime_python()
    if found is None:
        raise NoRuntime(
            f"There is no CPython {RUNTIME} here to run functions with; install it "
            f"(`uv python install {RUNTIME}`, or pyenv) and run this again."
        )
    return found


def locked(names: Sequence[str]) -> str:
    """The lines of the lock, hashes and all, for some packages."""
    entries = re.split(r"\n(?=\S)", LOCK.read_text())
    wanted = [f"{name}==" for name in names]
    return "\n".join(one for one in entries if one.startswith(tuple(wanted))) + "\n"


@cache
def runtime_packages() -> Path:
    """A folder with what Lambda's Python brings by itself, made when missing."""
    lines = locked(BROUGHT)
    digest = hashlib.sha256(lines.encode()).hexdigest()[:16]
    folder = ROOT / ".visage" / "runtime" / digest
    if folder.is_dir():
        return folder
    part = folder.with_name(f"{digest}.{os.getpid()}")
    part.mkdir(parents=True)
    requirements = part / "requirements.txt"
    requirements.write_text(lines)
    platforms = [flag for name in PLATFORMS for flag in ("--platform", name)]
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "install", "-qq", "--target", part),
            *("--python-version", RUNTIME, "--implementation", "cp", *platforms),
            *("--only-binary=:all:", "--no-deps", "--no-compile", "--require-hashes"),
            *("--disable-pip-version-check", "--root-user-action=ignore"),
            *("-r", requirements),
        ],
        check=True,
    )
    # Lambda's own have bytecode too; without it boto3 takes 0.3 s longer to import.
    subprocess.run([interpreter(), "-m", "compileall", "-q", part], check=True)
    part.rename(folder)
    return folder


def unpack(archives: Sequence[Path], folder: Path) -> Path:
    """The archives' files together in a folder."""
    folder.mkdir(parents=True)
    for archive in archives:
        with zipfile.ZipFile(archive) as opened:
            opened.extractall(folder)
    return folder


@dataclass(frozen=True)
class Packaged:
    """A function laid out as Lambda would: what its process is made of."""

    name: str
    handler: str
    task: Path  # the archive's files: /var/task
    opt: Path  # the layers' files: /opt
    memory: int  # MB
    timeout: float  # seconds
    variables: Mapping[str, str]
    snapshot: bool = True  # whether it starts from one
    # The interpreter and what it brings, where they are not Lambda's.
    python: Path | None = None
    brought: Path | None = None

    def environment(self) -> dict[str, str]:
        """The whole environment of the process; nothing of ours is inherited."""
        brought = self.brought or runtime_packages()
        path = [self.task, self.opt / "python", brought]
        return {
            "PATH": os.defpath,
            "LANG": "en_US.UTF-8",
            "TZ": ":UTC",
            "LAMBDA_TASK_ROOT": str(self.task),
            "PYTHONPATH": os.pathsep.join(map(str, path)),
            "_HANDLER": self.handler,
            "AWS_LAMBDA_FUNCTION_NAME": self.name,
            "AWS_LAMBDA_FUNCTION_VERSION": "1",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(self.memory),
            "AWS_LAMBDA_LOG_GROUP_NAME": f"/aws/lambda/{self.name}",
            "AWS_LAMBDA_LOG_STREAM_NAME": "rehearsal",
            "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
            **self.variables,
        }


class RuntimeApi(BaseHTTPRequestHandler):
    """The four calls of the Runtime API that awslambdaric makes."""

    protocol_version = "HTTP/1.1"
    # Otherwise each call would wait some 90 ms: small writes are held back until the
    # one before has been acknowledged.
    disable_nagle_algorithm = True
    wbufsize = 1 << 20
    server: RuntimeServer

    def do_GET(self) -> None:
        self.server.asked.set()
        request_id, event, deadline = self.server.events.get()
        headers = {
            "Lambda-Runtime-Aws-Request-Id": request_id,
            "Lambda-Runtime-Deadline-Ms": str(int(deadline * 1000)),
            "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:rehearsal",
        }
        self.reply(200, event, headers)

    def do_POST(self) -> None:
        request_id, kind = self.path.split("/")[-2:]
        self.server.answers.put((request_id, kind, self.body()))
        self.reply(202, b"{}", {})

    def body(self) -> bytes:
        if "chunked" not in self.headers.get("Transfer-Encoding", ""):
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        parts = []
        while size := int(self.rfile.readline(), 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)

    def reply(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


class RuntimeServer(ThreadingHTTPServer):
    """The Runtime API of one process."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), RuntimeApi)
        self.events: queue.Queue[tuple[str, bytes, float]] = queue.Queue()
        self.answers: queue.Queue[tuple[str, str, bytes]] = queue.Queue()
        self.asked = threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore a connection that ends with its process; report any other fault."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class FunctionFailed(Exception):
    """The function raised, ended or took too long; the message is what it said."""


class Instance:
    """One instance of a packaged function, one event at a time."""

    def __init__(self, packaged: Packaged, log: Path) -> None:
        self.packaged = packaged
        self.log = log
        self.lock = threading.Lock()
        self.server = RuntimeServer()
        address = f"127.0.0.1:{self.server.server_port}"
        started = time.perf_counter()
        python = packaged.python or interpreter()
        with log.open("ab") as file:
            self.process = subprocess.Popen(
                [python, "-S", "-s", "-m", "awslambdaric", packaged.handler],
                cwd=packaged.task,
                env={**packaged.environment(), "AWS_LAMBDA_RUNTIME_API": address},
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
            )
        self.wait_until_ready()
        self.init_seconds = time.perf_counter() - started

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_LIMIT
        while not self.server.asked.wait(0.005):
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise FunctionFailed(
                    f"{self.packaged.name} did not start:\n{self.log.read_text()}"
                )

    def invoke(self, event: Mapping[str, Any]) -> Any:
        """The function's answer to an event. Raises FunctionFailed."""
        with self.lock:
            deadline = time.time() + self.packaged.timeout
            asked = str(uuid.uuid4())
            self.server.events.put((asked, json.dumps(event).encode(), deadline))
            while time.time() < deadline and self.process.poll() is None:
                try:
                    answered, kind, body = self.server.answers.get(timeout=0.5)
                except queue.Empty:
                    continue
                if answered != asked:
                    continue  # to an event that was given up
                if kind != "response":
                    raise FunctionFailed(body.decode())
                return json.loads(body)
        raise FunctionFailed(f"{self.packaged.name} ended, or took too long")

    def peak_memory(self) -> float:
        """The most memory that the process had so far, in MB."""
        status = Path("/proc", str(self.process.pid), "status").read_text()
        (line,) = (line for line in status.splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024

    def stop(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.wait()
        self.server.shutdown()
        self.server.server_close()
