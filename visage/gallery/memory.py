"""A gallery in the memory of one process: dictionaries, and nothing clever.

It is what the tests hold the other stores against, and forgets all with its process.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

import numpy as np

from visage.gallery import rules
from visage.gallery.audit import AuditEntry
from visage.gallery.books import Books
from visage.gallery.collections import Collection
from visage.gallery.faces import FaceRecord
from visage.gallery.forgetting import Rejection, Suppression
from visage.gallery.idempotency import Answer
from visage.gallery.people import Person
from visage.gallery.probes import FaceMatch, PersonMatch
from visage.gallery.receipts import Copy, Receipt
from visage.gallery.stored import StoredGallery
from visage.gallery.vectors import Floats, similarities

T = TypeVar("T")
R = TypeVar("R")

COPIES = (Copy("none: this gallery is kept in memory only", "the process ends"),)


class MemoryGallery(StoredGallery):
    """A Gallery in this process's memory. `clock` gives the moment, in UTC."""

    def __init__(self, clock: rules.Clock = rules.utc_now) -> None:
        key = secrets.token_bytes(32)
        super().__init__("memory", MemoryStore(), lambda: key, COPIES, clock)


class MemoryStore:
    """One step after the other; a step that changes works on copies of its own."""

    def __init__(self) -> None:
        self._books = MemoryBooks()
        self._lock = threading.Lock()

    def read(self, step: Callable[[Books], T]) -> T:
        with self._lock:
            return step(self._books)

    def change(self, step: Callable[[Books], T]) -> T:
        with self._lock:
            draft = self._books.copied()
            result = step(draft)
            self._books = draft
            return result

    def mend(self) -> None:
        """Nothing outlives the process."""


@dataclass
class _Shelf:
    """What one collection holds; rejections and templates are by person."""

    collection: Collection
    people: dict[str, Person] = field(default_factory=dict)
    templates: dict[str, Floats] = field(default_factory=dict)
    rejections: dict[str, list[Rejection]] = field(default_factory=dict)
    faces: dict[str, FaceRecord] = field(default_factory=dict)
    vectors: dict[str, Floats] = field(default_factory=dict)

    def copied(self) -> _Shelf:
        rejections = {person: [*said] for person, said in self.rejections.items()}
        return _Shelf(
            self.collection,
            dict(self.people),
            dict(self.templates),
            rejections,
            dict(self.faces),
            dict(self.vectors),
        )


