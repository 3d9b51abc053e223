"""`visage swap`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from visage.answers.swap import SwapAnswer, SwapParameters, describe, swapped
from visage.commands.files import from_data_uri, read, same_file, write
from visage.commands.options import AS_JSON, PHOTO, chosen, option, written_format
from visage.commands.report import Report, pictures_named
from visage.commands.words import counted, file_name
from visage.errors import in_picture
from visage.faces.finder import Finder

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument(
    "photos", nargs=-1, required=True, type=PHOTO, metavar="[SOURCE] TARGET"
)
@click.option("-o", "--output", type=FILE, help="file for the result")
@click.option("--mask", type=FILE, help="file for the mask, a PNG")
@AS_JSON
@option(SwapParameters, "source_face")
@option(SwapParameters, "target_face")
@option(SwapParameters, "source_at")
@option(SwapParameters, "target_at")
@option(SwapParameters, "blend")
@option(SwapParameters, "quality")
@click.option(
    "--exchange",
    is_flag=True,
    help=SwapParameters.model_fields["exchange"].description,
)
@click.option(
    "--label", is_flag=True, help=SwapParameters.model_fields["label"].description
)
def swap(
    photos: tuple[Path, ...],
    output: Path | None,
    mask: Path | None,
    **options: Any,
) -> None:
    """Put the face of SOURCE onto that of TARGET, or exchange two of TARGET.

    With --json and without -o no picture is written: the JSON carries it.
    """
    parameters = chosen(SwapParameters, {**options, "mask": mask is not None})
    if len(photos) != (1 if parameters.exchange else 2):
        raise click.UsageError("give SOURCE and TARGET, or TARGET and --exchange.")
    if output is None and not Report().as_json:
        raise click.UsageError("give a file for the result with -o, or --json.")
    _check_outputs(photos, output, mask)
    names = [file_name(photo) for photo in photos]
    with pictures_named({"the source": names[0], "the target": names[-1]}):
        answer = _swapped(photos, parameters, output)
        lines, facts = _told(answer, output, mask)
    for warning in answer.warnings:
        Report().warn(f"{warning.message} ({warning.code})")
    Report().tell(lines, {"file": names[-1], "source_file": names[0], **facts})


def _check_outputs(
    photos: tuple[Path, ...], output: Path | None, mask: Path | None
) -> None:
    """A name that cannot be meant, or that would cost a photo, is an error of usage."""
    if output is not None:
        written_format(output)
    outputs = [file for file in (output, mask) if file is not None]
    if len(outputs) == 2 and same_file(*outputs):
        raise click.UsageError(f"-o and --mask are both {output}.")
    for file in outputs:
        if any(same_file(file, photo) for photo in photos):
            raise click.UsageError(
                f"{file} is one of the photos themselves; choose another name."
            )


def _swapped(
    photos: tuple[Path, ...], parameters: SwapParameters, output: Path | None
) -> SwapAnswer:
    source = None
    if not parameters.exchange:
        with in_picture("the source"):
            source = read(photos[0])
    with in_picture("the target"):
        target = read(photos[-1])
    finder = Finder.configured()
    result = swapped(source, target, finder, parameters)
    form = result.form if output is None else written_format(output)
    return describe(result, parameters, form)


def _told(
    answer: SwapAnswer, output: Path | None, mask: Path | None
) -> tuple[list[str], dict[str, Any]]:
    """Write what is to be written; what is said of it, for people and for --json."""
    facts, lines = answer.model_dump(mode="json"), []
    del facts["mask"]
    if mask is not None and answer.mask is not None:
        write(mask, from_data_uri(answer.mask))
        facts["mask_file"] = file_name(mask)
    if output is not None:
        write(output, from_data_uri(answer.image))
        del facts["image"]
        facts["image_file"] = file_name(output)
        swaps = counted(len(answer.targets), "face")
        lines = [f"{facts['image_file']}: {swaps} swapped"]
    return lines, facts
