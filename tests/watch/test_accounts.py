"""Accounts that were not found out when an alert was made."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pydantic import JsonValue

from tests.gallery.makers import Clock
from visage.errors import CustomersUnreachable
from visage.gallery.faces import Sighting
from visage.gallery.rules import timed_id
from visage.geometry import Box
from visage.watch import accounts, untold
from visage.watch.alerts import (
    Alert,
    AlertAccount,
    AlertNotice,
    AlertPerson,
    AlertVisit,
    KeptAlert,
    new_rows,
)
from visage.watch.customers.account import MOST, Account
from visage.watch.table import Row, Table


class Source:
    """Accounts of a business, unless it is down; `asked` are the ids that it heard."""

    def __init__(self, **fields: JsonValue) -> None:
        self.fields = fields
        self.down = False
        self.asked: list[str] = []

    def find(self, account: str) -> Account | None:
        self.asked.append(account)
        if self.down:
            raise CustomersUnreachable("The network is gone.")
        return Account(account, self.fields)


def alerted(table: Table, clock: Clock, account: str) -> str:
    """An alert whose account waits to be asked for."""
    now, id = clock(), timed_id(clock())
    alert = Alert(
        id=id,
        kind="customer",
        state="candidate",
        camera="door",
        track="t",
        collection="people",
        person=AlertPerson(id=account, name="", metadata={}),
        similarity=0.9,
        far=0.001,
        votes=3,
        looks=3,
        taken=now,
        created=now,
        visit=AlertVisit(first=now, last=now),
        late=False,
        account=AlertAccount(state="pending", id=account),
        case=None,
        has_reference=False,
        decision=None,
        notice=AlertNotice(),
    )
    crop = Row("crop", id, {}, b"JPEG")
    rows = new_rows(
        alert, Sighting("0" * 64, Box(0, 0, 1, 1)), crop, now + timedelta(days=7)
    )
    table.write([*rows, accounts.to_ask(id, now)])
    return id


def account_of(table: Table, alert: str) -> AlertAccount | None:
    kept = table.get("alert", alert)
    assert kept is not None
    return KeptAlert.of(kept).alert.account


def test_an_account_that_comes_late_is_told_though_whoever_asked_has_died(
    table: Table, clock: Clock
) -> None:
    alert, source = alerted(table, clock, "4711"), Source(name="Ada")
    assert accounts.ask(table, source, alert, clock())
    assert account_of(table, alert) == AlertAccount(
        state="found", id="4711", fields={"name": "Ada"}
    )
    clock.go(seconds=20)
    assert untold.overdue(table, clock()) == [untold.Untold("alert", alert)]
    assert table.rows(accounts.KIND) == []
    assert not accounts.ask(table, source, alert, clock())


def test_each_account_has_its_turn(
    table: Table, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    alerts = [alerted(table, clock, f"a-{number}") for number in range(3)]
    source = Source()
    source.down = True
    assert len(list(accounts.ask_again(table, source, clock()))) == 3  # "unavailable"
    moments = iter(range(100))
    # Each reading of the time is a second later: two lookups fit into two seconds.
    monkeypatch.setattr(accounts, "LONGEST", 2.5)
    monkeypatch.setattr("visage.watch.accounts.time.monotonic", lambda: next(moments))
    heard = []
    for _ in range(3):
        source.asked.clear()
        clock.go(minutes=1)
        assert list(accounts.ask_again(table, source, clock())) == []
        heard.append(tuple(source.asked))
    assert heard == [("a-0", "a-1"), ("a-2", "a-0"), ("a-1", "a-0")]
    source.down = False
    found = list(accounts.ask_again(table, source, clock()))
    assert found == [alerts[2], alerts[0]]
    assert [each.row.key for each in table.rows(accounts.KIND)] == [alerts[1]]


def nested(depth: int) -> JsonValue:
    made: JsonValue = 1
    for _ in range(depth):
        made = [made]
    return made


@pytest.mark.parametrize(
    ("field", "state"),
    [
        ("é" * (MOST // 2 - 6), "found"),  # {"x":""} around 16,372 bytes
        ("é" * (MOST // 2 - 3), "unavailable"),
        ("x" * 390_000, "unavailable"),  # as an item of DynamoDB may be
        (float("nan"), "unavailable"),
        (float("inf"), "unavailable"),
        ("\ud800", "unavailable"),
        (nested(400), "unavailable"),
    ],
    ids=["large", "larger", "huge", "nan", "infinite", "half a character", "deep"],
)
def test_an_account_that_no_alert_can_hold_is_unavailable(
    table: Table, clock: Clock, field: JsonValue, state: str
) -> None:
    alert = alerted(table, clock, "4711")
    assert accounts.ask(table, Source(x=field), alert, clock())
    found = account_of(table, alert)
    assert found is not None
    assert (found.state, bool(found.fields)) == (state, state == "found")
    assert len(table.rows(accounts.KIND)) == (state == "unavailable")


def test_a_source_that_is_down_for_an_hour_is_asked_no_longer(
    table: Table, clock: Clock
) -> None:
    alerted(table, clock, "4711")
    source = Source()
    source.down = True
    list(accounts.ask_again(table, source, clock()))
    clock.go(minutes=59)
    list(accounts.ask_again(table, source, clock()))
    clock.go(minutes=1)
    list(accounts.ask_again(table, source, clock()))
    assert source.asked == ["4711", "4711"]
