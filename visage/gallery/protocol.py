"""What every gallery does, whatever keeps it. `docs/gallery.md` gives the meaning.

Every verb is one step that others see whole or not at all, and that everyone sees
from the moment it returns. Ids that are not there raise UnknownCollection,
UnknownPerson or UnknownFace; a store that does not answer raises GalleryUnreachable.
Verbs that change something say who asks, and take the caller's idempotency key.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from visage.gallery.audit import AuditEntry, Caller
from visage.gallery.collections import Collection, CollectionChanges, NewCollection
from visage.gallery.faces import Enrolment, FaceRecord, NewFace, Sighting
from visage.gallery.forgetting import Rejection, Suppression
from visage.gallery.pages import DEFAULT_PAGE, Page
from visage.gallery.people import NewPerson, Person, PersonChanges
from visage.gallery.probes import FaceMatch, PeopleFound, Probe
from visage.gallery.receipts import Receipt
from visage.gallery.vectors import Floats


class Gallery(Protocol):
    """Collections of people and their faces. `address` is how people write it."""

    address: str

    # Collections.

    def create_collection(self, new: NewCollection, caller: Caller) -> Collection:
        """Raises CollectionExists."""
        ...

    def collection(self, name: str) -> Collection:
        """A collection, with how many people and faces it holds."""
        ...

    def collections(
        self, after: str | None = None, limit: int = DEFAULT_PAGE
    ) -> Page[Collection]:
        """All collections by name."""
        ...

    def update_collection(
        self, name: str, changes: CollectionChanges, caller: Caller
    ) -> Collection:
        """Say policy, retention and tags anew; recorded consents stay as they are."""
        ...

    def erase_collection(
        self, name: str, caller: Caller, *, suppress: bool = False
    ) -> Receipt:
        """Erase a collection and all that is in it."""
        ...

    # People.

    def person(self, collection: str, person: str) -> Person: ...

    def people(
        self, collection: str, after: str | None = None, limit: int = DEFAULT_PAGE
    ) -> Page[Person]:
        """Everyone in a collection by id, those with expired consent too."""
        ...

    def update_person(
        self, collection: str, person: str, changes: PersonChanges, caller: Caller
    ) -> Person: ...

    def merge_people(
        self, collection: str, source: str, target: str, caller: Caller
    ) -> Person:
        """Give one person's faces and rejections to another; the first is no more.

        Raises PersonFull, ConsentExpired (the target's), or BadParameter where both
        are one.
        """
        ...

    def erase_person(
        self, collection: str, person: str, caller: Caller, *, suppress: bool
    ) -> Receipt:
        """Erase a person, their faces and their rejections."""
        ...

    # Faces.

    def enrol(
        self,
        collection: str,
        faces: Sequence[NewFace],
        person: NewPerson | str | None,
        caller: Caller,
    ) -> Enrolment:
        """Keep faces: of a new person, of one who is there, or of nobody yet.

        A face that is there already (the same face of the same picture, person and
        external id) stays one. Raises ProfileMismatch, PersonExists, ConsentMissing,
        ConsentExpired, Suppressed, FaceExists, PersonFull; then nothing is kept.
        """
        ...

    def faces(
        self,
        collection: str,
        *,
        person: str | None = None,
        after: str | None = None,
        limit: int = DEFAULT_PAGE,
    ) -> Page[FaceRecord]:
        """The faces of a collection or of one person by id, expired ones too."""
        ...

    def faces_by_id(self, collection: str, ids: Sequence[str]) -> list[FaceRecord]:
        """Those of the faces that are there, in the order of `ids`."""
        ...

    def vectors(self, collection: str, ids: Sequence[str]) -> dict[str, Floats]:
        """The unit vectors of those of the faces that are there, (dimension,) each."""
        ...

    def assign_faces(
        self, collection: str, faces: Sequence[str], person: str, caller: Caller
    ) -> Person:
        """Give faces of nobody to a person; a face that is theirs already stays.

        All or none. Raises FaceTaken, PersonFull, ConsentExpired.
        """
        ...

    def release_faces(
        self, collection: str, faces: Sequence[str], person: str, caller: Caller
    ) -> Person:
        """Make faces of a person faces of nobody, under the consent they had.

        All or none. Raises FaceTaken where a face is not that person's.
        """
        ...

    def erase_faces(
        self, collection: str, faces: Sequence[str], caller: Caller, *, suppress: bool
    ) -> Receipt:
        """Erase those of the faces that are there; UnknownFace where none is."""
        ...

    # Search.

    def search_people(
        self,
        collection: str,
        probes: Sequence[Probe],
        limit: int,
        at_least: float = -1.0,
    ) -> list[PeopleFound]:
        """For each probe, the best people of at least this similarity."""
        ...

    def search_faces(
        self,
        collection: str,
        probes: Sequence[Probe],
        limit: int,
        at_least: float = -1.0,
    ) -> list[list[FaceMatch]]:
        """For each probe, the best faces of at least this similarity."""
        ...

    # What was said about a face.

    def reject(
        self, collection: str, person: str, sighting: Sighting, caller: Caller
    ) -> Rejection:
        """Remember that a face, as it was seen, is not this person."""
        ...

    def withdraw_rejection(
        self, collection: str, person: str, sighting: Sighting, caller: Caller
    ) -> int:
        """Take back what was said of that face and person; how often it had been."""
        ...

    def rejections(self, collection: str, person: str) -> list[Rejection]:
        """What was said about a person, in the order of time."""
        ...

    # Forgetting.

    def suppressions(
        self, collection: str, after: str | None = None, limit: int = DEFAULT_PAGE
    ) -> Page[Suppression]:
        """What is kept from coming back; also for a collection that was erased."""
        ...

    def lift_suppressions(self, collection: str, receipt: str, caller: Caller) -> int:
        """Let what one erasure suppressed come back; how many entries there were."""
        ...

    def people_ended(self, collection: str) -> list[str]:
        """Ids of those whom the next sweep erases; none where no collection is."""
        ...

    def sweep(self, caller: Caller) -> list[Receipt]:
        """Erase everything that has expired, and mend what a crash left behind."""
        ...

    def receipts(
        self, after: str | None = None, limit: int = DEFAULT_PAGE
    ) -> Page[Receipt]:
        """Every receipt in the order of time."""
        ...

    def verify(self, receipt: Receipt) -> bool:
        """Whether this gallery gave out this receipt, unchanged."""
        ...

    def subject(self, collection: str, person: str) -> str:
        """The keyed hash that stands for a person in receipts and in the audit."""
        ...

    def audit(
        self, after: str | None = None, limit: int = DEFAULT_PAGE
    ) -> Page[AuditEntry]:
        """Every change in the order of time."""
        ...

    def digest(self, picture: bytes) -> str:
        """The keyed hash that stands for a picture: 64 hexadecimal digits."""
        ...
