"""`visage align`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import click

from visage.answers.align import AlignedFace, AlignParameters, align_faces
from visage.commands.files import from_data_uri, write
from visage.commands.options import (
    AS_JSON,
    PHOTOS,
    RECURSIVE,
    chosen,
    option,
)
from visage.commands.outputs import Outputs
from visage.commands.report import Report
from visage.commands.run import Done, run
from visage.commands.search import Search, Source
from visage.commands.words import file_name
from visage.faces.finder import Finder

MARK = "-aligned-"


@click.command()
@PHOTOS
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="folder for the aligned faces [beside the photo]",
)
@RECURSIVE
@AS_JSON
@option(AlignParameters, "face", "all")
@option(AlignParameters, "at")
@option(AlignParameters, "size")
@option(AlignParameters, "crop")
@option(AlignParameters, "margin")
@option(AlignParameters, "format")
@option(AlignParameters, "min_face")
def align(
    photos: tuple[str, ...],
    output: Path | None,
    recursive: bool,
    **options: Any,
) -> None:
    """Bring the faces of photos upright; one file a face, PHOTO-aligned-INDEX.

    A PHOTO is a file, a folder of pictures or a quoted glob. With --json and without
    -o nothing is written: the JSON carries the pictures.
    """
    parameters = chosen(AlignParameters, options)
    outputs = Outputs(output)
    written = output is not None or not Report().as_json

    @cache
    def finder() -> Finder:
        return Finder.configured()

    def work(source: Source) -> Done:
        answer = align_faces(source.read(), finder(), parameters)
        facts = answer.model_dump(mode="json")
        if not written:
            return Done([], facts)
        stem, lines = outputs.stem(source), []
        for face, told in zip(answer.faces, facts["faces"], strict=True):
            name = f"{stem.name}{MARK}{face.index}.{parameters.format}"
            path = _written(face, stem.with_name(name))
            del told["aligned"]["image"]
            told["aligned"]["image_file"] = path
            lines.append(
                f"{path}: {face.inter_ocular_distance:.0f} px between the eyes, "
                f"roll {face.roll:z.0f} degrees"
            )
        return Done(lines, facts)

    run(Search(recursive, output, MARK).sources(photos), work)


def _written(face: AlignedFace, path: Path) -> str:
    """Write the picture of an aligned face; its path as it can be shown."""
    write(path, from_data_uri(face.aligned.image))
    return file_name(path)
