"""`visage people collections`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from visage.answers.collections import (
    CollectionChangesParameters,
    CollectionFacts,
    EraseCollectionParameters,
    NewCollectionParameters,
    create_collection,
    erase_collection,
    list_collections,
    show_collection,
    update_collection,
)
from visage.answers.gallery import MOST_LISTED, PageParameters
from visage.commands.group import LazyGroup, Place
from visage.commands.options import AS_JSON, chosen, option
from visage.commands.people_forget import confirm, tell_receipt
from visage.commands.people_options import CALLER
from visage.commands.report import Report
from visage.commands.words import counted, people
from visage.recognition.recognizer import configured_profile
from visage.watch.address import watched_gallery

COMMANDS = {
    "change": Place(
        "visage.commands.people_collections:change",
        "Say policy, retention or tags of a collection anew.",
    ),
    "create": Place(
        "visage.commands.people_collections:create",
        "Make a collection for people.",
    ),
    "forget": Place(
        "visage.commands.people_collections:forget",
        "Erase a collection and everyone in it.",
    ),
    "list": Place(
        "visage.commands.people_collections:list_them",
        "List the collections of the gallery.",
    ),
}
NAME = click.argument("name")


@click.group(cls=LazyGroup, places=COMMANDS)
def collections() -> None:
    """Make, list, change and forget collections of people."""


@click.command("list")
@AS_JSON
def list_them() -> None:
    """List the collections of the gallery."""
    gallery, after = watched_gallery(), None
    while True:
        asked = PageParameters(after=after, limit=MOST_LISTED)
        page = list_collections(gallery, asked)
        for each in page.collections:
            _tell(each)
        after = page.after
        if after is None:
            return


@click.command()
@NAME
@AS_JSON
@option(NewCollectionParameters, "policy_by")
@option(NewCollectionParameters, "policy_purpose")
@option(NewCollectionParameters, "policy_days")
@option(NewCollectionParameters, "retention_days")
@option(NewCollectionParameters, "tags")
def create(name: str, **options: Any) -> None:
    """Make a collection for people.

    It is for vectors of the embedder in use.
    """
    asked = chosen(NewCollectionParameters, {"name": name, **options})
    profile = configured_profile()
    _tell(create_collection(watched_gallery(), profile, asked, CALLER))


@click.command()
@NAME
@AS_JSON
@option(CollectionChangesParameters, "policy_by")
@option(CollectionChangesParameters, "policy_purpose")
@option(CollectionChangesParameters, "policy_days")
@option(CollectionChangesParameters, "retention_days")
@option(CollectionChangesParameters, "tags")
@click.option("--no-policy", is_flag=True, help="take the policy away")
@click.option("--no-retention", is_flag=True, help="keep faces without a limit")
def change(name: str, no_policy: bool, no_retention: bool, **options: Any) -> None:
    """Say policy, retention or tags of a collection anew.

    Consents that were recorded stay as they are.
    """
    said = {key: value for key, value in options.items() if value is not None}
    asked = chosen(CollectionChangesParameters, {"collection": name, **said})
    taken = {"policy_by"} if no_policy else set()
    taken |= {"retention_days"} if no_retention else set()
    if taken & said.keys():
        raise click.UsageError("What is taken away cannot be said anew as well.")
    asked = asked.model_copy(update=dict.fromkeys(taken))
    _tell(update_collection(watched_gallery(), asked, CALLER))


@click.command()
@NAME
@click.option(
    "--suppress",
    is_flag=True,
    help="keep everyone in it, and every face, from being enrolled again",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="file for the receipt, as JSON",
)
@click.option("-y", "--yes", is_flag=True, help="do not ask first")
@AS_JSON
def forget(name: str, suppress: bool, output: Path | None, yes: bool) -> None:
    """Erase a collection and everyone in it.

    It cannot be undone.
    """
    gallery = watched_gallery()
    said = {"collection": name, "suppress": suppress}
    asked = chosen(EraseCollectionParameters, said)
    found = show_collection(gallery, asked.collection)
    confirm(f"Erase {name} with {people(found.people)}?", yes)
    tell_receipt(erase_collection(gallery, asked, CALLER), output)


def _tell(found: CollectionFacts) -> None:
    policy = "no policy, a consent of each person"
    if found.policy is not None:
        policy = f"policy by {found.policy.by}: {found.policy.purpose}"
    kept = ""
    if found.retention_days is not None:
        kept = f", kept for {found.retention_days} days"
    line = (
        f"{found.name}: {people(found.people)}, {counted(found.faces, 'face')} by "
        f"{found.embedder}, {policy}{kept}"
    )
    Report().tell([line], found.model_dump(mode="json"))
