"""`visage recognize` and `visage compare`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from visage import recognition
from visage.body import parsed
from visage.commands.align import PHOTO, given, option
from visage.models import models
from visage.recognition import CompareParameters, RecognizeParameters
from visage.recognize import Recognizer
from visage.settings import settings


def _recognizer() -> Recognizer:
    chosen = settings()
    return Recognizer.load(models(), chosen.embedder, threads=chosen.threads)


@click.command()
@click.argument("photos", nargs=-1, required=True, type=PHOTO)
@click.option(
    "--json", "as_json", is_flag=True, help="print what POST /recognize answers"
)
@option(RecognizeParameters, "min_face")
def recognize(photos: Sequence[Path], as_json: bool, **options: Any) -> None:
    """Find and describe every face of photos."""
    chosen = parsed(RecognizeParameters, given(options))
    recognizer = _recognizer()
    for photo in photos:
        answer = recognition.recognize(photo.read_bytes(), recognizer, chosen)
        if as_json:
            click.echo(answer.model_dump_json())
            continue
        count = len(answer.faces)
        click.echo(f"{photo}: {count} {'face' if count == 1 else 'faces'}")
        for face in answer.faces:
            box, quality = face.box, face.quality
            click.echo(
                f"  {face.index}: {box.right - box.left:.0f} x "
                f"{box.bottom - box.top:.0f} px at ({box.left:.0f}, {box.top:.0f}), "
                f"sure {face.score:.0%}, quality {quality.score:.2f}"
                + "".join(f"; {reason}" for reason in quality.reasons)
            )


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
    answer = recognition.compare(a.read_bytes(), b.read_bytes(), _recognizer(), chosen)
    click.echo(answer.model_dump_json() if as_json else answer.sentence)
