"""What became of an import: how many of what, and a table of all that needs a look.

The table is CSV for spreadsheets, with a line for every refusal and every note. It
holds names, and is to be kept like the pictures that it is about.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from visage.gallery.bulk.enrolling import LOOKS_LIKE_ANOTHER, Outcome, Result

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


def by_weight(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """What may be wrong in the gallery first, then what is not in it, by code."""

    def weight(outcome: Outcome) -> tuple[bool, bool, str, str]:
        may_be_wrong = outcome.code == LOOKS_LIKE_ANOTHER
        refused = outcome.result == "refused"
        return not may_be_wrong, not refused, outcome.code, outcome.path

    return sorted((each for each in outcomes if is_reported(each)), key=weight)


def report(outcomes: Iterable[Outcome]) -> str:
    """The table of the outcomes that people should look at, the gravest first."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    for each in by_weight(outcomes):
        cells = each.path, each.result, each.code, each.reason, each.person, each.name
        writer.writerow(_plain(cell) for cell in cells)
    return written.getvalue()


def _plain(cell: str) -> str:
    """A cell that a spreadsheet shows and does not calculate; halves of letters go."""
    shown = cell.encode("utf-8", "replace").decode()
    return f"'{shown}" if shown.startswith(_FORMULA) else shown
