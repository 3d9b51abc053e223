"""`visage recognize`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from visage.answers.fields import parsed
from visage.answers.recognize import RecognizeParameters, recognize_faces
from visage.commands.options import PHOTO, given, option
from visage.recognition.recognizer import Recognizer


@click.command()
@click.argument("photos", nargs=-1, required=True, type=PHOTO)
@click.option(
    "--json", "as_json", is_flag=True, help="print what POST /recognize answers"
)
@option(RecognizeParameters, "min_face")
def recognize(photos: Sequence[Path], as_json: bool, **options: Any) -> None:
    """Find and describe every face of photos."""
    chosen = parsed(RecognizeParameters, given(options))
    recognizer = Recognizer.configured()
    for photo in photos:
        answer = recognize_faces(photo.read_bytes(), recognizer, chosen)
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
