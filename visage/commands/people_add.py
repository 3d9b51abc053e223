"""`visage people add`."""

from __future__ import annotations

from functools import cache
from typing import Any

import click

from visage.answers.enrol import (
    EnrolAnswer,
    NewFaceParameters,
    NewPersonParameters,
    add_face,
    enrol_person,
)
from visage.commands.options import AS_JSON, PHOTOS, RECURSIVE, chosen, option
from visage.commands.people_options import CALLER, IN_COLLECTION
from visage.commands.run import Done, run
from visage.commands.search import Search, Source
from visage.gallery.address import configured_gallery
from visage.gallery.protocol import Gallery
from visage.recognition.recognizer import Recognizer


@click.command()
@click.argument("name")
@PHOTOS
@RECURSIVE
@AS_JSON
@IN_COLLECTION
@option(NewPersonParameters, "id")
@option(NewPersonParameters, "if_exists")
@option(NewPersonParameters, "metadata")
@option(NewPersonParameters, "consent_by")
@option(NewPersonParameters, "consent_purpose")
@option(NewPersonParameters, "consent_given")
@option(NewPersonParameters, "consent_expires")
@option(NewPersonParameters, "quality")
@option(NewPersonParameters, "face")
@option(NewPersonParameters, "at")
@option(NewPersonParameters, "min_face")
@option(NewPersonParameters, "external_id")
def add(name: str, photos: tuple[str, ...], recursive: bool, **options: Any) -> None:
    """Enrol a person with photos of theirs.

    NAME is what you call them; each PHOTO is a file, a folder of pictures or a quoted
    glob, and shows one face, unless you say which. Consent is recorded with
    --consent-by and --consent-purpose, or by the policy of the collection.
    """
    asked = chosen(NewPersonParameters, {"name": name, **options})
    run(Search(recursive).sources(photos), _Adding(configured_gallery(), asked).one)


class _Adding:
    """Enrols one photo after the other; the first that does makes the person."""

    def __init__(self, gallery: Gallery, asked: NewPersonParameters) -> None:
        self.gallery = gallery
        self.asked = asked
        self.person: str | None = None
        self.recognizer = cache(Recognizer.configured)

    def one(self, source: Source) -> Done:
        answer = self._enrolled(source.read())
        self.person = answer.person.id
        return Done(list(_lines(source.name, answer)), answer.model_dump(mode="json"))

    def _enrolled(self, raw: bytes) -> EnrolAnswer:
        if self.person is None:
            return enrol_person(raw, self.gallery, self.recognizer, self.asked, CALLER)
        said = self.asked.model_dump(include={*NewFaceParameters.model_fields} - {"id"})
        more = NewFaceParameters(**said, id=self.person)
        return add_face(raw, self.gallery, self.recognizer(), more, CALLER)


def _lines(file: str, answer: EnrolAnswer) -> list[str]:
    """What is said of an enrolment, and what people should look at."""
    assert answer.face is not None
    person, done = answer.person, "is there already" if answer.existing else "enrolled"
    lines = [
        f"{file}: {done} as {person.name} ({person.id}), "
        f"quality {answer.face.quality:.2f}"
    ]
    lines += [
        f"  looks like {other.name} ({other.id}) too: similarity "
        f"{other.similarity:.2f}, named from {other.needed:.2f}"
        for other in answer.looks_like
    ]
    lines += [
        f"  most likely the same picture as face {near.id}"
        for near in answer.near_duplicates
    ]
    return lines
