"""The thread that delivers what waits in the outbox, oldest first."""

from __future__ import annotations

import threading
import time

from edge.errors import EdgeError, MessageRefused
from edge.links import Link
from edge.outbox import Outbox

FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0
# How often it looks for messages that nobody told it of: those of an earlier run.
IDLE = 5.0
# A broker that died may have forgotten who listens too: what was put aside is sent when
# it is back, and so many seconds later once more, when who listens is back as well.
ONCE_MORE = 30.0


class Sender:
    """Delivers messages until it is stopped.

    `delivered` and `refused` count them; `trouble` says why nothing is delivered now.
    """

    def __init__(self, outbox: Outbox, link: Link) -> None:
        self.outbox, self.link = outbox, link
        self.delivered = self.refused = 0
        self.trouble: str | None = None
        self.last_refusal: str | None = None
        self._more = threading.Event()
        self._stopped = threading.Event()
        self._once_more: float | None = None
        self._thread = threading.Thread(target=self._run, name="sender", daemon=True)

    def start(self) -> None:
        """Begin, with what a receiver may have forgotten since the last time."""
        self.outbox.again()
        self._thread.start()

    def notify(self) -> None:
        """Say that a message was put into the outbox."""
        self._more.set()

    def stop(self, patience: float) -> None:
        """Deliver what waits for at most so many seconds, then stop.

        Where nothing can be delivered now, what waits is left for the next time.
        """
        deadline = time.monotonic() + patience
        self.notify()
        while (
            self._thread.is_alive()
            and self.trouble is None
            and len(self.outbox)
            and time.monotonic() < deadline
        ):
            time.sleep(0.02)
        self._stopped.set()
        self._more.set()
        self._thread.join(max(1.0, deadline - time.monotonic()))
        self.link.close()

    def _run(self) -> None:
        wait = FIRST_WAIT
        while not self._stopped.is_set():
            try:
                found = self._deliver_oldest()
            except Exception as error:  # noqa: BLE001  the edge of this thread
                self.trouble = _why(error)
                self._stopped.wait(wait)
                wait = min(LONGEST_WAIT, wait * 2)
                continue
            self.trouble, wait = None, FIRST_WAIT
            if not found:
                self._more.wait(IDLE)
                self._more.clear()

    def _deliver_oldest(self) -> bool:
        """Deliver some messages; whether there were any."""
        self.outbox.expire(time.time())
        self._repeat()
        waiting = self.outbox.oldest()
        for message in waiting:
            if self._stopped.is_set():
                break
            try:
                self.link.deliver(message)
                self.delivered += 1
            except MessageRefused as error:
                self.refused += 1
                self.last_refusal = str(error)
                self.outbox.remove(message.event)
                continue
            if self.link.may_forget:
                self.outbox.put_aside(message.event, time.time())
            else:
                self.outbox.remove(message.event)
        return bool(waiting)

    def _repeat(self) -> None:
        """Send again what a broker that was lost may have forgotten."""
        now = time.monotonic()
        if self.link.came_back():
            self.outbox.again()
            self._once_more = now + ONCE_MORE
        elif self._once_more is not None and now >= self._once_more:
            self.outbox.again()
            self._once_more = None


def _why(error: Exception) -> str:
    """Why nothing is delivered, where it was foreseen and where it was not."""
    if isinstance(error, EdgeError):
        return str(error)
    return f"an unexpected error: {type(error).__name__}: {error}"
