"""What is forgotten of people whom the gallery has forgotten.

Whoever erases people asks a gallery that `forgetful` gave: there, erasing reaches what
watching keeps of them as well, whichever call it was. What a crash leaves behind is
shown to nobody, and the sweep removes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, cast

import numpy as np

from visage.errors import ModelMissing, NotInGallery
from visage.gallery.audit import Caller
from visage.gallery.people import MOST_FACES, Person
from visage.gallery.protocol import Gallery
from visage.gallery.receipts import Receipt
from visage.gallery.thresholds import DEFAULT_FPIR, kept_rate, people_table
from visage.gallery.vectors import template
from visage.settings import settings
from visage.watch import accounts, alerts, impostors, keys, tracks, unknown, visits
from visage.watch.alerts import KeptAlert
from visage.watch.cases import KIND as CASE
from visage.watch.cases import REFERENCE
from visage.watch.table import MOST_CHANGED, Change, Drop, Kept, Table, every
from visage.watch.tracks import Track

# Whether somebody of a collection is meant.
Meant = Callable[[str, str], bool]


def forget_person(table: Table, collection: str, person: str) -> int:
    """Remove what is kept of a person; how many alerts of them there were."""
    return _forget(table, lambda *who: who == (collection, person))


def forget_collection(table: Table, collection: str) -> int:
    """Remove what is kept of everyone in a collection; how many alerts there were."""
    return _forget(table, lambda where, _: where == collection)


def resembling(
    table: Table, gallery: Gallery, collection: str, person: str
) -> list[Change]:
    """What removes faces of nobody known that look like a person of the gallery.

    A camera may have seen them before they were enrolled. Asked for before the gallery
    erases them.
    """
    try:
        theirs = gallery.faces(collection, person=person, limit=MOST_FACES).items
        vectors = gallery.vectors(collection, [each.id for each in theirs])
        profile = gallery.collection(collection).profile
        found = people_table(profile)
    except (NotInGallery, ModelMissing):
        return []
    if not vectors:
        return []
    shown = template(np.stack([vectors[each] for each in sorted(vectors)]))
    needed = found.needed(kept_rate(DEFAULT_FPIR, 1, found), len(vectors))
    changes: list[Change] = []
    for kept in every(table, unknown.KIND):
        face = unknown.face_of(kept)
        if face.profile == profile and float(face.vector @ shown) >= needed:
            changes += unknown.drops_of(face.id)
    return changes


def mend(table: Table, gallery: Gallery) -> int:
    """Remove what is kept of people whom the gallery does not have any longer."""
    known: dict[tuple[str, str], bool] = {}

    def gone(collection: str, person: str) -> bool:
        who = (collection, person)
        if who not in known:
            known[who] = alerts.is_there(gallery, collection, person)
        return not known[who]

    return _forget(table, gone)


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
    return meant(alert.collection, alert.person.id)


def _traces(table: Table, meant: Meant) -> Iterator[Change]:
    """What removes the rows that a person has left besides alerts."""
    for kept in every(table, visits.KIND):
        _, collection, person = keys.parts(kept.row.key)
        if meant(collection, person):
            yield Drop(visits.KIND, kept.row.key)
    for kept in every(table, impostors.KIND):
        collection, person, _ = keys.parts(kept.row.key)
        if meant(collection, person):
            yield Drop(impostors.KIND, kept.row.key)
    for kept in every(table, tracks.KIND):
        if any(meant(*who) for who in Track.of(kept).people()):
            yield Drop(tracks.KIND, kept.row.key)
    for kept in every(table, CASE):
        if meant(settings().watchlist, kept.row.key):
            prefix = keys.within(kept.row.key)
            for picture in every(table, REFERENCE, prefix):
                yield Drop(REFERENCE, picture.row.key)


def forgetful(gallery: Gallery, table: Callable[[], Table | None]) -> Gallery:
    """The gallery, whose erasing reaches what watching keeps.

    The table is asked for when somebody is erased; None where nothing has ever been
    watched.
    """
    return cast(Gallery, _Forgetful(gallery, table))


class _Forgetful:
    """Passes on everything, and forgets what was kept of whom the gallery erased.

    It forgets after the gallery has: an erasure that is asked for again with the same
    key forgets again, so that one that broke off in between can be ended.
    """

    def __init__(self, gallery: Gallery, table: Callable[[], Table | None]) -> None:
        self._gallery = gallery
        self._table = table

    def __getattr__(self, name: str) -> Any:
        return getattr(self._gallery, name)

    def erase_person(
        self, collection: str, person: str, caller: Caller, *, suppress: bool
    ) -> Receipt:
        table = self._table()
        alike = resembling(table, self._gallery, collection, person) if table else []
        receipt = self._gallery.erase_person(
            collection, person, caller, suppress=suppress
        )
        if table:
            forget_person(table, collection, person)
            _write(table, alike)
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
        receipt = self._gallery.erase_collection(name, caller, suppress=suppress)
        if table := self._table():
            forget_collection(table, name)
        return receipt

    def sweep(self, caller: Caller) -> list[Receipt]:
        receipts = self._gallery.sweep(caller)
        if table := self._table():
            mend(table, self._gallery)
            table.sweep()
        return receipts
