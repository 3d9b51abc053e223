"""Collections, people and faces in the tables, during one transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime

from visage.gallery import records
from visage.gallery.collections import Collection
from visage.gallery.faces import FaceRecord
from visage.gallery.people import Person
from visage.gallery.probes import FaceMatch, PersonMatch
from visage.gallery.sqlite import rows
from visage.gallery.sqlite.ledger import Ledger
from visage.gallery.sqlite.nearest import Nearest
from visage.gallery.sqlite.schema import FACE, MOST_REMOVED, TEMPLATE
from visage.gallery.vectors import Floats

_PERSON = f"""
    SELECT {rows.PERSON}, (SELECT count(*) FROM faces WHERE person = p.key)
    FROM people p
"""
_FACE = f"""
    SELECT {rows.FACE} FROM faces f LEFT JOIN people owner ON owner.key = f.person
"""
_LISTED = "IN (SELECT value FROM json_each(?))"


class SqliteBooks(Ledger):
    """Books in one transaction. `erased` tells whether anything was removed."""

    def __init__(self, connection: sqlite3.Connection, nearest: Nearest) -> None:
        super().__init__(connection)
        self._nearest = nearest

    # Collections.

    def collection(self, c: str) -> Collection | None:
        query = f"SELECT {rows.COLLECTION} FROM collections WHERE name = ?"
        row = rows.one(self._sql.execute(query, [c]))
        return rows.collection(row) if row else None

    def collections(self, after: str | None, limit: int) -> list[Collection]:
        query = f"""
            SELECT {rows.COLLECTION} FROM collections
            WHERE name > ? ORDER BY name LIMIT ?
        """
        found = self._sql.execute(query, [after or "", limit]).fetchall()
        return [rows.collection(row) for row in found]

    def put_collection(self, collection: Collection) -> None:
        values = (
            collection.name,
            collection.profile,
            collection.dimension,
            records.written(records.POLICY, collection.policy),
            collection.retention_days,
            json.dumps(dict(collection.tags)),
            records.micros(collection.created),
        )
        self._sql.execute(
            f"""
            INSERT INTO collections ({rows.COLLECTION})
            VALUES ({rows.placeholders(values)}, 0, 0)
            ON CONFLICT (name) DO UPDATE SET policy = excluded.policy,
                retention_days = excluded.retention_days, tags = excluded.tags
            """,
            values,
        )

    def drop_collection(self, c: str) -> None:
        key = self._key_of(c)
        self.erased = True
        for table in ("rejections", "faces", "people", "vectors", "removed"):
            self._sql.execute(f"DELETE FROM {table} WHERE collection = ?", [key])
        self._sql.execute("DELETE FROM collections WHERE key = ?", [key])
        self.forget_all_answers(c)

    # People.

    def person(self, c: str, person: str) -> Person | None:
        query = f"{_PERSON} WHERE p.collection = ? AND p.id = ?"
        row = rows.one(self._sql.execute(query, [self._key_of(c), person]))
        return rows.person(row) if row else None

    def people(self, c: str, after: str | None, limit: int) -> list[Person]:
        query = f"{_PERSON} WHERE p.collection = ? AND p.id > ? ORDER BY p.id LIMIT ?"
        found = self._sql.execute(query, [self._key_of(c), after or "", limit])
        return [rows.person(row) for row in found]

    def put_person(self, c: str, person: Person) -> None:
        if self._person_key(c, person.id) is None:
            self._count(c, people=1)
        values = (
            self._key_of(c),
            person.id,
            person.name,
            json.dumps(person.metadata, ensure_ascii=False),
            records.written(records.CONSENT, person.consent),
            records.expiry(person.consent),
            records.micros(person.created),
        )
        self._sql.execute(
            f"""
            INSERT INTO people
                (collection, id, name, metadata, consent, expires, created)
            VALUES ({rows.placeholders(values)})
            ON CONFLICT (collection, id) DO UPDATE SET name = excluded.name,
                metadata = excluded.metadata, consent = excluded.consent,
                expires = excluded.expires
            """,
            values,
        )

    def drop_person(self, c: str, person: str) -> None:
        self.set_template(c, person, None)
        self.erased = True
        self._count(c, people=-1)
        key = self._person_key(c, person)
        self._sql.execute("DELETE FROM rejections WHERE person = ?", [key])
        self._sql.execute("DELETE FROM people WHERE key = ?", [key])

    def set_template(self, c: str, person: str, vector: Floats | None) -> None:
        key = self._person_key(c, person)
        query = "SELECT template FROM people WHERE key = ?"
        row = rows.one(self._sql.execute(query, [key]))
        if row and row[0] is not None:
            self._drop_vectors(c, TEMPLATE, [row[0]])
        made = None if vector is None else self._add_vector(c, TEMPLATE, vector)
        self._sql.execute("UPDATE people SET template = ? WHERE key = ?", [made, key])

    def people_ended(self, c: Collection, now: datetime) -> list[str]:
        found = self._sql.execute(
            """
            SELECT id FROM people
            WHERE collection = ? AND (expires <= ? OR created <= ?) ORDER BY id
            """,
            [self._key_of(c.name), records.micros(now), oldest_kept(c, now)],
        )
        return [row[0] for row in found]

    # Faces.

    def faces(self, c: str, after: str | None, limit: int) -> list[FaceRecord]:
        return self._faces(
            "f.collection = ? AND f.id > ? ORDER BY f.id LIMIT ?",
            [self._key_of(c), after or "", limit],
        )

    def faces_of(self, c: str, person: str) -> list[FaceRecord]:
        return self._faces("f.person = ? ORDER BY f.id", [self._person_key(c, person)])

    def faces_seen(self, c: str, picture: str) -> list[FaceRecord]:
        return self._faces(
            "f.collection = ? AND f.picture = ? ORDER BY f.id",
            [self._key_of(c), picture],
        )

    def faces_by_id(self, c: str, ids: Iterable[str]) -> list[FaceRecord]:
        wanted = list(ids)
        found = self._faces(
            f"f.collection = ? AND f.id {_LISTED}",
            [self._key_of(c), json.dumps(wanted)],
        )
        known = {face.id: face for face in found}
        return [known[each] for each in wanted if each in known]

    def faces_ended(self, c: Collection, now: datetime) -> list[FaceRecord]:
        return self._faces(
            """
            f.collection = ? AND f.person IS NULL
            AND (f.expires <= ? OR f.created <= ?) ORDER BY f.id
            """,
            [self._key_of(c.name), records.micros(now), oldest_kept(c, now)],
        )

    def vectors(self, c: str, ids: Iterable[str]) -> dict[str, Floats]:
        found = self._sql.execute(
            f"""
            SELECT f.id, v.vector FROM faces f JOIN vectors v ON v.key = f.key
            WHERE f.collection = ? AND f.id {_LISTED}
            """,
            [self._key_of(c), json.dumps(list(ids))],
        )
        return {face: rows.vector(blob) for face, blob in found}

    def add_face(self, c: str, face: FaceRecord, vector: Floats) -> None:
        self._count(c, faces=1)
        values = (
            self._add_vector(c, FACE, vector),
            self._key_of(c),
            face.id,
            self._person_key(c, face.person),
            *rows.sighting_row(face.sighting),
            face.quality,
            face.confidence,
            face.external_id,
            records.written(records.CONSENT, face.consent),
            records.expiry(face.consent),
            records.micros(face.created),
        )
        self._sql.execute(
            f"INSERT INTO faces VALUES ({rows.placeholders(values)})", values
        )

    def put_face(self, c: str, face: FaceRecord) -> None:
        self._sql.execute(
            """
            UPDATE faces SET person = ?, consent = ?, expires = ?
            WHERE collection = ? AND id = ?
            """,
            [
                self._person_key(c, face.person),
                records.written(records.CONSENT, face.consent),
                records.expiry(face.consent),
                self._key_of(c),
                face.id,
            ],
        )

    def drop_faces(self, c: str, ids: Sequence[str]) -> None:
        self.erased = True
        where = f"WHERE collection = ? AND id {_LISTED}"
        given = [self._key_of(c), json.dumps(list(ids))]
        found = self._sql.execute(f"SELECT key FROM faces {where}", given).fetchall()
        self._sql.execute(f"DELETE FROM faces {where}", given)
        self._count(c, faces=-len(found))
        self._drop_vectors(c, FACE, [row[0] for row in found])

    # Search.

    def nearest_people(
        self,
        c: Collection,
        probes: Floats,
        without: Sequence[set[str]],
        limit: int,
        at_least: float,
        now: datetime,
    ) -> tuple[list[list[PersonMatch]], int]:
        ranked, people = self._nearest.people(
            self._sql, c, self._key_of(c.name), probes, without, limit, at_least, now
        )
        found = []
        for matches in ranked:
            known = {each: self.person(c.name, each) for each, _ in matches}
            found.append(
                [
                    PersonMatch(person, similarity)
                    for each, similarity in matches
                    if (person := known[each])
                ]
            )
        return found, people

    def nearest_faces(
        self,
        c: Collection,
        probes: Floats,
        limit: int,
        at_least: float,
        now: datetime,
    ) -> list[list[FaceMatch]]:
        ranked = self._nearest.faces(
            self._sql, c, self._key_of(c.name), probes, limit, at_least, now
        )
        found = []
        for matches in ranked:
            faces = self.faces_by_id(c.name, [each for each, _ in matches])
            known = {face.id: face for face in faces}
            found.append([FaceMatch(known[each], value) for each, value in matches])
        return found

    # What these are made of.

    def _faces(self, where: str, given: Sequence[object]) -> list[FaceRecord]:
        found = self._sql.execute(f"{_FACE} WHERE {where}", given)
        return [rows.face(row) for row in found]

    def _person_key(self, c: str, person: str | None) -> int | None:
        if person is None:
            return None
        query = "SELECT key FROM people WHERE collection = ? AND id = ?"
        row = rows.one(self._sql.execute(query, [self._key_of(c), person]))
        return row[0] if row else None

    def _add_vector(self, c: str, kind: int, vector: Floats) -> int:
        key = self._changed(c)
        added = self._sql.execute(
            "INSERT INTO vectors (collection, kind, vector) VALUES (?, ?, ?)",
            [key, kind, vector.astype("<f4").tobytes()],
        )
        return int(added.lastrowid or 0)

    def _drop_vectors(self, c: str, kind: int, keys: Sequence[int]) -> None:
        collection = self._changed(c)
        self._sql.executemany(
            "DELETE FROM vectors WHERE key = ?", [[key] for key in keys]
        )
        self._sql.executemany(
            "INSERT INTO removed (collection, kind, key) VALUES (?, ?, ?)",
            [[collection, kind, key] for key in keys],
        )
        self._sql.execute(
            "DELETE FROM removed WHERE number <= (SELECT max(number) FROM removed) - ?",
            [MOST_REMOVED],
        )

    def _count(self, c: str, people: int = 0, faces: int = 0) -> None:
        """Count people and faces along as they come and go."""
        self._sql.execute(
            """
            UPDATE collections SET people = people + ?, faces = faces + ?
            WHERE name = ?
            """,
            [people, faces, c],
        )

    def _changed(self, c: str) -> int:
        """Note that a collection's vectors change; its key."""
        key = self._key_of(c)
        self._sql.execute(
            "UPDATE collections SET version = version + 1 WHERE key = ?", [key]
        )
        return key


def oldest_kept(c: Collection, now: datetime) -> int | None:
    """The moment at or before which what was enrolled is past the retention."""
    oldest = c.oldest_kept(now)
    return None if oldest is None else records.micros(oldest)
