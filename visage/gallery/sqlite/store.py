"""Steps on the file: transactions, connections, and what can go wrong with a file."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from visage.errors import GalleryUnreachable, StorageFull
from visage.gallery.books import Books
from visage.gallery.sqlite.books import SqliteBooks
from visage.gallery.sqlite.nearest import Behind, Nearest
from visage.gallery.sqlite.schema import APPLICATION, MIGRATIONS
from visage.stores.connections import Connections, empty_log

T = TypeVar("T")

# Larger than SQLite's 4096, of which a vector of 512 numbers would leave half unused.
PAGE = 8192
KEY = "key"


class SqliteStore:
    """A Store in one file. Each thread has a connection of its own.

    A change returns when it is on the disk (`synchronous = FULL`). What is erased is
    overwritten in the file (`secure_delete`), and the log of changes, which may still
    hold it, is emptied then, unless another process is reading at that moment.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connections = Connections(path, _with_foreign_keys)
        self._nearest = Nearest()
        with self._named_errors():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._prepare(self._connections.of_thread())

    def key(self) -> bytes:
        """The gallery's key, made with the file."""

        def step(connection: sqlite3.Connection) -> bytes:
            query = "SELECT value FROM settings WHERE name = ?"
            return bytes(connection.execute(query, [KEY]).fetchone()[0])

        with self._named_errors():
            return step(self._connections.of_thread())

    def read(self, step: Callable[[Books], T]) -> T:
        while True:
            with (
                self._named_errors(),
                self._connections.transaction("DEFERRED") as connection,
            ):
                try:
                    return step(SqliteBooks(connection, self._nearest))
                except Behind:
                    # Another thread's search has seen a later state than this step's.
                    continue

    def change(self, step: Callable[[Books], T]) -> T:
        with self._named_errors():
            with self._connections.transaction("IMMEDIATE") as connection:
                books = SqliteBooks(connection, self._nearest)
                result = step(books)
            if books.erased:
                empty_log(connection)
            return result

    def mend(self) -> None:
        """SQLite mends the file itself when it opens it."""

    def close(self) -> None:
        """Close the connections of all threads."""
        self._connections.close()

    def _prepare(self, connection: sqlite3.Connection) -> None:
        """Make the tables, or bring those of an older version up to date."""
        version = self._version(connection)
        if version == len(MIGRATIONS):
            return
        connection.execute(f"PRAGMA page_size = {PAGE}")
        connection.execute("PRAGMA journal_mode = WAL")
        with self._connections.transaction("IMMEDIATE"):
            for script in MIGRATIONS[self._version(connection) :]:
                for statement in script.split(";"):
                    connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
            connection.execute(
                "INSERT OR IGNORE INTO settings VALUES (?, ?)",
                [KEY, secrets.token_bytes(32)],
            )

    def _version(self, connection: sqlite3.Connection) -> int:
        """The version of the file's tables. Raises GalleryUnreachable."""
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        made_by = int(connection.execute("PRAGMA application_id").fetchone()[0])
        tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if made_by != APPLICATION and tables:
            raise GalleryUnreachable(
                f"{self.path} is an SQLite file, but no gallery; set VISAGE_GALLERY to "
                "another file."
            )
        if version > len(MIGRATIONS):
            raise GalleryUnreachable(
                f"{self.path} was written by a newer version of Visage (tables "
                f"{version}, known are {len(MIGRATIONS)}); install that version."
            )
        return version

    @contextmanager
    def _named_errors(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.OperationalError, sqlite3.DatabaseError, OSError) as error:
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
                raise StorageFull(
                    f"The disk of the gallery {self.path} is full; what was asked was "
                    "not done. Make room and ask again."
                ) from error
            raise GalleryUnreachable(
                f"The gallery {self.path} cannot be used: {error}. Check that the file "
                "is a gallery, that it and its folder can be written, and that the "
                "disk has room; or set VISAGE_GALLERY to another file."
            ) from error


def _with_foreign_keys(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
