"""Random use of a gallery, held against a model that a child could follow.

The model keeps people, faces and what was said in plain dictionaries and works out
every answer anew. Whatever the rules do, a gallery has to say the same.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
)

from tests.gallery.conftest import FACTORIES
from tests.gallery.makers import (
    BOX,
    DIMENSION,
    OPERATOR,
    PROFILE,
    Clock,
    vector,
)
from visage.errors import Conflict, NotInGallery, Unprocessable
from visage.gallery.collections import NewCollection
from visage.gallery.consent import Consent
from visage.gallery.faces import NewFace, Sighting
from visage.gallery.people import IfExists, NewPerson
from visage.gallery.probes import Probe

PEOPLE = st.sampled_from(["a", "b", "c"])
PICTURES = st.integers(0, 7)  # picture n shows one face, whose vector is n's
DAYS = st.one_of(st.none(), st.integers(1, 3))


@dataclass
class ModelFace:
    picture: int
    person: str | None
    expires: datetime | None  # of its own consent


@dataclass
class Model:
    """Who is there, with which faces; faces by their id."""

    people: dict[str, datetime | None] = field(default_factory=dict)
    faces: dict[str, ModelFace] = field(default_factory=dict)
    rejected: set[tuple[str, int]] = field(default_factory=set)
    # What was erased with suppression: pictures and people, by receipt.
    suppressed: dict[str, set[str | int]] = field(default_factory=dict)

    def of(self, person: str) -> list[str]:
        return sorted(f for f, each in self.faces.items() if each.person == person)

    def lives(self, face: ModelFace, now: datetime) -> bool:
        ends = self.people[face.person] if face.person else face.expires
        return ends is None or now < ends

    def refuses(self, *erased: str | int) -> bool:
        return any({*erased} & held for held in self.suppressed.values())

    def drop_person(self, person: str) -> None:
        for face in self.of(person):
            del self.faces[face]
        del self.people[person]
        self.rejected = {each for each in self.rejected if each[0] != person}


def unit(seed: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    row = vector(seed).astype(np.float64)
    return row / np.linalg.norm(row)


class GalleryMachine(RuleBasedStateMachine):
    """One gallery and its model."""

    kind: str

    @initialize()
    def open(self) -> None:
        self.clock, self.model = Clock(), Model()
        self.folder = Path(tempfile.mkdtemp())
        self.opened = FACTORIES[self.kind](self.folder, self.clock)
        self.gallery = self.opened.__enter__()
        new = NewCollection("staff", PROFILE, DIMENSION)
        self.gallery.create_collection(new, OPERATOR)
        self.numbers = 0

    def teardown(self) -> None:
        if hasattr(self, "opened"):
            self.opened.__exit__(None, None, None)
            shutil.rmtree(self.folder)

    # What is done.

    @rule(
        person=PEOPLE,
        pictures=st.lists(PICTURES, max_size=3),
        days=DAYS,
        if_exists=st.sampled_from(["refuse", "add", "replace"]),
    )
    def enrol(
        self, person: str, pictures: list[int], days: int | None, if_exists: IfExists
    ) -> None:
        model, there = self.model, person in self.model.people
        consent = self.consent(days)
        new = NewPerson(f"Name of {person}", person, {}, consent, if_exists)
        allowed = not model.refuses(*pictures, *(() if there else (person,)))
        if there and if_exists == "replace":
            allowed = not model.refuses(*pictures, person)
        if there and if_exists == "refuse":
            allowed = False
        if there and if_exists == "add":
            allowed = allowed and self.in_force(model.people[person])
        faces = [self.face(picture) for picture in pictures]
        self.expect(allowed, lambda: self.gallery.enrol("staff", faces, new, OPERATOR))
        if allowed:
            if there and if_exists == "replace":
                model.drop_person(person)
            if not there or if_exists == "replace":
                model.people[person] = consent.expires
            self.keep(faces, pictures, person)

    @rule(pictures=st.lists(PICTURES, min_size=1, max_size=3), days=DAYS)
    def enrol_nobody(self, pictures: list[int], days: int | None) -> None:
        consent = self.consent(days)
        faces = [self.face(picture, consent) for picture in pictures]
        allowed = not self.model.refuses(*pictures)
        self.expect(allowed, lambda: self.gallery.enrol("staff", faces, None, OPERATOR))
        if allowed:
            self.keep(faces, pictures, None, consent.expires)

    @rule(person=PEOPLE, which=st.integers(0, 5))
    def assign(self, person: str, which: int) -> None:
        face = self.some_face(which)
        known = self.model.faces.get(face)
        allowed = (
            known is not None
            and person in self.model.people
            and known.person in (None, person)
            and self.in_force(self.model.people[person])
        )
        self.expect(
            allowed,
            lambda: self.gallery.assign_faces("staff", [face], person, OPERATOR),
        )
        if allowed and known:
            known.person = person

    @rule(person=PEOPLE, which=st.integers(0, 5))
    def release(self, person: str, which: int) -> None:
        face = self.some_face(which)
        known = self.model.faces.get(face)
        allowed = (
            known is not None and person in self.model.people and known.person == person
        )
        kept = self.gallery.faces_by_id("staff", [face])
        self.expect(
            allowed,
            lambda: self.gallery.release_faces("staff", [face], person, OPERATOR),
        )
        if allowed and known:
            known.person = None
            if kept[0].consent is None:
                known.expires = self.model.people[person]

    @rule(source=PEOPLE, into=PEOPLE)
    def merge(self, source: str, into: str) -> None:
        if source == into:
            return
        model = self.model
        allowed = {source, into} <= {*model.people} and self.in_force(
            model.people.get(into)
        )
        self.expect(
            allowed,
            lambda: self.gallery.merge_people("staff", source, into, OPERATOR),
        )
        if allowed:
            for face in model.of(source):
                model.faces[face].person = into
            moved = {(into, seen) for who, seen in model.rejected if who == source}
            model.drop_person(source)
            model.rejected |= moved

    @rule(person=PEOPLE, suppress=st.booleans())
    def erase_person(self, person: str, suppress: bool) -> None:
        model, allowed = self.model, person in self.model.people
        receipt = self.expect(
            allowed,
            lambda: self.gallery.erase_person(
                "staff", person, OPERATOR, suppress=suppress
            ),
        )
        if allowed:
            assert receipt.faces == tuple(model.of(person))
            if suppress:
                pictures = {model.faces[face].picture for face in model.of(person)}
                model.suppressed[receipt.id] = {person, *pictures}
            model.drop_person(person)

    @rule(which=st.integers(0, 5), suppress=st.booleans())
    def erase_face(self, which: int, suppress: bool) -> None:
        face = self.some_face(which)
        known = self.model.faces.pop(face, None)
        receipt = self.expect(
            known is not None,
            lambda: self.gallery.erase_faces(
                "staff", [face], OPERATOR, suppress=suppress
            ),
        )
        if known and suppress:
            self.model.suppressed[receipt.id] = {known.picture}

    @rule()
    def lift(self) -> None:
        for receipt in list(self.model.suppressed):
            self.gallery.lift_suppressions("staff", receipt, OPERATOR)
            del self.model.suppressed[receipt]

    @rule(person=PEOPLE, picture=PICTURES)
    def reject(self, person: str, picture: int) -> None:
        allowed = person in self.model.people
        seen = self.sighting(picture)
        self.expect(
            allowed, lambda: self.gallery.reject("staff", person, seen, OPERATOR)
        )
        if allowed:
            self.model.rejected.add((person, picture))

    @rule(days=st.integers(1, 2))
    def wait(self, days: int) -> None:
        self.clock.go(days=days)

    @rule()
    def sweep(self) -> None:
        model = self.model
        self.gallery.sweep(OPERATOR)
        for person in list(model.people):
            if not self.in_force(model.people[person]):
                model.drop_person(person)
        for face, known in list(model.faces.items()):
            if not model.lives(known, self.clock.now):
                del model.faces[face]

    # What has to be so afterwards.

    @invariant()
    def holds_what_it_should(self) -> None:
        model = self.model
        people = self.gallery.people("staff").items
        assert [(p.id, p.faces) for p in people] == [
            (each, len(model.of(each))) for each in sorted(model.people)
        ]
        faces = self.gallery.faces("staff").items
        assert [(f.id, f.person) for f in faces] == [
            (each, model.faces[each].person) for each in sorted(model.faces)
        ]

    @invariant()
    def finds_whom_it_should(self) -> None:
        now = self.clock.now
        probes = [
            Probe(vector(picture), PROFILE, self.sighting(picture))
            for picture in range(8)
        ]
        found = self.gallery.search_people("staff", probes, 3)
        for picture, result in enumerate(found):
            expected: dict[str, float] = {}
            for person, ends in self.model.people.items():
                rows = [
                    unit(self.model.faces[f].picture) for f in self.model.of(person)
                ]
                rejected = (person, picture) in self.model.rejected
                if rows and self.in_force(ends) and not rejected:
                    mean = np.sum(rows, axis=0)
                    length = float(np.linalg.norm(mean))
                    expected[person] = float(mean @ unit(picture)) / length
            values = {m.person.id: m.similarity for m in result.matches}
            assert values.keys() == expected.keys()
            owners = {each.person for each in self.model.faces.values()}
            assert result.people == len(owners - {None})
            for person, value in expected.items():
                assert abs(values[person] - value) < 1e-6
        faces = self.gallery.search_faces("staff", probes, 100)
        live = {
            f for f, each in self.model.faces.items() if self.model.lives(each, now)
        }
        assert all({m.face.id for m in matches} == live for matches in faces)

    # What the rules are made of.

    def sighting(self, picture: int) -> Sighting:
        return Sighting(self.gallery.digest(f"picture {picture}".encode()), BOX)

    def face(self, picture: int, consent: Consent | None = None) -> NewFace:
        self.numbers += 1
        face_id = f"00000000-0000-0000-0000-{self.numbers:012x}"
        seen = self.sighting(picture)
        return NewFace(vector(picture), PROFILE, seen, 1, 1, None, consent, face_id)

    def consent(self, days: int | None) -> Consent:
        ends = None
        if days is not None:
            clock = Clock()
            clock.now = self.clock.now
            clock.go(days=days)
            ends = clock.now
        return Consent("herself", "a test", self.clock.now, ends)

    def in_force(self, ends: datetime | None) -> bool:
        return ends is None or self.clock.now < ends

    def keep(
        self,
        faces: list[NewFace],
        pictures: list[int],
        person: str | None,
        expires: datetime | None = None,
    ) -> None:
        for face, picture in zip(faces, pictures, strict=True):
            twins = (
                each.picture == picture and each.person == person
                for each in self.model.faces.values()
            )
            if not any(twins):
                known = ModelFace(picture, person, expires)
                self.model.faces[str(face.id)] = known

    def some_face(self, which: int) -> str:
        faces = sorted(self.model.faces)
        return faces[which] if which < len(faces) else "unknown"

    def expect(self, allowed: bool, verb: Callable[[], Any]) -> Any:
        """The verb's answer; it has to raise exactly where the model says so."""
        try:
            answer = verb()
        except (Conflict, NotInGallery, Unprocessable):
            assert not allowed
            return None
        assert allowed
        return answer


class MemoryMachine(GalleryMachine):
    kind = "memory"


class SqliteMachine(GalleryMachine):
    kind = "sqlite"


class AwsMachine(GalleryMachine):
    kind = "aws"


TestMemory = MemoryMachine.TestCase
TestMemory.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestSqlite = SqliteMachine.TestCase
TestSqlite.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
TestAws = AwsMachine.TestCase
TestAws.settings = settings(max_examples=4, stateful_step_count=16, deadline=None)
