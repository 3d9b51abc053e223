"""`visage people search`."""

from __future__ import annotations

from functools import cache
from typing import Any

import click

from visage.answers.search import SearchedFace, SearchParameters, search_picture
from visage.commands.options import AS_JSON, PHOTOS, RECURSIVE, chosen, option
from visage.commands.people_options import IN_COLLECTION
from visage.commands.run import Done, run
from visage.commands.search import Search, Source
from visage.commands.words import counted
from visage.errors import NoFace
from visage.gallery.address import configured_gallery
from visage.recognition.recognizer import Recognizer


@click.command()
@PHOTOS
@RECURSIVE
@AS_JSON
@IN_COLLECTION
@option(SearchParameters, "limit")
@option(SearchParameters, "fpir")
@option(SearchParameters, "min_face")
def search(photos: tuple[str, ...], recursive: bool, **options: Any) -> None:
    """Say whose every face of photos is.

    A PHOTO is a file, a folder of pictures or a quoted glob.
    """
    asked = chosen(SearchParameters, options)
    gallery = configured_gallery()
    recognizer = cache(Recognizer.configured)

    def work(source: Source) -> Done:
        answer = search_picture(source.read(), gallery, recognizer(), asked)
        if not answer.faces:
            raise NoFace("No face was found.")
        lines = [f"{source.name}: {counted(len(answer.faces), 'face')}"]
        for face in answer.faces:
            lines += _lines(face)
        lines.append(f"  {answer.gallery.sentence}")
        return Done(lines, answer.model_dump(mode="json"))

    run(Search(recursive).sources(photos), work)


def _lines(face: SearchedFace) -> list[str]:
    box = face.box
    place = (
        f"{box.right - box.left:.0f} x {box.bottom - box.top:.0f} px at "
        f"({box.left:.0f}, {box.top:.0f})"
    )
    if not face.matches:
        nearest = "" if face.similarity is None else f", nearest {face.similarity:.2f}"
        needed = "" if face.needed is None else f" of {face.needed:.2f} needed"
        return [f"  {face.index}: nobody known{nearest}{needed}, {place}"]
    first, *others = face.matches
    lines = [
        f"  {face.index}: {first.name} ({first.id}), similarity "
        f"{first.similarity:.2f} of {first.needed:.2f} needed, {place}"
    ]
    lines += [
        f"     or {other.name} ({other.id}), similarity {other.similarity:.2f} of "
        f"{other.needed:.2f} needed"
        for other in others
    ]
    return lines
