"""The contract of the field's DeepFace-based service: samples, and who is in a picture.

A sample is a person with one face. A face of a picture is taken for whoever's sample is
nearest, if it is near enough: by Euclidean distance between unit vectors, in the
embedder's own scale. Ids and metadata come back as they were given.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from visage.answers.fields import from_base64
from visage.answers.limits import check_described
from visage.errors import (
    BadBase64,
    CollectionExists,
    ConsentMissing,
    NoFace,
    ProfileMismatch,
    TooLarge,
    UnknownCollection,
    UnknownPerson,
    Unready,
    VisageError,
)
from visage.gallery.audit import Caller
from visage.gallery.checks import PERSON
from visage.gallery.collections import Collection, NewCollection
from visage.gallery.consent import operator_policy
from visage.gallery.people import NewPerson, Person
from visage.gallery.pictures import Shown, shown_in
from visage.gallery.probes import MOST_PROBES, FaceMatch, Probe
from visage.gallery.protocol import Gallery
from visage.geometry import Box
from visage.recognition.embed import Profile
from visage.recognition.recognizer import Recognizer
from visage.recognition.thresholds import DEFAULT_FAR, table
from visage.settings import settings

# Samples of one call: a picture takes a tenth of a second, a function has 28.
MOST_SAMPLES = 100
ADD = frozenset({"add", "update", "upsert"})
DELETE = frozenset({"delete", "remove"})

# Where a person's metadata keep an id or metadata that a person cannot have.
KEPT = "sample"

SampleId = str | int


class TooManySamples(TooLarge):
    """One call has more samples than are taken."""

    code = "too_many_samples"


@dataclass(frozen=True)
class Sample:
    """What is asked about one id. `image` is a data URI or base64."""

    id: SampleId
    name: object = None
    image: object = None
    metadata: object = None
    action: object = None

    @property
    def person(self) -> str:
        """The id of the person that keeps the sample."""
        if _is_plain(self.id):
            return str(self.id)
        written = json.dumps(self.id).encode()
        return f"{KEPT}:{hashlib.sha256(written).hexdigest()}"

    @property
    def verb(self) -> str | None:
        """`add`, `delete`, or None for what is neither; adding is the default."""
        if self.action is None:
            return "add"
        word = self.action.lower() if isinstance(self.action, str) else ""
        return "add" if word in ADD else "delete" if word in DELETE else None

    def new_person(self) -> NewPerson:
        """The person that keeps the sample. Raises BadParameter."""
        kept = self.metadata
        is_object = isinstance(kept, dict) and kept.keys() != {KEPT}
        if not (_is_plain(self.id) and is_object):
            kept = {KEPT: {"id": self.id, "metadata": self.metadata}}
        name = self.name if isinstance(self.name, str) else str(self.id)
        assert isinstance(kept, dict)
        return NewPerson(name, self.person, kept, if_exists="replace")


@dataclass(frozen=True)
class Samples:
    """The samples of a gallery, in a collection of their own."""

    gallery: Gallery
    recognizer: Callable[[], Recognizer]
    caller: Caller

    def update(self, samples: Sequence[Sample]) -> dict[str, list[SampleId]]:
        """Add, replace or delete each; which ids succeeded and which failed.

        An id that comes twice is answered for the last time. Raises TooManySamples,
        ConsentMissing, ProfileMismatch, or what concerns all of them alike.
        """
        if len(samples) > MOST_SAMPLES:
            raise TooManySamples(
                f"There are {len(samples):,} samples; at most {MOST_SAMPLES} are taken "
                "in one call. Send them in parts."
            )
        became: dict[tuple[type, SampleId], bool] = {}
        collection = self._collection()
        for sample in samples:
            key = type(sample.id), sample.id
            became.pop(key, None)
            became[key] = self._done(sample, collection.name)
        return {
            word: [given for (_, given), done in became.items() if done is wanted]
            for word, wanted in (("success", True), ("fail", False))
        }

    def _done(self, sample: Sample, collection: str) -> bool:
        try:
            if sample.verb == "delete":
                person = sample.person
                self.gallery.erase_person(
                    collection, person, self.caller, suppress=False
                )
            elif sample.verb == "add":
                self._add(sample, collection)
        except (Unready, ProfileMismatch, UnknownCollection):
            raise
        except VisageError:
            return False
        return sample.verb is not None

    def _add(self, sample: Sample, collection: str) -> None:
        person = sample.new_person()
        shown = shown_in(decoded(sample.image), self.gallery, self.recognizer())
        if not shown:
            raise NoFace("{picture} shows no face.")
        # The contract cannot say which face is meant: the largest is.
        self.gallery.enrol(collection, [shown[0].new_face()], person, self.caller)

    def known(self, image: str, within: float | None) -> list[dict[str, Any]]:
        """Every face of a picture whose nearest sample is near enough.

        Without a distance, it is that of the embedder. Raises BadBase64, what is wrong
        with the picture, or ModelMissing where the embedder has no such distance.
        """
        raw, recognizer = decoded(image), self.recognizer()
        if within is None:
            within = default_distance(recognizer.embedder.profile)
        shown = shown_in(raw, self.gallery, recognizer)
        check_described(len(shown))
        found = zip(shown, self._nearest(shown), strict=True)
        answered = (
            self._answered(face.recognized.face.box, match)
            for face, match in found
            if match and distance(match.similarity) <= within
        )
        return [each for each in answered if each]

    def _nearest(self, shown: Sequence[Shown]) -> list[FaceMatch | None]:
        # A distance decides here, so that the most accurate vector is taken.
        probes = [
            Probe(face.recognized.lasting, face.profile, face.sighting)
            for face in shown
        ]
        nearest: list[FaceMatch | None] = []
        for at in range(0, len(probes), MOST_PROBES):
            try:
                found = self.gallery.search_faces(
                    settings().samples, probes[at : at + MOST_PROBES], 1
                )
            except UnknownCollection:  # nobody has sent a sample yet
                return [None] * len(probes)
            nearest += [each[0] if each else None for each in found]
        return nearest

    def _answered(self, box: Box, match: FaceMatch) -> dict[str, Any] | None:
        if match.face.person is None:
            return None
        try:
            person = self.gallery.person(settings().samples, match.face.person)
        except UnknownPerson:  # erased since the search
            return None
        given, metadata = _given(person)
        left, top = max(0, round(box.left)), max(0, round(box.top))
        width, height = round(box.right) - left, round(box.bottom) - top
        return {
            "bbox": f"{left}, {top}, {width}, {height}",
            "id": given,
            "name": person.name,
            "metadata": metadata,
        }

    def clear(self) -> None:
        """Erase every sample; the collection stays, with its policy."""
        try:
            known = self.gallery.collection(settings().samples)
            self.gallery.erase_collection(known.name, self.caller, suppress=False)
        except UnknownCollection:
            return
        self._create(
            NewCollection(
                known.name,
                known.profile,
                known.dimension,
                known.policy,
                known.retention_days,
                known.tags,
            )
        )

    def _collection(self) -> Collection:
        """The collection, made where missing. Raises ConsentMissing."""
        name = settings().samples
        known: Collection | None
        try:
            known = self.gallery.collection(name)
        except UnknownCollection:
            profile = self.recognizer().embedder.profile
            policy = operator_policy()
            new = NewCollection(name, profile.name, profile.dimension, policy)
            known = self._create(new) if policy else None
        if known is None or known.policy is None:
            raise ConsentMissing(
                f"Nobody has agreed to be kept in the collection {name}, where samples "
                "go. The operator states who has: for this collection, with policy_by "
                "and policy_purpose in POST or PATCH /collections; or for all that are "
                "made later, in VISAGE_POLICY_BY and VISAGE_POLICY_PURPOSE."
            )
        return known

    def _create(self, new: NewCollection) -> Collection:
        try:
            return self.gallery.create_collection(new, self.caller)
        except CollectionExists:  # by a request at the same time
            return self.gallery.collection(new.name)


def decoded(image: object) -> bytes:
    """The bytes of a data URI or of base64. Raises BadBase64.

    Never what a file's name or an address stands for.
    """
    if not isinstance(image, str):
        raise BadBase64("The image is no text; send a data URI.")
    try:
        return from_base64(image)
    except ValueError as error:
        raise BadBase64(
            "The image is not base64; send a data URI, and no file name or address."
        ) from error


def distance(similarity: float) -> float:
    """The Euclidean distance of two unit vectors whose cosine is known."""
    return math.sqrt(max(0.0, 2 - 2 * similarity))


def default_distance(profile: Profile) -> float:
    """The distance at which one of a thousand pairs of strangers is near enough.

    Raises ModelMissing where the embedder's thresholds were not measured.
    """
    return distance(table(profile.name).at(DEFAULT_FAR).similarity)


def _is_plain(sample: SampleId) -> bool:
    """Whether a person can have this id."""
    return (
        isinstance(sample, str)
        and bool(PERSON.fullmatch(sample))
        and sample not in (".", "..")
        and not sample.startswith(f"{KEPT}:")
    )


def _given(person: Person) -> tuple[object, object]:
    """The id and the metadata of a sample as they were given."""
    kept: Mapping[str, Any] = person.metadata
    if kept.keys() == {KEPT} and isinstance(sample := kept[KEPT], dict):
        return sample.get("id"), sample.get("metadata")
    return person.id, dict(kept)
