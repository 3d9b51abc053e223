"""What a gallery's verbs need from whatever keeps its rows.

A store gives out books for the time of one step. In a step that changes something, all
that the books were told counts from the step's end, or nothing does; a step may run
again where another was faster, so that it has to be a function of the books alone.

Where vectors lie apart from rows, a store writes added vectors before the rows and
removes dropped ones after them, and finds no vector without its row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from visage.gallery.audit import AuditEntry
from visage.gallery.collections import Collection
from visage.gallery.faces import FaceRecord
from visage.gallery.forgetting import Rejection, Suppression
from visage.gallery.idempotency import Answer
from visage.gallery.people import Person
from visage.gallery.probes import FaceMatch, PersonMatch
from visage.gallery.receipts import Receipt
from visage.gallery.vectors import Floats

T = TypeVar("T")


class Books(Protocol):
    """The rows of a gallery during one step.

    Lists come in the order of their ids and start after an id, with at most `limit`
    rows; `c` names a collection that is there. Counts in rows are the store's to keep:
    those in a row that is put are not looked at.
    """

    def collection(self, c: str) -> Collection | None: ...
    def collections(self, after: str | None, limit: int) -> list[Collection]: ...
    def put_collection(self, collection: Collection) -> None: ...
    def drop_collection(self, c: str) -> None:
        """Everything in it goes with it, but for suppressions and receipts."""
        ...

    def person(self, c: str, person: str) -> Person | None: ...
    def people(self, c: str, after: str | None, limit: int) -> list[Person]: ...
    def put_person(self, c: str, person: Person) -> None: ...
    def drop_person(self, c: str, person: str) -> None:
        """The person, their template and their rejections, not their faces."""
        ...

    def set_template(self, c: str, person: str, vector: Floats | None) -> None:
        """The vector that a person is searched by; None where they have no face."""
        ...

    def people_ended(self, c: Collection, now: datetime) -> list[str]:
        """Whose consent or retention has ended, by id."""
        ...

    def faces(self, c: str, after: str | None, limit: int) -> list[FaceRecord]: ...
    def faces_of(self, c: str, person: str) -> list[FaceRecord]:
        """All of a person's faces, which are few, by id."""
        ...

    def faces_seen(self, c: str, picture: str) -> list[FaceRecord]:
        """All faces of one picture, by id."""
        ...

    def faces_by_id(self, c: str, ids: Iterable[str]) -> list[FaceRecord]: ...
    def faces_ended(self, c: Collection, now: datetime) -> list[FaceRecord]:
        """Faces of nobody whose consent or retention has ended, by id."""
        ...

    def vectors(self, c: str, ids: Iterable[str]) -> dict[str, Floats]: ...
    def add_face(self, c: str, face: FaceRecord, vector: Floats) -> None: ...
    def put_face(self, c: str, face: FaceRecord) -> None: ...
    def drop_faces(self, c: str, ids: Sequence[str]) -> None: ...

    def nearest_people(
        self,
        c: Collection,
        probes: Floats,  # (n, dimension)
        without: Sequence[set[str]],
        limit: int,
        at_least: float,
        now: datetime,
    ) -> tuple[list[list[PersonMatch]], int]:
        """For each probe the best searchable people, and how many have a face."""
        ...

    def nearest_faces(
        self,
        c: Collection,
        probes: Floats,  # (n, dimension)
        limit: int,
        at_least: float,
        now: datetime,
    ) -> list[list[FaceMatch]]:
        """For each probe the best searchable faces."""
        ...

    def rejections_of(self, c: str, person: str) -> list[Rejection]:
        """In the order of time."""
        ...

    def rejections_seen(self, c: str, picture: str) -> list[Rejection]: ...
    def add_rejection(self, c: str, rejection: Rejection) -> None: ...
    def drop_rejection(self, c: str, rejection: Rejection) -> None: ...

    def suppressions(
        self, c: str, after: str | None, limit: int
    ) -> list[Suppression]: ...
    def suppressions_seen(self, c: str, picture: str) -> list[Suppression]: ...
    def suppression_of(self, c: str, subject: str) -> Suppression | None: ...
    def add_suppression(self, c: str, suppression: Suppression) -> None: ...
    def drop_suppressions(self, c: str, receipt: str) -> int: ...

    def answer(self, slot: str) -> tuple[datetime, str, Answer] | None:
        """When a request was answered, its fingerprint, and its answer."""
        ...

    def put_answer(
        self, slot: str, at: datetime, fingerprint: str, answer: Answer
    ) -> None: ...
    def forget_answers(self, c: str, person: str) -> None:
        """Mark the answers about a person as gone."""
        ...

    def drop_answers(self, before: datetime) -> None: ...

    def receipt(self, receipt: str) -> Receipt: ...
    def receipts(self, after: str | None, limit: int) -> list[Receipt]: ...
    def add_receipt(self, receipt: Receipt) -> None: ...
    def audit(self, after: str | None, limit: int) -> list[AuditEntry]: ...
    def add_audit(self, entry: AuditEntry) -> None: ...


class Store(Protocol):
    """Gives out books for one step at a time. Raises GalleryUnreachable."""

    def read(self, step: Callable[[Books], T]) -> T:
        """Run a step on one unchanging view of all that has been changed so far."""
        ...

    def change(self, step: Callable[[Books], T]) -> T:
        """Run a step whose changes count all together, or not at all if it raises."""
        ...

    def mend(self) -> None:
        """Remove what was begun and left behind without counting."""
        ...
