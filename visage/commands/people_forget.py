"""`visage people forget`, `lift` and `sweep`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from visage.answers.faces import EraseFaceParameters, erase_face
from visage.answers.people import (
    ErasePersonParameters,
    PersonParameters,
    erase_person,
    show_person,
)
from visage.answers.receipts import (
    LiftParameters,
    ReceiptFacts,
    ReceiptParameters,
    lift_suppressions,
    receipt_facts,
    show_receipt,
)
from visage.commands.files import write
from visage.commands.options import AS_JSON, chosen
from visage.commands.people_options import CALLER, IN_COLLECTION, PERSON
from visage.commands.report import Report
from visage.commands.words import counted, file_name, people
from visage.watch.address import watched_gallery


@click.command()
@PERSON
@click.option("--face", metavar="FACE", help="erase this face of theirs only")
@click.option(
    "--may-return",
    is_flag=True,
    help="let the same pictures and the same id be enrolled again",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="file for the receipt, as JSON",
)
@click.option("-y", "--yes", is_flag=True, help="do not ask first")
@AS_JSON
@IN_COLLECTION
def forget(
    person: str,
    face: str | None,
    may_return: bool,
    output: Path | None,
    yes: bool,
    **options: Any,
) -> None:
    """Erase a person, or one of their faces, and print the receipt.

    It cannot be undone. The same pictures and the same ID are refused from then on,
    until `visage people lift RECEIPT`.
    """
    gallery = watched_gallery()
    said = {"id": person, "suppress": not may_return, **options}
    if face is not None:
        asked = chosen(EraseFaceParameters, {**said, "face": face})
        confirm(f"Erase the face {face} of {person}?", yes)
        receipt = erase_face(gallery, asked, CALLER)
    else:
        whole = chosen(ErasePersonParameters, said)
        which = PersonParameters(collection=whole.collection, id=whole.id)
        found = show_person(gallery, which)
        confirm(f"Erase {found.name} with {counted(found.faces, 'face')}?", yes)
        receipt = erase_person(gallery, whole, CALLER)
    tell_receipt(receipt, output)


@click.command()
@click.argument("receipt")
@AS_JSON
def lift(receipt: str) -> None:
    """Let what was forgotten be enrolled again.

    RECEIPT is the id of the receipt of its erasure.
    """
    gallery = watched_gallery()
    known = show_receipt(gallery, chosen(ReceiptParameters, {"receipt": receipt}))
    asked = LiftParameters(receipt=known.id, collection=known.collection)
    answer = lift_suppressions(gallery, asked, CALLER)
    Report().tell(
        [f"{counted(answer.lifted, 'suppression')} lifted"],
        answer.model_dump(mode="json"),
    )


@click.command()
@AS_JSON
def sweep() -> None:
    """Erase everyone whose consent or retention has ended.

    Searches do not find them from that moment; a sweep erases them, in every
    collection.
    """
    receipts = [receipt_facts(each) for each in watched_gallery().sweep(CALLER)]
    for receipt in receipts:
        tell_receipt(receipt, None)
    if not receipts:
        click.echo("nobody's consent or retention has ended", err=True)


def confirm(question: str, yes: bool) -> None:
    """Ask before what cannot be undone. Ends the command where nobody can answer."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise click.UsageError(
            "This cannot be undone, and nobody is there to be asked: give --yes."
        )
    click.confirm(question, abort=True)


def tell_receipt(receipt: ReceiptFacts, output: Path | None) -> None:
    """Print a receipt, and write it to a file that can be verified later."""
    if output is not None:
        write(output, receipt.model_dump_json(indent=2).encode() + b"\n")
    what = counted(receipt.faces_count, "face")
    if receipt.people_count:
        what = f"{people(receipt.people_count)} with {what}"
    lines = [
        f"Erased from {receipt.collection} at {receipt.erased:%Y-%m-%d %H:%M:%S} UTC: "
        f"{what}",
        f"  receipt {receipt.id}",
        *(
            f"  copies may be in {one.place}, until {one.until}"
            for one in receipt.copies
        ),
    ]
    if receipt.suppressed:
        lines.append("  the same pictures and ids are kept from coming back")
    if output is not None:
        lines.append(f"  written to {file_name(output)}")
    Report().tell(lines, receipt.model_dump(mode="json"))
