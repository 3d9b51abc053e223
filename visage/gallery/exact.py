"""The best of many rows, exactly, by looking at few of them.

Every row has an upper bound for its similarity. The rows of the highest bounds are
looked at first; whoever's bound lies below the worst of the best found cannot be among
them. However loose the bounds are, the result is that of looking at every row.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from visage.gallery.quantised import Keys
from visage.gallery.vectors import Floats, similarities

# Ids and similarities, the most similar first, equals by id.
Ranked = list[tuple[str, float]]

# Gives the ids and the vectors, (n, dimension), of those of some keys' rows that count.
Look = Callable[[list[int]], tuple[list[str], Floats]]

# Rows that are looked at in the first round, at least.
_FIRST_LOOK = 32


class Best:
    """The best rows for one probe, looked at round by round."""

    def __init__(
        self, probe: Floats, without: set[str], limit: int, at_least: float
    ) -> None:
        self._probe = probe
        self._without = without
        self._limit = limit
        self._floor = at_least
        self._best: Ranked = []

    def among(self, keys: Keys, bounds: Floats, look: Look) -> Ranked:
        """Ids and similarities, the most similar first, equals by id.

        Looks at the rows of the highest bounds first. Once enough are found, the worst
        of them is the floor: a row whose bound is below cannot be among the best.
        """
        count, seen = max(_FIRST_LOOK, 4 * self._limit), np.inf
        while True:
            lowest = max(self._floor, _largest(bounds, count))
            fresh = np.flatnonzero((bounds >= lowest) & (bounds < seen))
            self._take(*look(keys[fresh].tolist()))
            seen = lowest
            if len(self._best) == self._limit:
                self._floor = max(self._floor, self._best[-1][1])
            if lowest <= self._floor:
                return self._best
            # Either the rest down to the floor, or more, as too few of these counted.
            count = len(keys) if len(self._best) == self._limit else 4 * count

    def _take(self, ids: list[str], vectors: Floats) -> None:
        values = similarities(vectors, self._probe).tolist()
        found = [
            (each, value)
            for each, value in zip(ids, values, strict=True)
            if value >= self._floor and each not in self._without
        ]
        ranked = sorted(self._best + found, key=lambda pair: (-pair[1], pair[0]))
        self._best = ranked[: self._limit]


def _largest(bounds: Floats, count: int) -> float:
    """The bound that `count` rows reach; below all where there are fewer."""
    if count >= len(bounds):
        return -np.inf
    at = len(bounds) - count
    return float(np.partition(bounds, at)[at])
