"""The work of `visage people import`: what is enrolled, and what became of it."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path

import click

from visage.commands.files import read
from visage.commands.private import private_file
from visage.commands.report import INTERRUPTED, Report
from visage.commands.run import progress
from visage.commands.search import Search
from visage.commands.words import counted, file_name, with_options
from visage.commands.workers import in_processes
from visage.errors import TooCostly, VisageError
from visage.gallery.address import gallery_at
from visage.gallery.audit import Caller
from visage.gallery.bulk.enrolling import (
    LOOKS_LIKE_ANOTHER,
    Choices,
    Enroller,
    Outcome,
    check_consent,
)
from visage.gallery.bulk.report import Tally, is_reported, report
from visage.gallery.bulk.rows import Fault, Plan, Row, agreed, row_of_folder
from visage.gallery.bulk.table import plan_of_table
from visage.gallery.consent import Consent, ConsentPolicy
from visage.gallery.rules import utc_now
from visage.recognition.recognizer import Recognizer

# Whatever has a picture's name and is larger than this is none.
MOST_BYTES = 200_000_000

# Lines on the terminal about each code.
MOST_LINES = 10

# What can be done about refusals of a code, in options of the command.
ADVICE = {
    "several_faces": "--several largest enrols the largest face of a picture; in a "
    "table, the column face says which",
    "low_quality": "--quality any enrols poor faces too",
    "consent_missing": "--consent-by and --consent-purpose give a consent to everyone "
    "who has none",
    "person_full": "a person has at most 100 faces",
}


@dataclass(frozen=True)
class Task:
    """A row, and where its picture lies on this machine."""

    row: Row
    file: Path


@dataclass(frozen=True)
class Work:
    """What every process has to know. `gallery` is an address."""

    gallery: str
    collection: str
    caller: Caller
    choices: Choices


@dataclass
class Import:
    """How much there is to do, what came of it, and where people should look."""

    total: int
    what: str = "picture"
    tally: Tally = field(default_factory=Tally)
    reported: list[Outcome] = field(default_factory=list)

    def counted(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """The outcomes, each counted, and kept where people should look."""
        for each in outcomes:
            self.tally.count(each)
            if is_reported(each):
                self.reported.append(each)
            yield each


@dataclass(frozen=True)
class Pictures:
    """What is to be enrolled, and what is refused before anything is."""

    tasks: list[Task]
    faults: list[Fault]

    def outcomes(self, work: Work, processes: int) -> Iterator[Outcome]:
        """Enrol everything. Raises what concerns all pictures alike."""
        for fault in self.faults:
            yield Outcome.refused(fault.error, fault.path)
        # No process is started in vain.
        fitting = max(1, min(processes, len(self.tasks)))
        yield from in_processes(self.tasks, partial(do, work), fitting)


def do(work: Work, task: Task) -> Outcome:
    """Enrol one picture, in whichever process."""
    return enroller(work).enrol(task.row, lambda: picture(task.file))


@cache
def enroller(work: Work) -> Enroller:
    """The gallery of this process, and what enrols into it."""
    return Enroller.made(
        gallery_at(work.gallery),
        recognizer(),
        work.collection,
        work.caller,
        work.choices,
    )


@cache
def recognizer() -> Recognizer:
    """The networks of this process."""
    return Recognizer.configured()


def picture(file: Path) -> bytes:
    """The bytes of a picture. Raises NoSuchFile, UnreadableFile or TooCostly."""
    if file.is_file() and (size := file.stat().st_size) > MOST_BYTES:
        raise TooCostly(
            f"{{picture}} has {size:,} bytes; at most {MOST_BYTES:,} are read."
        )
    return read(file)


def planned(
    source: Path, policy: ConsentPolicy | None, consent: Consent | None
) -> Pictures:
    """What a folder of people's folders, or a table, asks for. Raises BadParameter.

    Whoever has no consent of their own gets `consent`, or else that of the policy.
    """
    if source.is_dir():
        plan, base = _plan_of_folder(source), Path()
    else:
        plan, base = plan_of_table(read(source), utc_now()), source.parent
    tasks, faults = list[Task](), list(plan.faults)
    for row in plan.rows:
        given = replace(row, consent=row.consent or consent)
        try:
            check_consent(policy, given)
        except VisageError as error:
            faults.append(Fault(row.path, error))
            continue
        tasks.append(Task(given, base / row.path))
    return Pictures(tasks, faults)


def _plan_of_folder(folder: Path) -> Plan:
    rows, faults = list[Row](), list[Fault]()
    for source in Search(recursive=True).sources([str(folder)]):
        below = source.below / source.path.name
        try:
            if source.fault:
                raise source.fault
            rows.append(row_of_folder(str(source.path), str(below)))
        except VisageError as error:
            faults.append(Fault(str(source.path), error))
    plan = agreed(rows)
    return Plan(plan.rows, (*faults, *plan.faults))


def run_import(done: Import, outcomes: Iterable[Outcome]) -> bool:
    """Do all of it, telling what people should look at.

    False where Ctrl-C stopped it: what was done until then is kept.
    """
    told, lines = Report(), Counter[str]()
    bar = progress(done.total, f"{done.what}s")
    try:
        with bar or nullcontext():
            for each in done.counted(outcomes):
                with bar.external_write_mode() if bar else nullcontext():
                    _tell(told, each, lines)
                if bar:
                    bar.update()
    except KeyboardInterrupt:
        return False
    return True


def _tell(told: Report, outcome: Outcome, lines: Counter[str]) -> None:
    """Say it; `lines` counts what was said of each code."""
    path, code = file_name(Path(outcome.path)), outcome.code
    if told.as_json:
        facts = {"file": path, "result": outcome.result, "person": outcome.person}
        doubt = {"code": outcome.code, "error": outcome.reason}
        told.tell([], {**facts, **doubt} if outcome.code else facts)
    elif outcome.result == "refused" or code == LOOKS_LIKE_ANOTHER:
        lines[code] += 1
        kind = "visage" if outcome.result == "refused" else "warning"
        if lines[code] <= MOST_LINES:
            click.echo(f"{kind}: {path}: {with_options(outcome.reason)}", err=True)
        elif lines[code] == MOST_LINES + 1:
            click.echo(f"visage: more of {code} are in the report alone", err=True)


def close(done: Import, finished: bool, file: Path, *, force: bool) -> None:
    """Write the report where there is anything in it, say what came, and end."""
    if done.reported:
        with private_file(file, replace=force) as written:
            written.write(report(done.reported))
    for line in summary(done, finished):
        click.echo(line, err=True)
    if done.reported:
        click.echo(f"each of them is in {file_name(file)}", err=True)
    if not finished:
        sys.exit(INTERRUPTED)
    if done.tally.results["refused"]:
        sys.exit(1)


def summary(done: Import, finished: bool) -> Sequence[str]:
    """How many pictures became what, and what can be done about the refused ones."""
    tally, results = done.tally, done.tally.results
    parts = [f"{results['enrolled']:,} of {counted(done.total, done.what)} enrolled"]
    if results["there"]:
        parts.append(f"{results['there']:,} there already")
    if results["refused"]:
        parts.append(f"{results['refused']:,} refused ({_listed(tally.of('refused'))})")
    lines = ["; ".join(parts)]
    if doubts := tally.of("enrolled"):
        lines.append(f"of those enrolled, to look at: {_listed(doubts)}")
    if not finished:
        left = done.total - tally.done
        lines.insert(0, f"visage: stopped; {left:,} to go, the same command goes on")
    return lines + [
        f"  {code}: {ADVICE[code]}" for code in tally.of("refused") if code in ADVICE
    ]


def _listed(codes: Mapping[str, int]) -> str:
    return ", ".join(f"{count:,} {code}" for code, count in codes.items())
