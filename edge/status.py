"""One line on the terminal that says how things go, and lines for what changes."""

from __future__ import annotations

import sys
import time
from typing import IO

from edge.agent import Agent
from edge.sender import Sender

# Seconds between two states of the line; where nobody watches it, between two lines.
ON_SCREEN, IN_A_LOG = 0.5, 60.0
CLEAR = "\r\x1b[2K"


class Status:
    """Writes to the standard error: a line that changes, or lines for a log."""

    def __init__(self, agent: Agent, sender: Sender) -> None:
        self._agent, self._sender = agent, sender
        self._out: IO[str] = sys.stderr
        self._screen = self._out.isatty()
        self._at = time.monotonic()
        self._frames = 0
        self._trouble: str | None = None
        self._refusal: str | None = None

    def tick(self) -> None:
        """Show the state if it is time to, and trouble at once."""
        self._tell_changes()
        now = time.monotonic()
        if now - self._at >= (ON_SCREEN if self._screen else IN_A_LOG):
            line = self.line(now)
            self._write(line)
            self._at, self._frames = now, self._agent.counts.frames

    def line(self, now: float) -> str:
        """The state in one line."""
        counts, sender = self._agent.counts, self._sender
        rate = (counts.frames - self._frames) / max(1e-3, now - self._at)
        parts = [
            f"{self._agent.camera}: {rate:.0f} frames/s",
            f"{counts.faces} in view",
            f"{counts.tracks} followed",
            f"{sender.delivered} sent",
        ]
        if waiting := len(sender.outbox):
            parts.append(f"{waiting} waiting")
        if sender.refused:
            parts.append(f"{sender.refused} refused")
        if sender.outbox.dropped:
            parts.append(f"{sender.outbox.dropped} dropped")
        return ", ".join(parts)

    def close(self) -> None:
        """The last word: what was done in all."""
        self._tell_changes()
        counts, sender = self._agent.counts, self._sender
        waiting = len(sender.outbox)
        kept = f", {waiting} kept for the next time" if waiting else ""
        end = CLEAR if self._screen else ""
        print(
            f"{end}{self._agent.camera}: {counts.frames} frames, {counts.searched} "
            f"searched, {counts.tracks} faces followed, {sender.delivered} messages "
            f"sent{kept}.",
            file=self._out,
        )

    def _tell_changes(self) -> None:
        sender = self._sender
        if sender.trouble != self._trouble:
            self._trouble = sender.trouble
            self._say(f"waiting: {self._trouble}" if self._trouble else "sending again")
        if sender.last_refusal != self._refusal:
            self._refusal = sender.last_refusal
            self._say(f"refused: {self._refusal}")

    def _say(self, line: str) -> None:
        start = CLEAR if self._screen else ""
        print(f"{start}{line}", file=self._out, flush=True)

    def _write(self, line: str) -> None:
        if self._screen:
            self._out.write(f"{CLEAR}{line}")
            self._out.flush()
        else:
            print(line, file=self._out, flush=True)
