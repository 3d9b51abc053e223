"""An account of a customer, and how one is asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from pydantic import JsonValue

# Bytes of an account as JSON: what fits beside an alert, and on a card.
MOST = 16 * 1024


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


def size(fields: Mapping[str, JsonValue]) -> int:
    """Bytes of an account's fields as JSON.

    Raises ValueError where they are none that every program reads: numbers without an
    end, halves of characters.
    """
    text = json.dumps(
        fields, ensure_ascii=False, allow_nan=False, separators=(",", ":")
    )
    return len(text.encode())
