"""`visage watchlist add`, `picture`, `list` and `end`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import click

from visage.answers.watchlist import (
    CaseFacts,
    CaseParameters,
    CasePictureParameters,
    EnableParameters,
    PictureAnswer,
    add_picture,
    enable_case,
    end_case,
    list_cases,
)
from visage.commands.options import AS_JSON, PHOTOS, RECURSIVE, chosen, option
from visage.commands.people_forget import confirm, tell_receipt
from visage.commands.people_options import CALLER
from visage.commands.report import Report
from visage.commands.run import Done, run
from visage.commands.search import Search, Source
from visage.commands.words import counted, misused
from visage.errors import BadParameter
from visage.recognition.recognizer import Recognizer
from visage.watch.address import configured_table, watched_gallery
from visage.watch.cases import required
from visage.watch.watchlist import WatchList

CASE = click.argument("case")


@click.command()
@CASE
@click.argument(
    "photos",
    nargs=-1,
    type=click.Path(readable=False),
    metavar="[PHOTO]...",
)
@RECURSIVE
@AS_JSON
@option(EnableParameters, "note")
@option(EnableParameters, "expires")
@option(EnableParameters, "name")
@option(CasePictureParameters, "quality")
@option(CasePictureParameters, "face")
@option(CasePictureParameters, "at")
@option(CasePictureParameters, "min_face")
def add(
    case: str,
    photos: tuple[str, ...],
    recursive: bool,
    note: str | None,
    expires: str | None,
    name: str | None,
    **options: Any,
) -> None:
    """Enable a case, and look for whom photos show.

    CASE is the id that the authority gave it. Nothing is looked for without
    --note, who allowed the search, and --expires. The same command changes a case that
    is enabled.
    """
    said = {"case": case, "note": note, "expires": expires, "name": name}
    asked = chosen(EnableParameters, said)
    picture = chosen(CasePictureParameters, {"case": case, **options})
    wanted = _wanted()
    try:
        enabled = enable_case(wanted, asked, CALLER)
    except BadParameter as error:
        raise click.UsageError(misused(error)) from error
    Report().tell([_row(enabled)], enabled.model_dump(mode="json"))
    if photos:
        run(Search(recursive).sources(photos), _Adding(wanted, picture).one)


@click.command()
@CASE
@PHOTOS
@RECURSIVE
@AS_JSON
@option(CasePictureParameters, "quality")
@option(CasePictureParameters, "face")
@option(CasePictureParameters, "at")
@option(CasePictureParameters, "min_face")
def picture(
    case: str, photos: tuple[str, ...], recursive: bool, **options: Any
) -> None:
    """Add photos to a case.

    Each PHOTO is a file, a folder of pictures or a quoted glob, and shows one face,
    unless you say which.
    """
    wanted = _wanted()
    asked = chosen(CasePictureParameters, {"case": case, **options})
    required(wanted.table, asked.case, wanted.clock())
    run(Search(recursive).sources(photos), _Adding(wanted, asked).one)


@click.command("list")
@AS_JSON
def list_them() -> None:
    """List the cases, ended ones too."""
    found, report = list_cases(_wanted()).cases, Report()
    for each in found:
        lines = [_row(each), *_lines(each, counted(each.alerts, "alert"))]
        report.tell(lines, each.model_dump(mode="json"))
    if not found:
        click.echo("nobody has been on the watch list", err=True)


@click.command()
@CASE
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="file for the receipt, as JSON",
)
@click.option("-y", "--yes", is_flag=True, help="do not ask first")
@AS_JSON
def end(case: str, output: Path | None, yes: bool) -> None:
    """End a case, erase what it holds, and print the receipt.

    The person, their pictures and the alerts are erased; that there was the case, its
    note, and the audit stay for a year.
    """
    asked, wanted = chosen(CaseParameters, {"case": case}), _wanted()
    confirm(f"End the case {asked.case}, and erase what it holds?", yes)
    ended = end_case(wanted, asked, CALLER)
    if ended.receipt is not None:
        tell_receipt(ended.receipt, output)
        return
    Report().tell(
        [f"{_row(ended.case)}; nothing was left to erase"],
        ended.model_dump(mode="json"),
    )


class _Adding:
    """Adds one photo after the other."""

    def __init__(self, wanted: WatchList, asked: CasePictureParameters) -> None:
        self.wanted = wanted
        self.asked = asked
        self.recognizer = cache(Recognizer.configured)

    def one(self, source: Source) -> Done:
        answer = add_picture(
            source.read(), self.wanted, self.recognizer(), self.asked, CALLER
        )
        return Done(_added(source.name, answer), answer.model_dump(mode="json"))


def _wanted() -> WatchList:
    return WatchList(configured_table(), watched_gallery())


def _added(file: str, answer: PictureAnswer) -> list[str]:
    done = "is there already" if answer.existing else "is looked for"
    return [
        f"{file}: {done} as picture {answer.picture} of {answer.case.id}, quality "
        f"{answer.quality:.2f}",
        *(
            f"  looks like the case {other.id} too: similarity {other.similarity:.2f}, "
            f"taken for it from {other.needed:.2f}"
            for other in answer.looks_like
        ),
    ]


def _row(case: CaseFacts) -> str:
    words = {
        "active": f"looked for until {_when(case.expires)}",
        "expired": f"expired {_when(case.expires)}",
        "ended": f"ended {_when(case.ended or case.expires)}",
    }
    return f"{case.id}  {case.name}{', ' if case.name else ''}{words[case.state]}"


def _lines(case: CaseFacts, alerts: str) -> Iterator[str]:
    yield f"  {case.note}"
    yield f"  enabled by {case.by} {_when(case.created)}"
    yield f"  {counted(len(case.pictures), 'picture')}, {alerts}"
    if case.receipt:
        yield f"  receipt {case.receipt}"


def _when(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
