"""Groups of commands that are imported only when they are called.

The help and the completion of a group come from its table, so that neither waits for
numpy or a network. Whatever a command raises ends here, in a sentence and a status.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any, NamedTuple

import click
from click.shell_completion import CompletionItem

from visage.commands.report import INTERRUPTED, Report
from visage.errors import VisageError


class Place(NamedTuple):
    """Where a command is, as module:name, and the first paragraph of its help."""

    command: str
    line: str


class LazyGroup(click.Group):
    """A group that knows its commands by `places`."""

    def __init__(self, *, places: Mapping[str, Place], **settings: Any) -> None:
        super().__init__(**settings)
        self.places = places

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted(self.places)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        place = self.places.get(name)
        if place is None:
            return None
        module, _, attribute = place.command.partition(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def format_commands(
        self, context: click.Context, formatter: click.HelpFormatter
    ) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, self.places[name].line) for name in sorted(self.places)]
            )

    def shell_complete(
        self, context: click.Context, incomplete: str
    ) -> list[CompletionItem]:
        names = [name for name in sorted(self.places) if name.startswith(incomplete)]
        found = [CompletionItem(name, help=self.places[name].line) for name in names]
        # click.Group's own would import every command to ask for its help.
        return found + click.Command.shell_complete(self, context, incomplete)

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except VisageError as error:
            Report(context).refuse(error)
            sys.exit(1)
        except KeyboardInterrupt:
            click.echo("visage: stopped", err=True)
            sys.exit(INTERRUPTED)
        except click.NoSuchOption as error:
            if error.option_name.startswith("--"):
                raise
            raise click.UsageError(
                f"{error.format_message()} Before the name of a file that begins with "
                "a dash, put --.",
                error.ctx,
            ) from error
