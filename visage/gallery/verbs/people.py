"""Verbs on people."""

from __future__ import annotations

from dataclasses import replace

from visage.errors import BadParameter
from visage.gallery import rules
from visage.gallery.audit import Caller
from visage.gallery.books import Books
from visage.gallery.faces import Sighting
from visage.gallery.forgetting import Rejection
from visage.gallery.idempotency import Answer
from visage.gallery.pages import DEFAULT_PAGE, Page, page
from visage.gallery.people import Person, PersonChanges
from visage.gallery.receipts import Receipt
from visage.gallery.verbs.base import Verbs, changing, reading
from visage.gallery.verbs.templates import set_template


class PeopleVerbs(Verbs):
    """Show, change, merge, reject and erase people."""

    @reading
    def person(self, books: Books, collection: str, person: str) -> Person:
        self._collection(books, collection)
        return self._person(books, collection, person)

    @reading
    def people(
        self,
        books: Books,
        collection: str,
        after: str | None = None,
        limit: int = DEFAULT_PAGE,
    ) -> Page[Person]:
        self._collection(books, collection)
        return page(
            lambda *at: books.people(collection, *at), after, limit, lambda p: p.id
        )

    @changing
    def update_person(
        self,
        books: Books,
        collection: str,
        person: str,
        changes: PersonChanges,
        caller: Caller,
    ) -> Person:
        request = self._request("update_person", caller, collection, person, changes)
        if not self._again(books, request):
            self._collection(books, collection)
            known = self._person(books, collection, person)
            books.put_person(collection, changes.applied(known, self._clock()))
            self._done(books, request, caller, Answer(collection, person), about=person)
        return self._person(books, collection, person)

    @changing
    def merge_people(
        self, books: Books, collection: str, source: str, target: str, caller: Caller
    ) -> Person:
        if source == target:
            raise BadParameter(f"The person {source} cannot be merged with themselves.")
        request = self._request("merge_people", caller, collection, source, target)
        if self._again(books, request):
            return self._person(books, collection, target)
        self._collection(books, collection)
        self._person(books, collection, source)
        owner = self._person(books, collection, target)
        owner.consent.required(self._clock(), "the person")
        moved = books.faces_of(collection, source)
        rules.within_limit(target, owner.faces + len(moved))
        for face in moved:
            books.put_face(collection, replace(face, person=target))
        for each in books.rejections_of(collection, source):
            self._add_rejection(books, collection, replace(each, person=target))
        self._drop_person(books, collection, source)
        set_template(books, collection, target)
        answer = Answer(collection, target)
        self._done(books, request, caller, answer, about=source, faces=len(moved))
        return self._person(books, collection, target)

    @changing
    def erase_person(
        self,
        books: Books,
        collection: str,
        person: str,
        caller: Caller,
        *,
        suppress: bool,
    ) -> Receipt:
        request = self._request("erase_person", caller, collection, person, suppress)
        if again := self._again(books, request):
            return books.receipt(str(again.receipt))
        self._collection(books, collection)
        self._person(books, collection, person)
        receipt = self._receipt(
            books,
            "person",
            collection,
            caller,
            person=person,
            faces=books.faces_of(collection, person),
            suppress=suppress,
        )
        self._drop_person(books, collection, person)
        answer, count = Answer(collection, receipt=receipt.id), receipt.faces_count
        self._done(books, request, caller, answer, about=person, faces=count)
        return receipt

    @changing
    def reject(
        self,
        books: Books,
        collection: str,
        person: str,
        sighting: Sighting,
        caller: Caller,
    ) -> Rejection:
        request = self._request("reject", caller, collection, person, sighting)
        self._again(books, request)
        self._collection(books, collection)
        self._person(books, collection, person)
        said = Rejection(person, sighting, self._clock())
        kept = self._add_rejection(books, collection, said)
        if kept is said:
            answer = Answer(collection, person)
            self._done(books, request, caller, answer, about=person)
        return kept

    @changing
    def withdraw_rejection(
        self,
        books: Books,
        collection: str,
        person: str,
        sighting: Sighting,
        caller: Caller,
    ) -> int:
        request = self._request(
            "withdraw_rejection", caller, collection, person, sighting
        )
        if again := self._again(books, request):
            return again.count
        self._collection(books, collection)
        self._person(books, collection, person)
        said = [
            each
            for each in books.rejections_of(collection, person)
            if each.sighting.is_same(sighting)
        ]
        for each in said:
            books.drop_rejection(collection, each)
        answer = Answer(collection, person, count=len(said))
        self._done(books, request, caller, answer, about=person)
        return len(said)

    @reading
    def rejections(self, books: Books, collection: str, person: str) -> list[Rejection]:
        self._collection(books, collection)
        self._person(books, collection, person)
        return books.rejections_of(collection, person)

    def _add_rejection(
        self, books: Books, collection: str, said: Rejection
    ) -> Rejection:
        """Remember a rejection, or find that it had been said before."""
        for each in books.rejections_of(collection, said.person):
            if each.sighting.is_same(said.sighting):
                return each
        books.add_rejection(collection, said)
        return said
