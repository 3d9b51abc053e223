"""What is forgotten of people whom the gallery has forgotten.

Whoever erases people asks a gallery that `forgetful` gave: there, erasing reaches what
watching keeps of them as well, whichever call it was. What a crash leaves behind is
shown to nobody, and the sweep removes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, cast

from visage.gallery.audit import Caller
from visage.gallery.pages import MOST_ON_A_PAGE
from visage.gallery.people import Person
from visage.gallery.protocol import Gallery
from visage.gallery.receipts import Receipt
from visage.gallery.rules import Clock, utc_now
from visage.settings import settings
from visage.watch import (
    accounts,
    alerts,
    impostors,
    keys,
    tracks,
    trail,
    visits,
)
from visage.watch.alerts import KeptAlert
from visage.watch.cases import KIND as CASE
from visage.watch.cases import REFERENCE, Case, all_cases
from visage.watch.resembling import resembling
from visage.watch.table import (
    MOST_CHANGED,
    Change,
    Drop,
    Kept,
    Table,
    every,
    settled,
)
from visage.watch.tracks import Track

# Who has ended a case whose person was erased; the gallery's audit says who did that.
ERASURE = "an erasure in the gallery"

# Whether somebody of a collection is meant; of several who had the id in turn, whoever
# had it when an alert of the third id was made (None: whoever has it).
Meant = Callable[[str, str, str | None], bool]


def forget_person(table: Table, collection: str, person: str) -> int:
    """Remove what is kept of a person; how many alerts of them there were."""
    return _forget(table, lambda *who: who[:2] == (collection, person))


def forget_collection(table: Table, collection: str) -> int:
    """Remove what is kept of everyone in a collection; how many alerts there were."""
    return _forget(table, lambda where, *_: where == collection)


def mend(table: Table, gallery: Gallery) -> int:
    """Remove what is kept of people whom the gallery does not have any longer.

    Somebody was replaced where another was enrolled under the same id since.
    """
    known = alerts.Known(gallery)
    return _forget(table, lambda *who: not known.since(*who))


def _forget(table: Table, meant: Meant) -> int:
    found = [each.row.key for each in every(table, alerts.KIND) if _is_of(each, meant)]
    changes: list[Change] = []
    for alert in found:
        changes += [*alerts.drops_of(alert), Drop(accounts.KIND, alert)]
    changes += _traces(table, meant)
    _write(table, changes)
    return len(found)


def _write(table: Table, changes: Sequence[Change]) -> None:
    for at in range(0, len(changes), MOST_CHANGED):
        table.write(changes[at : at + MOST_CHANGED])


def _is_of(kept: Kept, meant: Meant) -> bool:
    alert = KeptAlert.of(kept).alert
    return meant(alert.collection, alert.person.id, alert.id)


def _traces(table: Table, meant: Meant) -> Iterator[Change]:
    """What removes the rows that a person has left besides alerts."""
    for kept in every(table, visits.KIND):
        _, collection, person = keys.parts(kept.row.key)
        alerted = [each.alert for each in visits.visits_of(kept)]
        if meant(collection, person, max(alerted, default=None)):
            yield Drop(visits.KIND, kept.row.key)
    for kept in every(table, impostors.KIND):
        collection, person, alert = keys.parts(kept.row.key)
        if meant(collection, person, alert):
            yield Drop(impostors.KIND, kept.row.key)
    for kept in every(table, tracks.KIND):
        if any(meant(*who) for who in Track.of(kept).people()):
            yield Drop(tracks.KIND, kept.row.key)
    for kept in every(table, CASE):
        if meant(settings().watchlist, kept.row.key, None):
            prefix = keys.within(kept.row.key)
            for picture in every(table, REFERENCE, prefix):
                yield Drop(REFERENCE, picture.row.key)


def end_empty_cases(
    table: Table, gallery: Gallery, wanted: Iterable[str], now: datetime
) -> None:
    """End those of the cases whose person the gallery does not have any longer.

    Nobody is to believe that somebody is looked for who is not. A case without pictures
    has no person yet.
    """

    def attempt(case: str) -> tuple[Sequence[Change], None]:
        kept = table.get(CASE, case)
        was = Case.of(kept) if kept else None
        if (
            was is None
            or was.state(now) != "active"
            or not was.pictures
            or alerts.Known(gallery).since(settings().watchlist, case, None)
        ):
            return [], None
        over = replace(was.over(now), erased=True)
        return [over.put(kept), trail.entry(now, ERASURE, "case_ended", case)], None

    for case in wanted:
        settled(partial(attempt, case), table)


def forgetful(
    gallery: Gallery, table: Callable[[], Table | None], clock: Clock = utc_now
) -> Gallery:
    """The gallery, whose erasing reaches what watching keeps.

    The table is asked for when somebody is erased; None where nothing has ever been
    watched.
    """
    return cast(Gallery, _Forgetful(gallery, table, clock))


class _Forgetful:
    """Passes on everything, and forgets what was kept of whom the gallery erased.

    It forgets after the gallery has: an erasure that is asked for again with the same
    key forgets again, so that one that broke off in between can be ended. Faces of
    nobody known are forgotten before: afterwards nothing says whom they look like.
    """

    def __init__(
        self, gallery: Gallery, table: Callable[[], Table | None], clock: Clock
    ) -> None:
        self._gallery = gallery
        self._table = table
        self._clock = clock

    def __getattr__(self, name: str) -> Any:
        return getattr(self._gallery, name)

    def erase_person(
        self, collection: str, person: str, caller: Caller, *, suppress: bool
    ) -> Receipt:
        table = self._table()
        if table:
            _write(table, resembling(table, self._gallery, collection, [person]))
        receipt = self._gallery.erase_person(
            collection, person, caller, suppress=suppress
        )
        if table:
            forget_person(table, collection, person)
            if collection == settings().watchlist:
                self._end_empty_cases(table, [person])
        return receipt

    def merge_people(
        self, collection: str, source: str, target: str, caller: Caller
    ) -> Person:
        person = self._gallery.merge_people(collection, source, target, caller)
        if table := self._table():
            forget_person(table, collection, source)
        return person

    def erase_collection(
        self, name: str, caller: Caller, *, suppress: bool = False
    ) -> Receipt:
        table = self._table()
        if table:
            _write(table, resembling(table, self._gallery, name, None))
        receipt = self._gallery.erase_collection(name, caller, suppress=suppress)
        if table:
            forget_collection(table, name)
            if name == settings().watchlist:
                self._end_empty_cases(table)
        return receipt

    def sweep(self, caller: Caller) -> list[Receipt]:
        table = self._table()
        if table:
            for name in self._collections():
                ended = self._gallery.people_ended(name)
                _write(table, resembling(table, self._gallery, name, ended))
        receipts = self._gallery.sweep(caller)
        if table:
            mend(table, self._gallery)
            self._end_empty_cases(table)
            table.sweep()
        return receipts

    def _end_empty_cases(
        self, table: Table, wanted: Iterable[str] | None = None
    ) -> None:
        if wanted is None:
            wanted = [each.id for each in all_cases(table)]
        end_empty_cases(table, self._gallery, wanted, self._clock())

    def _collections(self) -> Iterator[str]:
        after = None
        while True:
            page = self._gallery.collections(after, MOST_ON_A_PAGE)
            yield from (each.name for each in page.items)
            if (after := page.after) is None:
                return
