"""`visage people export`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click

from visage.commands.private import private_file
from visage.commands.report import Report
from visage.commands.words import counted, file_name
from visage.gallery.address import configured_gallery
from visage.gallery.bulk.archive import written
from visage.gallery.bulk.export import Export
from visage.gallery.rules import utc_now
from visage.settings import settings

STANDARD_OUTPUT = Path("-")


@click.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--collection", metavar="NAME", help="of whom  [default: people]")
@click.option("--force", is_flag=True, help="replace an older file")
def export_people(file: Path, collection: str | None, force: bool) -> None:
    """Write everyone of the gallery to a FILE, or - for standard output.

    It has a line of JSON for each person: name, metadata, consent, and the vectors of
    their faces. `visage people import` takes it. Whoever has it can recognise these
    people: only you may read the file, and where it goes is yours to decide.
    """
    export = Export.begun(
        configured_gallery(), collection or settings().collection, utc_now()
    )
    with _opened(file, force) as out:
        for line in export.lines():
            out.write(written(line))
    people = "1 person" if export.people == 1 else f"{export.people:,} people"
    faces = counted(export.faces, "face")
    where = "" if file == STANDARD_OUTPUT else f"{file_name(file)}: "
    Report().warn(
        f"{where}{people} with {faces}. Names and vectors are not encrypted: whoever "
        "has them can recognise these people."
    )
    if export.ended:
        Report().warn(f"left out, as consent or retention has ended: {export.ended:,}")


@contextmanager
def _opened(file: Path, force: bool) -> Iterator[TextIO]:
    if file == STANDARD_OUTPUT:
        yield sys.stdout
        return
    with private_file(file, replace=force) as out:
        yield out
