"""Lists that may be long, a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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


# Gives at most so many items that come after an id.
Following = Callable[[str | None, int], list[T]]


def page(
    following: Following[T], after: str | None, limit: int, id_of: Callable[[T], str]
) -> Page[T]:
    """One page of a list; one item more tells whether there is a next page."""
    items = following(after, page_size(limit) + 1)
    shown = tuple(items[:limit])
    return Page(shown, id_of(shown[-1]) if len(items) > limit else None)


def everything(following: Following[T], id_of: Callable[[T], str]) -> Iterator[T]:
    """All items of a list, read page by page."""
    after = None
    while items := following(after, MOST_ON_A_PAGE):
        yield from items
        after = id_of(items[-1])
