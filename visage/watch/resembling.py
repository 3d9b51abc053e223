"""Which faces of nobody known look like people who are to be erased.

A camera may have seen them before they were enrolled: then nobody knew them, and they
wait in the inbox.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

import numpy as np

from visage.errors import ModelMissing, NotInGallery, UnknownPerson
from visage.gallery.faces import FaceRecord
from visage.gallery.people import MOST_FACES
from visage.gallery.protocol import Gallery
from visage.gallery.thresholds import (
    DEFAULT_FPIR,
    PeopleTable,
    kept_rate,
    people_table,
)
from visage.gallery.vectors import Floats, template
from visage.watch import unknown
from visage.watch.table import LONGEST_PAGE, Change, Table, every
from visage.watch.unknown import UnknownFace

# Faces of people that unknown faces are compared with at once: one page, whose vectors
# a function on AWS reads in a few seconds.
MOST_COMPARED = 4000


def resembling(
    table: Table, gallery: Gallery, collection: str, people: Sequence[str] | None
) -> list[Change]:
    """What removes faces of nobody known that look like people of the gallery.

    Of a whole collection, where none are named. Asked for before the gallery erases
    them. Where they have more faces than MOST_COMPARED, every face of nobody known
    goes: none of them is to stay.
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
