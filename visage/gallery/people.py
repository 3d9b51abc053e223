"""A person: whose faces a collection holds."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from visage.gallery.checks import LONGEST_NAME, PERSON, Metadata, matched, text
from visage.gallery.checks import metadata as checked_metadata
from visage.gallery.consent import Consent, ConsentNow, dated

# As many as a user of Amazon Rekognition can have, and as one transaction can hold.
MOST_FACES = 100

# What happens where the id is taken: refuse (PersonExists), add the faces and leave
# the person as they are, or put the new person and faces in place of the old ones.
IfExists = Literal["refuse", "add", "replace"]


@dataclass(frozen=True)
class NewPerson:
    """What is said of a person when they are enrolled.

    Without an id, they get one. Without a consent, the collection's policy is taken.
    """

    name: str
    id: str | None = None
    metadata: Metadata = field(default_factory=dict)
    consent: Consent | ConsentNow | None = None
    if_exists: IfExists = "refuse"

    def __post_init__(self) -> None:
        if self.id is not None:
            matched("id of the person", self.id, PERSON)
        text("name of the person", self.name, LONGEST_NAME)
        checked_metadata(self.metadata)


@dataclass(frozen=True)
class Person:
    """A person as they are kept. `faces` counts theirs, expired or not."""

    id: str
    name: str
    metadata: Metadata
    consent: Consent
    created: datetime
    faces: int


@dataclass(frozen=True)
class PersonChanges:
    """What is said anew of a person; None leaves it as it is."""

    name: str | None = None
    metadata: Metadata | None = None
    consent: Consent | ConsentNow | None = None

    def __post_init__(self) -> None:
        if self.name is not None:
            text("name of the person", self.name, LONGEST_NAME)
        if self.metadata is not None:
            checked_metadata(self.metadata)

    def applied(self, person: Person, now: datetime) -> Person:
        """The person with these changes. Raises ConsentExpired where a new one has."""
        consent = person.consent
        if self.consent is not None:
            consent = dated(self.consent, now).required(now, "the person")
        return replace(
            person,
            name=person.name if self.name is None else self.name,
            metadata=person.metadata if self.metadata is None else self.metadata,
            consent=consent,
        )
