"""`visage people reject` and `merge`: what people know better."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from visage.answers.people import MergeParameters, merge_people
from visage.answers.rejections import (
    RejectionFacts,
    RejectParameters,
    Withdrawn,
    withdraw_from,
)
from visage.answers.rejections import reject as rejected
from visage.commands.files import read
from visage.commands.options import AS_JSON, PHOTO, chosen, option
from visage.commands.people_options import CALLER, IN_COLLECTION, PERSON
from visage.commands.report import Report, pictures_named
from visage.commands.words import counted, file_name
from visage.errors import in_picture
from visage.recognition.recognizer import Recognizer
from visage.watch.address import watched_gallery


@click.command()
@PERSON
@click.argument("photo", type=PHOTO)
@click.option("--withdraw", is_flag=True, help="take back that it was said")
@AS_JSON
@IN_COLLECTION
@option(RejectParameters, "face")
@option(RejectParameters, "at")
@option(RejectParameters, "min_face")
def reject(person: str, photo: Path, withdraw: bool, **options: Any) -> None:
    """Say that a face of PHOTO is not person ID.

    They are not found for that face of that file any more.
    """
    gallery = watched_gallery()
    asked = chosen(RejectParameters, {"id": person, **options})
    with pictures_named({"the photo": file_name(photo)}), in_picture("the photo"):
        raw, recognizer = read(photo), Recognizer.configured()
        said: RejectionFacts | Withdrawn
        if withdraw:
            said = withdraw_from(raw, gallery, recognizer, asked, CALLER)
        else:
            said = rejected(raw, gallery, recognizer, asked, CALLER)
    verb = "may show" if withdraw else "does not show"
    Report().tell(
        [f"{file_name(photo)} {verb} {person}"],
        {"file": file_name(photo), **said.model_dump(mode="json")},
    )


@click.command()
@PERSON
@click.argument("into", metavar="INTO")
@AS_JSON
@IN_COLLECTION
def merge(person: str, into: str, **options: Any) -> None:
    """Give the faces of person ID to person INTO; the first is no more."""
    asked = chosen(MergeParameters, {"id": person, "into": into, **options})
    merged = merge_people(watched_gallery(), asked, CALLER)
    Report().tell(
        [f"{merged.name} ({merged.id}) has {counted(merged.faces, 'face')} now"],
        merged.model_dump(mode="json"),
    )
