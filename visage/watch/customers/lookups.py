"""Accounts that could not be looked up when an alert was made, once a minute."""

from __future__ import annotations

from datetime import datetime

from visage.watch import accounts
from visage.watch.announcer import Announcer
from visage.watch.customers.account import Customers
from visage.watch.table import Table


def retry_lookups(
    table: Table, customers: Customers, announcer: Announcer, now: datetime
) -> int:
    """Ask again for what was not found out, and tell of it; how many alerts changed."""
    changed = list(accounts.ask_again(table, customers, now))
    if changed:
        announcer.announce("alert", changed)
    return len(changed)
