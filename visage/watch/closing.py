"""The end of a case of the watch list: what it held is erased, everywhere.

It is apart from how cases begin, which needs the networks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

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
        """Erase all that a case holds; one that has ended stays as it is.

        Where an end broke off, asking again ends it. Raises UnknownCase.
        """
        found, _ = cases.found_case(self.table, case)
        return Ended(found, None) if found.receipt else self._end(case, caller)

    def sweep(self) -> int:
        """Erase what expired cases hold; how many there were."""
        now = self.clock()
        expired = [
            each.id
            for each in self.cases()
            if each.ended is None and each.state(now) == "expired"
        ]
        for case in expired:
            self._end(case, EXPIRY)
        return len(expired)

    def _end(self, case: str, caller: Caller) -> Ended:
        # The row comes first: from then on no picture is added, so that what is erased
        # is everything.
        closed = self._closed(case, caller.name)
        receipt = self.erase(case, caller)
        forget_person(self.table, self.collection, case)
        if receipt is not None:
            closed = self._receipted(case, receipt)
        return Ended(closed, receipt)

    def _closed(self, case: str, by: str) -> Case:
        def attempt() -> tuple[Sequence[Change], Case]:
            now = self.clock()
            was, kept = cases.found_case(self.table, case)
            if was.ended:
                return [], was
            past = was.state(now) == "expired"
            action: trail.Action = "case_expired" if past else "case_ended"
            over = was.over(now)
            return [over.put(kept), trail.entry(now, by, action, case)], over

        return settled(attempt, self.table)

    def _receipted(self, case: str, receipt: Receipt) -> Case:
        def attempt() -> tuple[Sequence[Change], Case]:
            was, kept = cases.found_case(self.table, case)
            if not was.ended:  # enabled again meanwhile
                return [], was
            done = replace(was, receipt=receipt.id)
            return [done.put(kept)], done

        return settled(attempt, self.table)

    def erase(self, case: str, caller: Caller) -> Receipt | None:
        """Erase the person in the gallery, if one is there."""
        try:
            return self.gallery.erase_person(
                self.collection, case, caller, suppress=False
            )
        except (UnknownCollection, UnknownPerson):
            return None
