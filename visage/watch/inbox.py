"""The inbox of unknown faces: those of one person together, to be named or dismissed.

Whoever is named is enrolled by the vectors that were kept when the faces were seen, so
that no network runs again. What is named or dismissed leaves the inbox.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from visage.errors import BadParameter, ModelMissing, ProfileMismatch, UnknownSighting
from visage.gallery.audit import Caller
from visage.gallery.faces import NEAR_DUPLICATE, Enrolment, NewFace, Sighting
from visage.gallery.people import NewPerson
from visage.gallery.probes import FaceMatch, PeopleFound, Probe
from visage.gallery.protocol import Gallery
from visage.gallery.rules import Clock, utc_now
from visage.gallery.thresholds import Candidate, decide, people_table
from visage.gallery.vectors import template
from visage.recognition.thresholds import table as pair_table
from visage.watch import trail, unknown
from visage.watch.clusters import CLUSTER_FAR, MOST_FACES, clusters, needed_for
from visage.watch.repeated import Repeatable
from visage.watch.table import (
    LONGEST_PAGE,
    MOST_CHANGED,
    Change,
    Drop,
    Kept,
    Table,
    settled,
)
from visage.watch.unknown import UnknownFace

# Faces of one request: as many as one change takes out, and remembers the answer.
MOST_NAMED = MOST_CHANGED - 1
# Faces whose rows, and what the audit says of them, make one change.
_AT_ONCE = MOST_CHANGED // 3
# Other people, and faces of the same one, that are looked at for a report.
_REPORTED = 5


@dataclass(frozen=True)
class Cluster:
    """Faces that are most likely of one person, the best first."""

    faces: tuple[UnknownFace, ...]

    @property
    def id(self) -> str:
        """That of the face that was seen first."""
        return min(face.id for face in self.faces)

    @property
    def first(self) -> datetime:
        return min(face.first for face in self.faces)

    @property
    def last(self) -> datetime:
        return max(face.last for face in self.faces)


@dataclass(frozen=True)
class Inbox:
    """All clusters, who was seen last first; `more` where not all faces are in them."""

    clusters: tuple[Cluster, ...]
    more: bool


@dataclass(frozen=True)
class Named:
    """An enrolment of unknown faces, and what people should look at.

    `others` are other people who would be named for the faces, and `near_duplicates`
    faces of the same person that look like one picture of theirs.
    """

    enrolment: Enrolment
    others: tuple[Candidate, ...]
    near_duplicates: tuple[FaceMatch, ...]


class Unknown:
    """The inbox, over a table and a gallery."""

    def __init__(self, table: Table, gallery: Gallery, clock: Clock = utc_now) -> None:
        self._table = table
        self._gallery = gallery
        self._clock = clock

    def inbox(self) -> Inbox:
        """The newest unknown faces, those of one person together."""
        faces = self._newest(MOST_FACES + 1)
        more = len(faces) > MOST_FACES
        found = sorted(clustered(faces[:MOST_FACES]), key=lambda each: each.last)
        return Inbox(tuple(reversed(found)), more)

    def crop(self, face: str) -> bytes:
        """The picture of a face: JPEG. Raises UnknownSighting."""
        kept = self._table.get(unknown.CROP, face)
        if kept is None or kept.row.blob is None:
            raise _gone(face)
        return kept.row.blob

    def faces(self, ids: Sequence[str]) -> list[UnknownFace]:
        """Faces by their ids. Raises UnknownSighting."""
        return [unknown.face_of(self._kept(each)) for each in ids]

    def name(
        self, ids: Sequence[str], collection: str, person: NewPerson, caller: Caller
    ) -> Named:
        """Enrol faces as one person, and take them out of the inbox, all or none.

        Raises UnknownSighting, and what `Gallery.enrol` raises; then nothing is done.
        Where the process dies in between, the person is enrolled and the faces are
        still there; or, of more than 33 faces, their crops stay until they expire, and
        the audit of watching lacks some of them. The gallery's has the enrolment.
        """
        if not 1 <= len(set(ids)) == len(ids) <= MOST_NAMED:
            raise BadParameter(
                f"{len(ids)} faces cannot be named at once; 1 to {MOST_NAMED} can, "
                "each of them once."
            )
        request = Repeatable.of(self._gallery, caller, [*ids], collection, person)
        try:
            new = [self._new_face(each) for each in self.faces(ids)]
        except UnknownSighting:
            if request is None or not request.is_answered(self._table):
                raise
            done = request.answer(self._table, self._gallery, collection)
            return self._reported(collection, done)
        _of_one_embedder(new)
        began = self._clock()
        enrolment = self._gallery.enrol(collection, new, person, caller)
        try:
            self._take_out(ids, collection, enrolment, caller, request)
        except UnknownSighting:
            self._take_back(collection, enrolment, caller, began)
            raise
        return self._reported(collection, enrolment)

    def dismiss(self, ids: Sequence[str], by: str) -> int:
        """Take those of the faces out that are in the inbox; how many there were.

        Where the process dies in between, some are out and the others are not.
        """
        wanted, count = list(dict.fromkeys(ids)), 0
        for at in range(0, len(wanted), _AT_ONCE):
            part = wanted[at : at + _AT_ONCE]

            def attempt(part: Sequence[str] = part) -> tuple[Sequence[Change], int]:
                found = [self._table.get(unknown.KIND, each) for each in part]
                there = [each for each in found if each]
                return self._leaving(there, "unknown_dismissed", by, None), len(there)

            count += settled(attempt, self._table)
        return count

    def _reported(self, collection: str, enrolment: Enrolment) -> Named:
        """An enrolment with whom and what else its faces look like."""
        own = enrolment.person.id if enrolment.person else None
        added = {each.face.id for each in enrolment.faces}
        vectors = self._gallery.vectors(collection, [*added])
        if not vectors:  # erased by someone else meanwhile
            return Named(enrolment, (), ())
        together = template(np.stack([vectors[each] for each in sorted(vectors)]))
        profile = self._gallery.collection(collection).profile
        probe = Probe(together, profile)
        # They are found themselves too.
        [found] = self._gallery.search_people(collection, [probe], _REPORTED + 1)
        [alike] = self._gallery.search_faces(
            collection, [probe], _REPORTED + len(added), at_least=NEAR_DUPLICATE
        )
        return Named(
            enrolment,
            tuple(each for each in _named(found, profile) if each.person.id != own),
            tuple(
                each
                for each in alike
                if each.face.person == own and each.face.id not in added
            ),
        )

    def _kept(self, face: str) -> Kept:
        kept = self._table.get(unknown.KIND, face)
        if kept is None:
            raise _gone(face)
        return kept

    def _newest(self, limit: int) -> list[UnknownFace]:
        found: list[UnknownFace] = []
        after = None
        while len(found) < limit:
            rows = self._table.rows(unknown.KIND, after=after, newest_first=True)
            found += map(unknown.face_of, rows)
            if len(rows) < LONGEST_PAGE:
                break
            after = rows[-1].row.key
        return found[:limit]

    def _new_face(self, face: UnknownFace) -> NewFace:
        """A face as it is enrolled: with the digest of the crop that shows it."""
        seen = Sighting(self._gallery.digest(self.crop(face.id)), face.box)
        return NewFace(face.vector, face.profile, seen, face.quality, face.confidence)

    def _take_out(
        self,
        ids: Sequence[str],
        collection: str,
        enrolment: Enrolment,
        caller: Caller,
        request: Repeatable | None,
    ) -> None:
        """Remove all faces of a naming or none. Raises UnknownSighting.

        The first change takes all of them out and remembers the answer, as far as it
        goes with their crops, and what the audit says of them; the rest follows.
        """
        assert enrolment.person is not None
        subject = self._gallery.subject(collection, enrolment.person.id)

        def attempt() -> tuple[Sequence[Change], Sequence[Change]]:
            if request and request.is_answered(self._table):
                return [], []  # by the same request, sent at the same time
            there = [self._kept(each) for each in ids]
            changes = self._leaving(
                there, "unknown_named", caller.name, f"person {subject}"
            )
            if request:
                changes.insert(0, request.remember(enrolment, self._clock()))
            return changes[:MOST_CHANGED], changes[MOST_CHANGED:]

        rest = settled(attempt, self._table)
        for at in range(0, len(rest), MOST_CHANGED):
            self._table.write(rest[at : at + MOST_CHANGED])

    def _leaving(
        self, faces: Sequence[Kept], action: trail.Action, by: str, why: str | None
    ) -> list[Change]:
        """What removes faces as they were read; then their crops, and who did it."""
        now, keys = self._clock(), [each.row.key for each in faces]
        told = [
            trail.entry(now, by, action, face.id, camera=face.camera, note=why)
            for face in map(unknown.face_of, faces)
        ]
        return [
            *(Drop(unknown.KIND, each.row.key, as_read=each) for each in faces),
            *(Drop(unknown.CROP, each) for each in keys),
            *told,
        ]

    def _take_back(
        self, collection: str, enrolment: Enrolment, caller: Caller, began: datetime
    ) -> None:
        """Erase what was enrolled of faces that somebody else has taken meanwhile."""
        added = [each.face.id for each in enrolment.faces if not each.existing]
        person, caller = enrolment.person, caller.without_key()
        if person is not None and person.created >= began:
            self._gallery.erase_person(collection, person.id, caller, suppress=False)
        elif added:
            self._gallery.erase_faces(collection, added, caller, suppress=False)


def clustered(faces: Iterable[UnknownFace]) -> list[Cluster]:
    """Faces by whom they are most likely of; those of several embedders apart."""
    by_profile: dict[str, list[UnknownFace]] = {}
    for face in faces:
        by_profile.setdefault(face.profile, []).append(face)
    return [
        cluster
        for profile, some in by_profile.items()
        for cluster in _clustered(profile, some)
    ]


def _clustered(profile: str, faces: Sequence[UnknownFace]) -> list[Cluster]:
    vectors = np.stack([face.vector for face in faces])
    try:
        needed = needed_for(CLUSTER_FAR, pair_table(profile))
    except ModelMissing:
        # Nobody has measured what its similarities mean: each face stays alone.
        return [Cluster((face,)) for face in faces]
    return [
        Cluster(tuple(sorted((faces[row] for row in rows), key=lambda f: -f.quality)))
        for rows in clusters(vectors, needed)
    ]


def _of_one_embedder(faces: Sequence[NewFace]) -> None:
    """Raises ProfileMismatch where faces were described by several embedders."""
    profiles = sorted({each.profile for each in faces})
    if len(profiles) > 1:
        raise ProfileMismatch(
            f"The faces were seen by several embedders ({', '.join(profiles)}), whose "
            "vectors cannot be compared: name those of one, and dismiss the others."
        )


def _named(found: PeopleFound, profile: str) -> list[Candidate]:
    """Who would be named for a face; nobody where thresholds were never measured."""
    try:
        candidates = decide(found, people_table(profile)).candidates
    except ModelMissing:
        return []
    return [each for each in candidates if each.is_named]


def _gone(face: str) -> UnknownSighting:
    return UnknownSighting(
        f"The inbox has no face {face[:60]}: it was named, dismissed or has expired."
    )
