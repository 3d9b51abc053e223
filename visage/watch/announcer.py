"""Who is told that something has happened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from visage.watch.untold import Happened


class Announcer(Protocol):
    """Tells whoever listens: of new alerts, of decisions, of unknown faces."""

    def announce(self, kind: Happened, ids: Sequence[str]) -> None:
        """Tell of what has been written. Raises nothing that may pass."""
        ...


class Nobody:
    """Listens to nothing: for tables that nobody looks at live."""

    def announce(self, kind: Happened, ids: Sequence[str]) -> None:
        del kind, ids
