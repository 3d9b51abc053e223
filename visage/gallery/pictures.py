"""From pictures to a gallery and back: enrol whom one shows, name everyone in one.

A gallery knows vectors, the recognizer knows pictures; here the two meet, for every
gallery alike. What looks like somebody else, or like a picture that is there already,
is reported beside the enrolment: whether two are one person, people decide.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from visage.errors import FaceOutOfRange, LowQuality, NoFace, SeveralFaces
from visage.gallery.audit import Caller
from visage.gallery.faces import NEAR_DUPLICATE, Enrolment, NewFace, Sighting
from visage.gallery.people import NewPerson
from visage.gallery.probes import MOST_PROBES, FaceMatch, Probe
from visage.gallery.protocol import Gallery
from visage.gallery.thresholds import (
    DEFAULT_FPIR,
    Candidate,
    Decision,
    PeopleTable,
    decide,
)
from visage.geometry import Box
from visage.pictures.photo import Photo
from visage.recognition.recognizer import Recognized, Recognizer

# How many other people, and faces, are looked at for a report.
_REPORTED = 5


@dataclass(frozen=True)
class Shown:
    """A face of a picture, recognized, and where it was seen."""

    index: int  # from the largest, 0
    recognized: Recognized
    sighting: Sighting
    profile: str

    def new_face(self, external_id: str | None = None) -> NewFace:
        """The face as it is enrolled."""
        return NewFace(
            vector=self.recognized.lasting,
            profile=self.profile,
            sighting=self.sighting,
            quality=self.recognized.quality.score,
            confidence=self.recognized.face.probability,
            external_id=external_id,
        )

    @property
    def probe(self) -> Probe:
        """The face as it is searched for."""
        return Probe(self.recognized.vector, self.profile, self.sighting)


@dataclass(frozen=True)
class PictureEnrolment:
    """An enrolment, and what people should look at.

    `others` are people who would be named for the face, but for whom it was not
    enrolled; `near_duplicates` faces of the same person that look like one picture.
    """

    enrolment: Enrolment
    others: tuple[Candidate, ...]
    near_duplicates: tuple[FaceMatch, ...]


def shown_in(
    raw: bytes, gallery: Gallery, recognizer: Recognizer, min_face: float | None = None
) -> list[Shown]:
    """Every face of an encoded picture, the largest first."""
    photo = Photo(raw)
    faces = recognizer.finder.find(photo, min_face).faces
    recognized = recognizer.recognize(photo, faces)
    return sighted(
        photo, gallery.digest(raw), recognized, recognizer.embedder.profile.name
    )


def sighted(
    photo: Photo, digest: str, recognized: Sequence[Recognized], profile: str
) -> list[Shown]:
    """Recognized faces of a photo with where they were seen."""
    return [
        Shown(index, each, Sighting(digest, shares(each.face.box, photo)), profile)
        for index, each in enumerate(recognized)
    ]


def chosen(
    shown: Sequence[Shown], choice: int | tuple[float, float] | None = None
) -> Shown:
    """The face that is meant: the only one, that of an index, or the one at a point.

    Raises NoFace, FaceOutOfRange, and SeveralFaces where one has to be chosen.
    """
    if not shown:
        raise NoFace(
            "{picture} shows no face that could be recognised; min_face looks for "
            "smaller ones."
        )
    if choice is None and len(shown) > 1:
        raise SeveralFaces(
            f"{{picture}} shows {len(shown)} faces; say which one is meant: face 0 "
            f"(the largest) to {len(shown) - 1}, or the one at a point."
        )
    if isinstance(choice, tuple):
        return _at(shown, *choice)
    if choice is not None and not 0 <= choice < len(shown):
        raise FaceOutOfRange(
            f"There is no face {choice}: {{picture}} shows {len(shown)}, counted from "
            "0, the largest first."
        )
    return shown[choice or 0]


def _at(shown: Sequence[Shown], x: float, y: float) -> Shown:
    """The face whose box holds a point, and of several the one with its centre near."""
    holding = [each for each in shown if each.recognized.face.box.holds(x, y)]
    if not holding:
        raise FaceOutOfRange(
            f"There is no face at ({x:g}, {y:g}) of {{picture}}: no box of its "
            f"{len(shown)} faces holds this point, in pixels of the upright picture."
        )
    return min(
        holding,
        key=lambda each: math.dist(each.recognized.face.box.centre, (x, y)),
    )


def good_enough(face: Shown) -> Shown:
    """The face, if it will be recognised well. Raises LowQuality with the reasons."""
    if reasons := face.recognized.quality.reasons:
        raise LowQuality(
            f"The face {face.index} of {{picture}} is too poor to be recognised by: "
            f"{'; '.join(reasons)}. Take a better picture, or enrol it all the same "
            "with quality any."
        )
    return face


def enrol(
    gallery: Gallery,
    collection: str,
    face: Shown,
    person: NewPerson | str,
    caller: Caller,
    *,
    table: PeopleTable | None,
    external_id: str | None = None,
) -> PictureEnrolment:
    """Enrol a face of a picture, and report whom and what else it looks like.

    Without a table of thresholds for the embedder, no other people are reported.
    """
    new_face = face.new_face(external_id)
    probe = Probe(new_face.vector, new_face.profile, new_face.sighting)
    [found] = gallery.search_people(collection, [probe], _REPORTED)
    [faces] = gallery.search_faces(
        collection, [probe], _REPORTED, at_least=NEAR_DUPLICATE
    )
    enrolment = gallery.enrol(collection, [new_face], person, caller)
    own = enrolment.person.id if enrolment.person else None
    there = {each.face.id for each in enrolment.faces if each.existing}
    named = decide(found, table).candidates if table else ()
    return PictureEnrolment(
        enrolment,
        tuple(each for each in named if each.is_named and each.person.id != own),
        tuple(
            match
            for match in faces
            if match.face.person == own and match.face.id not in there
        ),
    )


def identify(
    gallery: Gallery,
    collection: str,
    faces: Sequence[Shown],
    table: PeopleTable,
    *,
    limit: int = _REPORTED,
    fpir: float = DEFAULT_FPIR,
) -> list[Decision]:
    """Whom each face of a picture is taken for, with the best candidates."""
    if not faces:
        return []
    probes = [face.probe for face in faces]
    parts = [probes[at : at + MOST_PROBES] for at in range(0, len(probes), MOST_PROBES)]
    return [
        decide(found, table, fpir)
        for part in parts
        for found in gallery.search_people(collection, part, limit)
    ]


def shares(box: Box, photo: Photo) -> Box:
    """A box in shares of the picture's width and height."""
    return Box(
        box.left / photo.width,
        box.top / photo.height,
        box.right / photo.width,
        box.bottom / photo.height,
    )
