"""`visage compare`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from visage.answers.compare import CompareParameters, compare_faces
from visage.commands.files import read
from visage.commands.options import AS_JSON, PHOTO, chosen, option
from visage.commands.report import Report, pictures_named
from visage.commands.words import file_name
from visage.errors import in_picture
from visage.recognition.recognizer import Recognizer


@click.command()
@click.argument("a", type=PHOTO)
@click.argument("b", type=PHOTO)
@AS_JSON
@option(CompareParameters, "far")
@option(CompareParameters, "face_a")
@option(CompareParameters, "face_b")
@option(CompareParameters, "at_a")
@option(CompareParameters, "at_b")
@option(CompareParameters, "min_face")
def compare(a: Path, b: Path, **options: Any) -> None:
    """Say whether two photos show one person, and how often that is wrong."""
    parameters = chosen(CompareParameters, options)
    names = {"a": file_name(a), "b": file_name(b)}
    with pictures_named(names):
        with in_picture("a"):
            first = read(a)
        with in_picture("b"):
            second = read(b)
        answer = compare_faces(first, second, Recognizer.configured(), parameters)
    facts = answer.model_dump(mode="json")
    Report().tell(
        [answer.sentence], {"file": names["a"], "other_file": names["b"], **facts}
    )
