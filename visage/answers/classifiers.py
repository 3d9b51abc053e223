"""The classifiers of a store, of either kind, asked by handle.

Those of people look at the largest face of a picture, all others at the whole picture.
A classifier is loaded when it is first asked for; `visage.models.served` says how many
are kept, and how soon a new version is in use.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from visage.answers.choice import find_chosen
from visage.classification.classifier import ImageClassifier
from visage.errors import ModelCorrupt, ModelMissing, NoReport, Unready
from visage.faces.face import Face
from visage.faces.finder import Finder
from visage.models.card import REPORT
from visage.models.handles import Handles, Trained, Version, check_handle
from visage.models.network import Floats
from visage.models.served import MOST, Served
from visage.models.store import ModelStore, model_store
from visage.once import Once
from visage.pictures.photo import Photo
from visage.recognition.classifier import PeopleClassifier
from visage.settings import settings

# Cards that are remembered: a few kilobytes each.
CARDS = 256


@dataclass(frozen=True)
class Seen:
    """What a classifier says of a picture.

    `shares` are the probabilities of `classes`, in their order; `unknown` is that of
    none of them, None where the classifier has no such answer. With it they sum to 1.
    `face` is the one that was looked at, None where that was the whole picture.
    """

    version: int
    classes: tuple[str, ...]
    shares: Floats
    unknown: float | None = None
    face: Face | None = None


@dataclass(frozen=True)
class _Loaded:
    version: int
    classifier: PeopleClassifier | ImageClassifier


class Classifiers:
    """Every classifier of a store, and what finds faces for those of people."""

    def __init__(self, models: ModelStore, *, threads: int = 1) -> None:
        self._models = models
        self._threads = threads
        self._handles = Handles(models.objects)
        self._served = Served(lambda: self._handles, self._load)
        self._finder = Once(lambda: Finder.load(models, threads=threads))
        self._card = lru_cache(CARDS)(self._handles.trained)

    @classmethod
    def configured(cls) -> Self:
        """Those of the store that the settings name."""
        return cls(model_store(), threads=settings().threads)

    def warm(self) -> None:
        """Load as much as is kept, so that the first picture is not slow.

        What cannot be loaded is left to the request that asks for it.
        """
        with suppress(Unready):
            self._finder().warm()
        for handle in sorted(self._served.index().handles)[:MOST]:
            with suppress(Unready):
                self._served(handle)

    def see(self, handle: str, photo: Photo, min_face: float | None = None) -> Seen:
        """What the classifier of a handle says of a photo.

        Raises BadParameter or UnknownHandle for the handle, NoFace where it names
        people, and ModelMissing or ModelCorrupt.
        """
        check_handle(handle)
        loaded = self._served(handle)
        version, classifier = loaded.version, loaded.classifier
        if isinstance(classifier, ImageClassifier):
            shares = classifier.probabilities(photo)
            return Seen(version, classifier.classes, shares)
        _, (face,) = find_chosen(self._finder(), photo, "largest", min_face)
        (naming,) = classifier.name(photo, [face])
        return Seen(version, classifier.classes, naming.people, naming.unknown, face)

    def listed(self) -> Iterator[tuple[str, Version, Trained | Unready]]:
        """Every handle with the version in use; why, where that cannot be read."""
        for handle, known in sorted(self._served.index().handles.items()):
            try:
                yield handle, known.served, self._card(handle, known.served)
            except (ModelMissing, ModelCorrupt) as error:
                yield handle, known.served, error

    def report(self, handle: str) -> bytes:
        """The report of the version in use, as HTML.

        Raises BadParameter or UnknownHandle for the handle, NoReport where the version
        has none, and ModelMissing or ModelCorrupt.
        """
        check_handle(handle)
        trained = self._card(handle, self._served.index()[handle].served)
        if not trained.holds(REPORT):
            raise NoReport(
                f"The classifier {handle} has no report; `visage train` makes one with "
                "its run."
            )
        return trained.read(REPORT)

    def _load(self, trained: Trained) -> _Loaded:
        version = trained.version.version
        if trained.card.kind == "image":
            image = ImageClassifier.load(trained, threads=self._threads)
            return _Loaded(version, image)
        people = PeopleClassifier.load(trained, self._models, threads=self._threads)
        return _Loaded(version, people)
