"""Collections, people and faces in the table, during one step."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice

from visage.gallery.aws import rows
from visage.gallery.aws.index import Kind
from visage.gallery.aws.ledger import Ledger
from visage.gallery.aws.nearest import FaceSearch, PeopleSearch, Wanted
from visage.gallery.aws.rows import KeptFace, KeptPerson
from visage.gallery.aws.view import Torn
from visage.gallery.collections import Collection
from visage.gallery.faces import FaceRecord
from visage.gallery.people import Person
from visage.gallery.probes import FaceMatch, PersonMatch
from visage.gallery.vectors import Floats


class AwsBooks(Ledger):
    """Books on a view. What they are told lies in the view's draft."""

    # Collections.

    def collection(self, c: str) -> Collection | None:
        head = self._view.head(c)
        if head.generation is None:
            return None
        text = self._view.get(rows.about(head.generation))
        if text is None:
            raise Torn
        kept = rows.COLLECTION.validate_json(text)
        return replace(kept, people=head.people, faces=head.faces)

    def collections(self, after: str | None, limit: int) -> list[Collection]:
        heads = [head for _, head in self._view.names(after, limit)]
        places = [rows.about(str(head.generation)) for head in heads]
        texts = self._view.get_many(places)
        if len(texts) < len(heads):
            raise Torn
        return [
            replace(
                rows.COLLECTION.validate_json(texts[place]),
                people=head.people,
                faces=head.faces,
            )
            for place, head in zip(places, heads, strict=True)
        ]

    def put_collection(self, collection: Collection) -> None:
        head = self._view.head(collection.name)
        generation = head.generation
        self._change(collection.name)
        if generation is None:
            generation = self._session.making
            self._view.draft.made = collection.dimension
            self._view.draft.heads[collection.name] = replace(
                head, generation=generation, recent=()
            )
        kept = replace(collection, people=0, faces=0)
        text = rows.COLLECTION.dump_json(kept).decode()
        self._view.set(rows.about(generation), text)

    def drop_collection(self, c: str) -> None:
        self._view.draft.gone = self._generation(c)
        self._change(c)
        self._view.draft.heads[c] = replace(
            self._view.head(c),
            generation=None,
            people=0,
            faces=0,
            searchable=0,
            recent=(),
        )

    # People.

    def person(self, c: str, person: str) -> Person | None:
        kept = self._person(c, person)
        return None if kept is None else _person(kept)

    def people(self, c: str, after: str | None, limit: int) -> list[Person]:
        found = self._view.walk(
            f"{self._generation(c)}/people", after=after, limit=limit
        )
        texts = (text for _, text in islice(found, limit))
        return [_person(rows.PERSON.validate_json(text)) for text in texts]

    def put_person(self, c: str, person: Person) -> None:
        old = self._person(c, person.id)
        if old is None:
            self._change(c, people=1)
            new = KeptPerson(person, secrets.token_hex(8))
        else:
            new = replace(old, person=person)
        self._put_person(c, old, replace(new, person=replace(person, faces=0)))

    def drop_person(self, c: str, person: str) -> None:
        self.set_template(c, person, None)
        self._drop_rejections(c, person)
        self._change(c, people=-1)
        self._put_person(c, self._known(c, person), None)

    def set_template(self, c: str, person: str, vector: Floats | None) -> None:
        old = self._known(c, person)
        key = None
        if vector is not None:
            key = self._add_vector("p", person, vector)
        if old.template == key:
            return
        if old.template is not None:
            self._drop_vector(old.template)
        had, has = old.template is not None, key is not None
        self._change(c, found=int(has) - int(had))
        self._put_person(c, old, replace(old, template=key))

    def people_ended(self, c: Collection, now: datetime) -> list[str]:
        return self._ended(c, now, "p")

    # Faces.

    def faces(self, c: str, after: str | None, limit: int) -> list[FaceRecord]:
        found = self._view.walk(
            f"{self._generation(c)}/faces", after=after, limit=limit
        )
        texts = (text for _, text in islice(found, limit))
        return [rows.FACE.validate_json(text).face for text in texts]

    def faces_of(self, c: str, person: str) -> list[FaceRecord]:
        kept = self._person(c, person)
        return self._all_faces(c, sorted(kept.faces) if kept else [])

    def faces_seen(self, c: str, picture: str) -> list[FaceRecord]:
        found = self._view.walk(f"{self._generation(c)}/pictures", prefix=f"{picture}/")
        return self._all_faces(c, [place.split("/")[1] for place, _ in found])

    def faces_by_id(self, c: str, ids: Iterable[str]) -> list[FaceRecord]:
        return [kept.face for kept in self._faces(c, ids)]

    def faces_ended(self, c: Collection, now: datetime) -> list[FaceRecord]:
        return self._all_faces(c.name, self._ended(c, now, "f"))

    def vectors(self, c: str, ids: Iterable[str]) -> dict[str, Floats]:
        kept = self._faces(c, ids)
        keys = [each.vector for each in kept]
        found = self._session.vectors(self._generation(c), keys)
        # A vector is missing where the row was read anew from a backup of the table.
        return {
            each.face.id: found[each.vector] for each in kept if each.vector in found
        }

    def add_face(self, c: str, face: FaceRecord, vector: Floats) -> None:
        self._change(c, faces=1)
        kept = KeptFace(face, self._add_vector("f", face.id, vector))
        self._replace(c, {}, rows.face_rows(self._generation(c), kept))
        self._owns(c, face.person, add=face.id)

    def put_face(self, c: str, face: FaceRecord) -> None:
        generation = self._generation(c)
        [old] = self._faces(c, [face.id])
        new = replace(old, face=face)
        self._replace(
            c, rows.face_rows(generation, old), rows.face_rows(generation, new)
        )
        if old.face.person != face.person:
            self._owns(c, old.face.person, drop=face.id)
            self._owns(c, face.person, add=face.id)

    def drop_faces(self, c: str, ids: Sequence[str]) -> None:
        generation = self._generation(c)
        for kept in self._faces(c, ids):
            self._change(c, faces=-1)
            self._drop_vector(kept.vector)
            self._replace(c, rows.face_rows(generation, kept), {})
            self._owns(c, kept.face.person, drop=kept.face.id)

    # Search.

    def nearest_people(
        self,
        c: Collection,
        probes: Floats,
        without: Sequence[set[str]],
        limit: int,
        at_least: float,
        now: datetime,
    ) -> tuple[list[list[PersonMatch]], int]:
        search = PeopleSearch(self._view, self._session, c, now)
        wanted = [
            Wanted(probe, rejected, limit, at_least)
            for probe, rejected in zip(probes, without, strict=True)
        ]
        found = [
            [PersonMatch(_person(kept), similarity) for kept, similarity in ranked]
            for ranked in search.best(wanted)
        ]
        return found, self._view.head(c.name).searchable

    def nearest_faces(
        self,
        c: Collection,
        probes: Floats,
        limit: int,
        at_least: float,
        now: datetime,
    ) -> list[list[FaceMatch]]:
        search = FaceSearch(self._view, self._session, c, now)
        wanted = [Wanted(probe, set(), limit, at_least) for probe in probes]
        return [
            [FaceMatch(kept.face, similarity) for kept, similarity in ranked]
            for ranked in search.best(wanted)
        ]

    # What these are made of.

    def _person(self, c: str, person: str) -> KeptPerson | None:
        text = self._view.get(rows.person_key(self._generation(c), person))
        return None if text is None else rows.PERSON.validate_json(text)

    def _known(self, c: str, person: str) -> KeptPerson:
        return self._kept_person(self._generation(c), person)

    def _put_person(
        self, c: str, old: KeptPerson | None, new: KeptPerson | None
    ) -> None:
        generation = self._generation(c)
        self._replace(
            c,
            rows.person_rows(generation, old) if old else {},
            rows.person_rows(generation, new) if new else {},
        )

    def _owns(
        self, c: str, person: str | None, *, add: str = "", drop: str = ""
    ) -> None:
        """Note that a face is a person's, or is theirs no longer."""
        if person is None:
            return
        old = self._known(c, person)
        faces = tuple(each for each in old.faces if each != drop)
        self._put_person(c, old, replace(old, faces=(*faces, add) if add else faces))

    def _faces(self, c: str, ids: Iterable[str]) -> list[KeptFace]:
        """Those of the faces that are there, in the order of their ids as given."""
        generation, wanted = self._generation(c), list(ids)
        keys = {face: rows.face_key(generation, face) for face in wanted}
        texts = self._view.get_many(keys.values())
        return [
            rows.FACE.validate_json(texts[keys[face]])
            for face in wanted
            if keys[face] in texts
        ]

    def _all_faces(self, c: str, ids: Sequence[str]) -> list[FaceRecord]:
        found = self.faces_by_id(c, ids)
        if len(found) < len(ids):
            raise Torn
        return found

    def _ended(self, c: Collection, now: datetime, kind: str) -> list[str]:
        """The ids of those of a kind whose consent or retention has ended."""
        partition = f"{self._generation(c.name)}/times"
        ends = [("e", now)]
        if (oldest := c.oldest_kept(now)) is not None:
            ends.append(("c", oldest))
        places = [
            place.split("/")
            for which, moment in ends
            for place, _ in self._view.walk(
                partition, prefix=f"{which}/", until=rows.until(which, moment)
            )
        ]
        return sorted({owner for _, _, what, owner in places if what == kind})

    def _add_vector(self, kind: Kind, owner: str, vector: Floats) -> str:
        key = self._session.key_of(kind, owner, vector)
        self._view.draft.vectors[key] = vector
        return key

    def _drop_vector(self, key: str) -> None:
        """A vector that was added in this step is not sent at all."""
        if self._view.draft.vectors.pop(key, None) is None:
            self._view.draft.dropped.append(key)


def _person(kept: KeptPerson) -> Person:
    return replace(kept.person, faces=len(kept.faces))
