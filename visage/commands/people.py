"""`visage people`: the gallery on the terminal."""

from __future__ import annotations

import click

from visage.commands.group import LazyGroup, Place

COMMANDS = {
    "add": Place(
        "visage.commands.people_add:add",
        "Enrol a person with photos of theirs.",
    ),
    "collections": Place(
        "visage.commands.people_collections:collections",
        "Make, list, change and forget collections of people.",
    ),
    "export": Place(
        "visage.commands.people_export:export_people",
        "Write everyone of the gallery to a FILE, or - for standard output.",
    ),
    "forget": Place(
        "visage.commands.people_forget:forget",
        "Erase a person, or one of their faces, and print the receipt.",
    ),
    "import": Place(
        "visage.commands.people_import:import_people",
        "Put many people into the gallery.",
    ),
    "lift": Place(
        "visage.commands.people_forget:lift",
        "Let what was forgotten be enrolled again.",
    ),
    "list": Place(
        "visage.commands.people_show:list_them",
        "List the people of a collection.",
    ),
    "merge": Place(
        "visage.commands.people_reject:merge",
        "Give the faces of person ID to person INTO; the first is no more.",
    ),
    "receipts": Place(
        "visage.commands.people_receipts:receipts",
        "List the receipts of what was forgotten, and verify them.",
    ),
    "reject": Place(
        "visage.commands.people_reject:reject",
        "Say that a face of PHOTO is not person ID.",
    ),
    "search": Place(
        "visage.commands.people_search:search",
        "Say whose every face of photos is.",
    ),
    "show": Place(
        "visage.commands.people_show:show",
        "Show a person, their consent and their faces.",
    ),
    "sweep": Place(
        "visage.commands.people_forget:sweep",
        "Erase everyone whose consent or retention has ended.",
    ),
}


@click.group(cls=LazyGroup, places=COMMANDS)
def people() -> None:
    """Enrol people, search for them in photos, and forget them.

    They are kept in the file that VISAGE_GALLERY names, or else in your data folder.
    """
