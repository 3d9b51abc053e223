"""`visage people import`."""

from __future__ import annotations

from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import Literal

import click
from click.core import ParameterSource

from visage.commands.importing import (
    Import,
    Pictures,
    Work,
    close,
    planned,
    recognizer,
    run_import,
)
from visage.commands.options import AS_JSON
from visage.commands.private import check_free
from visage.commands.words import file_name
from visage.commands.workers import processors
from visage.errors import BadParameter, ConsentMissing
from visage.gallery.address import configured_gallery, gallery_at
from visage.gallery.audit import Caller
from visage.gallery.bulk.enrolling import (
    Choices,
    is_there,
    make_default,
    stated_policy,
)
from visage.gallery.bulk.restore import Archive, collection_for, restored
from visage.gallery.bulk.table import moment
from visage.gallery.consent import Consent
from visage.gallery.rules import utc_now
from visage.settings import settings

EXPORT = ".jsonl"
TABLES = (".csv", ".tsv", ".txt")
CALLER = Caller("terminal")


@click.command("import")
@click.argument("source", type=click.Path(readable=False, path_type=Path))
@click.option(
    "--collection",
    metavar="NAME",
    help="where to  [default: people, or the export's own]",
)
@click.option("--consent-by", metavar="WHO", help="who consents, for all without one")
@click.option("--consent-purpose", metavar="TEXT", help="what they consent to")
@click.option("--consent-given", metavar="DAY", help="when they did  [default: now]")
@click.option("--consent-expires", metavar="DAY", help="when it ends  [default: never]")
@click.option(
    "--several",
    type=click.Choice(["refuse", "largest"]),
    default="refuse",
    show_default=True,
    help="what to do with a picture of several faces",
)
@click.option(
    "--quality",
    type=click.Choice(["good", "any"]),
    default="good",
    show_default=True,
    help="which faces are good enough",
)
@click.option(
    "--min-face",
    type=click.FloatRange(16, 10_000),
    metavar="NUMBER",
    help="width in pixels of the smallest face to look for",
)
@click.option(
    "--processes",
    type=click.IntRange(1, 256),
    metavar="NUMBER",
    help="how many work at once  [default: the processors]",
)
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="where refusals are listed  [default: import-DAY-TIME.csv]",
)
@click.option("--force", is_flag=True, help="replace an older report")
@AS_JSON
def import_people(
    source: Path,
    collection: str | None,
    consent_by: str | None,
    consent_purpose: str | None,
    consent_given: str | None,
    consent_expires: str | None,
    several: Literal["refuse", "largest"],
    quality: Literal["good", "any"],
    min_face: float | None,
    processes: int | None,
    report: Path | None,
    force: bool,
) -> None:
    """Put many people into the gallery.

    SOURCE is a folder with a folder of pictures for each person, a CSV file with a
    line for each picture, or what `visage people export` wrote (.jsonl). What is there
    already is passed over, so that the same command goes on where an earlier one was
    stopped.
    """
    _check_source(source)
    report = report or _free_report()
    check_free(report, replace=force)
    if source.suffix.lower() == EXPORT:
        _check_alone()
        done, finished = _restore(source, collection)
    else:
        consent = _consent(consent_by, consent_purpose, consent_given, consent_expires)
        choices = Choices(several, quality == "any", min_face)
        address = configured_gallery().address
        into = collection or settings().collection
        work = Work(address, into, CALLER, choices)
        done, finished = _enrol(source, work, consent, processes or processors())
    close(done, finished, report, force=force)


def _free_report() -> Path:
    """The name of a report that nobody named, and that is not there yet."""
    stem = f"import-{datetime.now():%Y%m%d-%H%M%S}"
    names = chain([stem], (f"{stem}-{number}" for number in count(2)))
    files = (Path(f"{name}.csv") for name in names)
    return next(file for file in files if not file.exists())


def _check_source(source: Path) -> None:
    """A folder, a table or an export. Another file ends the command."""
    if str(source).startswith("s3:/"):
        raise click.UsageError(
            "Pictures in a bucket are enrolled by the service that has the bucket: "
            "POST /imports."
        )
    if not source.exists():
        raise click.UsageError(f"{file_name(source)} does not exist.")
    if not source.is_dir() and source.suffix.lower() not in (*TABLES, EXPORT):
        raise click.UsageError(
            f"{file_name(source)} should be a folder, a table ({', '.join(TABLES)}) or "
            f"an export ({EXPORT})."
        )


def _enrol(
    source: Path, work: Work, consent: Consent | None, processes: int
) -> tuple[Import, bool]:
    gallery = gallery_at(work.gallery)
    pictures = planned(source, stated_policy(gallery, work.collection), consent)
    _check_any_consent(pictures)
    if pictures.tasks and not is_there(gallery, work.collection):
        profile = recognizer().embedder.profile
        make_default(gallery, work.collection, profile, CALLER)
    done = Import(len(pictures.tasks) + len(pictures.faults))
    return done, run_import(done, pictures.outcomes(work, processes))


def _restore(source: Path, collection: str | None) -> tuple[Import, bool]:
    gallery = configured_gallery()
    with source.open("rb") as file:
        archive = Archive.opened(file)
        into = collection_for(archive, gallery, collection, CALLER)
        done = Import(archive.lines_count, "line")
        return done, run_import(done, restored(archive, gallery, into, CALLER))


def _check_alone() -> None:
    """An export says itself what the other options say of pictures."""
    context = click.get_current_context()
    given = [
        f"--{name.replace('_', '-')}"
        for name in context.params
        if name not in ("source", "collection", "report", "force")
        and context.get_parameter_source(name) is ParameterSource.COMMANDLINE
    ]
    if given:
        raise click.UsageError(
            f"{', '.join(given)} cannot be used with an export, which has everyone's "
            "consent and faces already."
        )


def _consent(
    by: str | None, purpose: str | None, given: str | None, expires: str | None
) -> Consent | None:
    """The consent that the options give. A wrong one ends the command."""
    if by is None and purpose is None and given is None and expires is None:
        return None
    if by is None or purpose is None:
        raise click.UsageError(
            "A consent needs both --consent-by and --consent-purpose."
        )
    try:
        return Consent(
            by,
            purpose,
            moment(given, "day of --consent-given") if given else utc_now(),
            moment(expires, "day of --consent-expires", last=True) if expires else None,
        )
    except BadParameter as error:
        raise click.UsageError(error.said()) from error


def _check_any_consent(found: Pictures) -> None:
    """Raises ConsentMissing where nobody at all has a consent."""
    if found.tasks:
        return
    for fault in found.faults:
        if isinstance(fault.error, ConsentMissing):
            raise fault.error
