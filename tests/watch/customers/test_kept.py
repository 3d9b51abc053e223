"""Accounts that are kept: in the table of watching, and in a table of DynamoDB."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import boto3
import pytest

from visage.errors import BadParameter, CustomersUnreachable, SettingsInvalid
from visage.settings import settings
from visage.watch.customers.account import Account
from visage.watch.customers.address import (
    OwnCustomers,
    configured_customers,
    own_customers,
)
from visage.watch.customers.dynamodb import DynamoCustomers
from visage.watch.customers.rows import KeptCustomers
from visage.watch.sqlite import SqliteTable

EILEEN = Account("e-1", {"type": "gold", "name": "Eileen", "zone": "7", "balance": "1"})
GRACE = Account("g/2 ü", {"name": "Grace"})


@pytest.fixture
def dynamo(aws: str) -> str:
    """An empty table of a business."""
    name = aws.removeprefix("s3://").partition("/")[0]
    boto3.client("dynamodb").create_table(
        TableName=name,
        KeySchema=[{"AttributeName": "account", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "account", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    return name


@pytest.fixture(params=["rows", "dynamodb"])
def customers(request: pytest.FixtureRequest, tmp_path: Path) -> OwnCustomers:
    if request.param == "rows":
        return KeptCustomers(SqliteTable(tmp_path / "watch.sqlite3"))
    return DynamoCustomers(request.getfixturevalue("dynamo"))


def test_accounts_are_kept_listed_and_forgotten(customers: OwnCustomers) -> None:
    assert customers.find("e-1") is None
    assert list(customers.everyone()) == []
    customers.keep([EILEEN, GRACE])
    assert customers.find("e-1") == EILEEN
    assert customers.find("g/2 ü") == GRACE
    assert sorted(each.id for each in customers.everyone()) == ["e-1", "g/2 ü"]
    customers.keep([Account("e-1", {"name": "Eileen C."})])
    assert customers.find("e-1") == Account("e-1", {"name": "Eileen C."})
    customers.forget("e-1")
    customers.forget("e-1")
    assert customers.find("e-1") is None
    assert customers.find("") is None
    assert [each.id for each in customers.everyone()] == ["g/2 ü"]


def test_many_accounts(customers: OwnCustomers) -> None:
    many = [Account(f"{n:04d}", {"n": f"{n}"}) for n in range(250)]
    customers.keep(many)
    assert sorted(customers.everyone(), key=lambda each: each.id) == many


def test_fields_come_in_the_order_of_their_source(tmp_path: Path) -> None:
    kept = KeptCustomers(SqliteTable(tmp_path / "watch.sqlite3"))
    kept.keep([EILEEN])
    found = kept.find("e-1")
    assert found is not None
    assert list(found.fields) == ["type", "name", "zone", "balance"]


def test_items_of_a_business_are_read_as_they_are(dynamo: str) -> None:
    boto3.resource("dynamodb").Table(dynamo).put_item(
        Item={
            "account": "e-1",
            "zone": {"floor": Decimal(2)},
            "balance": Decimal("12.5"),
            "cards": {"b", "a"},
            "name": "Eileen",
            "active": True,
            "left": None,
            "photo": b"123",
            "visits": [Decimal(1), Decimal("0.5")],
        }
    )
    found = DynamoCustomers(dynamo).find("e-1")
    assert found is not None
    assert list(found.fields.items()) == [
        ("name", "Eileen"),
        ("balance", 12.5),
        ("active", True),
        ("cards", ["a", "b"]),
        ("left", None),
        ("photo", "bytes"),
        ("visits", [1, 0.5]),
        ("zone", {"floor": 2}),
    ]


def test_a_table_that_is_not_there(aws: str) -> None:
    with pytest.raises(CustomersUnreachable, match="partition key has to be account"):
        DynamoCustomers("nowhere").find("e-1")


def test_a_table_that_cannot_be_read(tmp_path: Path) -> None:
    file = tmp_path / "watch.sqlite3"
    kept = KeptCustomers(SqliteTable(file))
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP TABLE rows")
    with pytest.raises(CustomersUnreachable, match="no such table"):
        kept.find("e-1")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    yield monkeypatch
    settings.cache_clear()


@pytest.mark.parametrize(
    ("address", "kind", "where"),
    [
        ("", "KeptCustomers", "{folder}/watch.sqlite3"),
        ("{folder}/accounts.sqlite3", "KeptCustomers", "{folder}/accounts.sqlite3"),
        ("dynamodb://accounts", "DynamoCustomers", "dynamodb://accounts"),
        ("https://host/{{account}}", "HttpsCustomers", "https://host/{{account}}"),
    ],
)
def test_the_settings_say_where_accounts_are(
    address: str, kind: str, where: str, tmp_path: Path, told: pytest.MonkeyPatch
) -> None:
    told.setenv("VISAGE_CUSTOMERS", address.format(folder=tmp_path))
    settings.cache_clear()
    table = SqliteTable(tmp_path / "watch.sqlite3")
    found = configured_customers(lambda: table)
    assert type(found).__name__ == kind
    assert getattr(found, "address") == where.format(folder=tmp_path)  # noqa: B009
    if kind == "HttpsCustomers":
        with pytest.raises(BadParameter, match="kept by the web server"):
            own_customers(lambda: table)
    else:
        assert own_customers(lambda: table).address == where.format(folder=tmp_path)


def test_a_web_server_without_tls_is_refused(told: pytest.MonkeyPatch) -> None:
    told.setenv("VISAGE_CUSTOMERS", "http://host/{account}")
    settings.cache_clear()
    with pytest.raises(SettingsInvalid):
        configured_customers(lambda: pytest.fail("no table is needed"))
