"""What a command says: lines for people, or with --json one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

import click

from visage.commands.words import about, misused
from visage.errors import BadParameter, VisageError

INTERRUPTED = 130  # what shells say of a program that Ctrl-C ended: 128 + SIGINT
JSON = "visage.json"  # where a context remembers that --json was given


class Report:
    """Tells what was done and what was refused, in the form that the user chose."""

    def __init__(self, context: click.Context | None = None) -> None:
        context = context or click.get_current_context()
        self.as_json = bool(context.meta.get(JSON))

    def tell(self, lines: Sequence[str], facts: Mapping[str, Any]) -> None:
        """Say the lines, or the facts as one object."""
        if self.as_json:
            lines = [json_line(facts)]
        for line in lines:
            click.echo(line)

    def warn(self, sentence: str) -> None:
        """Say beside a result what is doubtful about it; with --json, facts have it."""
        if not self.as_json:
            click.echo(f"warning: {sentence}", err=True)

    def refuse(
        self,
        error: VisageError,
        file: str | None = None,
        facts: Mapping[str, Any] | None = None,
    ) -> None:
        """Say why something was refused, and of which file; `facts` go with --json."""
        sentence = about(error, file)
        if self.as_json:
            problem = {"error": sentence, "code": error.code}
            self.tell([], {"file": file, **(facts or {}), **problem})
        else:
            click.echo(f"visage: {sentence}", err=True)


def json_line(facts: Mapping[str, Any]) -> str:
    """Facts as one line of JSON."""
    return json.dumps(facts, ensure_ascii=False)


@contextmanager
def pictures_named(files: Mapping[str, str]) -> Iterator[None]:
    """End a command on an error of the block, which names its picture's file.

    `files` says which file is "the source" and the like. A wrong option is the
    status 2, everything else 1.
    """
    try:
        yield
    except BadParameter as error:
        if error.which is None:
            raise click.UsageError(misused(error)) from error
        _end(error, files)
    except VisageError as error:
        _end(error, files)


def _end(error: VisageError, files: Mapping[str, str]) -> NoReturn:
    Report().refuse(error, files.get(error.which or ""))
    raise SystemExit(1)
