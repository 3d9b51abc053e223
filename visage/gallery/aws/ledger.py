"""What is remembered beside people and faces, during one step."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice

from visage.gallery.audit import AuditEntry
from visage.gallery.aws import rows
from visage.gallery.aws.head import Head
from visage.gallery.aws.items import Key
from visage.gallery.aws.session import Session
from visage.gallery.aws.table import Condition, Write
from visage.gallery.aws.view import Torn, View
from visage.gallery.forgetting import Rejection, Suppression
from visage.gallery.idempotency import Answer
from visage.gallery.receipts import Receipt
from visage.gallery.records import ENTRY, RECEIPT
from visage.gallery.rules import timed_id, unknown_collection


class Ledger:
    """Rejections, suppressions, answers, receipts and the audit on a view."""

    def __init__(self, view: View, session: Session) -> None:
        self._view = view
        self._session = session

    # What all of it is made of.

    def _generation(self, c: str) -> str:
        """The generation of a collection that is there."""
        generation = self._view.head(c).generation
        if generation is None:
            raise unknown_collection(c)
        return generation

    def _change(self, c: str, people: int = 0, faces: int = 0, found: int = 0) -> None:
        """Note that a collection changes, and count along."""
        head = self._view.head(c)
        self._view.draft.heads[c] = replace(
            head,
            people=head.people + people,
            faces=head.faces + faces,
            searchable=head.searchable + found,
        )

    def _replace(self, c: str, old: dict[Key, str], new: dict[Key, str]) -> None:
        """Put rows in the place of others."""
        self._change(c)
        for key in old.keys() - new.keys():
            self._view.set(key, None)
        for key, text in new.items():
            if old.get(key) != text:
                self._view.set(key, text)

    # Rejections.

    def rejections_of(self, c: str, person: str) -> list[Rejection]:
        return [said for _, said in self._said(c, person)]

    def rejections_seen(self, c: str, picture: str) -> list[Rejection]:
        found = self._view.walk(f"{self._generation(c)}/seen", prefix=f"{picture}/")
        return [rows.REJECTION.validate_json(text) for _, text in found]

    def add_rejection(self, c: str, rejection: Rejection) -> None:
        number = timed_id(rejection.created)
        made = rows.rejection_rows(self._generation(c), rejection, number)
        self._replace(c, {}, made)

    def drop_rejection(self, c: str, rejection: Rejection) -> None:
        for number, said in list(self._said(c, rejection.person)):
            if said == rejection:
                self._drop_said(c, said, number)

    def _drop_rejections(self, c: str, person: str) -> None:
        for number, said in list(self._said(c, person)):
            self._drop_said(c, said, number)

    def _drop_said(self, c: str, said: Rejection, number: str) -> None:
        self._replace(c, rows.rejection_rows(self._generation(c), said, number), {})

    def _said(self, c: str, person: str) -> Iterator[tuple[str, Rejection]]:
        found = self._view.walk(f"{self._generation(c)}/said", prefix=f"{person}/")
        for place, text in found:
            number = place.rsplit("/", 1)[1]
            yield number, rows.REJECTION.validate_json(text)

    # Suppressions. They outlive their collection, under its name.

    def suppressions(self, c: str, after: str | None, limit: int) -> list[Suppression]:
        return self._suppressed(c, "id", after=after, limit=limit)

    def suppressions_seen(self, c: str, picture: str) -> list[Suppression]:
        return self._suppressed(c, "picture", prefix=f"{picture}/")

    def suppression_of(self, c: str, subject: str) -> Suppression | None:
        found = self._suppressed(c, "subject", prefix=f"{subject}/")
        return found[0] if found else None

    def add_suppression(self, c: str, suppression: Suppression) -> None:
        self._view.head(c)
        self._replace(c, {}, rows.suppression_rows(c, suppression))

    def drop_suppressions(self, c: str, receipt: str) -> int:
        lifted = self._suppressed(c, "receipt", prefix=f"{receipt}/")
        for each in lifted:
            self._replace(c, rows.suppression_rows(c, each), {})
        return len(lifted)

    def _suppressed(
        self,
        c: str,
        by: str,
        *,
        prefix: str = "",
        after: str | None = None,
        limit: int | None = None,
    ) -> list[Suppression]:
        self._view.head(c)
        found = self._view.walk(
            rows.suppressed(c, by), prefix=prefix, after=after, limit=limit
        )
        texts = islice((text for _, text in found), limit)
        return [rows.SUPPRESSION.validate_json(text) for text in texts]

    # Answers to requests. One is gone when the collection or the person is not the one
    # any more that it tells of; that it says so itself comes later.

    def answer(self, slot: str) -> tuple[datetime, str, Answer] | None:
        key = rows.answer_key(slot)
        item = self._view.table.get(key)
        self._view.stamps[key] = item.stamp if item else None
        if item is None:
            return None
        kept = rows.ANSWER.validate_json(item.text)
        answer = kept.answer
        if not self._still_there(kept):
            answer = Answer(answer.collection, gone=True)
        return kept.at, kept.fingerprint, answer

    def put_answer(
        self, slot: str, at: datetime, fingerprint: str, answer: Answer
    ) -> None:
        key, stamp = rows.answer_key(slot), secrets.token_hex(8)
        generation = self._view.head(answer.collection).generation
        person = None
        if generation is not None:
            place = rows.answer_of(generation, answer.person, slot)
            self._replace(answer.collection, {}, {place: stamp})
            if answer.person is not None:
                person = self._kept_person(generation, answer.person).key
        kept = rows.KeptAnswer(at, fingerprint, answer, generation, person)
        text = rows.ANSWER.dump_json(kept).decode()
        condition = Condition(self._view.stamps[key])
        self._view.draft.beside[key] = Write(key, text, stamp, condition)

    def forget_answers(self, c: str, person: str) -> None:
        partition = f"{self._generation(c)}/answers"
        for place, stamp in list(self._view.walk(partition, prefix=f"{person}/")):
            self._view.set((partition, place), None)
            self._view.draft.forgotten.append((place.rsplit("/", 1)[1], stamp))

    def drop_answers(self, before: datetime) -> None:
        self._view.draft.answers_before = before

    def _still_there(self, kept: rows.KeptAnswer) -> bool:
        if kept.generation is None:
            return True
        head: Head = self._view.head(kept.answer.collection)
        if head.generation != kept.generation:
            return False
        if kept.person is None or kept.answer.person is None:
            return True
        text = self._view.get(rows.person_key(kept.generation, kept.answer.person))
        return text is not None and rows.PERSON.validate_json(text).key == kept.person

    def _kept_person(self, generation: str, person: str) -> rows.KeptPerson:
        """A person who is there."""
        text = self._view.get(rows.person_key(generation, person))
        if text is None:
            raise Torn
        return rows.PERSON.validate_json(text)

    # Receipts and the audit. They are written with a head, under keys of their own.

    def receipt(self, receipt: str) -> Receipt:
        item = self._view.table.get((rows.RECEIPTS, receipt))
        if item is None:
            raise Torn
        return RECEIPT.validate_json(item.text)

    def receipts(self, after: str | None, limit: int) -> list[Receipt]:
        found = self._view.table.walk(rows.RECEIPTS, after=after, page=limit)
        return [RECEIPT.validate_json(item.text) for _, item in islice(found, limit)]

    def add_receipt(self, receipt: Receipt) -> None:
        self._beside((rows.RECEIPTS, receipt.id), RECEIPT.dump_json(receipt).decode())

    def audit(self, after: str | None, limit: int) -> list[AuditEntry]:
        found = self._view.table.walk(rows.AUDIT, after=after, page=limit)
        return [ENTRY.validate_json(item.text) for _, item in islice(found, limit)]

    def add_audit(self, entry: AuditEntry) -> None:
        self._beside((rows.AUDIT, entry.id), ENTRY.dump_json(entry).decode())

    def _beside(self, key: Key, text: str) -> None:
        self._view.draft.beside[key] = Write(key, text)
