"""`visage` on the terminal: what the service does, on files.

Every error that Visage raises on purpose becomes one sentence on standard error
and the exit status 1.
"""

from __future__ import annotations

import sys

import click

import visage
from visage.commands.align import align, landmarks
from visage.commands.compare import compare
from visage.commands.export import export
from visage.commands.models import models
from visage.commands.recognize import recognize
from visage.commands.swap import swap
from visage.errors import VisageError


class SentenceGroup(click.Group):
    """A group whose commands end with a sentence, not with a stack trace."""

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except VisageError as error:
            click.echo(f"visage: {error}", err=True)
            sys.exit(1)


@click.group(cls=SentenceGroup)
@click.version_option(visage.__version__, prog_name="visage")
def main() -> None:
    """Your own face service: the commands work on files, as the routes on requests."""


main.add_command(align)
main.add_command(landmarks)
main.add_command(models)
models.add_command(export)
main.add_command(recognize)
main.add_command(compare)
main.add_command(swap)
