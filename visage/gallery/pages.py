"""Lists that may be long, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from visage.errors import BadParameter

T = TypeVar("T")

MOST_ON_A_PAGE = 4096
DEFAULT_PAGE = 100


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some items in the order of their ids, and after which id the next page starts.

    `after` is None on the last page. What is added or removed between two pages may
    be missed or seen, but nothing else is left out and nothing comes twice.
    """

    items: tuple[T, ...]
    after: str | None


def page_size(limit: int) -> int:
    """The number of items on a page. Raises BadParameter."""
    if not 1 <= limit <= MOST_ON_A_PAGE:
        raise BadParameter(
            f"A page of {limit} items cannot be had; 1 to {MOST_ON_A_PAGE} can."
        )
    return limit
