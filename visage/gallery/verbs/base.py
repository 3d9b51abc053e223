"""What all verbs are made of: steps, requests and their answers, receipts, audit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from visage.gallery import rules
from visage.gallery.audit import AuditEntry, Caller, Operation
from visage.gallery.books import Books, Store
from visage.gallery.collections import Collection
from visage.gallery.faces import FaceRecord, Sighting
from visage.gallery.forgetting import Suppression
from visage.gallery.idempotency import REMEMBERED, Answer, Request
from visage.gallery.people import Person
from visage.gallery.receipts import (
    Copy,
    Erasure,
    Receipt,
    hidden_subject,
    is_genuine,
    keyed,
    signed,
)

T = TypeVar("T")
P = ParamSpec("P")
V = TypeVar("V", bound="Verbs")


def reading(
    verb: Callable[Concatenate[V, Books, P], T],
) -> Callable[Concatenate[V, P], T]:
    """A verb that changes nothing: one step on the store's books."""

    @wraps(verb)
    def step(self: V, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return self._store.read(lambda books: verb(self, books, *args, **kwargs))

    return step


def changing(
    verb: Callable[Concatenate[V, Books, P], T],
) -> Callable[Concatenate[V, P], T]:
    """A verb that changes something, all of it or nothing."""

    @wraps(verb)
    def step(self: V, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return self._store.change(lambda books: verb(self, books, *args, **kwargs))

    return step


class Verbs:
    """A gallery's store, key and clock, and what its verbs have in common.

    `key` gives the gallery's key. `copies` says where the store's operator may hold
    copies of what is erased.
    """

    def __init__(
        self,
        address: str,
        store: Store,
        key: Callable[[], bytes],
        copies: tuple[Copy, ...],
        clock: rules.Clock,
    ) -> None:
        self.address = address
        self._store = store
        self._find_key = key
        self._copies = copies
        self._clock = clock

    @property
    def _key(self) -> bytes:
        return self._find_key()

    def verify(self, receipt: Receipt) -> bool:
        """Whether this gallery gave out this receipt, unchanged."""
        return is_genuine(receipt, self._key)

    def subject(self, collection: str, person: str) -> str:
        """The keyed hash that stands for a person in receipts and in the audit."""
        return hidden_subject(self._key, collection, person)

    def digest(self, picture: bytes) -> str:
        """The keyed hash that stands for a picture: 64 hexadecimal digits."""
        return keyed(self._key, "picture", picture)

    # What is there.

    def _collection(self, books: Books, name: str) -> Collection:
        found = books.collection(name)
        if found is None:
            raise rules.unknown_collection(name)
        return found

    def _person(self, books: Books, collection: str, person: str) -> Person:
        found = books.person(collection, person)
        if found is None:
            raise rules.unknown_person(collection, person)
        return found

    def _faces(
        self, books: Books, collection: str, ids: Iterable[str]
    ) -> list[FaceRecord]:
        """Each face once, all of which are there. Raises UnknownFace."""
        wanted = list(dict.fromkeys(ids))
        found = books.faces_by_id(collection, wanted)
        there = {face.id for face in found}
        for face in wanted:
            if face not in there:
                raise rules.unknown_face(collection, face)
        return found

    # Requests and answers.

    def _request(self, operation: Operation, caller: Caller, *what: Any) -> Request:
        return Request.made(self._key, operation, caller, *what)

    def _again(self, books: Books, request: Request) -> Answer | None:
        """What was answered to the same request within the last day."""
        known = books.answer(request.slot) if request.slot else None
        if known is None:
            return None
        at, fingerprint, answer = known
        if self._clock() - at >= REMEMBERED:
            return None
        request.same_as(fingerprint)
        if answer.gone:
            self._collection(books, answer.collection)
            raise rules.erased_since(answer.collection)
        return answer

    def _done(
        self,
        books: Books,
        request: Request,
        caller: Caller,
        answer: Answer,
        about: str | None = None,
        faces: int = 0,
    ) -> None:
        """Remember the answer, and leave an entry in the audit."""
        if request.slot is not None:
            books.put_answer(request.slot, self._clock(), request.fingerprint, answer)
        subject = None if about is None else self.subject(answer.collection, about)
        self._note(books, request.operation, caller, answer.collection, subject, faces)

    def _note(
        self,
        books: Books,
        operation: Operation,
        caller: Caller,
        collection: str,
        subject: str | None,
        faces: int,
    ) -> None:
        now = self._clock()
        entry_id, who = rules.timed_id(now), (caller.name, caller.token)
        books.add_audit(
            AuditEntry(entry_id, now, *who, operation, collection, subject, faces)
        )

    # Erasures.

    def _receipt(
        self,
        books: Books,
        kind: Erasure,
        collection: str,
        caller: Caller,
        *,
        person: str | None = None,
        faces: Sequence[FaceRecord] = (),
        suppress: bool = False,
    ) -> Receipt:
        """Give out a receipt for a person and faces, and suppress them if asked."""
        receipt = self._signed(
            books,
            kind,
            collection,
            caller,
            subject=None if person is None else self.subject(collection, person),
            people_count=0 if person is None else 1,
            faces_count=len(faces),
            faces=tuple(face.id for face in faces),
            suppressed=suppress,
        )
        if suppress:
            self._suppress(books, receipt, (face.sighting for face in faces))
            if receipt.subject:
                self._suppress_subject(books, receipt, receipt.subject)
        return receipt

    def _signed(
        self,
        books: Books,
        kind: Erasure,
        collection: str,
        caller: Caller,
        **counts: Any,
    ) -> Receipt:
        now = self._clock()
        receipt = signed(
            Receipt(
                id=rules.timed_id(now),
                erased=now,
                kind=kind,
                collection=collection,
                by=caller.name,
                copies=self._copies,
                **counts,
            ),
            self._key,
        )
        books.add_receipt(receipt)
        return receipt

    def _suppress(
        self, books: Books, receipt: Receipt, sightings: Iterable[Sighting]
    ) -> None:
        for sighting in sightings:
            made = Suppression(
                rules.new_id(), receipt.id, sighting, None, receipt.erased
            )
            books.add_suppression(receipt.collection, made)

    def _suppress_subject(self, books: Books, receipt: Receipt, subject: str) -> None:
        made = Suppression(rules.new_id(), receipt.id, None, subject, receipt.erased)
        books.add_suppression(receipt.collection, made)

    def _drop_person(self, books: Books, collection: str, person: str) -> None:
        """Take out a person with all that is theirs."""
        faces = [face.id for face in books.faces_of(collection, person)]
        books.drop_faces(collection, faces)
        books.drop_person(collection, person)
        books.forget_answers(collection, person)
