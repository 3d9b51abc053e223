"""Sending to a connection from outside of it: the way, and how it fails."""

from __future__ import annotations

from typing import Protocol

# The most bytes of a message that API Gateway sends is 128 KB; its quotas count it in
# kilobytes of 1,000 or 1,024 bytes, they don't say which.
LARGEST = 120_000
# How many messages are on their way at once.
AT_ONCE = 16


class Gone(Exception):
    """The connection is there no longer."""


class PushFailed(Exception):
    """It was not sent, for a reason that may pass; the message has it."""


class Push(Protocol):
    """Sends to connections; used by several threads."""

    def send(self, connection: str, message: bytes) -> None:
        """Send a message. Raises Gone or PushFailed."""
        ...

    def close(self, connection: str) -> None:
        """End a connection, if it is there. Raises PushFailed."""
        ...
