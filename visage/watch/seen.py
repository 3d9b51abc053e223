"""The faces of crops: each found again, described, and looked up.

A crop shows the head that the camera followed with room around it, and perhaps parts of
others: the face is the large one near the middle. A crop without one is no look.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from visage.errors import (
    MalformedRequest,
    ProfileMismatch,
    TooLarge,
    UnknownCollection,
    Unprocessable,
    UnsupportedMedia,
    WrongEmbedder,
)
from visage.faces.face import Face
from visage.gallery.faces import Sighting
from visage.gallery.pictures import shares
from visage.gallery.probes import PeopleFound, Probe
from visage.gallery.protocol import Gallery
from visage.gallery.thresholds import PeopleTable, decide, kept_rate, people_table
from visage.gallery.vectors import Floats
from visage.geometry import Box
from visage.pictures.photo import Photo
from visage.pictures.picture import Picture
from visage.recognition.recognizer import Recognized, Recognizer
from visage.watch.crops import cut, part_around
from visage.watch.events import Crop
from visage.watch.impostors import Impostors
from visage.watch.votes import RULE, Look, Rule, Vote

# A crop is 288 px on its longer side; whatever has so many more is none, and would take
# long to decode.
MOST_PIXELS = 4_000_000
# Of the crop's longer side; the face of a crop takes up a half.
SMALLEST_FACE = 1 / 8
# How many people are looked at for each look: the best one that is similar enough.
_CANDIDATES = 5


@dataclass(frozen=True)
class Seen:
    """A face that a camera has shown, and the picture of it: JPEG.

    `vector` is the lasting one, a unit vector of `profile`, (dimension,).
    """

    taken: datetime
    quality: float
    confidence: float
    sighting: Sighting
    vector: Floats = field(repr=False)
    profile: str
    crop: bytes = field(repr=False)


def seen_in(
    crops: Iterable[Crop], recognizer: Recognizer, gallery: Gallery, now: datetime
) -> list[Seen]:
    """The faces of those crops that show one; of none later than now."""
    found: list[Seen] = []
    for crop in crops:
        with suppress(MalformedRequest, TooLarge, UnsupportedMedia, Unprocessable):
            photo = Photo(crop.image)
            if photo.width * photo.height > MOST_PIXELS:
                continue
            if faces := faces_in(photo, recognizer):
                [recognized] = recognizer.recognize(photo, [_meant(faces, photo)])
                taken = min(crop.taken, now)
                inside = shares(recognized.face.box, photo)
                found.append(_seen(recognized, inside, taken, crop.image, gallery))
    return found


def faces_in(photo: Photo, recognizer: Recognizer) -> Sequence[Face]:
    """The faces of a crop, the largest first, but for those far too small."""
    smallest = max(20.0, max(photo.width, photo.height) * SMALLEST_FACE)
    return recognizer.finder.find(photo, smallest, upright=True).faces


def seen_at(
    recognized: Recognized, picture: Picture, taken: datetime, gallery: Gallery
) -> Seen:
    """A recognized face of a frame, whose head is cut out."""
    box = recognized.face.box
    crop, part = cut(picture, box), part_around(picture, box)
    inside = Box(
        (box.left - part.left) / part.width,
        (box.top - part.top) / part.height,
        (box.right - part.left) / part.width,
        (box.bottom - part.top) / part.height,
    )
    return _seen(recognized, inside, taken, crop, gallery)


def _seen(
    recognized: Recognized, inside: Box, taken: datetime, crop: bytes, gallery: Gallery
) -> Seen:
    """A recognized face, which lies `inside` of its crop, in shares of that."""
    return Seen(
        taken,
        recognized.quality.score,
        recognized.face.probability,
        Sighting(gallery.digest(crop), inside),
        recognized.lasting,
        recognized.profile.name,
        crop,
    )


def _meant(faces: Sequence[Face], photo: Photo) -> Face:
    """The face that a crop is of: the larger and the nearer to the middle."""
    middle = photo.width / 2, photo.height / 2

    def fits(face: Face) -> float:
        away = math.dist(face.box.centre, middle)
        return face.box.width / (1 + away / face.box.width)

    return max(faces, key=fits)


class Lookup:
    """Looks faces up in collections of a gallery, as /recognize names people.

    A look that is nearer to somebody who was rejected as a person than to that person
    is no vote for them.
    """

    def __init__(
        self, gallery: Gallery, impostors: Impostors, recognizer: Recognizer
    ) -> None:
        self._gallery = gallery
        self._impostors = impostors
        self._profile = recognizer.embedder.profile

    def looks(self, faces: Sequence[Seen], collections: Iterable[str]) -> list[Look]:
        """What each face says of whom it shows. Raises ModelMissing, WrongEmbedder."""
        if not faces:
            return []
        table = people_table(self._profile.model)
        votes: list[dict[str, Vote]] = [{} for _ in faces]
        for collection in collections:
            for at, vote in self._votes(collection, faces, table):
                votes[at][collection] = vote
        return [
            Look(face.taken, round(face.quality, 4), said)
            for face, said in zip(faces, votes, strict=True)
        ]

    def _votes(
        self, collection: str, faces: Sequence[Seen], table: PeopleTable
    ) -> Iterator[tuple[int, Vote]]:
        probes = [Probe(each.vector, each.profile, each.sighting) for each in faces]
        try:
            found = self._gallery.search_people(collection, probes, _CANDIDATES)
        except UnknownCollection:  # nobody has been enrolled there
            return
        except ProfileMismatch as error:
            raise WrongEmbedder(
                f"The cameras cannot look for the people of the collection "
                f"{collection}, as it is of another embedder than {self._profile.name}:"
                " enrol them anew, or set VISAGE_EMBEDDER."
            ) from error
        rejected: dict[str, list[Floats]] = {}
        for at, (face, each) in enumerate(zip(faces, found, strict=True)):
            vote = vote_for(each, table)
            if vote is None:
                continue
            if vote.person not in rejected:
                said = self._impostors.of(collection, vote.person, vote.since)
                rejected[vote.person] = said
            others = (float(face.vector @ one) for one in rejected[vote.person])
            if max(others, default=-1.0) <= vote.similarity:
                yield at, vote


def vote_for(found: PeopleFound, table: PeopleTable, rule: Rule = RULE) -> Vote | None:
    """Whom a look is taken for, of those who were found for it."""
    decision = decide(found, table, rule.fpir)
    if decision.named is None:
        return None
    person, similarity = decision.named.person, decision.named.similarity
    strict = kept_rate(rule.strict_fpir, found.people, table)
    needed = table.needed(strict, person.faces)
    strictly = similarity >= needed
    similarity = round(similarity, 4)
    return Vote(person.id, person.created, similarity, decision.far, strictly)
