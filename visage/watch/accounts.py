"""The account of whom an alert shows, asked for after the alert was made.

A row for each alert whose account was not found out yet is written together with the
alert, so that a source that does not answer is asked again, and an alert never waits
for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from visage.errors import CustomersUnreachable
from visage.watch.alerts import KIND as ALERT
from visage.watch.alerts import Alert, AlertAccount, AlertPerson, KeptAlert
from visage.watch.customers.account import Customers
from visage.watch.table import Change, Drop, Put, Row, Table, settled

KIND = "account"
# Whoever stands at a desk has gone by then.
ASKED_FOR = timedelta(hours=1)
# Alerts whose accounts are asked for again in one minute.
AT_ONCE = 50


def account_of(person: AlertPerson) -> AlertAccount:
    """The account of a person, before it was asked for."""
    said = person.metadata.get("account")
    account = said if isinstance(said, str | int) and str(said) else person.id
    return AlertAccount(state="pending", id=str(account))


def to_ask(alert: str, now: datetime) -> Put:
    """What remembers that the account of an alert is to be asked for."""
    return Put(Row(KIND, alert, {}, None, now + ASKED_FOR))


def ask(table: Table, customers: Customers, alert: str) -> bool:
    """Ask for the account of an alert, and write what comes; whether it is new."""
    kept = table.get(ALERT, alert)
    before = KeptAlert.of(kept).alert.account if kept else None
    if before is None:
        table.write([Drop(KIND, alert)])
        return False
    answer = _answer(customers, before.id)

    def attempt() -> tuple[Sequence[Change], bool]:
        kept = table.get(ALERT, alert)
        if kept is None:
            return [Drop(KIND, alert)], False
        found = KeptAlert.of(kept)
        changes: list[Change] = []
        if answer.state != "unavailable":
            changes.append(Drop(KIND, alert))
        if found.alert.account != answer:
            changes.append(found.changed(_with(found.alert, answer)))
        return changes, found.alert.account != answer

    return settled(attempt, table)


def ask_again(table: Table, customers: Customers) -> list[str]:
    """Ask for accounts that were not found out; the alerts that have changed."""
    waiting = table.rows(KIND, limit=AT_ONCE)
    return [each.row.key for each in waiting if ask(table, customers, each.row.key)]


def _answer(customers: Customers, account: str) -> AlertAccount:
    try:
        found = customers.find(account)
    except CustomersUnreachable:
        return AlertAccount(state="unavailable", id=account)
    if found is None:
        return AlertAccount(state="none", id=account)
    return AlertAccount(state="found", id=account, fields=dict(found.fields))


def _with(alert: Alert, account: AlertAccount) -> Alert:
    return alert.model_copy(update={"account": account})
