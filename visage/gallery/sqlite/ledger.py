"""What is remembered beside people and faces: rejections, suppressions, the books."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from visage.gallery import records
from visage.gallery.audit import AuditEntry
from visage.gallery.forgetting import Rejection, Suppression
from visage.gallery.idempotency import Answer
from visage.gallery.receipts import Receipt
from visage.gallery.rules import unknown_collection
from visage.gallery.sqlite import rows

_REJECTION = f"""
    SELECT p.id, {", ".join("r." + c for c in rows.SIGHTING.split(", "))}, r.created
    FROM rejections r JOIN people p ON p.key = r.person
"""
_SUPPRESSION = f"""
    SELECT id, receipt, {rows.SIGHTING}, subject, created FROM suppressions
"""


class Ledger:
    """The smaller tables, in one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._sql = connection
        self.erased = False

    def _key_of(self, c: str) -> int:
        query = "SELECT key FROM collections WHERE name = ?"
        row = rows.one(self._sql.execute(query, [c]))
        if row is None:
            raise unknown_collection(c)
        return int(row[0])

    # Rejections.

    def rejections_of(self, c: str, person: str) -> list[Rejection]:
        query = f"""
            {_REJECTION} WHERE r.person =
                (SELECT key FROM people WHERE collection = ? AND id = ?)
            ORDER BY r.key
        """
        found = self._sql.execute(query, [self._key_of(c), person])
        return [rows.rejection(row) for row in found]

    def rejections_seen(self, c: str, picture: str) -> list[Rejection]:
        query = f"{_REJECTION} WHERE r.collection = ? AND r.picture = ? ORDER BY r.key"
        found = self._sql.execute(query, [self._key_of(c), picture])
        return [rows.rejection(row) for row in found]

    def add_rejection(self, c: str, rejection: Rejection) -> None:
        key = self._key_of(c)
        self._sql.execute(
            f"""
            INSERT INTO rejections (collection, person, {rows.SIGHTING}, created)
            SELECT ?, key, ?, ?, ?, ?, ?, ? FROM people WHERE collection = ? AND id = ?
            """,
            [
                key,
                *rows.sighting_row(rejection.sighting),
                records.micros(rejection.created),
                key,
                rejection.person,
            ],
        )

    def drop_rejection(self, c: str, rejection: Rejection) -> None:
        key = self._key_of(c)
        self._sql.execute(
            """
            DELETE FROM rejections
            WHERE person = (SELECT key FROM people WHERE collection = ? AND id = ?)
            AND picture = ? AND "left" = ? AND top = ? AND "right" = ? AND bottom = ?
            """,
            [key, rejection.person, *rows.sighting_row(rejection.sighting)],
        )

    # Suppressions.

    def suppressions(self, c: str, after: str | None, limit: int) -> list[Suppression]:
        query = f"{_SUPPRESSION} WHERE collection = ? AND id > ? ORDER BY id LIMIT ?"
        found = self._sql.execute(query, [c, after or "", limit])
        return [rows.suppression(row) for row in found]

    def suppressions_seen(self, c: str, picture: str) -> list[Suppression]:
        query = f"{_SUPPRESSION} WHERE collection = ? AND picture = ?"
        found = self._sql.execute(query, [c, picture])
        return [rows.suppression(row) for row in found]

    def suppression_of(self, c: str, subject: str) -> Suppression | None:
        query = f"{_SUPPRESSION} WHERE collection = ? AND subject = ?"
        row = rows.one(self._sql.execute(query, [c, subject]))
        return rows.suppression(row) if row else None

    def add_suppression(self, c: str, suppression: Suppression) -> None:
        seen: rows.Row = (None,) * 5
        if suppression.sighting is not None:
            seen = rows.sighting_row(suppression.sighting)
        values = (
            suppression.id,
            c,
            suppression.receipt,
            *seen,
            suppression.subject,
            records.micros(suppression.created),
        )
        self._sql.execute(
            f"INSERT INTO suppressions VALUES ({rows.placeholders(values)})", values
        )

    def drop_suppressions(self, c: str, receipt: str) -> int:
        query = "DELETE FROM suppressions WHERE receipt = ? AND collection = ?"
        return self._sql.execute(query, [receipt, c]).rowcount

    # Answers to requests.

    def answer(self, slot: str) -> tuple[datetime, str, Answer] | None:
        query = "SELECT at, fingerprint, answer FROM answers WHERE slot = ?"
        row = rows.one(self._sql.execute(query, [slot]))
        if row is None:
            return None
        return records.moment(row[0]), row[1], records.ANSWER.validate_json(row[2])

    def put_answer(
        self, slot: str, at: datetime, fingerprint: str, answer: Answer
    ) -> None:
        self._sql.execute(
            "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?)",
            [
                slot,
                records.micros(at),
                fingerprint,
                answer.collection,
                answer.person,
                records.written(records.ANSWER, answer),
            ],
        )

    def forget_answers(self, c: str, person: str) -> None:
        self._forget("collection = ? AND person = ?", Answer(c, gone=True), c, person)

    def forget_all_answers(self, c: str) -> None:
        """Mark all answers about a collection as gone."""
        self._forget("collection = ?", Answer(c, gone=True), c)

    def _forget(self, where: str, gone: Answer, *given: str) -> None:
        text = records.written(records.ANSWER, gone)
        query = f"UPDATE answers SET person = NULL, answer = ? WHERE {where}"
        self._sql.execute(query, [text, *given])

    def drop_answers(self, before: datetime) -> None:
        query = "DELETE FROM answers WHERE at <= ?"
        self._sql.execute(query, [records.micros(before)])

    # Receipts and the audit.

    def receipt(self, receipt: str) -> Receipt:
        query = "SELECT receipt FROM receipts WHERE id = ?"
        row = self._sql.execute(query, [receipt]).fetchone()
        return records.RECEIPT.validate_json(row[0])

    def receipts(self, after: str | None, limit: int) -> list[Receipt]:
        query = "SELECT receipt FROM receipts WHERE id > ? ORDER BY id LIMIT ?"
        found = self._sql.execute(query, [after or "", limit])
        return [records.RECEIPT.validate_json(row[0]) for row in found]

    def add_receipt(self, receipt: Receipt) -> None:
        text = records.written(records.RECEIPT, receipt)
        self._sql.execute("INSERT INTO receipts VALUES (?, ?)", [receipt.id, text])

    def audit(self, after: str | None, limit: int) -> list[AuditEntry]:
        query = "SELECT entry FROM audit WHERE id > ? ORDER BY id LIMIT ?"
        found = self._sql.execute(query, [after or "", limit])
        return [records.ENTRY.validate_json(row[0]) for row in found]

    def add_audit(self, entry: AuditEntry) -> None:
        text = records.written(records.ENTRY, entry)
        self._sql.execute("INSERT INTO audit VALUES (?, ?)", [entry.id, text])
