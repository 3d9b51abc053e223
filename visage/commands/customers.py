"""`visage customers`: account details on the terminal."""

from __future__ import annotations

import click

from visage.commands.group import LazyGroup, Place

COMMANDS = {
    "forget": Place(
        "visage.commands.customers_accounts:forget",
        "Remove an account that is kept here.",
    ),
    "import": Place(
        "visage.commands.customers_accounts:import_accounts",
        "Keep the accounts of a CSV file.",
    ),
    "list": Place(
        "visage.commands.customers_accounts:list_them",
        "List the accounts that are kept here.",
    ),
    "show": Place(
        "visage.commands.customers_accounts:show",
        "Show what alerts say of an account.",
    ),
}


@click.group(cls=LazyGroup, places=COMMANDS)
def customers() -> None:
    """Keep the account details that alerts of customers show.

    They are where VISAGE_CUSTOMERS says, or else beside the alerts. An alert shows the
    account whose id is in the metadata of the person (account), or that of the
    person's own id.
    """
