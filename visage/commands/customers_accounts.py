"""`visage customers import`, `show`, `list` and `forget`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from pydantic import JsonValue

from visage.answers.customers import (
    AccountFacts,
    AccountParameters,
    account_facts,
    show_account,
)
from visage.commands.files import read
from visage.commands.options import AS_JSON, chosen
from visage.commands.report import Report
from visage.commands.words import counted, file_name
from visage.errors import VisageError
from visage.watch.address import configured_table
from visage.watch.customers.account import Account
from visage.watch.customers.address import configured_customers, own_customers
from visage.watch.customers.table import Refused, read_accounts

ACCOUNT = click.argument("account")


@click.command("import")
@click.argument("file", type=click.Path(readable=False, path_type=Path))
@AS_JSON
def import_accounts(file: Path) -> None:
    """Keep the accounts of a CSV file.

    The first line of FILE names the columns: account, and any other, such as type,
    name, address and balance, which are shown in their order. Accounts that are there
    are written over; lines that are refused are listed, and stop none of the others.
    """
    kept, report = own_customers(configured_table), Report()
    try:
        read_lines = list(read_accounts(read(file)))
    except VisageError as error:
        report.refuse(error, file_name(file))
        sys.exit(1)
    taken = [each for each in read_lines if isinstance(each, Account)]
    for each in read_lines:
        if isinstance(each, Refused):
            _refuse(report, file, each)
    kept.keep(taken)
    done, refused = len(taken), len(read_lines) - len(taken)
    report.tell(
        [f"{counted(done, 'account')} kept in {kept.address}, {refused} refused"],
        {"kept": done, "refused": refused, "where": kept.address},
    )
    if refused:
        sys.exit(1)


@click.command()
@ACCOUNT
@AS_JSON
def show(account: str) -> None:
    """Show what alerts say of an account."""
    asked = chosen(AccountParameters, {"account": account})
    found = show_account(configured_customers(configured_table), asked)
    Report().tell([found.id, *_lines(found)], found.model_dump(mode="json"))


@click.command("list")
@AS_JSON
def list_them() -> None:
    """List the accounts that are kept here."""
    kept, report = own_customers(configured_table), Report()
    nothing = True
    for each in kept.everyone():
        facts = account_facts(each)
        shown = ", ".join(_words(value) for value in facts.fields.values())
        report.tell([f"{facts.id}  {shown}"], facts.model_dump(mode="json"))
        nothing = False
    if nothing:
        click.echo(f"no account is kept in {kept.address} yet", err=True)


@click.command()
@ACCOUNT
@AS_JSON
def forget(account: str) -> None:
    """Remove an account that is kept here.

    Alerts that show it do so until they expire.
    """
    asked = chosen(AccountParameters, {"account": account})
    kept = own_customers(configured_table)
    found = show_account(kept, asked)
    kept.forget(found.id)
    Report().tell([f"{found.id} is forgotten"], {"id": found.id})


def _refuse(report: Report, file: Path, refused: Refused) -> None:
    """Say which line was not taken."""
    facts = {"file": file_name(file), "line": refused.line, "error": refused.why}
    if report.as_json:
        report.tell([], facts)
    else:
        click.echo("visage: {file}: line {line}: {error}".format(**facts), err=True)


def _lines(account: AccountFacts) -> Iterator[str]:
    for name, value in account.fields.items():
        yield f"  {name}: {_words(value)}"


def _words(value: JsonValue) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
