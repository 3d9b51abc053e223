"""Runs a child process whose lines carry its name, and which never outlives us."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

# How lines begin that are not printed: tables that serverless-offline draws, metrics,
# which only CloudWatch reads, and that a schedule did its work, which is every minute.
NOISE = ("┌", "│", "└", '{"_aws"', "Successfully invoked scheduled function")
PATIENCE = 5.0  # seconds between asking a child to end and making it


class Child:
    """A running child in a process group of its own.

    Its standard input is a pipe from us. Should we be killed without a chance to end
    it, that pipe closes, and the child can see it and end by itself.
    """

    def __init__(
        self, name: str, command: Sequence[str], folder: Path, env: Mapping[str, str]
    ) -> None:
        self.name = name
        self.process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **env},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )
        self.printer = threading.Thread(target=self.print_lines, daemon=True)
        self.printer.start()

    def print_lines(self) -> None:
        """Print the child's lines until it ends, without blank ones and noise."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            text = line.strip()
            if text and not text.startswith(NOISE):
                # Not to what stands in for the output of somebody else's work.
                print(f"{self.name} | {line.rstrip()}", file=sys.__stdout__, flush=True)

    def ended(self) -> bool:
        """Whether the child has ended."""
        return self.process.poll() is not None

    def stop(self) -> None:
        """End the child and everything it started."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.signal_group(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(PATIENCE)
        self.signal_group(signal.SIGKILL)
        self.process.wait()
        self.printer.join(PATIENCE)
        self.process.stdout.close()

    def signal_group(self, number: signal.Signals) -> None:
        """Send a signal to the child's group, if anything is left of it."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)
