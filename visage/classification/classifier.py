"""A network that says of a picture which of its classes it shows."""

from __future__ import annotations

from typing import Self

import numpy as np

from visage.classification.preprocessing import batch, square
from visage.errors import ModelCorrupt
from visage.models.card import CLASSIFIER, Card, ImageInput
from visage.models.handles import Trained
from visage.models.network import Floats, Network
from visage.pictures.photo import Photo


class ImageClassifier:
    """The network of a card, from whole pictures to probabilities.

    Raises ModelCorrupt where the file takes or gives other shapes than the card says.
    """

    def __init__(self, card: Card, model: bytes, *, threads: int = 1) -> None:
        if not isinstance(card.input, ImageInput):
            raise ModelCorrupt("The card is that of a classifier of faces.")
        self.classes = tuple(card.classes)
        self._input = card.input
        self._temperature = card.temperature
        side = card.input.crop
        shapes = (None, 3, side, side), (None, len(self.classes))
        self._network = Network(CLASSIFIER, model, *shapes, threads=threads)

    @classmethod
    def load(cls, trained: Trained, *, threads: int = 1) -> Self:
        """Load a version of a handle. Raises ModelMissing or ModelCorrupt."""
        return cls(trained.card, trained.read(CLASSIFIER), threads=threads)

    def logits(self, photo: Photo) -> Floats:
        """What the network answers for a photo, (classes,)."""
        seen = batch(square(photo, self._input), self._input)
        answered: Floats = self._network(seen)[0]
        return answered

    def probabilities(self, photo: Photo) -> Floats:
        """How likely each class is for a photo, (classes,); together 1."""
        logits = self.logits(photo) / np.float32(self._temperature)
        shares = np.exp(logits - logits.max())
        probabilities: Floats = shares / shares.sum()
        return probabilities
