"""One picture after the other into a gallery, in a process or in a function on AWS.

Each picture is enrolled in a step of its own, and one that is there already is passed
over by its digest before it is looked at. So an import that was stopped, however hard,
goes on where it was when it is started again.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from visage.errors import (
    CollectionExists,
    ConsentMissing,
    ModelMissing,
    PersonExists,
    ProfileMismatch,
    UnknownCollection,
    UnknownPerson,
    Unready,
    VisageError,
)
from visage.gallery import rules
from visage.gallery.audit import Caller
from visage.gallery.bulk.rows import Row
from visage.gallery.collections import NewCollection
from visage.gallery.consent import ConsentPolicy, operator_policy
from visage.gallery.people import MOST_FACES, Person
from visage.gallery.pictures import (
    PictureEnrolment,
    Shown,
    chosen,
    enrol,
    good_enough,
    shown_in,
)
from visage.gallery.protocol import Gallery
from visage.gallery.thresholds import PeopleTable, people_table
from visage.recognition.embed import Profile
from visage.recognition.recognizer import Recognizer
from visage.settings import settings

Result = Literal["enrolled", "there", "refused"]

# What people should look at although a picture was enrolled.
LOOKS_LIKE_ANOTHER, NEAR_DUPLICATE = "looks_like_another", "near_duplicate"

# What concerns every picture alike, and so ends an import.
FATAL = (Unready, UnknownCollection, ProfileMismatch)


@dataclass(frozen=True)
class Outcome:
    """What became of a row.

    `code` says why it was refused, or what people should look at although it was
    enrolled; `reason` is the sentence.
    """

    path: str
    person: str
    name: str
    result: Result
    code: str = ""
    reason: str = ""

    @classmethod
    def refused(cls, error: VisageError, path: str, row: Row | None = None) -> Outcome:
        """The outcome of a row, or of a file without one, that cannot be enrolled."""
        person, name = (row.person, row.name) if row else ("", "")
        return cls(path, person, name, "refused", error.code, _sentence(error))


@dataclass(frozen=True)
class Choices:
    """What the user of an import chose for all of it.

    `several` says which face of several is meant where the row doesn't: none or the
    largest. With `any_quality`, faces that are hard to recognise are taken too.
    `min_face` is the width in pixels of the smallest face to look for.
    """

    several: Literal["refuse", "largest"] = "refuse"
    any_quality: bool = False
    min_face: float | None = None


@dataclass(frozen=True)
class Enroller:
    """Enrols rows into one collection."""

    gallery: Gallery
    recognizer: Recognizer
    collection: str
    caller: Caller
    choices: Choices
    table: PeopleTable | None

    @classmethod
    def made(
        cls,
        gallery: Gallery,
        recognizer: Recognizer,
        collection: str,
        caller: Caller,
        choices: Choices,
    ) -> Enroller:
        """With the thresholds of the recognizer's embedder, where it has any."""
        try:
            table = people_table(recognizer.embedder.profile.name)
        except ModelMissing:
            table = None
        return cls(gallery, recognizer, collection, caller, choices, table)

    def enrol(self, row: Row, read: Callable[[], bytes]) -> Outcome:
        """Enrol the picture that `read` gives. Raises what is FATAL."""
        try:
            return self._enrol(row, read())
        except FATAL:
            raise
        except VisageError as error:
            return Outcome.refused(error, row.path, row)

    def _enrol(self, row: Row, raw: bytes) -> Outcome:
        digest = self.gallery.digest(raw)
        faces = self._known(row)
        if digest in faces:
            return Outcome(row.path, row.person, row.name, "there")
        # Before the picture is looked at, which takes most of the time.
        rules.within_limit(row.person, len(faces) + 1)
        found = shown_in(raw, self.gallery, self.recognizer, self.choices.min_face)
        shown = self._chosen(found, row)
        done = enrol(
            self.gallery,
            self.collection,
            shown,
            row.new_person(),
            self.caller,
            table=self.table,
        )
        return Outcome(row.path, row.person, row.name, "enrolled", *_doubt(done, row))

    def _known(self, row: Row) -> set[str]:
        """Digests of the pictures that the person is known by. Raises PersonExists."""
        try:
            there = self.gallery.person(self.collection, row.person)
        except UnknownPerson:
            return set()
        same_person(there, row.name)
        page = self.gallery.faces(self.collection, person=row.person, limit=MOST_FACES)
        return {face.sighting.picture for face in page.items}

    def _chosen(self, shown: list[Shown], row: Row) -> Shown:
        index = row.face
        if index is None and self.choices.several == "largest" and shown:
            index = 0
        face = chosen(shown, index)
        return face if self.choices.any_quality else good_enough(face)


def stated_policy(gallery: Gallery, collection: str) -> ConsentPolicy | None:
    """The policy of a collection that is there, or that the import will make.

    The default collection counts as there, and has the operator's policy then. Raises
    UnknownCollection.
    """
    try:
        return gallery.collection(collection).policy
    except UnknownCollection:
        if collection != settings().collection:
            raise
        return operator_policy()


def make_default(
    gallery: Gallery, collection: str, profile: Profile, caller: Caller
) -> None:
    """Make the default collection where it is not there yet."""
    new = NewCollection(collection, profile.name, profile.dimension, operator_policy())
    with suppress(CollectionExists):
        gallery.create_collection(new, caller)


def is_there(gallery: Gallery, collection: str) -> bool:
    """Whether a collection is there."""
    try:
        gallery.collection(collection)
    except UnknownCollection:
        return False
    return True


def check_consent(policy: ConsentPolicy | None, row: Row) -> None:
    """Raises ConsentMissing where neither a row nor the policy has a consent."""
    if row.consent is None and policy is None:
        raise ConsentMissing(
            f"Nobody has agreed that {row.name} is kept: say who consents and for what "
            "purpose, or let the operator state a policy for the collection."
        )


def _sentence(error: VisageError) -> str:
    """What is wrong, said of the picture, wherever the sentence names it."""
    begins = error.sentence.startswith("{picture}")
    return error.said(picture="The picture" if begins else "the picture")


def same_person(there: Person, name: str) -> None:
    """Raises PersonExists where the one who is there has another name."""
    if there.name != name:
        raise PersonExists(
            f"The id {there.id} belongs to {there.name}, and not to {name}; give two "
            "people two ids, or change the name of the one who is there."
        )


def _doubt(done: PictureEnrolment, row: Row) -> tuple[str, str]:
    """What people should look at: its code and a sentence, or nothing."""
    if done.others:
        others = ", ".join(
            f"{each.person.name} ({each.person.id}, similarity {each.similarity:.3f})"
            for each in done.others
        )
        return LOOKS_LIKE_ANOTHER, (
            f"It is enrolled as {row.name}, and looks like {others} too. If they are "
            "one person, merge them; if it is a picture of somebody else, erase the "
            "face."
        )
    if done.near_duplicates:
        closest = done.near_duplicates[0].similarity
        return NEAR_DUPLICATE, (
            f"It is nearly the same picture as another one of {row.name} that is "
            f"there (similarity {closest:.3f})."
        )
    return "", ""
