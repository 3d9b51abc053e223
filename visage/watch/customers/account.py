"""The details of a customer's account, and how looking them up went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, TypeAlias

from pydantic import JsonValue

# `pending` is asked for again every minute for a while, and then is `unavailable`.
State = Literal["found", "none", "pending", "unavailable"]
Fields: TypeAlias = Mapping[str, JsonValue]


@dataclass(frozen=True)
class Account:
    """What is known of an account: its fields in the order of their source.

    There are fields only where the state is `found`. `none` means that the source
    answered, and has no such account.
    """

    id: str
    state: State
    fields: Fields = field(default_factory=dict, repr=False)

    @property
    def value(self) -> dict[str, Any]:
        """The account as rows and answers write it."""
        return {"state": self.state, "id": self.id, "fields": dict(self.fields)}


class Customers(Protocol):
    """Where the details of accounts are. `address` is how people write it."""

    address: str

    def find(self, account: str) -> Account:
        """The account `found`, `none`, or `pending` where the source does not answer.

        It takes about a second at most, and raises nothing that an alert could be
        lost by.
        """
        ...


class NoCustomers:
    """A business that keeps no details anywhere."""

    address = ""

    def find(self, account: str) -> Account:
        return Account(account, "none")
