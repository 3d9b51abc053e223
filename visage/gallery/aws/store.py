"""Steps on the table: tried again until what they were made from still holds."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from visage.errors import GalleryUnreachable, VisageError
from visage.gallery.aws.books import AwsBooks
from visage.gallery.aws.commit import Commits
from visage.gallery.aws.head import HEADS, Head
from visage.gallery.aws.index import VectorIndexes
from visage.gallery.aws.leftovers import Leftovers
from visage.gallery.aws.session import Session
from visage.gallery.aws.table import Table
from visage.gallery.aws.view import Torn, View
from visage.gallery.books import Books
from visage.gallery.rules import Clock, utc_now

T = TypeVar("T")


class AwsStore:
    """A Store in a table and a vector bucket. `clock` tells how old leftovers are."""

    def __init__(
        self, table: Table, indexes: VectorIndexes, clock: Clock = utc_now
    ) -> None:
        self._table = table
        self._indexes = indexes
        self._clock = clock
        self._leftovers = Leftovers(table, indexes)
        self._commits = Commits(table, indexes, self._leftovers, clock)

    def read(self, step: Callable[[Books], T]) -> T:
        session = Session(self._indexes)
        while True:
            view = View(self._table)
            with suppress(Torn):
                try:
                    result = step(AwsBooks(view, session))
                except GalleryUnreachable:
                    raise
                except VisageError:
                    if view.holds():
                        raise
                else:
                    if view.holds():
                        return result
            session.tries.wait()

    def change(self, step: Callable[[Books], T]) -> T:
        session = Session(self._indexes)
        while True:
            view = View(self._table, self._commits.finish)
            with suppress(Torn):
                try:
                    result = step(AwsBooks(view, session))
                except GalleryUnreachable:
                    raise
                except VisageError:
                    if view.holds():
                        self._commits.undo(session)
                        raise
                else:
                    if self._counts(view, session):
                        return result
            self._wait(session)

    def mend(self) -> None:
        self._leftovers.mend(self._clock(), self._settle)

    def _settle(self) -> None:
        """Put all pending rows in their places."""
        for name, item in self._table.walk(HEADS):
            self._commits.finish(name, Head.read(item))

    def _counts(self, view: View, session: Session) -> bool:
        """Whether what a step has drafted counts now."""
        if not view.draft.is_empty:
            counts = self._commits.commit(view, session)
        elif counts := view.holds():
            self._commits.undo(session)
        if counts and view.draft.answers_before:
            self._leftovers.drop_answers(view.draft.answers_before)
        return counts

    def _wait(self, session: Session) -> None:
        try:
            session.tries.wait()
        except GalleryUnreachable:
            self._commits.undo(session)
            raise
