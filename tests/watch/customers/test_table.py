"""Accounts in CSV files, as programs write them, and as people spoil them."""

from __future__ import annotations

import pytest

from visage.errors import BadParameter
from visage.watch.customers.account import Account
from visage.watch.customers.table import Refused, read_accounts

FULL = Account(
    "e-1", {"type": "gold", "name": "Eileen", "address": "1 Road", "balance": "12.50"}
)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (
            b"account,type,name,address,balance\ne-1,gold,Eileen,1 Road,12.50\n",
            [FULL],
        ),
        (
            b"\xef\xbb\xbftype;Account ID;name;address;balance\r\n"
            b"gold;e-1;Eileen;1 Road;12.50\r\n",
            [FULL],
        ),
        (b"ACCOUNT_NO\tname\n 7 \t Eileen \n\n", [Account("7", {"name": "Eileen"})]),
        (
            b'account,note\n1,"two\nlines, and ""more"""\n',
            [Account("1", {"note": 'two\nlines, and "more"'})],
        ),
        (b"account\n1\n2\n", [Account("1", {}), Account("2", {})]),
        (
            b"account,name\n1,Eileen,x\n2,Grace\n,Nobody\n2,Again\n3\n",
            [
                Refused(
                    2,
                    "it has 3 cells and the first line 2 columns; put what holds a "
                    "separator in double quotes",
                ),
                Account("2", {"name": "Grace"}),
                Refused(4, "its account has 0 characters; it should have 1 to 128"),
                Refused(5, "account 2 is in line 3 already"),
                Refused(
                    6,
                    "it has 1 cells and the first line 2 columns; put what holds a "
                    "separator in double quotes",
                ),
            ],
        ),
        (
            b"account,name\n1," + b"x" * 1001 + b"\n" + b"y" * 129 + b",Grace\n",
            [
                Refused(2, "its name has 1,001 characters; at most 1,000 are kept"),
                Refused(3, "its account has 129 characters; it should have 1 to 128"),
            ],
        ),
    ],
)
def test_tables(content: bytes, found: list[Account | Refused]) -> None:
    read = list(read_accounts(content))
    assert read == found
    for one, other in zip(read, found, strict=True):
        if isinstance(one, Account) and isinstance(other, Account):
            assert list(one.fields) == list(other.fields)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The table has no column account"),
        (b"name,balance\nEileen,1\n", "It names name, balance."),
        (b"account,name,name\n", "two columns 'name'"),
        (b"account,\n", "column 2 in the first line should have 1 to 40"),
        (b"account," + b"x" * 41, "column 2 in the first line should have 1 to 40"),
        (b"account" + b",x" * 50, "51 columns; at most 50"),
        (b"account,name\n1,\xff\n", "not UTF-8"),
    ],
)
def test_what_is_no_table_of_accounts(content: bytes, said: str) -> None:
    with pytest.raises(BadParameter, match=said):
        list(read_accounts(content))
