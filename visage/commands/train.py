"""`visage train`."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from visage.commands.words import counted

if TYPE_CHECKING:
    from visage.training.runs import Metrics
    from visage.training.tuning import Tuning

T = TypeVar("T")

# What the extra `train` brings.
NEEDED = ("scipy", "matplotlib", "jinja2")
PATH = click.Path(path_type=Path)


@click.command()
@click.argument("sources", nargs=-1, required=True, type=PATH, metavar="DATA...")
@click.option("-o", "--out", type=PATH, required=True, help="folder of the run")
@click.option(
    "--strangers",
    type=PATH,
    multiple=True,
    metavar="DATA",
    help="people who should not be named, to measure on; may be given often",
)
@click.option(
    "--pairs",
    type=PATH,
    help="list like LFW's pairs.txt, to measure the embedder by its protocol",
)
@click.option(
    "--false-names",
    type=click.FloatRange(0.0001, 0.5),
    default=0.01,
    show_default=True,
    help="share of strangers who may get a name",
)
@click.option("--embedder", metavar="NAME", help="profile [the store's best]")
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    help="processes that look for faces [cores]",
)
@click.option("--force", is_flag=True, help="replace the run that is there")
@click.option(
    "--fine-tune", is_flag=True, help="train the network too, with torch, from --start"
)
@click.option(
    "--start",
    metavar="CHECKPOINT",
    help="vggface2, casia, or the file of a checkpoint  [default: vggface2]",
)
@click.option(
    "--from-scratch", is_flag=True, help="fine-tune from random weights: for trials"
)
@click.option(
    "--epochs",
    type=click.IntRange(1, 1000),
    default=12,
    show_default=True,
    help="of the fine-tuning, at most",
)
@click.option(
    "--batch",
    type=click.IntRange(2, 1024),
    default=32,
    show_default=True,
    help="pictures at once in the fine-tuning",
)
def train(
    sources: tuple[Path, ...],
    out: Path,
    strangers: tuple[Path, ...],
    pairs: Path | None,
    false_names: float,
    embedder: str | None,
    seed: int,
    workers: int | None,
    force: bool,
    fine_tune: bool,
    start: str | None,
    from_scratch: bool,
    epochs: int,
    batch: int,
) -> None:
    """Train a classifier on pictures of people, and say how good it is.

    DATA is a folder with one folder for each person, an archive of such folders (LFW's
    as it is downloaded, .tar, .tgz, .zip), or a CSV file with the columns file,person;
    as many as you like. The run is a folder with a report, a model, and all that was
    measured; `visage models push` serves it. The faces that were found are kept in
    .faces beside the run, so that the next training need not look for them.
    """
    _check_extra()
    from visage.training.faces import cores
    from visage.training.report import report
    from visage.training.runs import check_out, metrics_of, previous, write
    from visage.training.train import Wish
    from visage.training.train import train as trained

    tuning = _tuning(fine_tune, start, from_scratch, epochs, batch, embedder)
    check_out(out, force=force)
    wish = Wish(
        sources=sources,
        out=out,
        strangers=strangers,
        pairs=pairs,
        seed=seed,
        false_names=false_names,
        embedder=embedder,
        workers=workers or cores(),
        tuning=tuning,
    )
    training = trained(wish, Bars())
    metrics = metrics_of(training)
    page = report(training, metrics, previous(out))
    folder = write(training, metrics, page.html, page.charts)
    for line in _summary(metrics):
        click.echo(line)
    click.echo(f"Report: {folder / 'report.html'}")
    click.echo(f"Serve it: visage models push {out} --as {_handle(out)}")


def _check_extra() -> None:
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise click.ClickException(
            f"Training needs {', '.join(missing)}, which Visage's extra `train` "
            "brings: pip install 'visage[train]'."
        )


def _tuning(
    fine_tune: bool,
    start: str | None,
    from_scratch: bool,
    epochs: int,
    batch: int,
    embedder: str | None,
) -> Tuning | None:
    from visage.training.tuning import Tuning, check

    if not (fine_tune or from_scratch or start):
        return None
    if from_scratch and start:
        raise click.UsageError("Give --start or --from-scratch, not both.")
    if embedder:
        raise click.UsageError("--embedder is not for fine-tuning; give --start.")
    wanted = None if from_scratch else (start or "vggface2")
    tuning = Tuning(start=wanted, epochs=epochs, batch=batch)
    check(tuning)
    return tuning


@dataclass
class Bars:
    """Progress on a terminal: bars there, and a line for each step in a pipe."""

    def over(self, items: Iterable[T], total: int, what: str) -> Iterator[T]:
        """The items, one by one, with a bar."""
        from tqdm import tqdm

        started = time.perf_counter()
        shown = sys.stderr.isatty()
        yield from tqdm(
            items, total=total, unit=f" {what}", disable=not shown, dynamic_ncols=True
        )
        if not shown and total:
            seconds = time.perf_counter() - started
            self.say(f"{total} {what} in {seconds:.0f} s")

    def say(self, line: str) -> None:
        """A line of its own."""
        click.echo(line, err=True)


def _summary(metrics: Metrics) -> Iterator[str]:
    people = "1 person" if metrics.people == 1 else f"{metrics.people} people"
    yield (
        f"{people}: {counted(metrics.training, 'picture')} to train on, "
        f"{metrics.held_out} held out, {metrics.strangers} of strangers"
    )
    measures = metrics.measures
    for what, rate in (
        ("top-1", measures.top1),
        ("named rightly", measures.named),
        ("called unknown", measures.withheld),
        ("strangers named", measures.false_names),
        ("pairs of LFW", metrics.verification and metrics.verification.right),
    ):
        if rate:
            yield (
                f"  {what:16} {rate.share:7.2%}  (95% interval {rate.low:.2%} to "
                f"{rate.high:.2%})"
            )


def _handle(out: Path) -> str:
    """A handle that the folder's name suggests."""
    letters = [c if c.isascii() and c.isalnum() else "-" for c in out.name.lower()]
    return "".join(letters).strip("-")[:63] or "my-people"
