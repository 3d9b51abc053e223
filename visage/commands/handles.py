"""Trained classifiers on the terminal: put under a handle, listed, rolled back."""

from __future__ import annotations

from pathlib import Path

import click

from visage.commands.options import AS_JSON
from visage.commands.report import Report
from visage.commands.words import counted
from visage.errors import ModelMissing, VisageError
from visage.models.card import CARD, Accuracy
from visage.models.handles import Handles, Trained, Version, card_of
from visage.models.store import model_store


class NotARun(VisageError):
    """What should be the folder of a run is something else."""

    code = "not_a_run"


def push_run(run: Path, handle: str, handles: Handles, report: Report) -> None:
    """Put the folder of a run under a handle. Raises NotARun, or what `put` raises."""
    card = _read(run, CARD)
    named = card_of(card, str(run / CARD)).files
    files = {name: _read(run, file.file) for name, file in named.items()}
    version = handles.put(handle, card, files)
    _tell(handle, version, handles, report)


@click.command()
@click.argument("handle")
@click.option("--to", type=int, help="number of the version to serve")
@AS_JSON
def rollback(handle: str, to: int | None) -> None:
    """Serve the version before the current one under a handle again.

    Functions use it within 30 seconds. Nothing is deleted: --to goes forward too.
    """
    handles = Handles(model_store().objects)
    _tell(handle, handles.rollback(handle, to), handles, Report())


def list_handles(handles: Handles, report: Report) -> None:
    """Say of every handle which version it serves, its classes and its accuracy."""
    for name, handle in sorted(handles.index().handles.items()):
        newest = handle.versions[-1].version
        try:
            trained = handles.trained(name, handle.served)
        except VisageError as error:
            report.refuse(error, facts={"handle": name})
            continue
        report.tell([_row(trained, newest)], _facts(trained, newest))


def _read(run: Path, file: str) -> bytes:
    try:
        return (run / file).read_bytes()
    except FileNotFoundError as error:
        if run.is_dir() and file != CARD:
            raise ModelMissing(f"{run} is not whole: {file} is missing.") from error
        raise NotARun(
            f"{run} is not the folder of a run: there is no {CARD} in it. Make one "
            "with `visage train`."
        ) from error
    except OSError as error:
        raise NotARun(f"{run / file} cannot be read: {error.strerror}.") from error


def _tell(handle: str, version: Version, handles: Handles, report: Report) -> None:
    address = handles.objects.address
    report.tell(
        [f"{handle}: version {version.version} is served from {address}"],
        {"handle": handle, **version.model_dump(mode="json"), "store": address},
    )


def _row(trained: Trained, newest: int) -> str:
    card = trained.card
    number = f"version {trained.version.version} of {newest}"
    noun = "person" if card.kind == "people" else "class"
    plural = "people" if card.kind == "people" else "classes"
    count = f"1 {noun}" if len(card.classes) == 1 else f"{len(card.classes):,} {plural}"
    return (
        f"{trained.handle:28} {number:16} {count:>13}  {_accuracy(card.accuracy)}  "
        f"commercial use: {card.commercial:8} {card.licence}"
    )


def _accuracy(accuracy: Accuracy | None) -> str:
    if accuracy is None:
        return "accuracy not measured"
    return (
        f"top-1 {accuracy.top1:.1%} ({accuracy.low:.1%} to {accuracy.high:.1%}, "
        f"{counted(accuracy.pictures, 'picture')})"
    )


def _facts(trained: Trained, newest: int) -> dict[str, object]:
    card = trained.card.model_dump(mode="json", exclude={"files", "input", "classes"})
    return {
        "handle": trained.handle,
        "kind": trained.card.kind,
        "classes": len(trained.card.classes),
        **trained.version.model_dump(mode="json"),
        "newest": newest,
        **card,
    }
