"""A function in a process, and its instances, started by plugins/workers.mjs.

It is run as `worker.py functions/align/handler.handler FOLDER/socket`. It loads the
function once, as Lambda does before it takes a snapshot, says so on file descriptor 3,
and then forks an instance for each connection to the socket: instances start at once,
and share the memory of the models. An instance first writes its process id; then events
come, one a line, and answers go, one a line.

Only Linux forks a process that has native libraries loaded without breaking some of
them. Elsewhere this process serves the first connection itself, and is the instance.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import selectors
import shutil
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LOADED = 3
FORKS = sys.platform == "linux"

Handler = Callable[[dict[str, Any], "Context"], Any]


@dataclass(frozen=True)
class Context:
    """The second argument of a handler, as Lambda has it."""

    aws_request_id: str
    function_name: str
    memory_limit_in_mb: int
    deadline: float  # milliseconds since the epoch
    function_version: str = "$LATEST"
    log_stream_name: str = "local"
    client_context: None = None
    identity: None = None

    @property
    def invoked_function_arn(self) -> str:
        return f"arn:aws:lambda:local:000000000000:function:{self.function_name}"

    @property
    def log_group_name(self) -> str:
        return f"/aws/lambda/{self.function_name}"

    def get_remaining_time_in_millis(self) -> int:
        return max(0, int(self.deadline - time.time() * 1000))


def main(handler_path: str, address: Path) -> None:
    """Load the function, then start instances until standard input ends."""
    # The function gets an empty standard input; ours is a copy, which ends with whoever
    # started us.
    owner = os.dup(0)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    module, _, name = handler_path.rpartition(".")
    handler = getattr(importlib.import_module(module.replace("/", ".")), name)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(address))
        listener.listen()
        with os.fdopen(LOADED, "w") as loaded:
            loaded.write("loaded\n")
        try:
            start_instances(handler, listener, owner)
        finally:
            shutil.rmtree(address.parent, ignore_errors=True)


def start_instances(handler: Handler, listener: socket.socket, owner: int) -> None:
    """Serve each connection in an instance, until the owner has ended."""
    # What was loaded stays shared only while nothing writes to it: the collector of
    # unused objects would.
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # ended instances leave no zombies
    with selectors.DefaultSelector() as selector:
        selector.register(owner, selectors.EVENT_READ)
        selector.register(listener, selectors.EVENT_READ)
        while owner not in {key.fd for key, _ in selector.select()}:
            connection, _ = listener.accept()
            if FORKS:
                fork(handler, listener, owner, connection)
            else:
                serve(handler, connection)
                return


def fork(
    handler: Handler, listener: socket.socket, owner: int, connection: socket.socket
) -> None:
    """Serve a connection in a process of its own."""
    if os.fork():
        connection.close()
        return
    status = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        listener.close()
        os.close(owner)
        serve(handler, connection)
        status = 0
    finally:
        # What the process that it is a copy of would do at its end is not for it.
        os._exit(status)


def serve(handler: Handler, connection: socket.socket) -> None:
    """Answer the events of a connection until it ends."""
    with connection, connection.makefile("rw", encoding="utf-8", newline="\n") as lines:
        lines.write(f"{os.getpid()}\n")
        lines.flush()
        for line in lines:
            lines.write(answer(handler, json.loads(line)) + "\n")
            lines.flush()


def answer(handler: Handler, call: dict[str, Any]) -> str:
    """One event's answer, or the name and message of what the function raised."""
    try:
        result = handler(call["event"], Context(**call["context"]))
        return json.dumps({"result": result})
    except Exception as error:  # noqa: BLE001  the edge: whatever a function raises
        traceback.print_exc()
        return json.dumps({"error": f"{type(error).__name__}: {error}"})


if __name__ == "__main__":
    # Python puts this file's folder first; modules must come from the service's folder,
    # which is in PYTHONPATH.
    del sys.path[0]
    main(sys.argv[1], Path(sys.argv[2]))
