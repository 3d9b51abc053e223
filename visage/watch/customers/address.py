"""Where the accounts of customers are, by the settings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from visage.errors import BadParameter
from visage.settings import settings
from visage.watch.address import table_at
from visage.watch.customers.account import Account, Customers
from visage.watch.customers.rows import KeptCustomers
from visage.watch.table import Table

_AWS = "dynamodb://"


class OwnCustomers(Customers, Protocol):
    """Accounts that can be written and listed, and not only asked for one by one."""

    address: str

    def keep(self, accounts: Sequence[Account]) -> None:
        """Write accounts, over those that are there."""
        ...

    def everyone(self) -> Iterator[Account]:
        """All accounts, in the order of the store."""
        ...

    def forget(self, account: str) -> None:
        """Remove an account, if it is there."""
        ...


def configured_customers(table: Callable[[], Table]) -> Customers:
    """The accounts that the settings name; by default those in the table of watching.

    Raises SettingsInvalid.
    """
    if _on_the_web():
        # Its libraries are for those who have such a server.
        from visage.watch.customers.https import HttpsCustomers

        return HttpsCustomers(settings().customers, settings().customers_token)
    return _own(table)


def own_customers(table: Callable[[], Table]) -> OwnCustomers:
    """The same, to be written and listed. Raises BadParameter for a web server."""
    if _on_the_web():
        raise BadParameter(
            "The accounts are kept by the web server that VISAGE_CUSTOMERS names: they "
            "are written and listed there, and shown one by one here."
        )
    return _own(table)


def _on_the_web() -> bool:
    address = settings().customers
    return "://" in address and not address.startswith(_AWS)


def _own(table: Callable[[], Table]) -> OwnCustomers:
    address = settings().customers
    if address.startswith(_AWS):
        from visage.watch.customers.dynamodb import DynamoCustomers

        return DynamoCustomers(address.removeprefix(_AWS))
    return KeptCustomers(table_at(address) if address else table())
