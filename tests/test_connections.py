"""Connections to an SQLite file: one a thread, gone with it, none over a fork."""

from __future__ import annotations

import os
import sqlite3
import sys
import threading
from pathlib import Path

import psutil
import pytest

from visage.stores.connections import Connections


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "rows.sqlite3"


def times(file: Path) -> int:
    """How often this process has the file open."""
    opened = psutil.Process().open_files()
    return sum(Path(each.path).name == file.name for each in opened)


def test_a_thread_keeps_its_connection(file: Path) -> None:
    connections = Connections(file)
    first = connections.of_thread()
    found: list[sqlite3.Connection] = []
    thread = threading.Thread(target=lambda: found.append(connections.of_thread()))
    thread.start()
    thread.join()
    assert connections.of_thread() is first
    assert found[0] is not first


def test_a_thread_that_ends_leaves_no_open_file_behind(file: Path) -> None:
    """A server has a thread for each request, and a process may not open many files."""
    connections = Connections(file)

    def read() -> None:
        connections.of_thread().execute("SELECT * FROM sqlite_schema").fetchall()

    read()
    for _ in range(20):
        thread = threading.Thread(target=read)
        thread.start()
        thread.join()
    assert times(file) == 1
    connections.close()
    assert times(file) == 0
    read()  # as it is opened again


def test_a_step_that_fails_is_undone(file: Path) -> None:
    connections = Connections(file)
    connections.of_thread().execute("CREATE TABLE rows (n)")

    def broken() -> None:
        with connections.transaction() as connection:
            connection.execute("INSERT INTO rows VALUES (1)")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()
    with connections.transaction() as connection:
        connection.execute("INSERT INTO rows VALUES (2)")
    assert connections.of_thread().execute("SELECT * FROM rows").fetchall() == [(2,)]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere instances do not fork")
@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_a_fork_neither_uses_nor_closes_what_it_inherits(file: Path) -> None:
    """Else it would end the log of changes, which the first process still writes."""
    connections = Connections(file)
    first = connections.of_thread()
    first.execute("PRAGMA journal_mode = WAL")
    first.execute("CREATE TABLE rows (n)")
    child = os.fork()
    if child == 0:
        try:
            own = connections.of_thread()
            own.execute("INSERT INTO rows VALUES (1)")
            connections.close()
            first.execute("SELECT 1")  # it is still open
            os._exit(0 if own is not first else 1)
        finally:
            os._exit(2)
    assert os.waitpid(child, 0)[1] == 0
    first.execute("INSERT INTO rows VALUES (2)")
    with sqlite3.connect(file) as other:
        assert other.execute("SELECT n FROM rows").fetchall() == [(1,), (2,)]
    other.close()
