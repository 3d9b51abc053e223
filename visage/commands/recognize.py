"""`visage recognize`."""

from __future__ import annotations

from functools import cache
from typing import Any

import click

from visage.answers.classified import FaceClassifiers
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
from visage.recognition.recognizer import Recognizer


@click.command()
@PHOTOS
@RECURSIVE
@AS_JSON
@option(RecognizeParameters, "min_face")
@option(RecognizeParameters, "classifier")
def recognize(photos: tuple[str, ...], recursive: bool, **options: Any) -> None:
    """Find and describe every face of photos.

    A PHOTO is a file, a folder of pictures or a quoted glob.
    """
    parameters = chosen(RecognizeParameters, options)

    @cache
    def loaded() -> tuple[Recognizer, FaceClassifiers]:
        recognizer = Recognizer.configured()
        return recognizer, FaceClassifiers.configured(recognizer)

    def work(source: Source) -> Done:
        recognizer, classifiers = loaded()
        answer = recognize_faces(
            source.read(), recognizer, parameters, classifiers=classifiers
        )
        if not answer.faces:
            raise NoFace("No face was found.")
        lines = [f"{source.name}: {counted(len(answer.faces), 'face')}"]
        lines += [_line(face) for face in answer.faces]
        return Done(lines, answer.model_dump(mode="json"))

    run(Search(recursive).sources(photos), work)


def _line(face: NamedFace) -> str:
    box, quality, said = face.box, face.quality, face.classified
    name = f"{said.class_name} ({said.confidence:.0%}), " if said else ""
    return (
        f"  {face.index}: {name}"
        f"{box.right - box.left:.0f} x {box.bottom - box.top:.0f} px at ("
        f"{box.left:.0f}, {box.top:.0f}), sure {face.probability:.0%}, "
        f"quality {quality.score:.2f}"
        + "".join(f"; {reason}" for reason in quality.reasons)
    )
