"""`visage` on the terminal: what the service does, on files.

Nothing is imported here but click: a command is, when it is called.
"""

from __future__ import annotations

import click

import visage
from visage.commands.group import LazyGroup, Place

COMMANDS = {
    "align": Place(
        "visage.commands.align:align",
        "Bring the faces of photos upright; one file a face, PHOTO-aligned-INDEX.",
    ),
    "classify": Place(
        "visage.commands.classify:classify",
        "Say what photos show, or whose face, by a classifier of the store.",
    ),
    "compare": Place(
        "visage.commands.compare:compare",
        "Say whether two photos show one person, and how often that is wrong.",
    ),
    "customers": Place(
        "visage.commands.customers:customers",
        "Keep the account details that alerts of customers show.",
    ),
    "landmarks": Place(
        "visage.commands.landmarks:landmarks",
        "Print the 68 landmarks of photos' faces as JSON, or draw them.",
    ),
    "models": Place(
        "visage.commands.models:models",
        "List, fetch, check and upload the model files.",
    ),
    "people": Place(
        "visage.commands.people:people",
        "Enrol people, search for them in photos, and forget them.",
    ),
    "recognize": Place(
        "visage.commands.recognize:recognize",
        "Find, describe and name every face of photos.",
    ),
    "swap": Place(
        "visage.commands.swap:swap",
        "Put the face of SOURCE onto that of TARGET, or exchange two of TARGET.",
    ),
    "train": Place(
        "visage.commands.train:train",
        "Train a classifier on pictures of people, and say how good it is.",
    ),
    "watchlist": Place(
        "visage.commands.watchlist:watchlist",
        "Look for missing persons: enable a case, add photos, end it.",
    ),
}
COMPLETION = """\b
Let the shell complete commands and options:
  bash  eval "$(_VISAGE_COMPLETE=bash_source visage)"
  zsh   eval "$(_VISAGE_COMPLETE=zsh_source visage)"
  fish  _VISAGE_COMPLETE=fish_source visage | source
"""


@click.group(cls=LazyGroup, places=COMMANDS, epilog=COMPLETION)
@click.version_option(visage.__version__, prog_name="visage")
def main() -> None:
    """Your own face service: the commands work on files, as the routes on requests."""
