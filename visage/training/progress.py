"""How far a training is, told to whoever waits for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

T = TypeVar("T")


class Progress(Protocol):
    """Tells whoever waits how far the work is."""

    def over(self, items: Iterable[T], total: int, what: str) -> Iterator[T]:
        """The items, one by one, with a bar."""
        ...

    def say(self, line: str) -> None:
        """A line of its own."""
        ...
