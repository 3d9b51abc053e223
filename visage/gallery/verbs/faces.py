"""Verbs on faces that are there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from visage.gallery import rules
from visage.gallery.audit import Caller
from visage.gallery.books import Books
from visage.gallery.faces import FaceRecord
from visage.gallery.idempotency import Answer
from visage.gallery.pages import DEFAULT_PAGE, Page, page
from visage.gallery.people import Person
from visage.gallery.receipts import Receipt
from visage.gallery.vectors import Floats
from visage.gallery.verbs.base import Verbs, changing, reading
from visage.gallery.verbs.templates import set_template


class FaceVerbs(Verbs):
    """Show, assign, release and erase faces."""

    @reading
    def faces(
        self,
        books: Books,
        collection: str,
        *,
        person: str | None = None,
        after: str | None = None,
        limit: int = DEFAULT_PAGE,
    ) -> Page[FaceRecord]:
        self._collection(books, collection)
        if person is None:
            return page(
                lambda *at: books.faces(collection, *at), after, limit, lambda f: f.id
            )
        self._person(books, collection, person)
        theirs = books.faces_of(collection, person)

        def following(start: str | None, count: int) -> list[FaceRecord]:
            return [f for f in theirs if start is None or f.id > start][:count]

        return page(following, after, limit, lambda f: f.id)

    @reading
    def faces_by_id(
        self, books: Books, collection: str, ids: Sequence[str]
    ) -> list[FaceRecord]:
        self._collection(books, collection)
        return books.faces_by_id(collection, dict.fromkeys(ids))

    @reading
    def vectors(
        self, books: Books, collection: str, ids: Sequence[str]
    ) -> dict[str, Floats]:
        self._collection(books, collection)
        return books.vectors(collection, ids)

    @changing
    def assign_faces(
        self,
        books: Books,
        collection: str,
        faces: Sequence[str],
        person: str,
        caller: Caller,
    ) -> Person:
        request = self._request("assign_faces", caller, collection, list(faces), person)
        if self._again(books, request):
            return self._person(books, collection, person)
        self._collection(books, collection)
        owner = self._person(books, collection, person)
        found = self._faces(books, collection, faces)
        owner.consent.required(self._clock(), "the person")
        for face in found:
            if face.person not in (None, person):
                raise rules.face_taken(face.id, face.person)
        moved = [face for face in found if face.person is None]
        rules.within_limit(person, owner.faces + len(moved))
        for face in moved:
            books.put_face(collection, replace(face, person=person))
        set_template(books, collection, person)
        answer = Answer(collection, person)
        self._done(books, request, caller, answer, about=person, faces=len(moved))
        return self._person(books, collection, person)

    @changing
    def release_faces(
        self,
        books: Books,
        collection: str,
        faces: Sequence[str],
        person: str,
        caller: Caller,
    ) -> Person:
        request = self._request(
            "release_faces", caller, collection, list(faces), person
        )
        if self._again(books, request):
            return self._person(books, collection, person)
        self._collection(books, collection)
        owner = self._person(books, collection, person)
        found = self._faces(books, collection, faces)
        for face in found:
            if face.person != person:
                raise rules.face_taken(face.id, face.person)
        for face in found:
            consent = face.consent or owner.consent
            books.put_face(collection, replace(face, person=None, consent=consent))
        set_template(books, collection, person)
        answer = Answer(collection, person)
        self._done(books, request, caller, answer, about=person, faces=len(found))
        return self._person(books, collection, person)

    @changing
    def erase_faces(
        self,
        books: Books,
        collection: str,
        faces: Sequence[str],
        caller: Caller,
        *,
        suppress: bool,
    ) -> Receipt:
        request = self._request(
            "erase_faces", caller, collection, list(faces), suppress
        )
        if again := self._again(books, request):
            return books.receipt(str(again.receipt))
        self._collection(books, collection)
        there = books.faces_by_id(collection, sorted({*faces}))
        if not there:
            raise rules.unknown_face(collection, next(iter(faces), "(none named)"))
        receipt = self._receipt(
            books, "face", collection, caller, faces=there, suppress=suppress
        )
        books.drop_faces(collection, [face.id for face in there])
        for person in sorted({face.person for face in there if face.person}):
            set_template(books, collection, person)
        answer = Answer(collection, receipt=receipt.id)
        self._done(books, request, caller, answer, faces=len(there))
        return receipt
