"""Accounts in the table of watching: what `visage customers import` fills."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from visage.errors import CustomersUnreachable, WatchUnreachable
from visage.watch.customers.account import Account
from visage.watch.table import MOST_CHANGED, Drop, Kept, Put, Row, Table, every

KIND = "customer"


class KeptCustomers:
    """Accounts as rows, with their fields in the order that they came in."""

    def __init__(self, table: Table) -> None:
        self.address = table.address
        self._table = table

    def find(self, account: str) -> Account | None:
        try:
            kept = self._table.get(KIND, account)
        except WatchUnreachable as error:
            raise CustomersUnreachable(str(error)) from error
        return _account(kept) if kept else None

    def keep(self, accounts: Sequence[Account]) -> None:
        """Write accounts, over those that are there.

        Raises WatchUnreachable or StorageFull.
        """
        for at in range(0, len(accounts), MOST_CHANGED):
            part = accounts[at : at + MOST_CHANGED]
            self._table.write([Put(_row(each), anyway=True) for each in part])

    def everyone(self) -> Iterator[Account]:
        """All accounts by id."""
        return map(_account, every(self._table, KIND))

    def forget(self, account: str) -> None:
        """Remove an account, if it is there."""
        self._table.write([Drop(KIND, account)])


def _row(account: Account) -> Row:
    # Pairs, as a store may keep the keys of an object in an order of its own.
    return Row(KIND, account.id, {"fields": list(map(list, account.fields.items()))})


def _account(kept: Kept) -> Account:
    return Account(kept.row.key, dict(map(tuple, kept.value["fields"])))
