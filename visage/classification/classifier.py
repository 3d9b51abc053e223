"""A network that says of a picture which of its classes it shows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from visage.classification.preprocessing import Preprocessing
from visage.models.network import Floats, Network
from visage.pictures.photo import Photo


class ImageClassifier:
    """A network with the names of its classes and the form that it wants pictures in.

    Raises ModelCorrupt where the file has other sides or another number of classes.
    """

    def __init__(
        self,
        name: str,
        model: bytes,
        classes: Sequence[str],
        preprocessing: Preprocessing,
        *,
        threads: int = 1,
    ) -> None:
        self.classes = tuple(classes)
        self._preprocessing = preprocessing
        side = preprocessing.crop
        shapes = (None, 3, side, side), (None, len(self.classes))
        self._network = Network(name, model, *shapes, threads=threads)

    def logits(self, photo: Photo) -> Floats:
        """What the network answers for a photo, (classes,)."""
        square = self._preprocessing.square(photo)
        answered: Floats = self._network(self._preprocessing.batch(square))[0]
        return answered

    def probabilities(self, photo: Photo) -> Floats:
        """How likely each class is for a photo, (classes,); together 1."""
        logits = self.logits(photo)
        shares = np.exp(logits - logits.max())
        probabilities: Floats = shares / shares.sum()
        return probabilities
