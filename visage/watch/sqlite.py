"""The table of watching in one SQLite file."""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from visage.errors import StorageFull, WatchUnreachable
from visage.stores.connections import Connections, empty_log
from visage.watch.table import Change, Kept, Put, Row, checked, page_size

APPLICATION = 0x56575443  # "VWTC", which tells the file from other SQLite files
SCHEMA = """
CREATE TABLE rows (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    blob BLOB,
    expires REAL,
    version TEXT NOT NULL,
    PRIMARY KEY (kind, key)
) WITHOUT ROWID;
CREATE INDEX expiring ON rows (expires) WHERE expires IS NOT NULL;
"""
_THERE = "(expires IS NULL OR expires > :now)"
# Above every character of a key.
_LAST = "\U0010ffff"


class SqliteTable:
    """Rows in a file, which is made where there is none.

    A change returns when it is on the disk. What is removed is overwritten, and the log
    of changes, which may still hold it, is emptied then, unless another process is
    reading at that moment; then the next sweep does.
    """

    def __init__(
        self, path: Path, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.address = str(path)
        self._path = path
        self._clock = clock
        self._connections = Connections(path, _by_name)
        with self._named_errors():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(0o600)  # its log and its index get the same rights
            self._prepare()

    def get(self, kind: str, key: str) -> Kept | None:
        query = f"SELECT * FROM rows WHERE kind = :kind AND key = :key AND {_THERE}"
        with self._named_errors():
            found = self._ask(query, kind=kind, key=key).fetchone()
        return _kept(found) if found else None

    def rows(
        self,
        kind: str,
        *,
        prefix: str = "",
        after: str | None = None,
        limit: int = 1000,
        newest_first: bool = False,
    ) -> list[Kept]:
        beyond, order = ("<", "DESC") if newest_first else (">", "ASC")
        query = (
            f"SELECT * FROM rows WHERE kind = :kind AND {_THERE} "
            f"AND key >= :prefix AND key <= :last "
            f"AND (:after IS NULL OR key {beyond} :after) "
            f"ORDER BY key {order} LIMIT :limit"
        )
        asked = {"prefix": prefix, "last": prefix + _LAST, "after": after or None}
        with self._named_errors():
            found = self._ask(query, kind=kind, limit=page_size(limit), **asked)
            return [_kept(each) for each in found]

    def write(self, changes: Sequence[Change]) -> bool:
        checked(changes)
        with self._named_errors():
            with self._connections.transaction() as connection:
                now = self._clock().timestamp()
                if not all(_holds(connection, change, now) for change in changes):
                    return False
                removed = sum(_apply(connection, change) for change in changes)
            if removed:
                empty_log(connection)
        return True

    def sweep(self) -> int:
        with self._named_errors():
            with self._connections.transaction() as connection:
                gone = connection.execute(
                    "DELETE FROM rows WHERE expires <= ?", [self._clock().timestamp()]
                )
            empty_log(connection)
        return gone.rowcount

    def _ask(self, query: str, **values: Any) -> sqlite3.Cursor:
        values["now"] = self._clock().timestamp()
        return self._connections.of_thread().execute(query, values)

    def _prepare(self) -> None:
        connection = self._connections.of_thread()
        if self._is_ours(connection):
            return
        connection.execute("PRAGMA journal_mode = WAL")
        with self._connections.transaction():
            if self._is_ours(connection):  # another process has just made it
                return
            for statement in SCHEMA.split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")

    def _is_ours(self, connection: sqlite3.Connection) -> bool:
        """Whether the file has its tables. Raises WatchUnreachable for another's."""
        made_by = int(connection.execute("PRAGMA application_id").fetchone()[0])
        tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if tables and made_by != APPLICATION:
            raise WatchUnreachable(
                f"{self._path} is an SQLite file, but not one of alerts; set "
                "VISAGE_WATCH to another file."
            )
        return bool(tables)

    @contextmanager
    def _named_errors(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.DatabaseError, OSError) as error:
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
                raise StorageFull(
                    f"The disk of {self._path} is full; what was asked was not done. "
                    "Make room and ask again."
                ) from error
            raise WatchUnreachable(
                f"The alerts in {self._path} cannot be used: {error}. Check that it "
                "and its folder can be written, and that the disk has room; or set "
                "VISAGE_WATCH to another file."
            ) from error


def _kept(found: sqlite3.Row) -> Kept:
    expires = found["expires"]
    row = Row(
        found["kind"],
        found["key"],
        json.loads(found["value"]),
        found["blob"],
        None if expires is None else datetime.fromtimestamp(expires, UTC),
    )
    return Kept(row, found["version"])


def _holds(connection: sqlite3.Connection, change: Change, now: float) -> bool:
    """Whether a row is as the change wants it."""
    if isinstance(change, Put):
        kind, key, read = change.row.kind, change.row.key, change.over
        if change.anyway:
            return True
    else:
        kind, key, read = change.kind, change.key, change.as_read
        if read is None:
            return True
    found = connection.execute(
        "SELECT version FROM rows WHERE kind = ? AND key = ? "
        "AND (expires IS NULL OR expires > ?)",
        [kind, key, now],
    ).fetchone()
    there = found["version"] if found else None
    return there == (read.version if read else None)


def _apply(connection: sqlite3.Connection, change: Change) -> bool:
    """Carry out a change; whether it has removed a row."""
    if not isinstance(change, Put):
        gone = connection.execute(
            "DELETE FROM rows WHERE kind = ? AND key = ?", [change.kind, change.key]
        )
        return gone.rowcount > 0
    row = change.row
    connection.execute(
        "INSERT OR REPLACE INTO rows (kind, key, value, blob, expires, version) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        [
            row.kind,
            row.key,
            json.dumps(row.value, ensure_ascii=False),
            row.blob,
            None if row.expires is None else row.expires.timestamp(),
            uuid.uuid4().hex,
        ],
    )
    return False


def _by_name(connection: sqlite3.Connection) -> None:
    connection.row_factory = sqlite3.Row
