"""An account of a customer, and how one is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from pydantic import JsonValue


@dataclass(frozen=True)
class Account:
    """What the business says of an account: any fields, in the source's order."""

    id: str
    fields: Mapping[str, JsonValue] = field(repr=False)


class Customers(Protocol):
    """Where accounts are asked for."""

    def find(self, account: str) -> Account | None:
        """The account, None where there is none. Raises CustomersUnreachable."""
        ...