@dataclass
class MemoryBooks:
    """Rows in dictionaries."""

    shelves: dict[str, _Shelf] = field(default_factory=dict)
    suppressed: dict[str, dict[str, Suppression]] = field(default_factory=dict)
    answers: dict[str, tuple[datetime, str, Answer]] = field(default_factory=dict)
    given_out: dict[str, Receipt] = field(default_factory=dict)
    entries: dict[str, AuditEntry] = field(default_factory=dict)

    def copied(self) -> MemoryBooks:
        """Books that can be written in without a change to these; rows are shared."""
        return MemoryBooks(
            {name: shelf.copied() for name, shelf in self.shelves.items()},
            {name: dict(held) for name, held in self.suppressed.items()},
            dict(self.answers),
            dict(self.given_out),
            dict(self.entries),
        )

    def collection(self, c: str) -> Collection | None:
        shelf = self.shelves.get(c)
        if shelf is None:
            return None
        people, faces = len(shelf.people), len(shelf.faces)
        return replace(shelf.collection, people=people, faces=faces)

    def collections(self, after: str | None, limit: int) -> list[Collection]:
        known = {name: self.collection(name) for name in self.shelves}
        return [each for each in _following(known, after, limit) if each]

    def put_collection(self, collection: Collection) -> None:
        shelf = self.shelves.setdefault(collection.name, _Shelf(collection))
        shelf.collection = collection

    def drop_collection(self, c: str) -> None:
        del self.shelves[c]
        for slot, (at, fingerprint, answer) in self.answers.items():
            if answer.collection == c:
                self.answers[slot] = at, fingerprint, Answer(c, gone=True)

    def person(self, c: str, person: str) -> Person | None:
        known = self.shelves[c].people.get(person)
        return known and replace(known, faces=len(self.faces_of(c, person)))

    def people(self, c: str, after: str | None, limit: int) -> list[Person]:
        known = {each: self.person(c, each) for each in self.shelves[c].people}
        return [each for each in _following(known, after, limit) if each]

    def put_person(self, c: str, person: Person) -> None:
        self.shelves[c].people[person.id] = person

    def drop_person(self, c: str, person: str) -> None:
        shelf = self.shelves[c]
        del shelf.people[person]
        shelf.templates.pop(person, None)
        shelf.rejections.pop(person, None)

    def set_template(self, c: str, person: str, vector: Floats | None) -> None:
        self.shelves[c].templates.pop(person, None)
        if vector is not None:
            self.shelves[c].templates[person] = vector

    def people_ended(self, c: Collection, now: datetime) -> list[str]:
        people = self.shelves[c.name].people.values()
        return sorted(p.id for p in people if not rules.is_searchable(p, c, now))

    def faces(self, c: str, after: str | None, limit: int) -> list[FaceRecord]:
        return _following(self.shelves[c].faces, after, limit)

    def faces_of(self, c: str, person: str) -> list[FaceRecord]:
        return self._faces_where(c, lambda face: face.person == person)

    def faces_seen(self, c: str, picture: str) -> list[FaceRecord]:
        return self._faces_where(c, lambda face: face.sighting.picture == picture)

    def faces_by_id(self, c: str, ids: Iterable[str]) -> list[FaceRecord]:
        known = self.shelves[c].faces
        return [known[each] for each in ids if each in known]

    def faces_ended(self, c: Collection, now: datetime) -> list[FaceRecord]:
        def ended(face: FaceRecord) -> bool:
            return face.person is None and not rules.is_searchable(face, c, now)

        return self._faces_where(c.name, ended)

    def vectors(self, c: str, ids: Iterable[str]) -> dict[str, Floats]:
        known = self.shelves[c].vectors
        return {each: known[each] for each in ids if each in known}

    def add_face(self, c: str, face: FaceRecord, vector: Floats) -> None:
        self.shelves[c].faces[face.id] = face
        self.shelves[c].vectors[face.id] = vector

    def put_face(self, c: str, face: FaceRecord) -> None:
        self.shelves[c].faces[face.id] = face

    def drop_faces(self, c: str, ids: Sequence[str]) -> None:
        for face in ids:
            del self.shelves[c].faces[face], self.shelves[c].vectors[face]

    def nearest_people(
        self,
        c: Collection,
        probes: Floats,
        without: Sequence[set[str]],
        limit: int,
        at_least: float,
        now: datetime,
    ) -> tuple[list[list[PersonMatch]], int]:
        rows = self.shelves[c.name].templates
        people = {each: self.person(c.name, each) for each in rows}
        found = [
            [
                PersonMatch(person, similarity)
                for each, similarity in _ranked(rows, probe)
                if similarity >= at_least
                and each not in rejected
                and (person := people[each])
                and rules.is_searchable(person, c, now)
            ][:limit]
            for probe, rejected in zip(probes, without, strict=True)
        ]
        return found, len(rows)

    def nearest_faces(
        self,
        c: Collection,
        probes: Floats,
        limit: int,
        at_least: float,
        now: datetime,
    ) -> list[list[FaceMatch]]:
        shelf = self.shelves[c.name]

        def findable(face: FaceRecord) -> bool:
            kept = shelf.people[face.person] if face.person else face
            return rules.is_searchable(kept, c, now)

        return [
            [
                FaceMatch(shelf.faces[each], similarity)
                for each, similarity in _ranked(shelf.vectors, probe)
                if similarity >= at_least and findable(shelf.faces[each])
            ][:limit]
            for probe in probes
        ]

    def rejections_of(self, c: str, person: str) -> list[Rejection]:
        return list(self.shelves[c].rejections.get(person, []))

    def rejections_seen(self, c: str, picture: str) -> list[Rejection]:
        said = [each for kept in self.shelves[c].rejections.values() for each in kept]
        return [each for each in said if each.sighting.picture == picture]

    def add_rejection(self, c: str, rejection: Rejection) -> None:
        self.shelves[c].rejections.setdefault(rejection.person, []).append(rejection)

    def drop_rejection(self, c: str, rejection: Rejection) -> None:
        self.shelves[c].rejections[rejection.person].remove(rejection)

    def suppressions(self, c: str, after: str | None, limit: int) -> list[Suppression]:
        return _following(self.suppressed.get(c, {}), after, limit)

    def suppressions_seen(self, c: str, picture: str) -> list[Suppression]:
        return [
            each
            for each in self.suppressed.get(c, {}).values()
            if each.sighting and each.sighting.picture == picture
        ]

    def suppression_of(self, c: str, subject: str) -> Suppression | None:
        held = self.suppressed.get(c, {}).values()
        return next((each for each in held if each.subject == subject), None)

    def add_suppression(self, c: str, suppression: Suppression) -> None:
        self.suppressed.setdefault(c, {})[suppression.id] = suppression

    def drop_suppressions(self, c: str, receipt: str) -> int:
        held = self.suppressed.get(c, {})
        lifted = [each.id for each in held.values() if each.receipt == receipt]
        for each in lifted:
            del held[each]
        return len(lifted)

    def answer(self, slot: str) -> tuple[datetime, str, Answer] | None:
        return self.answers.get(slot)

    def put_answer(
        self, slot: str, at: datetime, fingerprint: str, answer: Answer
    ) -> None:
        self.answers[slot] = at, fingerprint, answer

    def forget_answers(self, c: str, person: str) -> None:
        for slot, (at, fingerprint, answer) in self.answers.items():
            if (answer.collection, answer.person) == (c, person):
                self.answers[slot] = at, fingerprint, Answer(c, gone=True)

    def drop_answers(self, before: datetime) -> None:
        kept = {slot: each for slot, each in self.answers.items() if each[0] > before}
        self.answers = kept

    def receipt(self, receipt: str) -> Receipt:
        return self.given_out[receipt]

    def receipts(self, after: str | None, limit: int) -> list[Receipt]:
        return _following(self.given_out, after, limit)

    def add_receipt(self, receipt: Receipt) -> None:
        self.given_out[receipt.id] = receipt

    def audit(self, after: str | None, limit: int) -> list[AuditEntry]:
        return _following(self.entries, after, limit)

    def add_audit(self, entry: AuditEntry) -> None:
        self.entries[entry.id] = entry

    def _faces_where(
        self, c: str, condition: Callable[[FaceRecord], bool]
    ) -> list[FaceRecord]:
        found = [face for face in self.shelves[c].faces.values() if condition(face)]
        return sorted(found, key=lambda face: face.id)


def _following(rows: Mapping[str, R], after: str | None, limit: int) -> list[R]:
    ids = sorted(each for each in rows if after is None or each > after)
    return [rows[each] for each in ids[:limit]]


def _ranked(rows: Mapping[str, Floats], probe: Floats) -> list[tuple[str, float]]:
    """Ids and similarities, the most similar first, equals by id."""
    if not rows:
        return []
    values = similarities(np.stack(list(rows.values())), probe)
    pairs = zip(rows, values.tolist(), strict=True)
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))
