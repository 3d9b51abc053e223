"""`visage people`: the gallery on the terminal."""

from __future__ import annotations

import click

from visage.commands.group import LazyGroup, Place

COMMANDS = {
    "export": Place(
        "visage.commands.people_export:export_people",
        "Write everyone of the gallery to a FILE, or - for standard output.",
    ),
    "import": Place(
        "visage.commands.people_import:import_people",
        "Put many people into the gallery.",
    ),
}


@click.group(cls=LazyGroup, places=COMMANDS)
def people() -> None:
    """Keep the people of the gallery."""
