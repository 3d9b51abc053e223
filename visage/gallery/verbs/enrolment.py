"""The verb `enrol`: faces of a new person, of a known one, or of nobody yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from visage.errors import BadParameter
from visage.gallery import rules
from visage.gallery.audit import Caller
from visage.gallery.books import Books
from visage.gallery.collections import Collection
from visage.gallery.faces import Enrolled, Enrolment, FaceRecord, NewFace
from visage.gallery.idempotency import Answer
from visage.gallery.people import NewPerson, Person
from visage.gallery.verbs.base import Verbs, changing
from visage.gallery.verbs.templates import set_template


class EnrolmentVerbs(Verbs):
    """Enrol faces."""

    def enrol(
        self,
        collection: str,
        faces: Sequence[NewFace],
        person: NewPerson | str | None,
        caller: Caller,
    ) -> Enrolment:
        if person is None and not faces:
            raise BadParameter("Neither a person nor a face was given to enrol.")
        # However often the step runs, what it makes has the same ids.
        ids = [face.id or rules.new_id() for face in faces]
        return self._enrol(collection, faces, ids, person, rules.new_id(), caller)

    @changing
    def _enrol(
        self,
        books: Books,
        collection: str,
        faces: Sequence[NewFace],
        ids: Sequence[str],
        person: NewPerson | str | None,
        person_id: str,
        caller: Caller,
    ) -> Enrolment:
        request = self._request("enrol", caller, collection, list(faces), person)
        if again := self._again(books, request):
            return self._enrolment(books, again)
        kept_in = self._collection(books, collection)
        for face in faces:
            kept_in.accepts(face.profile, face.vector)
        now = self._clock()
        owner, is_new = self._owner(books, kept_in, person, person_id, now)
        records = [
            _record(face, face_id, owner.id if owner else None, kept_in, now)
            for face, face_id in zip(faces, ids, strict=True)
        ]
        self._refuse_suppressed(books, collection, owner if is_new else None, records)
        if owner and is_new:
            if books.person(collection, owner.id):
                self._drop_person(books, collection, owner.id)
            books.put_person(collection, owner)
        enrolled = [
            self._add(books, collection, record, face)
            for record, face in zip(records, faces, strict=True)
        ]
        added = sum(not each.existing for each in enrolled)
        if owner:
            had = 0 if is_new else owner.faces
            rules.within_limit(owner.id, had + added)
            set_template(books, collection, owner.id)
        answer = Answer(
            collection,
            owner.id if owner else None,
            tuple((each.face.id, each.existing) for each in enrolled),
        )
        self._done(books, request, caller, answer, about=answer.person, faces=added)
        return self._enrolment(books, answer)

    def _owner(
        self,
        books: Books,
        collection: Collection,
        person: NewPerson | str | None,
        person_id: str,
        now: datetime,
    ) -> tuple[Person | None, bool]:
        """Whose the faces will be, and whether that is a record to be written."""
        if person is None:
            return None, False
        if isinstance(person, str):
            known = self._person(books, collection.name, person)
            known.consent.required(now, "the person")
            return known, False
        there = books.person(collection.name, person.id) if person.id else None
        if there and person.if_exists == "refuse":
            raise rules.person_exists(collection.name, there.id)
        if there and person.if_exists == "add":
            there.consent.required(now, "the person")
            return there, False
        made = Person(
            person.id or person_id,
            person.name,
            dict(person.metadata),
            rules.person_consent(person, collection, now),
            now,
            faces=0,
        )
        return made, True

    def _refuse_suppressed(
        self,
        books: Books,
        collection: str,
        person: Person | None,
        faces: Iterable[FaceRecord],
    ) -> None:
        if person:
            subject = self.subject(collection, person.id)
            if found := books.suppression_of(collection, subject):
                raise rules.suppressed("The person of this id", found.receipt)
        for face in faces:
            for each in books.suppressions_seen(collection, face.sighting.picture):
                if each.sighting and each.sighting.is_same(face.sighting):
                    raise rules.suppressed("This face of this picture", each.receipt)

    def _add(
        self, books: Books, collection: str, record: FaceRecord, face: NewFace
    ) -> Enrolled:
        """Keep a face, or find the one that it is."""
        for each in books.faces_seen(collection, record.sighting.picture):
            whose = (each.person, each.external_id)
            if whose == (record.person, record.external_id) and each.sighting.is_same(
                record.sighting
            ):
                return Enrolled(each, existing=True)
        if books.faces_by_id(collection, [record.id]):
            raise rules.face_exists(collection, record.id)
        books.add_face(collection, record, face.vector)
        return Enrolled(record, existing=False)

    def _enrolment(self, books: Books, answer: Answer) -> Enrolment:
        """The answer to an enrolment, from what is there now."""
        person = None
        if answer.person is not None:
            person = self._person(books, answer.collection, answer.person)
        ids = [face for face, _ in answer.faces]
        found = {face.id: face for face in self._faces(books, answer.collection, ids)}
        return Enrolment(
            person, tuple(Enrolled(found[face], old) for face, old in answer.faces)
        )


def _record(
    face: NewFace,
    face_id: str,
    owner: str | None,
    collection: Collection,
    now: datetime,
) -> FaceRecord:
    consent = face.consent
    if owner is None:
        consent = rules.face_consent(face, collection, now)
    return FaceRecord(
        id=face_id,
        person=owner,
        sighting=face.sighting,
        quality=face.quality,
        confidence=face.confidence,
        external_id=face.external_id,
        consent=consent,
        created=now,
    )
