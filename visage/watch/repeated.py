"""A naming of unknown faces that is sent again with its key gets its answer again.

The gallery knows the request by its faces; but those have left the inbox, so that it
cannot be asked. What is remembered here is a keyed hash of the request, and the ids
that the gallery gave the faces, which say nothing once those are erased.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from visage.gallery import rules
from visage.gallery.audit import Caller
from visage.gallery.faces import Enrolled, Enrolment
from visage.gallery.idempotency import REMEMBERED, conflict, written
from visage.gallery.protocol import Gallery
from visage.watch.table import Put, Row, Table

KIND = "answer"


@dataclass(frozen=True)
class Repeatable:
    """A request that carries an idempotency key, by keyed hashes."""

    slot: str
    fingerprint: str

    @classmethod
    def of(cls, gallery: Gallery, caller: Caller, *what: Any) -> Repeatable | None:
        """None where the caller sent no key."""
        if caller.idempotency_key is None:
            return None
        whose = f"{caller.name}\0{caller.idempotency_key}"
        slot, fingerprint = whose.encode(), written(*what).encode()
        return cls(gallery.digest(slot), gallery.digest(fingerprint))

    def remember(self, enrolment: Enrolment, now: datetime) -> Put:
        """What writes the answer, where there is none yet."""
        faces = [[each.face.id, each.existing] for each in enrolment.faces]
        value = {"request": self.fingerprint, "faces": faces}
        return Put(Row(KIND, self.slot, value, None, now + REMEMBERED))

    def is_answered(self, table: Table) -> bool:
        """Whether the request was carried out. Raises IdempotencyConflict."""
        kept = table.get(KIND, self.slot)
        if kept is not None and kept.value["request"] != self.fingerprint:
            raise conflict()
        return kept is not None

    def answer(self, table: Table, gallery: Gallery, collection: str) -> Enrolment:
        """The enrolment that it was answered with, from what is there now.

        Raises UnknownPerson where that was erased since.
        """
        kept = table.get(KIND, self.slot)
        said = kept.value["faces"] if kept else []
        found = gallery.faces_by_id(collection, [face for face, _ in said])
        faces = {face.id: face for face in found}
        owners = {face.person for face in found}
        owner = owners.pop() if len(owners) == 1 else None
        if owner is None or any(face not in faces for face, _ in said):
            raise rules.erased_since(collection)
        return Enrolment(
            gallery.person(collection, owner),
            tuple(Enrolled(faces[face], existing) for face, existing in said),
        )
