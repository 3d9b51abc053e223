"""Verbs that forget, and that show what was forgotten."""

from __future__ import annotations

from visage.gallery import rules
from visage.gallery.audit import AuditEntry, Caller
from visage.gallery.books import Books
from visage.gallery.forgetting import Suppression
from visage.gallery.idempotency import REMEMBERED, Answer
from visage.gallery.pages import DEFAULT_PAGE, Page, everything, page
from visage.gallery.receipts import Receipt
from visage.gallery.verbs.base import Verbs, changing, reading

# Expired faces of nobody that one receipt lists.
_SWEPT_AT_ONCE = 1000


class ForgettingVerbs(Verbs):
    """Suppressions, the sweep, receipts, the audit."""

    @reading
    def suppressions(
        self,
        books: Books,
        collection: str,
        after: str | None = None,
        limit: int = DEFAULT_PAGE,
    ) -> Page[Suppression]:
        return page(
            lambda *at: books.suppressions(collection, *at),
            after,
            limit,
            lambda each: each.id,
        )

    @changing
    def lift_suppressions(
        self, books: Books, collection: str, receipt: str, caller: Caller
    ) -> int:
        request = self._request("lift_suppressions", caller, collection, receipt)
        if again := self._again(books, request):
            return again.count
        count = books.drop_suppressions(collection, receipt)
        self._done(books, request, caller, Answer(collection, count=count))
        return count

    def sweep(self, caller: Caller) -> list[Receipt]:
        """Erase what has expired, one person or some faces of nobody a step."""
        self._store.mend()
        names = self._store.read(
            lambda books: [
                each.name for each in everything(books.collections, lambda c: c.name)
            ]
        )
        receipts: list[Receipt] = []
        for name in names:
            for person in self.people_ended(name):
                receipts += self._expire_person(name, person, caller)
            while swept := self._expire_faces(name, caller):
                receipts += swept
        self._drop_old_answers()
        return receipts

    @reading
    def people_ended(self, books: Books, collection: str) -> list[str]:
        kept = books.collection(collection)
        if kept is None:  # erased by someone else meanwhile
            return []
        return books.people_ended(kept, self._clock())

    @changing
    def _expire_person(
        self, books: Books, name: str, person: str, caller: Caller
    ) -> list[Receipt]:
        collection = books.collection(name)
        known = books.person(name, person) if collection else None
        if (
            collection is None
            or known is None
            or rules.is_searchable(known, collection, self._clock())
        ):
            return []  # someone else was faster, or has renewed the consent
        faces = books.faces_of(name, person)
        receipt = self._receipt(
            books, "expired", name, caller, person=person, faces=faces
        )
        self._drop_person(books, name, person)
        self._note(books, "sweep", caller, name, receipt.subject, len(faces))
        return [receipt]

    @changing
    def _expire_faces(self, books: Books, name: str, caller: Caller) -> list[Receipt]:
        collection = books.collection(name)
        if collection is None:
            return []
        ended = books.faces_ended(collection, self._clock())[:_SWEPT_AT_ONCE]
        if not ended:
            return []
        receipt = self._receipt(books, "expired", name, caller, faces=ended)
        books.drop_faces(name, [face.id for face in ended])
        self._note(books, "sweep", caller, name, None, len(ended))
        return [receipt]

    @changing
    def _drop_old_answers(self, books: Books) -> None:
        books.drop_answers(self._clock() - REMEMBERED)

    @reading
    def receipts(
        self, books: Books, after: str | None = None, limit: int = DEFAULT_PAGE
    ) -> Page[Receipt]:
        return page(books.receipts, after, limit, lambda each: each.id)

    @reading
    def audit(
        self, books: Books, after: str | None = None, limit: int = DEFAULT_PAGE
    ) -> Page[AuditEntry]:
        return page(books.audit, after, limit, lambda each: each.id)
