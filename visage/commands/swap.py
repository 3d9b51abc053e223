"""`visage swap`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from visage.body import FORMATS, parsed
from visage.commands.align import PHOTO, given, option
from visage.landmarks import Landmarker
from visage.models import models
from visage.swap_answers import SwapParameters, mask_png, swapped

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument(
    "photos", nargs=-1, required=True, type=PHOTO, metavar="[SOURCE] TARGET"
)
@click.option("-o", "--output", type=FILE, required=True, help="file for the result")
@click.option("--mask", type=FILE, help="file for the mask, a PNG")
@option(SwapParameters, "source_face")
@option(SwapParameters, "target_face")
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
    photos: tuple[Path, ...], output: Path, mask: Path | None, **options: Any
) -> None:
    """Put the face of SOURCE onto that of TARGET, or exchange two of TARGET."""
    chosen = parsed(SwapParameters, given(options))
    if len(photos) != (1 if chosen.exchange else 2):
        raise click.UsageError("give SOURCE and TARGET, or TARGET and --exchange.")
    form = FORMATS.get(f"image/{output.suffix.lower()[1:].replace('jpg', 'jpeg')}")
    if form is None:
        raise click.UsageError(f"{output} should end in .png, .jpg, .jpeg or .webp.")
    source = None if chosen.exchange else photos[0].read_bytes()
    landmarker = Landmarker.load(models().path("dlib_68"))
    result = swapped(source, photos[-1].read_bytes(), landmarker, chosen)
    output.write_bytes(result.picture(chosen, form))
    if mask is not None:
        mask.write_bytes(mask_png(result.swapped.mask))
    for doubt in result.doubts:
        click.echo(f"warning: {doubt.message} ({doubt.code})", err=True)
    count = len(result.targets)
    click.echo(f"{output}: {count} {'face' if count == 1 else 'faces'} swapped")
