"""`visage watchlist`: missing persons on the terminal."""

from __future__ import annotations

import click

from visage.commands.group import LazyGroup, Place

COMMANDS = {
    "add": Place(
        "visage.commands.watchlist_cases:add",
        "Enable a case, and look for whom photos show.",
    ),
    "end": Place(
        "visage.commands.watchlist_cases:end",
        "End a case, erase what it holds, and print the receipt.",
    ),
    "list": Place(
        "visage.commands.watchlist_cases:list_them",
        "List the cases, ended ones too.",
    ),
    "picture": Place(
        "visage.commands.watchlist_cases:picture",
        "Add photos to a case.",
    ),
}


@click.group(cls=LazyGroup, places=COMMANDS)
def watchlist() -> None:
    """Look for missing persons: enable a case, add photos, end it.

    Every camera looks for them from then on, until the case expires. Cases are kept in
    the file that VISAGE_WATCH names, faces in that of VISAGE_GALLERY.
    """
