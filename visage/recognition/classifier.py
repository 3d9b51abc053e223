"""Names the people that a classifier was trained on, and says "unknown" of others.

A linear classifier over embeddings gives one logit a person. "Unknown" is one more
answer with a logit of its own, the same for every face: the softmax over all of them,
divided by a temperature, gives probabilities that sum to 1 with it, and a face is named
exactly where a person's logit is above that of "unknown" (Guo et al., "On Calibration
of Modern Neural Networks", 2017, for the temperature).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from visage.errors import ModelCorrupt
from visage.faces.face import Face
from visage.models.card import CLASSIFIER, EMBEDDER, Card, PeopleInput
from visage.models.handles import Trained
from visage.models.network import Floats, Network
from visage.models.store import ModelStore
from visage.pictures.photo import Photo
from visage.recognition.embed import Embedder, profile
from visage.recognition.recognizer import finest


@dataclass(frozen=True)
class Naming:
    """Who a face is: how likely each person is, and that it is none of them.

    `people` has the shape (classes,); with `unknown` it sums to 1. `named` is the index
    of the person whose name the face gets, None where it is said to be unknown.
    """

    people: Floats
    unknown: float
    named: int | None


class PeopleHead:
    """The classifier of a card, from embeddings to names.

    Raises ModelCorrupt where the file takes or gives other shapes than the card says.
    """

    def __init__(self, card: Card, model: bytes, *, threads: int = 1) -> None:
        if not isinstance(card.input, PeopleInput):
            raise ModelCorrupt("The card is that of a classifier of pictures.")
        self.classes = tuple(card.classes)
        self._temperature = card.temperature
        self._unknown = card.input.unknown.logit
        dimension = profile(card.input.profile).dimension
        shapes = (None, dimension), (None, len(self.classes))
        self._network = Network(CLASSIFIER, model, *shapes, threads=threads)

    def logits(self, vectors: Floats) -> Floats:
        """What the classifier answers for n embeddings, (n, classes)."""
        return self._network(np.ascontiguousarray(vectors, np.float32))

    def name(self, vectors: Floats) -> list[Naming]:
        """Who n faces are, by their embeddings, (n, dimension)."""
        return [
            _naming(each, self._unknown, self._temperature)
            for each in self.logits(vectors)
        ]


def _naming(answered: Floats, unknown: float, temperature: float) -> Naming:
    logits = answered.astype(np.float64)
    scaled = np.append(logits, unknown) / temperature
    shares = np.exp(scaled - scaled.max())
    shares /= shares.sum()
    best = int(logits.argmax())
    return Naming(
        people=shares[:-1].astype(np.float32),
        unknown=float(shares[-1]),
        named=best if logits[best] >= unknown else None,
    )


class PeopleClassifier:
    """A head with the embedder that it was trained on."""

    def __init__(self, head: PeopleHead, embedder: Embedder) -> None:
        self.head = head
        self.embedder = embedder

    @classmethod
    def load(cls, trained: Trained, models: ModelStore, *, threads: int = 1) -> Self:
        """Load a version of a handle, and its embedder from it or from `models`.

        Raises ModelMissing, ModelUnknown, or ModelCorrupt where the store's embedder is
        not the one that the head was trained on.
        """
        card = trained.card
        head = PeopleHead(card, trained.read(CLASSIFIER), threads=threads)
        assert isinstance(card.input, PeopleInput)  # the head has seen to it
        wanted = profile(card.input.profile)
        if trained.holds(EMBEDDER):
            network = trained.read(EMBEDDER)
        else:
            network = models.read(wanted.model)
            _check_embedder(trained, card.input, network, models)
        return cls(head, Embedder(wanted, network, threads=threads))

    @property
    def classes(self) -> tuple[str, ...]:
        """The people's names; their places are what a Naming counts by."""
        return self.head.classes

    def name(self, photo: Photo, faces: Sequence[Face]) -> list[Naming]:
        """Who the faces of a photo are, in their order."""
        if not faces:
            return []
        seen = [finest(photo, face) for face in faces]
        return self.head.name(self.embedder.vectors(seen))


def _check_embedder(
    trained: Trained, wanted: PeopleInput, network: bytes, models: ModelStore
) -> None:
    found = hashlib.sha256(network).hexdigest()
    if found != wanted.embedder_sha256:
        raise ModelCorrupt(
            f"The classifier {trained.handle} was trained on the {wanted.profile} of "
            f"sha256 {wanted.embedder_sha256}, but that in {models.objects.address} "
            f"has {found}. Train it again with that one, or put back the other."
        )
