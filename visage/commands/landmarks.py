"""`visage landmarks`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import click

from visage.answers.align import (
    LandmarksParameters,
    draw_landmarks,
    find_landmarks,
)
from visage.commands.files import write
from visage.commands.options import (
    AS_JSON,
    PHOTOS,
    RECURSIVE,
    chosen,
    option,
    written_format,
)
from visage.commands.outputs import Outputs
from visage.commands.report import Report, json_line
from visage.commands.run import Done, run
from visage.commands.search import Search, Source
from visage.commands.words import file_name
from visage.faces.finder import Finder
from visage.pictures.formats import Format

MARK = "-landmarks"


@click.command()
@PHOTOS
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="folder for the photos with their landmarks drawn, or a file for one photo",
)
@RECURSIVE
@AS_JSON
@option(LandmarksParameters, "face")
@option(LandmarksParameters, "at")
@option(LandmarksParameters, "format")
@option(LandmarksParameters, "min_face")
def landmarks(
    photos: tuple[str, ...],
    output: Path | None,
    recursive: bool,
    **options: Any,
) -> None:
    """Print the 68 landmarks of photos' faces as JSON, or draw them.

    A PHOTO is a file, a folder of pictures or a quoted glob. The drawn ones are
    PHOTO-landmarks; the name of a file for one photo says its format itself.
    """
    parameters = chosen(LandmarksParameters, options)
    sources = Search(recursive, output, MARK).sources(photos)
    told = Report().as_json
    drawing = None if output is None else _Drawing.into(output, sources, parameters)

    @cache
    def finder() -> Finder:
        return Finder.configured()

    def work(source: Source) -> Done:
        raw, facts, lines = source.read(), {}, []
        if told or drawing is None:
            answer = find_landmarks(raw, finder(), parameters)
            facts = answer.model_dump(mode="json")
        if drawing is None:
            lines = [json_line({"file": source.name, **facts})]
        else:
            path = drawing.path(source)
            write(path, draw_landmarks(raw, finder(), parameters, drawing.format))
            facts["image_file"] = file_name(path)
            lines = [facts["image_file"]]
        return Done(lines, facts)

    run(sources, work)


class _Drawing:
    """Where drawn photos go: to one file, or to files in a folder."""

    def __init__(self, file: Path | None, folder: Path | None, form: Format) -> None:
        self._file = file
        self._outputs = Outputs(folder)
        self.format: Format = form

    @classmethod
    def into(
        cls, output: Path, sources: list[Source], parameters: LandmarksParameters
    ) -> _Drawing:
        """By what -o is; a name that cannot be written to is an error of usage."""
        if output.is_dir() or not output.suffix:
            return cls(None, output, parameters.format)
        form = written_format(output)
        if len(sources) > 1:
            raise click.UsageError(
                f"{output} is a file for one photo, and there are {len(sources)}; "
                "give a folder."
            )
        return cls(output, None, form)

    def path(self, source: Source) -> Path:
        """The file for the drawn photo."""
        if self._file is not None:
            return self._file
        stem = self._outputs.stem(source)
        return stem.with_name(f"{stem.name}{MARK}.{self.format}")
