"""Accounts in a CSV file, as other programs export them.

The first line names the columns. One of them is the account's id; the others are free,
and their names and order are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from visage.errors import BadParameter
from visage.gallery.bulk.table import table_lines
from visage.watch.customers.account import Account

# What the column of the id may be called, in small letters and without what parts them.
_NAMES = frozenset({"account", "accountid", "accountno", "accountnumber"})
_PARTS = re.compile(r"[\s_\-.]+")
# As long as the id of a person, by which accounts are found.
LONGEST_ID = 128
MOST_COLUMNS = 50
LONGEST_FIELD = 1000
_SHOWN = 40


@dataclass(frozen=True)
class Refused:
    """A line that was not taken, and why."""

    line: int
    why: str


def read_accounts(content: bytes) -> Iterator[Account | Refused]:
    """Each account of a file, or why its line is refused; empty lines are passed over.

    Raises BadParameter where it is no such table.
    """
    lines = table_lines(content)
    columns = _columns(next(lines, (1, []))[1])
    account = _account_column(columns)
    seen: dict[str, int] = {}
    for number, cells in lines:
        if not any(cells):
            continue
        try:
            found = _account(columns, account, cells)
        except ValueError as error:
            yield Refused(number, f"{error}")
            continue
        if found.id in seen:
            yield Refused(
                number, f"account {found.id} is in line {seen[found.id]} already"
            )
            continue
        seen[found.id] = number
        yield found


def _columns(cells: Sequence[str]) -> list[str]:
    columns = [cell.strip() for cell in cells]
    if len(columns) > MOST_COLUMNS:
        raise BadParameter(
            f"The table has {len(columns)} columns; at most {MOST_COLUMNS} are kept."
        )
    for number, column in enumerate(columns, 1):
        if not column or len(column) > _SHOWN:
            raise BadParameter(
                f"The name of column {number} in the first line should have 1 to "
                f"{_SHOWN} characters; it has {len(column)}."
            )
        if columns.count(column) > 1:
            raise BadParameter(f"The table has two columns {column!r}.")
    return columns


def _account_column(columns: Sequence[str]) -> int:
    """Which column has the accounts' ids."""
    for number, column in enumerate(columns):
        if _PARTS.sub("", column.lower()) in _NAMES:
            return number
    raise BadParameter(
        "The table has no column account: its first line should name the columns, "
        "account and any other, such as account,type,name,address,balance. It names "
        f"{', '.join(columns)[:200] or 'none'}."
    )


def _account(columns: Sequence[str], account: int, cells: Sequence[str]) -> Account:
    """The account of a line. Raises ValueError, which says what is wrong."""
    if len(cells) != len(columns):
        raise ValueError(
            f"it has {len(cells)} cells and the first line {len(columns)} columns; "
            "put what holds a separator in double quotes"
        )
    named = [cell.strip() for cell in cells]
    if not 0 < len(named[account]) <= LONGEST_ID:
        raise ValueError(
            f"its account has {len(named[account])} characters; it should have 1 to "
            f"{LONGEST_ID}"
        )
    for column, cell in zip(columns, named, strict=True):
        if len(cell) > LONGEST_FIELD:
            raise ValueError(
                f"its {column} has {len(cell):,} characters; at most "
                f"{LONGEST_FIELD:,} are kept"
            )
    others = {
        column: cell
        for number, (column, cell) in enumerate(zip(columns, named, strict=True))
        if number != account
    }
    return Account(named[account], others)
