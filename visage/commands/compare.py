"""`visage compare`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from visage.answers.compare import CompareParameters, compare_faces
from visage.answers.fields import parsed
from visage.commands.options import PHOTO, given, option
from visage.recognition.recognizer import Recognizer


@click.command()
@click.argument("a", type=PHOTO)
@click.argument("b", type=PHOTO)
@click.option(
    "--json", "as_json", is_flag=True, help="print what POST /compare answers"
)
@option(CompareParameters, "far")
@option(CompareParameters, "face_a")
@option(CompareParameters, "face_b")
@option(CompareParameters, "min_face")
def compare(a: Path, b: Path, as_json: bool, **options: Any) -> None:
    """Say whether two photos show one person, and how often that is wrong."""
    chosen = parsed(CompareParameters, given(options))
    answer = compare_faces(
        a.read_bytes(), b.read_bytes(), Recognizer.configured(), chosen
    )
    click.echo(answer.model_dump_json() if as_json else answer.sentence)
