"""One instance of a function: events come on standard input, answers go to pipe 3.

The first line on the pipe says that the function is loaded.

What the function prints goes where the service's logs go, and cannot be mistaken for an
answer. Started by plugins/workers.mjs as `worker.py functions/align/handler.handler`.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
import traceback
from dataclasses import dataclass
from typing import Any

ANSWERS = 3


@dataclass(frozen=True)
class Context:
    """What Lambda's second argument offers."""

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


def serve(handler_path: str) -> None:
    """Answer events until standard input ends."""
    events = os.fdopen(os.dup(0), encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.set_inheritable(ANSWERS, False)
    module, _, name = handler_path.rpartition(".")
    handler = getattr(importlib.import_module(module.replace("/", ".")), name)
    with os.fdopen(ANSWERS, "w", encoding="utf-8", buffering=1) as answers:
        answers.write("started\n")
        for line in events:
            answers.write(answer(handler, json.loads(line)) + "\n")


def answer(handler: Any, call: dict[str, Any]) -> str:
    """One event's answer, or the name and message of what the function raised."""
    try:
        result = handler(call["event"], Context(**call["context"]))
        return json.dumps({"result": result})
    except Exception as error:  # noqa: BLE001  the edge: whatever a function raises
        traceback.print_exc()
        return json.dumps({"error": f"{type(error).__name__}: {error}"})


if __name__ == "__main__":
    # Modules come from PYTHONPATH, the service's folder; never from this file's own.
    del sys.path[0]
    serve(sys.argv[1])
