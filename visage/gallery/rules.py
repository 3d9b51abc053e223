"""The decisions that every gallery makes alike, and the sentences of its refusals."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count

from visage.errors import (
    CollectionExists,
    ConsentMissing,
    FaceExists,
    FaceTaken,
    PersonExists,
    PersonFull,
    Suppressed,
    UnknownCollection,
    UnknownFace,
    UnknownPerson,
)
from visage.gallery.collections import Collection, NewCollection
from visage.gallery.consent import Consent, dated
from visage.gallery.faces import FaceRecord, NewFace
from visage.gallery.people import MOST_FACES, NewPerson, Person

Clock = Callable[[], datetime]

_numbers = count()


def utc_now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def new_id() -> str:
    """An id for a person or a face: a random UUID."""
    return str(uuid.uuid4())


def timed_id(now: datetime) -> str:
    """An id that sorts by its moment, and then as the process gave it out.

    Microseconds since 1970, a running number, and chance, so that two processes never
    give out the same.
    """
    number = next(_numbers) % 2**32
    return f"{time_in_id(now)}-{number:08x}-{secrets.token_hex(4)}"


def time_in_id(moment: datetime) -> str:
    """What such ids of a moment begin with: it sorts before them."""
    return f"{int(moment.timestamp() * 1_000_000):016x}"


def person_consent(
    new: NewPerson, collection: Collection | NewCollection, now: datetime
) -> Consent:
    """The consent of a person enrolled. Raises ConsentMissing or ConsentExpired."""
    if new.consent is None:
        return _by_policy(collection, now).required(now, "the person")
    return dated(new.consent, now).required(now, "the person")


def face_consent(face: NewFace, collection: Collection, now: datetime) -> Consent:
    """The consent of a face of nobody. Raises ConsentMissing or ConsentExpired."""
    given = face.consent or _by_policy(collection, now)
    return given.required(now, "the face")


def _by_policy(collection: Collection | NewCollection, now: datetime) -> Consent:
    if collection.policy is None:
        raise ConsentMissing(
            f"Nobody has agreed to be kept in the collection {collection.name}: say "
            "who has, and to what (consent_by and consent_purpose), or let the "
            "operator state a policy for the collection (policy_by and policy_purpose)."
        )
    return collection.policy.consent(now)


def is_searchable(
    kept: Person | FaceRecord, collection: Collection, now: datetime
) -> bool:
    """Whether a person, or a face of nobody, may be found at this moment."""
    oldest = collection.oldest_kept(now)
    if oldest is not None and kept.created <= oldest:
        return False
    return kept.consent is None or kept.consent.in_force(now)


def within_limit(person: str, count: int) -> None:
    """Raises PersonFull where a person would have more faces than one can have."""
    if count > MOST_FACES:
        raise PersonFull(
            f"The person {person} would have {count} faces; at most {MOST_FACES} can "
            "be. Erase some of them first."
        )


def unknown_collection(name: str) -> UnknownCollection:
    return UnknownCollection(f"There is no collection {name}; create it first.")


def collection_exists(name: str) -> CollectionExists:
    return CollectionExists(f"There is a collection {name} already.")


def unknown_person(collection: str, person: str) -> UnknownPerson:
    return UnknownPerson(f"There is no person {person} in the collection {collection}.")


def erased_since(collection: str) -> UnknownPerson:
    return UnknownPerson(
        f"The person whom this request was about has been erased from the collection "
        f"{collection} since. Send a new idempotency key to make the change anew."
    )


def person_exists(collection: str, person: str) -> PersonExists:
    return PersonExists(
        f"There is a person {person} in the collection {collection} already: add the "
        "faces to them, replace them, or choose another id."
    )


def unknown_face(collection: str, face: str) -> UnknownFace:
    return UnknownFace(f"There is no face {face} in the collection {collection}.")


def face_exists(collection: str, face: str) -> FaceExists:
    return FaceExists(
        f"Another face in the collection {collection} has the id {face}; leave the id "
        "out, and the face gets one of its own."
    )


def face_taken(face: str, owner: str | None) -> FaceTaken:
    whose = "nobody" if owner is None else f"the person {owner}"
    return FaceTaken(f"The face {face} belongs to {whose}.")


def suppressed(what: str, receipt: str) -> Suppressed:
    return Suppressed(
        f"{what} was erased and is kept from coming back (receipt {receipt}). Lift the "
        "suppressions of that receipt if it shall be enrolled again."
    )
