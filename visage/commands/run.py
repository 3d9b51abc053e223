"""One run over many pictures: none stops the others, and a summary closes it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from visage.commands.report import INTERRUPTED, Report
from visage.commands.search import Source
from visage.commands.words import counted
from visage.errors import NoFace, Unready, VisageError

if TYPE_CHECKING:
    from tqdm import tqdm


@dataclass(frozen=True)
class Done:
    """What came of a picture: lines for people, facts for --json."""

    lines: Sequence[str]
    facts: Mapping[str, Any]


@dataclass
class Tally:
    """How many pictures there are, and what became of them."""

    total: int
    done: int = 0
    refused: int = 0
    faceless: int = 0  # of those that were refused

    def __str__(self) -> str:
        if not self.refused:
            return f"{counted(self.done, 'picture')} done"
        total = counted(self.total, "picture")
        faceless = f" ({self.faceless} without a face)" if self.faceless else ""
        return f"{self.done} of {total} done, {self.refused} refused{faceless}"


def run(sources: Sequence[Source], work: Callable[[Source], Done]) -> None:
    """Work on every picture; ends the command with status 1 where any was refused."""
    report, tally = Report(), Tally(len(sources))
    bar = progress(len(sources))
    try:
        with bar or nullcontext():
            for source in sources:
                _one(source, work, report, tally, bar)
    except KeyboardInterrupt:
        ended = tally.done + tally.refused
        total = counted(tally.total, "picture")
        click.echo(f"visage: stopped after {ended} of {total}", err=True)
        sys.exit(INTERRUPTED)
    if tally.total > 1:
        click.echo(str(tally), err=True)
    if tally.refused:
        sys.exit(1)


def _one(
    source: Source,
    work: Callable[[Source], Done],
    report: Report,
    tally: Tally,
    bar: tqdm[Any] | None,
) -> None:
    try:
        done: Done | VisageError = work(source)
    except Unready:
        raise  # a missing model concerns no picture: it ends the run
    except VisageError as error:
        done = error
    # Lines go where the bar is, and the bar below them.
    with bar.external_write_mode() if bar else nullcontext():
        if isinstance(done, VisageError):
            tally.refused += 1
            tally.faceless += isinstance(done, NoFace)
            report.refuse(done, source.name)
        else:
            tally.done += 1
            report.tell(done.lines, {"file": source.name, **done.facts})
    if bar:
        bar.update()


def progress(total: int, things: str = "pictures") -> tqdm[Any] | None:
    """A progress bar where people can see it; none in a pipe or for one thing."""
    if total < 2 or not sys.stderr.isatty():
        return None
    from tqdm import tqdm

    return tqdm(total=total, unit=f" {things}", leave=False, dynamic_ncols=True)
