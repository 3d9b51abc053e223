"""People taken out of a gallery, line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from visage.errors import UnknownPerson
from visage.gallery import rules
from visage.gallery.bulk.archive import End, FaceLine, Head, Line, PersonLine
from visage.gallery.collections import Collection
from visage.gallery.faces import FaceRecord
from visage.gallery.pages import MOST_ON_A_PAGE, Page
from visage.gallery.people import MOST_FACES
from visage.gallery.protocol import Gallery

T = TypeVar("T")

# Faces of nobody whose vectors are read at once.
_AT_ONCE = 500


@dataclass
class Export:
    """One export, and how much of it has been given out.

    Whoever is erased while it runs is left out from that moment; `ended` counts people
    and faces of nobody that are left out because their consent or retention has ended.
    """

    gallery: Gallery
    collection: Collection
    now: datetime
    people: int = 0
    faces: int = 0
    ended: int = 0

    @classmethod
    def begun(cls, gallery: Gallery, collection: str, now: datetime) -> Export:
        """Raises UnknownCollection."""
        return cls(gallery, gallery.collection(collection), now)

    def lines(self) -> Iterator[Line]:
        """Every line of the file, the last one the number of people and faces."""
        yield Head.of(self.collection, self.now)
        yield from self._people()
        yield from self._faces_of_nobody()
        yield End(people=self.people, faces=self.faces)

    def _people(self) -> Iterator[PersonLine]:
        name = self.collection.name
        for person in _all(lambda after: self.gallery.people(name, after)):
            if not rules.is_searchable(person, self.collection, self.now):
                self.ended += 1
                continue
            try:
                page = self.gallery.faces(name, person=person.id, limit=MOST_FACES)
            except UnknownPerson:  # erased since the page of people was read
                continue
            faces = self._with_vectors(page.items)
            self.people += 1
            yield PersonLine.of(person, faces)

    def _faces_of_nobody(self) -> Iterator[FaceLine]:
        name = self.collection.name
        waiting: list[FaceRecord] = []
        for face in _all(
            lambda after: self.gallery.faces(name, after=after, limit=MOST_ON_A_PAGE)
        ):
            if face.person is not None:
                continue
            if not rules.is_searchable(face, self.collection, self.now):
                self.ended += 1
                continue
            waiting.append(face)
            if len(waiting) == _AT_ONCE:
                yield from self._with_vectors(waiting)
                waiting = []
        yield from self._with_vectors(waiting)

    def _with_vectors(
        self, faces: tuple[FaceRecord, ...] | list[FaceRecord]
    ) -> list[FaceLine]:
        """The faces that are still there."""
        ids = [face.id for face in faces]
        vectors = self.gallery.vectors(self.collection.name, ids) if ids else {}
        lines = [
            FaceLine.of(face, vectors[face.id]) for face in faces if face.id in vectors
        ]
        self.faces += len(lines)
        return lines


def _all(page: Callable[[str | None], Page[T]]) -> Iterator[T]:
    after: str | None = None
    while True:
        found = page(after)
        yield from found.items
        if found.after is None:
            return
        after = found.after
