"""Messages that were not delivered yet, in one SQLite file on disk.

A message is written before it is sent and removed once its receiver has it, so that
neither a broken link nor the death of the agent loses one. A message that was sent but
not yet confirmed is sent again: the receiver knows it by its id.

The crops are pictures of people: the file is readable by its owner alone, what is
removed is overwritten, in SQLite's log too once nothing waits any longer, and what
could not be delivered for `keep` is removed.

A broker that dies may have forgotten what it confirmed. So what such a receiver has
is put aside for a while, and waits again where its connection was lost.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from edge.errors import BufferUnusable
from visage.stores.connections import empty_log
from visage.watch.events import TrackEvent

SCHEMA = """
CREATE TABLE IF NOT EXISTS messages (
  place INTEGER PRIMARY KEY AUTOINCREMENT,
  event TEXT NOT NULL UNIQUE,
  made REAL NOT NULL,
  size INTEGER NOT NULL,
  delivered REAL,
  waits INTEGER NOT NULL DEFAULT 1,
  body BLOB NOT NULL
)
"""
# Of buffers that were made before a broker was believed to forget.
ADDED = (
    "ALTER TABLE messages ADD COLUMN delivered REAL",
    "ALTER TABLE messages ADD COLUMN waits INTEGER NOT NULL DEFAULT 1",
)
# Seconds that a message is put aside for after it was first confirmed.
ASIDE = 600.0
KEEP = timedelta(hours=24)
MAX_BYTES = 500_000_000


@dataclass(frozen=True)
class Waiting:
    """A message that waits to be delivered."""

    event: str
    body: bytes


class Outbox:
    """The messages of one agent, oldest first. Used from several threads."""

    def __init__(
        self, path: Path, keep: timedelta = KEEP, max_bytes: int = MAX_BYTES
    ) -> None:
        self._keep, self._max_bytes = keep.total_seconds(), max_bytes
        self._lock = threading.Lock()
        self.path = path
        self.dropped = 0
        # Whether the log may hold what was removed, as one that was left behind may.
        self._log_holds = True
        with self._said():
            path.parent.mkdir(parents=True, exist_ok=True)
            # Made by us, so that its mode is ours from the start.
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            self._rows = sqlite3.connect(
                path, check_same_thread=False, isolation_level=None, timeout=30
            )
            self._rows.execute("PRAGMA journal_mode = WAL")
            self._rows.execute("PRAGMA synchronous = FULL")
            self._rows.execute("PRAGMA secure_delete = ON")
            self._rows.execute(SCHEMA)
            columns = self._rows.execute("PRAGMA table_info(messages)").fetchall()
            if "waits" not in {name for _, name, *_ in columns}:
                for statement in ADDED:
                    self._rows.execute(statement)

    def put(self, event: TrackEvent, now: float) -> None:
        """Keep a message; `now` in seconds since 1970. Raises BufferUnusable."""
        body = event.encoded()
        with self._lock, self._said():
            self._rows.execute(
                "INSERT INTO messages (event, made, size, body) VALUES (?, ?, ?, ?)",
                (event.event, now, len(body), body),
            )
            self._forget_old(now)
            self._make_room()

    def oldest(self, limit: int = 10) -> list[Waiting]:
        """The messages that wait longest."""
        with self._lock, self._said():
            found = self._rows.execute(
                "SELECT event, body FROM messages WHERE waits ORDER BY place LIMIT ?",
                (limit,),
            ).fetchall()
        return [Waiting(event, body) for event, body in found]

    def remove(self, event: str) -> None:
        """Forget a message: its receiver has it, or will never take it."""
        with self._lock, self._said():
            self._delete("event = ?", event)
            self._empty_log()

    def put_aside(self, event: str, now: float) -> None:
        """Keep a message for a while whose receiver has it, and may forget it."""
        with self._lock, self._said():
            self._rows.execute(
                "UPDATE messages SET waits = 0, delivered = coalesce(delivered, ?) "
                "WHERE event = ?",
                (now, event),
            )
            self._empty_log()

    def again(self) -> None:
        """Let everything wait again that was put aside."""
        with self._lock, self._said():
            self._rows.execute("UPDATE messages SET waits = 1 WHERE NOT waits")

    def expire(self, now: float) -> None:
        """Remove what could not be delivered for too long, and count it."""
        with self._lock, self._said():
            self._forget_old(now)
            self._empty_log()

    def __len__(self) -> int:
        with self._lock, self._said():
            (count,) = self._rows.execute(
                "SELECT count(*) FROM messages WHERE waits"
            ).fetchone()
        return int(count)

    def close(self) -> None:
        with self._lock:
            self._rows.close()

    def _forget_old(self, now: float) -> None:
        self._delete("delivered < ?", now - ASIDE)
        self.dropped += self._delete("made < ? AND delivered IS NULL", now - self._keep)

    def _delete(self, which: str, value: object) -> int:
        """Remove messages; how many there were."""
        gone = self._rows.execute(f"DELETE FROM messages WHERE {which}", (value,))
        self._log_holds = self._log_holds or gone.rowcount > 0
        return gone.rowcount

    def _empty_log(self) -> None:
        """Take what was removed out of SQLite's log, unless something waits."""
        if not self._log_holds:
            return
        (waits,) = self._rows.execute(
            "SELECT EXISTS (SELECT 1 FROM messages WHERE waits)"
        ).fetchone()
        if not waits:
            empty_log(self._rows)
            self._log_holds = False

    def _make_room(self) -> None:
        """Remove the oldest beyond the bound, those first that were delivered."""
        while True:
            (size,) = self._rows.execute(
                "SELECT coalesce(sum(size), 0) FROM messages"
            ).fetchone()
            if size <= self._max_bytes:
                return
            (waited,) = self._rows.execute(
                "DELETE FROM messages WHERE place = ("
                "SELECT place FROM messages ORDER BY waits, place LIMIT 1"
                ") RETURNING delivered IS NULL"
            ).fetchone()
            self._log_holds = True
            self.dropped += waited

    @contextmanager
    def _said(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise BufferUnusable(
                f"{self.path}: the buffer cannot be used: {error}. Free the disk, or "
                "name another folder with --buffer."
            ) from error
