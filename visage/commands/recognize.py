"""`visage recognize`."""

from __future__ import annotations

from functools import cache
from typing import Any

import click

from visage.answers.recognize import (
    NamedFace,
    RecognizeParameters,
    recognize_faces,
)
from visage.commands.options import AS_JSON, PHOTOS, RECURSIVE, chosen, option
from visage.commands.run import Done, run
from visage.commands.search import Search, Source
from visage.commands.words import counted
from visage.errors import NoFace
from visage.gallery.address import existing_gallery
from visage.recognition.recognizer import Recognizer


@click.command()
@PHOTOS
@RECURSIVE
@AS_JSON
@option(RecognizeParameters, "collection")
@option(RecognizeParameters, "min_face")
def recognize(photos: tuple[str, ...], recursive: bool, **options: Any) -> None:
    """Find, describe and name every face of photos.

    A PHOTO is a file, a folder of pictures or a quoted glob. Faces are named of people
    whom `visage people add` has enrolled.
    """
    parameters = chosen(RecognizeParameters, options)

    gallery = existing_gallery()

    @cache
    def recognizer() -> Recognizer:
        return Recognizer.configured()

    def work(source: Source) -> Done:
        answer = recognize_faces(source.read(), recognizer(), parameters, gallery)
        if not answer.faces:
            raise NoFace("No face was found.")
        lines = [f"{source.name}: {counted(len(answer.faces), 'face')}"]
        lines += [_line(face) for face in answer.faces]
        return Done(lines, answer.model_dump(mode="json"))

    run(Search(recursive).sources(photos), work)


def _line(face: NamedFace) -> str:
    box, quality = face.box, face.quality
    size = f"{box.right - box.left:.0f} x {box.bottom - box.top:.0f} px"
    name = f"{face.label}, " if face.label else ""
    return (
        f"  {face.index}: {name}{size} at ({box.left:.0f}, {box.top:.0f}), "
        f"sure {face.probability:.0%}, quality {quality.score:.2f}"
        + "".join(f"; {reason}" for reason in quality.reasons)
    )
