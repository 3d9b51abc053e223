"""Whom a trained classifier takes the faces of a picture for, by its handle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from pydantic import BaseModel, Field

from visage.errors import BadParameter
from visage.models.handles import Handles, Trained, check_handle
from visage.models.served import Served
from visage.models.store import ModelStore, model_store
from visage.pictures.photo import Photo
from visage.recognition.classifier import UNKNOWN, UNKNOWN_INDEX, PeopleClassifier
from visage.recognition.embed import Embedder
from visage.recognition.recognizer import Recognized, Recognizer
from visage.settings import settings


class Classified(BaseModel):
    """Whom a face is taken for by the classifier, or "unknown"."""

    class_idx: int = Field(
        description="place among the classifier's people, counted from 0; -1 where "
        "class_name is unknown"
    )
    class_name: str
    confidence: float = Field(
        description="0 to 1; of all people and unknown together 1"
    )


class ClassifiedFace(BaseModel):
    """What the classifier that was asked for says of a face."""

    classified: Classified | None = Field(
        default=None, description="null where no classifier was asked for"
    )


class AskedClassifier(BaseModel):
    """The classifier that was asked for, and how often it names strangers."""

    handle: str
    version: int
    people: int = Field(description="how many it knows")
    false_names: float = Field(
        description="share of strangers who got a name when it was measured"
    )


@dataclass(frozen=True)
class _Loaded:
    trained: Trained
    classifier: PeopleClassifier


class FaceClassifiers:
    """The classifiers of people in a store, each loaded when first asked for."""

    def __init__(
        self, models: ModelStore, embedder: Embedder, *, threads: int = 1
    ) -> None:
        """Those that were trained on the vectors of `embedder` share it."""
        self._models = models
        self._embedder = embedder
        self._threads = threads
        self._served = Served(lambda: Handles(models.objects), self._load)

    @classmethod
    def configured(cls, recognizer: Recognizer) -> FaceClassifiers:
        """Those of the store that the settings name."""
        threads = settings().threads
        return cls(model_store(), recognizer.embedder, threads=threads)

    def classify(
        self, handle: str, photo: Photo, recognized: Sequence[Recognized]
    ) -> tuple[AskedClassifier, list[Classified]]:
        """Whom the faces of a photo are taken for, in their order.

        Raises BadParameter for a handle that names no faces, UnknownHandle,
        ModelMissing or ModelCorrupt.
        """
        check_handle(handle)
        loaded = self._served(handle)
        classifier, head = loaded.classifier, loaded.classifier.head
        if not recognized:
            named = []
        elif classifier.embedder is self._embedder:
            named = head.name(np.stack([each.vector for each in recognized]))
        else:
            named = classifier.name(photo, [each.face for each in recognized])
        facts = AskedClassifier(
            handle=handle,
            version=loaded.trained.version.version,
            people=len(classifier.classes),
            false_names=head.false_names,
        )
        return facts, [
            Classified(
                class_idx=UNKNOWN_INDEX if at is None else at,
                class_name=UNKNOWN if at is None else classifier.classes[at],
                confidence=round(
                    each.unknown if at is None else float(each.people[at]), 6
                ),
            )
            for each in named
            for at in (each.named,)
        ]

    def _load(self, trained: Trained) -> _Loaded:
        if trained.card.kind != "people":
            raise BadParameter(
                f"{{parameter}} is {trained.handle}, which classifies whole pictures: "
                f"send them to POST /classify/{trained.handle}.",
                "classifier",
            )
        made = PeopleClassifier.load(
            trained, self._models, threads=self._threads, shared=self._embedder
        )
        return _Loaded(trained, made)
