"""What is asked and answered about the people of a collection."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field, JsonValue

from visage.answers.fields import Parameters, from_json_text
from visage.answers.gallery import (
    ConsentFacts,
    ConsentSaid,
    InCollection,
    PageParameters,
    consent_facts,
    described,
    matching,
    or_empty,
)
from visage.answers.receipts import ReceiptFacts, receipt_facts
from visage.errors import BadParameter
from visage.gallery.audit import Caller
from visage.gallery.checks import PERSON
from visage.gallery.pages import Page
from visage.gallery.people import Person, PersonChanges
from visage.gallery.protocol import Gallery

PersonId = Annotated[str, matching("id of the person", PERSON), described(PERSON)]
Metadata = Annotated[dict[str, JsonValue], BeforeValidator(from_json_text)]


class PersonParameters(InCollection):
    """Which person is meant."""

    id: PersonId = Field(description="the person's id")


class PeopleParameters(InCollection, PageParameters):
    """Which people are listed."""


class PersonChangesParameters(PersonParameters, ConsentSaid):
    """What is said anew of a person; what is not mentioned stays."""

    name: str | None = Field(default=None, description="what people call them")
    metadata: Metadata | None = Field(
        default=None, description="a JSON object, at most 4 kB, in place of the old one"
    )


class MergeParameters(PersonParameters):
    """Into whom a person is merged."""

    into: PersonId = Field(
        description="the id of the person who gets the faces; the other is no more"
    )


class Suppressing(Parameters):
    """Whether what is erased may come back."""

    suppress: bool = Field(
        default=True,
        description="keep the same pictures and the same id from being enrolled again",
    )


class ErasePersonParameters(PersonParameters, Suppressing):
    """Who is erased."""


class PersonFacts(BaseModel):
    """A person of a collection. `faces` counts theirs, expired or not."""

    id: str
    name: str
    metadata: dict[str, JsonValue]
    consent: ConsentFacts
    created: datetime
    faces: int


class PeopleAnswer(BaseModel):
    """People by id, those with expired consent too; `after` is null at the end."""

    collection: str
    people: list[PersonFacts]
    after: str | None


def list_people(gallery: Gallery, chosen: PeopleParameters) -> PeopleAnswer:
    """Everyone in a collection, a page at a time. Raises UnknownCollection."""
    nobody: Page[Person] = Page((), None)
    page = or_empty(
        chosen.collection,
        lambda: gallery.people(chosen.collection, chosen.after, chosen.limit),
        nobody,
    )
    return PeopleAnswer(
        collection=chosen.collection,
        people=[person_facts(each) for each in page.items],
        after=page.after,
    )


def show_person(gallery: Gallery, chosen: PersonParameters) -> PersonFacts:
    """One person. Raises UnknownCollection or UnknownPerson."""
    return person_facts(gallery.person(chosen.collection, chosen.id))


def update_person(
    gallery: Gallery, chosen: PersonChangesParameters, caller: Caller
) -> PersonFacts:
    """Say name, metadata or consent of a person anew.

    Raises UnknownCollection, UnknownPerson, ConsentExpired, BadParameter.
    """
    changes = PersonChanges(chosen.name, chosen.metadata, chosen.consent)
    if changes == PersonChanges():
        raise BadParameter(
            "Nothing was said anew; give name, metadata, or consent_by and "
            "consent_purpose."
        )
    changed = gallery.update_person(chosen.collection, chosen.id, changes, caller)
    return person_facts(changed)


def merge_people(
    gallery: Gallery, chosen: MergeParameters, caller: Caller
) -> PersonFacts:
    """Give a person's faces and rejections to another; the first is no more.

    Raises UnknownCollection, UnknownPerson, PersonFull, ConsentExpired, BadParameter.
    """
    merged = gallery.merge_people(chosen.collection, chosen.id, chosen.into, caller)
    return person_facts(merged)


def erase_person(
    gallery: Gallery, chosen: ErasePersonParameters, caller: Caller
) -> ReceiptFacts:
    """Erase a person and their faces. Raises UnknownCollection or UnknownPerson."""
    receipt = gallery.erase_person(
        chosen.collection, chosen.id, caller, suppress=chosen.suppress
    )
    return receipt_facts(receipt)


def person_facts(kept: Person) -> PersonFacts:
    """What an answer says of a person."""
    return PersonFacts(
        id=kept.id,
        name=kept.name,
        metadata=dict(kept.metadata),
        consent=consent_facts(kept.consent),
        created=kept.created,
        faces=kept.faces,
    )
