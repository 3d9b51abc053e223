"""The end of a case of the watch list: what it held is erased, everywhere.

It is apart from how cases begin, which needs the networks.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from visage.errors import UnknownCollection, UnknownPerson
from visage.gallery.audit import Caller
from visage.gallery.protocol import Gallery
from visage.gallery.receipts import Receipt
from visage.gallery.rules import Clock, utc_now
from visage.settings import settings
from visage.watch import cases, trail
from visage.watch.cases import Case
from visage.watch.forgetting import forget_person
from visage.watch.table import Change, Table, settled

EXPIRY = Caller("the expiry of the case")
# Whoever ended a case is still erasing what it held, and wants the receipt.
PATIENCE = timedelta(minutes=1)
# Seconds after which a sweep leaves the rest to the next one.
LONGEST_SWEEP = 5.0


@dataclass(frozen=True)
class Ended:
    """What was erased with a case. No receipt where no picture had been added."""

    case: Case
    receipt: Receipt | None


class Closing:
    """Ends cases, over a table and a gallery."""

    def __init__(self, table: Table, gallery: Gallery, clock: Clock = utc_now) -> None:
        self.table = table
        self.gallery = gallery
        self.clock = clock
        self.collection = settings().watchlist

    def cases(self) -> Iterator[Case]:
        """Every case that is remembered, by id."""
        return cases.all_cases(self.table)

    def end(self, case: str, caller: Caller) -> Ended:
        """Erase all that a case holds; one that was erased stays as it is.

        Raises UnknownCase.
        """
        found, _ = cases.found_case(self.table, case)
        if found.erased:
            return Ended(found, None)
        return self._emptied(self._closed(case, caller.name), caller)

    def sweep(self) -> int:
        """Erase what expired cases hold, and what an end that broke off has left.

        Returns how many such cases there were. Where there are a great many, the next
        sweep erases the rest.
        """
        ends = time.monotonic() + LONGEST_SWEEP
        now, swept = self.clock(), 0
        for case in [each.id for each in self.cases() if _is_left(each, now)]:
            swept += self._swept(case)
            if time.monotonic() >= ends:
                break
        return swept

    def _swept(self, case: str) -> bool:
        """Erase what a case holds, unless it was enabled again since it was listed."""
        closed = self._closed(case, EXPIRY.name, only_expired=True)
        if closed.ended is None or closed.erased:
            return False
        self._emptied(closed, EXPIRY)
        return True

    def _closed(self, case: str, by: str, *, only_expired: bool = False) -> Case:
        """Write that a case has ended; the case as it is then.

        The row comes first: from then on no picture is added, so that what is erased is
        everything.
        """

        def attempt() -> tuple[Sequence[Change], Case]:
            now = self.clock()
            was, kept = cases.found_case(self.table, case)
            past = was.state(now) == "expired"
            if was.ended or (only_expired and not past):
                return [], was
            action: trail.Action = "case_expired" if past else "case_ended"
            over = was.over(now)
            return [over.put(kept), trail.entry(now, by, action, case)], over

        return settled(attempt, self.table)

    def _emptied(self, closed: Case, caller: Caller) -> Ended:
        """Erase what an ended case holds, and write that it is erased."""
        receipt = self.erase(closed.id, caller)

        def attempt() -> tuple[Sequence[Change], Case]:
            was, kept = cases.found_case(self.table, closed.id)
            if was.ended != closed.ended:  # enabled again meanwhile
                return [], was
            done = replace(
                was, erased=True, receipt=receipt.id if receipt else was.receipt
            )
            return [done.put(kept)], done

        return Ended(settled(attempt, self.table), receipt)

    def erase(self, case: str, caller: Caller) -> Receipt | None:
        """Erase the person in the gallery, if one is there, and what watching keeps."""
        try:
            receipt = self.gallery.erase_person(
                self.collection, case, caller, suppress=False
            )
        except (UnknownCollection, UnknownPerson):
            receipt = None
        forget_person(self.table, self.collection, case)
        return receipt


def _is_left(case: Case, now: datetime) -> bool:
    """Whether a sweep erases what a case holds."""
    if case.ended is None:
        return case.state(now) == "expired"
    return not case.erased and case.ended + PATIENCE <= now
