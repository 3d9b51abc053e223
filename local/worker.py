"""One instance of a function, started by plugins/workers.mjs.

It is run as `worker.py functions/align/handler.handler`. Events come on standard input,
one a line, and answers go to file descriptor 3, whose first line says that the function
is loaded. Answers have a pipe of their own so that nothing that the function prints can
be mistaken for one.
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


def serve(handler_path: str) -> None:
    """Answer events until standard input ends."""
    # The function gets an empty standard input; events are read from a copy of ours.
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
    # Python puts this file's folder first; modules must come from the service's folder,
    # which is in PYTHONPATH.
    del sys.path[0]
    serve(sys.argv[1])
