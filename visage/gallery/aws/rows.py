"""Where the table keeps what, and in which words.

All rows of a collection lie in partitions that begin with its generation, so that they
can be found when it is erased, and a new collection of the same name meets none of
them. Suppressions lie under the collection's name. A person and a face have one row
each, and further rows without content by which they are found: by picture, by age, by
the end of their consent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter

from visage.gallery.aws.items import Key
from visage.gallery.collections import Collection
from visage.gallery.faces import FaceRecord
from visage.gallery.forgetting import Rejection, Suppression
from visage.gallery.idempotency import Answer
from visage.gallery.people import Person
from visage.gallery.records import expiry, micros

RECEIPTS, AUDIT = "receipts", "audit"
GALLERY_KEY: Key = "gallery", "key"
# The partitions of a generation.
PARTS = ("about", "people", "faces", "pictures", "times", "said", "seen", "answers")
ANSWERS = tuple(f"answers/{digit:x}" for digit in range(16))


@dataclass(frozen=True)
class KeptPerson:
    """A person, the ids of their faces, and the key of their template's vector.

    `key` is new each time that someone of this id is made: an answer about an earlier
    one is not about this one.
    """

    person: Person
    key: str
    faces: tuple[str, ...] = ()
    template: str | None = None

    @property
    def searched_by(self) -> str | None:
        """The key of the vector that this is found by."""
        return self.template


@dataclass(frozen=True)
class KeptFace:
    """A face, and the key of its vector."""

    face: FaceRecord
    vector: str

    @property
    def searched_by(self) -> str | None:
        """The key of the vector that this is found by."""
        return self.vector


@dataclass(frozen=True)
class KeptAnswer:
    """An answer, and of which generation and person it tells."""

    at: datetime
    fingerprint: str
    answer: Answer
    generation: str | None
    person: str | None


COLLECTION = TypeAdapter(Collection)
PERSON = TypeAdapter(KeptPerson)
FACE = TypeAdapter(KeptFace)
ANSWER = TypeAdapter(KeptAnswer)
REJECTION = TypeAdapter(Rejection)
SUPPRESSION = TypeAdapter(Suppression)


def about(generation: str) -> Key:
    """Where a collection's own record lies."""
    return f"{generation}/about", "collection"


def person_key(generation: str, person: str) -> Key:
    return f"{generation}/people", person


def face_key(generation: str, face: str) -> Key:
    return f"{generation}/faces", face


def answer_key(slot: str) -> Key:
    return f"answers/{slot[0]}", slot


def answer_of(generation: str, person: str | None, slot: str) -> Key:
    """By which the answers about a person are found."""
    return f"{generation}/answers", f"{person or ''}/{slot}"


def suppressed(name: str, by: str) -> str:
    """The partition of a name's suppressions by id, picture, subject or receipt."""
    return f"name/{name}/suppressed/{by}"


def person_rows(generation: str, kept: KeptPerson) -> dict[Key, str]:
    """All rows of a person."""
    person = kept.person
    rows = {
        person_key(generation, person.id): PERSON.dump_json(kept).decode(),
    }
    for place in _times("p", person):
        rows[f"{generation}/times", place] = ""
    return rows


def face_rows(generation: str, kept: KeptFace) -> dict[Key, str]:
    """All rows of a face; only those of nobody have an age of their own."""
    face = kept.face
    rows = {
        face_key(generation, face.id): FACE.dump_json(kept).decode(),
        (f"{generation}/pictures", f"{face.sighting.picture}/{face.id}"): "",
    }
    if face.person is None:
        for place in _times("f", face):
            rows[f"{generation}/times", place] = ""
    return rows


def suppression_rows(name: str, kept: Suppression) -> dict[Key, str]:
    """All rows of a suppression."""
    text = SUPPRESSION.dump_json(kept).decode()
    rows = {
        (suppressed(name, "id"), kept.id): text,
        (suppressed(name, "receipt"), f"{kept.receipt}/{kept.id}"): text,
    }
    if kept.sighting:
        place = f"{kept.sighting.picture}/{kept.id}"
        rows[suppressed(name, "picture"), place] = text
    if kept.subject:
        rows[suppressed(name, "subject"), f"{kept.subject}/{kept.id}"] = text
    return rows


def rejection_rows(generation: str, said: Rejection, number: str) -> dict[Key, str]:
    """Both rows of a rejection, by person and by picture."""
    text = REJECTION.dump_json(said).decode()
    return {
        (f"{generation}/said", f"{said.person}/{number}"): text,
        (
            f"{generation}/seen",
            f"{said.sighting.picture}/{said.person}/{number}",
        ): text,
    }


def until(kind: str, moment: datetime) -> str:
    """The last place of creations (`c`) or ends (`e`) at a moment or before it."""
    return f"{kind}/{micros(moment):020d}0"  # 0 comes right after the slash


def _times(kind: str, kept: Person | FaceRecord) -> Iterator[str]:
    yield f"c/{micros(kept.created):020d}/{kind}/{kept.id}"
    ends = expiry(kept.consent)
    if ends is not None:
        yield f"e/{ends:020d}/{kind}/{kept.id}"
