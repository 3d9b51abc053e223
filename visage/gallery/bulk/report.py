"""What became of an import: how many of what, and a table of all that needs a look.

The table is CSV for spreadsheets, with a line for every refusal and every note. It
holds names, and is to be kept like the pictures that it is about.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from visage.gallery.bulk.enrolling import Outcome, Result

COLUMNS = ("file", "result", "code", "reason", "person", "name")

# How a cell begins that spreadsheets would calculate.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass
class Tally:
    """How many pictures became what, and how often each code came, by result."""

    results: Counter[Result] = field(default_factory=Counter)
    codes: Counter[tuple[Result, str]] = field(default_factory=Counter)

    def count(self, outcome: Outcome) -> None:
        self.results[outcome.result] += 1
        if outcome.code:
            self.codes[outcome.result, outcome.code] += 1

    @property
    def done(self) -> int:
        return self.results.total()

    def of(self, result: Result) -> dict[str, int]:
        """How often each code came with a result, the most frequent first."""
        common = self.codes.most_common()
        return {code: count for (came, code), count in common if came == result}


def is_reported(outcome: Outcome) -> bool:
    """Whether people should look at it."""
    return bool(outcome.code)


def report(outcomes: Iterable[Outcome]) -> str:
    """The table of the outcomes that people should look at."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    writer.writerows(lines(outcomes))
    return written.getvalue()


def lines(outcomes: Iterable[Outcome]) -> Iterator[tuple[str, ...]]:
    """A line of the table for each outcome that people should look at."""
    for each in outcomes:
        if is_reported(each):
            cells = (
                *(each.path, each.result, each.code, each.reason),
                *(each.person, each.name),
            )
            yield tuple(_plain(cell) for cell in cells)


def _plain(cell: str) -> str:
    """A cell that a spreadsheet shows and does not calculate; halves of letters go."""
    shown = cell.encode("utf-8", "replace").decode()
    return f"'{shown}" if shown.startswith(_FORMULA) else shown
