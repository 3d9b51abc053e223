"""The account of whom an alert shows, asked for after the alert was made.

A row for each alert whose account was not found out yet is written together with the
alert, so that a source that does not answer is asked again, and an alert never waits
for it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from pydantic import JsonValue

from visage.errors import CustomersUnreachable
from visage.watch.alerts import KIND as ALERT
from visage.watch.alerts import Alert, AlertAccount, AlertPerson, KeptAlert
from visage.watch.customers.account import MOST, Customers, size
from visage.watch.table import Change, Drop, Put, Row, Table, every, settled
from visage.watch.untold import untold

KIND = "account"
# Whoever stands at a desk has gone by then.
ASKED_FOR = timedelta(hours=1)
# Seconds after which asking again is left to the next minute.
LONGEST = 4.0


def account_of(person: AlertPerson) -> AlertAccount:
    """The account of a person, before it was asked for."""
    said = person.metadata.get("account")
    account = said if isinstance(said, str | int) and str(said) else person.id
    return AlertAccount(state="pending", id=str(account))


def to_ask(alert: str, now: datetime) -> Put:
    """What remembers that the account of an alert is to be asked for."""
    return Put(Row(KIND, alert, {"asked": None}, None, now + ASKED_FOR))


def ask(table: Table, customers: Customers, alert: str, now: datetime) -> bool:
    """Ask for the account of an alert, and write what comes; whether it is new.

    What is new is to be told, by whoever asks or else by the schedule.
    """
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
        is_new = found.alert.account != answer
        changes = _asked(table, alert, answer, now)
        if is_new:
            changes.append(found.changed(_with(found.alert, answer)))
            changes.append(untold("alert", alert, now))
        return changes, is_new

    return settled(attempt, table)


def ask_again(table: Table, customers: Customers, now: datetime) -> Iterator[str]:
    """Ask for accounts that were not found out; the alerts that have changed.

    Those that were asked for longest ago come first, so that each has its turn though
    there is no time for all of them.
    """
    ends = time.monotonic() + LONGEST
    for each in sorted(every(table, KIND), key=lambda row: row.value["asked"] or ""):
        if time.monotonic() >= ends:
            return
        if ask(table, customers, each.row.key, now):
            yield each.row.key


def _asked(
    table: Table, alert: str, answer: AlertAccount, now: datetime
) -> list[Change]:
    """What remembers that an account was asked for, or forgets to ask for it."""
    if answer.state != "unavailable":
        return [Drop(KIND, alert)]
    waits = table.get(KIND, alert)
    if waits is None:  # somebody else has found it, or it was asked for long enough
        return []
    row = replace(waits.row, value={"asked": now.isoformat()})
    return [Put(row, over=waits)]


def _answer(customers: Customers, account: str) -> AlertAccount:
    try:
        found = customers.find(account)
    except CustomersUnreachable:
        return AlertAccount(state="unavailable", id=account)
    if found is None:
        return AlertAccount(state="none", id=account)
    return _found(account, found.fields)


def _found(account: str, fields: Mapping[str, JsonValue]) -> AlertAccount:
    """An account as an alert shows it; one that no alert can hold is unavailable."""
    try:
        if size(fields) <= MOST:
            return AlertAccount(state="found", id=account, fields=dict(fields))
    except ValueError:  # no JSON, or nested too deeply
        pass
    return AlertAccount(state="unavailable", id=account)


def _with(alert: Alert, account: AlertAccount) -> Alert:
    return alert.model_copy(update={"account": account})
