"""`visage people list` and `show`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from visage.answers.faces import FacesParameters, KeptFace, list_faces
from visage.answers.gallery import MOST_LISTED, ConsentFacts
from visage.answers.people import (
    PeopleParameters,
    PersonFacts,
    PersonParameters,
    list_people,
    show_person,
)
from visage.commands.options import AS_JSON, chosen
from visage.commands.people_options import IN_COLLECTION, PERSON
from visage.commands.report import Report
from visage.commands.words import counted
from visage.gallery.address import configured_gallery
from visage.gallery.people import MOST_FACES
from visage.gallery.protocol import Gallery


@click.command("list")
@AS_JSON
@IN_COLLECTION
def list_them(**options: Any) -> None:
    """List the people of a collection."""
    asked, report = chosen(PeopleParameters, options), Report()
    nobody = True
    for person in everyone(configured_gallery(), asked):
        report.tell([_row(person)], person.model_dump(mode="json"))
        nobody = False
    if nobody:
        click.echo(f"nobody is in the collection {asked.collection} yet", err=True)


@click.command()
@PERSON
@AS_JSON
@IN_COLLECTION
def show(person: str, **options: Any) -> None:
    """Show a person, their consent and their faces."""
    gallery = configured_gallery()
    asked = chosen(PersonParameters, {"id": person, **options})
    found = show_person(gallery, asked)
    theirs = FacesParameters(**asked.model_dump(), limit=MOST_FACES)
    faces = list_faces(gallery, theirs).faces
    facts = found.model_dump(mode="json")
    facts["faces"] = [face.model_dump(mode="json") for face in faces]
    Report().tell([*_lines(found), *map(_face, faces)], facts)


def everyone(gallery: Gallery, asked: PeopleParameters) -> Iterator[PersonFacts]:
    """All people of a collection, page by page."""
    after: str | None = None
    while True:
        part = asked.model_copy(update={"after": after, "limit": MOST_LISTED})
        answer = list_people(gallery, part)
        yield from answer.people
        after = answer.after
        if after is None:
            return


def until(consent: ConsentFacts) -> str:
    """How long a consent holds, in words."""
    if consent.expires is None:
        return "consent without end"
    day = f"{consent.expires:%Y-%m-%d %H:%M} UTC"
    return f"consent until {day}" if consent.in_force else f"consent ended {day}"


def _row(person: PersonFacts) -> str:
    faces = counted(person.faces, "face")
    return f"{person.id}  {person.name}, {faces}, {until(person.consent)}"


def _lines(person: PersonFacts) -> Iterator[str]:
    consent = person.consent
    yield f"{person.name} ({person.id})"
    for name, value in person.metadata.items():
        yield f"  {name}: {value}"
    yield f"  {until(consent)}: given by {consent.by}, for {consent.purpose}"
    yield f"  enrolled {person.created:%Y-%m-%d %H:%M} UTC"


def _face(face: KeptFace) -> str:
    called = f" {face.external_id}" if face.external_id else ""
    return f"  face {face.id}{called}, quality {face.quality:.2f}"
