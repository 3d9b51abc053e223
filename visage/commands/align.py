"""`visage align` and `visage landmarks`."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from visage.answers.align import (
    AlignParameters,
    LandmarksParameters,
    align_faces,
    draw_landmarks,
    find_landmarks,
)
from visage.answers.fields import parsed
from visage.commands.options import PHOTO, given, option
from visage.faces.landmarks import Landmarker
from visage.models.store import model_store
from visage.pictures.formats import format_of


@click.command()
@click.argument("photos", nargs=-1, required=True, type=PHOTO)
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="directory for the aligned faces [beside the photo]",
)
@click.option("--json", "as_json", is_flag=True, help="print what POST /align answers")
@option(AlignParameters, "face", "all")
@option(AlignParameters, "size")
@option(AlignParameters, "crop")
@option(AlignParameters, "margin")
@option(AlignParameters, "format")
@option(AlignParameters, "min_face")
def align(
    photos: Sequence[Path], output: Path | None, as_json: bool, **options: Any
) -> None:
    """Bring the faces of photos upright; one file a face, PHOTO-aligned-INDEX."""
    chosen = parsed(AlignParameters, given(options))
    landmarker = Landmarker.load(model_store().path("dlib_68"))
    for photo in photos:
        answer = align_faces(photo.read_bytes(), landmarker, chosen)
        if as_json:
            click.echo(answer.model_dump_json())
            continue
        folder = output or photo.parent
        folder.mkdir(parents=True, exist_ok=True)
        for face in answer.faces:
            name = f"{photo.stem}-aligned-{face.index}.{chosen.format}"
            target = folder / name
            target.write_bytes(b64decode(face.aligned.image.partition(",")[2]))
            click.echo(
                f"{target}: {face.inter_ocular_distance:.0f} px between the eyes, "
                f"roll {face.roll:.0f} degrees"
            )


@click.command()
@click.argument("photo", type=PHOTO)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="file for the photo with the landmarks drawn onto it",
)
@option(LandmarksParameters, "face")
@option(LandmarksParameters, "min_face")
def landmarks(photo: Path, output: Path | None, **options: Any) -> None:
    """Print the 68 landmarks of a photo's faces as JSON, or draw them."""
    chosen = parsed(LandmarksParameters, given(options))
    landmarker = Landmarker.load(model_store().path("dlib_68"))
    raw = photo.read_bytes()
    if output is None:
        click.echo(find_landmarks(raw, landmarker, chosen).model_dump_json())
        return
    form = format_of(output)
    if form is None:
        raise click.UsageError(f"{output} should end in .png, .jpg, .jpeg or .webp.")
    output.write_bytes(draw_landmarks(raw, landmarker, chosen, form))
    click.echo(str(output))
