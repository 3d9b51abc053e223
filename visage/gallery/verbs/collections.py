"""Verbs on whole collections."""

from __future__ import annotations

from visage.gallery import rules
from visage.gallery.audit import Caller
from visage.gallery.books import Books
from visage.gallery.collections import Collection, CollectionChanges, NewCollection
from visage.gallery.faces import FaceRecord
from visage.gallery.idempotency import Answer
from visage.gallery.pages import DEFAULT_PAGE, Page, everything, page
from visage.gallery.people import Person
from visage.gallery.receipts import Receipt
from visage.gallery.verbs.base import Verbs, changing, reading


class CollectionVerbs(Verbs):
    """Make, show, change and erase collections."""

    @changing
    def create_collection(
        self, books: Books, new: NewCollection, caller: Caller
    ) -> Collection:
        request = self._request("create_collection", caller, new)
        if not self._again(books, request):
            if books.collection(new.name):
                raise rules.collection_exists(new.name)
            books.put_collection(
                Collection(
                    name=new.name,
                    profile=new.profile,
                    dimension=new.dimension,
                    policy=new.policy,
                    retention_days=new.retention_days,
                    tags=dict(new.tags),
                    created=self._clock(),
                    people=0,
                    faces=0,
                )
            )
            self._done(books, request, caller, Answer(new.name))
        return self._collection(books, new.name)

    @reading
    def collection(self, books: Books, name: str) -> Collection:
        return self._collection(books, name)

    @reading
    def collections(
        self, books: Books, after: str | None = None, limit: int = DEFAULT_PAGE
    ) -> Page[Collection]:
        return page(books.collections, after, limit, lambda each: each.name)

    @changing
    def update_collection(
        self, books: Books, name: str, changes: CollectionChanges, caller: Caller
    ) -> Collection:
        request = self._request("update_collection", caller, name, changes)
        if not self._again(books, request):
            books.put_collection(changes.applied(self._collection(books, name)))
            self._done(books, request, caller, Answer(name))
        return self._collection(books, name)

    @changing
    def erase_collection(
        self, books: Books, name: str, caller: Caller, *, suppress: bool = False
    ) -> Receipt:
        request = self._request("erase_collection", caller, name, suppress)
        if again := self._again(books, request):
            return books.receipt(str(again.receipt))
        erased = self._collection(books, name)
        receipt = self._signed(
            books,
            "collection",
            name,
            caller,
            subject=None,
            people_count=erased.people,
            faces_count=erased.faces,
            faces=(),
            suppressed=suppress,
        )
        if suppress:
            self._suppress_all(books, receipt)
        books.drop_collection(name)
        answer = Answer(name, receipt=receipt.id)
        self._done(books, request, caller, answer, faces=receipt.faces_count)
        return receipt

    def _suppress_all(self, books: Books, receipt: Receipt) -> None:
        """Keep everyone and every face of a collection from coming back."""
        name = receipt.collection
        for person in everything(lambda *at: books.people(name, *at), _id):
            self._suppress_subject(books, receipt, self.subject(name, person.id))
        faces = everything(lambda *at: books.faces(name, *at), _id)
        self._suppress(books, receipt, (face.sighting for face in faces))


def _id(kept: Person | FaceRecord) -> str:
    return kept.id
