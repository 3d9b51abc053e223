"""Connections to an SQLite file: one for each thread, and none carried over a fork.

A change returns when it is on the disk (`synchronous = FULL`), and what is removed is
overwritten in the file (`secure_delete`). The log of changes may still hold it:
`empty_log` empties that.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from weakref import WeakSet

# Seconds to wait for another process's change; a change takes milliseconds.
PATIENCE = 30.0
# Those of the process that this one was forked from, which must be neither used nor
# closed here: https://www.sqlite.org/howtocorrupt.html#_carrying_an_open_database_connection_across_a_fork_
_INHERITED: list[sqlite3.Connection] = []


def empty_log(connection: sqlite3.Connection) -> None:
    """Move the log into the file and cut it off, unless someone reads just now.

    Waiting for readers would keep every other change waiting too.
    """
    connection.execute("PRAGMA busy_timeout = 0")
    with suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    connection.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000:.0f}")


class _Owner:
    """Closes a thread's connection when the thread ends."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.process = os.getpid()

    def __del__(self) -> None:
        if self.process == os.getpid():
            self.connection.close()
        else:
            _INHERITED.append(self.connection)


class Connections:
    """The connections of a process to a file, opened as they are needed."""

    def __init__(
        self,
        path: Path,
        prepare: Callable[[sqlite3.Connection], object] = lambda connection: None,
    ) -> None:
        self._path = path
        self._prepare = prepare
        self._local = threading.local()
        self._open: WeakSet[_Owner] = WeakSet()

    def of_thread(self) -> sqlite3.Connection:
        """The calling thread's connection."""
        owner: _Owner | None = getattr(self._local, "owner", None)
        if owner is None or owner.process != os.getpid():
            owner = _Owner(self._connected())
            self._local.owner = owner
            self._open.add(owner)
        return owner.connection

    @contextmanager
    def transaction(self, kind: str = "IMMEDIATE") -> Iterator[sqlite3.Connection]:
        """A step of the calling thread that is written whole or not at all."""
        connection = self.of_thread()
        connection.execute(f"BEGIN {kind}")
        try:
            yield connection
        except BaseException:
            # A full disk or a broken file may have ended the transaction already.
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    def close(self) -> None:
        """Close the connections of all threads of this process."""
        for owner in list(self._open):
            if owner.process == os.getpid():
                owner.connection.close()
        self._open.clear()
        self._local = threading.local()

    def _connected(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path,
            timeout=PATIENCE,
            isolation_level=None,
            check_same_thread=False,
        )
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        self._prepare(connection)
        return connection
