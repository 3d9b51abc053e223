"""What is forgotten of people whom the gallery has forgotten.

Whoever erases people asks a gallery that `forgetful` gave: there, erasing reaches what
watching keeps of them as well, whichever call it was. What a crash leaves behind is
shown to nobody, and the sweep removes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, cast

import numpy as np

from visage.errors import ModelMissing, NotInGallery, UnknownPerson
from visage.gallery.audit import Caller
from visage.gallery.faces import FaceRecord
from visage.gallery.pages import MOST_ON_A_PAGE
from visage.gallery.people import MOST_FACES, Person
from visage.gallery.protocol import Gallery
from visage.gallery.receipts import Receipt
from visage.gallery.thresholds import (
    DEFAULT_FPIR,
    PeopleTable,
    kept_rate,
    people_table,
)
from visage.gallery.vectors import Floats, template
from visage.settings import settings
from visage.watch import accounts, alerts, impostors, keys, tracks, unknown, visits
from visage.watch.alerts import KeptAlert
from visage.watch.cases import KIND as CASE
from visage.watch.cases import REFERENCE
from visage.watch.table import (
    LONGEST_PAGE,
    MOST_CHANGED,
    Change,
    Drop,
    Kept,
    Table,
    every,
)
from visage.watch.tracks import Track
from visage.watch.unknown import UnknownFace

# Faces of people that unknown faces are compared with at once: one page, whose vectors
# a function on AWS reads in a few seconds.
MOST_COMPARED = 4000

# Whether somebody of a collection is meant; of several who had the id in turn, whoever
# had it when an alert of the third id was made (None: whoever has it).
Meant = Callable[[str, str, str | None], bool]


def forget_person(table: Table, collection: str, person: str) -> int:
    """Remove what is kept of a person; how many alerts of them there were."""
    return _forget(table, lambda *who: who[:2] == (collection, person))


def forget_collection(table: Table, collection: str) -> int:
    """Remove what is kept of everyone in a collection; how many alerts there were."""
    return _forget(table, lambda where, *_: where == collection)


def resembling(
    table: Table, gallery: Gallery, collection: str, people: Sequence[str] | None
) -> list[Change]:
    """What removes faces of nobody known that look like people of the gallery.

    Of a whole collection, where none are named. A camera may have seen them before they
    were enrolled. Asked for before the gallery erases them. Where they have more faces
    than MOST_COMPARED, every face of nobody known goes: none of them is to stay.
    """
    if people == []:
        return []
    try:
        profile = gallery.collection(collection).profile
        rates = people_table(profile)
        seen = [unknown.face_of(kept) for kept in every(table, unknown.KIND)]
        seen = [each for each in seen if each.profile == profile]
        faces = _faces_of(gallery, collection, people) if seen else []
        if len(faces) <= MOST_COMPARED:
            vectors = gallery.vectors(collection, [each.id for each in faces])
            seen = _alike(seen, _by_person(faces, vectors), rates)
    except (NotInGallery, ModelMissing):
        return []
    return [drop for each in seen for drop in unknown.drops_of(each.id)]


def _faces_of(
    gallery: Gallery, collection: str, people: Sequence[str] | None
) -> list[FaceRecord]:
    """The faces of people, or of a whole collection; one more than can be compared."""
    most = MOST_COMPARED + 1
    if people is None:
        return [*gallery.faces(collection, limit=most).items]
    found: list[FaceRecord] = []
    for person in people:
        with suppress(UnknownPerson):  # erased by someone else meanwhile
            found += gallery.faces(collection, person=person, limit=MOST_FACES).items
        if len(found) >= most:
            break
    return found


def _by_person(
    faces: Sequence[FaceRecord], vectors: Mapping[str, Floats]
) -> list[list[Floats]]:
    """The vectors of each person by the ids of the faces; one of nobody is alone."""
    found: dict[str, list[Floats]] = {}
    for face in sorted(faces, key=lambda each: each.id):
        if face.id in vectors:
            found.setdefault(face.person or face.id, []).append(vectors[face.id])
    return list(found.values())


def _alike(
    seen: Sequence[UnknownFace], people: Sequence[Sequence[Floats]], rates: PeopleTable
) -> list[UnknownFace]:
    """Those faces that would be named as one of the people, by their vectors."""
    if not people:
        return []
    far = kept_rate(DEFAULT_FPIR, len(people), rates)
    shown = [template(np.stack(vectors)) for vectors in people]
    needed = [rates.needed(far, len(vectors)) for vectors in people]
    found: list[UnknownFace] = []
    for at in range(0, len(seen), LONGEST_PAGE):
        part = seen[at : at + LONGEST_PAGE]
        near = np.stack([each.vector for each in part]) @ np.stack(shown).T
        fits = np.flatnonzero((near >= np.array(needed)).any(axis=1))
        found += [part[row] for row in fits.tolist()]
    return found


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


def forgetful(gallery: Gallery, table: Callable[[], Table | None]) -> Gallery:
    """The gallery, whose erasing reaches what watching keeps.

    The table is asked for when somebody is erased; None where nothing has ever been
    watched.
    """
    return cast(Gallery, _Forgetful(gallery, table))


class _Forgetful:
    """Passes on everything, and forgets what was kept of whom the gallery erased.

    It forgets after the gallery has: an erasure that is asked for again with the same
    key forgets again, so that one that broke off in between can be ended. Faces of
    nobody known are forgotten before: afterwards nothing says whom they look like.
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
        if table:
            _write(table, resembling(table, self._gallery, collection, [person]))
        receipt = self._gallery.erase_person(
            collection, person, caller, suppress=suppress
        )
        if table:
            forget_person(table, collection, person)
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
            table.sweep()
        return receipts

    def _collections(self) -> Iterator[str]:
        after = None
        while True:
            page = self._gallery.collections(after, MOST_ON_A_PAGE)
            yield from (each.name for each in page.items)
            if (after := page.after) is None:
                return
