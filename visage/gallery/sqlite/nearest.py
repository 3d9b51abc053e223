"""Exact search over the file's vectors, by bounds in memory and vectors on disk.

Each process keeps quantised copies of the vectors it searches: of people's templates,
of faces, each by collection and only once searched. Before every search, the copy is
brought to the state of the transaction: one number tells whether there is anything to
do. Whether a row counts (it is there, not expired, not rejected) is asked of the file.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Sequence
from datetime import datetime

import numpy as np

from visage.gallery import records
from visage.gallery.collections import Collection
from visage.gallery.exact import Best, Look, Ranked
from visage.gallery.quantised import QuantisedRows
from visage.gallery.sqlite import rows
from visage.gallery.sqlite.schema import FACE, TEMPLATE
from visage.gallery.vectors import Floats

# Vectors that are read at once when a copy is made.
_READ = 512
_VALID = "({0}.expires IS NULL OR {0}.expires > :now) AND {0}.created > :oldest"
_PEOPLE = f"""
    SELECT p.id, v.vector FROM json_each(:keys) k
    JOIN vectors v ON v.key = k.value JOIN people p ON p.template = v.key
    WHERE {_VALID.format("p")}
"""
_FACES = f"""
    SELECT f.id, v.vector FROM json_each(:keys) k
    JOIN vectors v ON v.key = k.value JOIN faces f ON f.key = v.key
    LEFT JOIN people p ON p.key = f.person
    WHERE CASE WHEN f.person IS NULL THEN {_VALID.format("f")}
        ELSE {_VALID.format("p")} END
"""


class Behind(Exception):
    """The copy is of a later state than the transaction."""


class Nearest:
    """The copies of one process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._copies: dict[tuple[int, int], _Copy] = {}

    def people(
        self,
        sql: sqlite3.Connection,
        collection: Collection,
        key: int,
        probes: Floats,
        without: Sequence[set[str]],
        limit: int,
        at_least: float,
        now: datetime,
    ) -> tuple[list[Ranked], int]:
        """Ids and similarities of the best people, and how many have a face."""
        copy = self._copy(sql, collection, key, TEMPLATE)
        look = _look(sql, _PEOPLE, collection, now)
        return copy.ranked(sql, probes, without, limit, at_least, look)

    def faces(
        self,
        sql: sqlite3.Connection,
        collection: Collection,
        key: int,
        probes: Floats,
        limit: int,
        at_least: float,
        now: datetime,
    ) -> list[Ranked]:
        """Ids and similarities of the best faces."""
        copy = self._copy(sql, collection, key, FACE)
        look = _look(sql, _FACES, collection, now)
        nobody: list[set[str]] = [set()] * len(probes)
        return copy.ranked(sql, probes, nobody, limit, at_least, look)[0]

    def _copy(
        self, sql: sqlite3.Connection, collection: Collection, key: int, kind: int
    ) -> _Copy:
        with self._lock:
            if (key, kind) not in self._copies:
                there = {row[0] for row in sql.execute("SELECT key FROM collections")}
                # Copies of collections that were erased meanwhile go.
                self._copies = {
                    each: copy
                    for each, copy in self._copies.items()
                    if each[0] in there
                }
                self._copies[key, kind] = _Copy(key, kind, collection.dimension)
            return self._copies[key, kind]


class _Copy:
    """The quantised vectors of one kind in one collection, and up to where."""

    def __init__(self, collection: int, kind: int, dimension: int) -> None:
        self._collection = collection
        self._kind = kind
        self._dimension = dimension
        self._lock = threading.Lock()
        self._clear()

    def ranked(
        self,
        sql: sqlite3.Connection,
        probes: Floats,
        without: Sequence[set[str]],
        limit: int,
        at_least: float,
        look: Look,
    ) -> tuple[list[Ranked], int]:
        """The best rows for each probe, and how many rows there are."""
        with self._lock:
            self._follow(sql)
            keys = self._rows.keys.copy()
            bounds = list(self._rows.upper_bounds(probes))
        found = []
        for probe, bound, unwanted in zip(probes, bounds, without, strict=True):
            best = Best(probe, unwanted, limit, at_least)
            found.append(best.among(keys, bound, look))
        return found, len(keys)

    def _clear(self) -> None:
        self._rows = QuantisedRows(self._dimension)
        self._version = self._last_key = self._last_removed = -1

    def _follow(self, sql: sqlite3.Connection) -> None:
        """Bring the copy to the transaction's state. Raises Behind."""
        version = _number(
            sql, "SELECT version FROM collections WHERE key = ?", self._collection
        )
        if version == self._version:
            return
        if version < self._version:
            raise Behind
        first = _number(sql, "SELECT coalesce(min(number), 0) FROM removed")
        if self._version >= 0 and first > self._last_removed + 1:
            self._clear()  # some removals are forgotten already
        self._drop(sql)
        self._add(sql)
        self._version = version

    def _drop(self, sql: sqlite3.Connection) -> None:
        if len(self._rows):
            query = """
                SELECT key FROM removed
                WHERE number > ? AND collection = ? AND kind = ?
            """
            given = [self._last_removed, self._collection, self._kind]
            gone = [row[0] for row in sql.execute(query, given)]
            if gone:
                self._rows.drop(np.array(gone, np.int64))
        query = "SELECT coalesce(max(number), 0) FROM removed"
        self._last_removed = _number(sql, query)

    def _add(self, sql: sqlite3.Connection) -> None:
        query = """
            SELECT key, vector FROM vectors
            WHERE collection = ? AND kind = ? AND key > ? ORDER BY key
        """
        given = [self._collection, self._kind, self._last_key]
        cursor = sql.execute(query, given)
        while found := cursor.fetchmany(_READ):
            keys = np.array([row[0] for row in found], np.int64)
            vectors = rows.vector(b"".join(row[1] for row in found))
            self._rows.add(keys, vectors.reshape(-1, self._dimension))
            self._last_key = int(keys[-1])


def _look(
    sql: sqlite3.Connection, query: str, collection: Collection, now: datetime
) -> Look:
    """Asks for the ids and the vectors of those rows that count."""
    oldest = collection.oldest_kept(now)
    given = {
        "now": records.micros(now),
        "oldest": rows.BEFORE_ALL if oldest is None else records.micros(oldest),
    }

    def look(keys: list[int]) -> tuple[list[str], Floats]:
        found = sql.execute(query, {**given, "keys": json.dumps(keys)}).fetchall()
        vectors = rows.vector(b"".join(row[1] for row in found))
        ids = [row[0] for row in found]
        return ids, vectors.reshape(len(ids), collection.dimension)

    return look


def _number(sql: sqlite3.Connection, query: str, *given: object) -> int:
    return int(sql.execute(query, given).fetchone()[0])
