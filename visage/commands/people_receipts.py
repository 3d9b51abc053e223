"""`visage people receipts`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from visage.answers.gallery import MOST_LISTED, PageParameters
from visage.answers.receipts import (
    ReceiptFacts,
    ReceiptParameters,
    list_receipts,
    read_receipt,
    show_receipt,
    verify_receipt,
)
from visage.commands.files import read
from visage.commands.group import LazyGroup, Place
from visage.commands.options import AS_JSON
from visage.commands.people_forget import tell_receipt
from visage.commands.report import Report, pictures_named
from visage.commands.words import counted, file_name, people
from visage.errors import in_picture
from visage.gallery.address import configured_gallery

COMMANDS = {
    "list": Place(
        "visage.commands.people_receipts:list_them",
        "List the receipts of everything that was forgotten.",
    ),
    "show": Place(
        "visage.commands.people_receipts:show",
        "Print the receipt of an id.",
    ),
    "verify": Place(
        "visage.commands.people_receipts:verify",
        "Say whether this gallery gave out the receipt in FILE, unchanged.",
    ),
}


@click.group(cls=LazyGroup, places=COMMANDS)
def receipts() -> None:
    """List the receipts of what was forgotten, and verify them."""


@click.command("list")
@AS_JSON
def list_them() -> None:
    """List the receipts of everything that was forgotten."""
    gallery, report = configured_gallery(), Report()
    after: str | None = None
    while True:
        page = list_receipts(gallery, PageParameters(after=after, limit=MOST_LISTED))
        for each in page.receipts:
            report.tell([_row(each)], each.model_dump(mode="json"))
        after = page.after
        if after is None:
            return


@click.command()
@click.argument("receipt", metavar="ID")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="file for the receipt, as JSON",
)
@AS_JSON
def show(receipt: str, output: Path | None) -> None:
    """Print the receipt of an id."""
    asked = ReceiptParameters(receipt=receipt)
    tell_receipt(show_receipt(configured_gallery(), asked), output)


@click.command()
@click.argument("file", type=click.Path(readable=False, path_type=Path))
@AS_JSON
def verify(file: Path) -> None:
    """Say whether this gallery gave out the receipt in FILE, unchanged.

    The status is 1 where it did not.
    """
    with pictures_named({"the file": file_name(file)}), in_picture("the file"):
        content = read(file)
    said = read_receipt(content, file_name(file))
    genuine = verify_receipt(configured_gallery(), said).genuine
    words = "is genuine" if genuine else "is not as this gallery gave it out, if it did"
    Report().tell(
        [f"{file_name(file)}: the receipt {said.id} {words}"],
        {"file": file_name(file), "id": said.id, "genuine": genuine},
    )
    if not genuine:
        sys.exit(1)


def _row(receipt: ReceiptFacts) -> str:
    return (
        f"{receipt.id}  {receipt.erased:%Y-%m-%d %H:%M} UTC, {receipt.collection}, "
        f"{receipt.kind}: {people(receipt.people_count)}, "
        f"{counted(receipt.faces_count, 'face')}, by {receipt.by}"
    )
