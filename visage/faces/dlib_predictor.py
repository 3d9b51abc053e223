"""dlib itself as the predictor, from dlib's own file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import dlib
import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PIL.Image import Resampling

from visage.geometry import Box, Points, Similarity
from visage.pictures.picture import Picture

# dlib looks at whole pixels and answers in them. So views are enlarged so many times,
# and what it compares varies smoothly.
FINER = 4


class DlibPredictor:
    """dlib's shape predictor, one box at a time."""

    def __init__(self, predictor: Any) -> None:
        self._predictor = predictor

    @classmethod
    def load(cls, file: Path) -> Self:
        """Read dlib's `.dat` file; takes about 0.4 s."""
        return cls(dlib.shape_predictor(str(file)))

    def find(
        self, views: Picture, boxes: Sequence[Box], stages: int | None = None
    ) -> NDArray[np.float64]:
        """As `visage.faces.landmarks.Predictor` says; always by all of its stages."""
        size = views.shape[2] * FINER, views.shape[1] * FINER
        found = []
        for view in views:
            image = Image.fromarray(view).resize(size, Resampling.BILINEAR)
            finer = np.asarray(image)
            found.append([self._points(finer, box) for box in boxes])
        return np.array(found)

    def _points(self, finer: Picture, box: Box) -> Points:
        """The points in a box of the view, whose enlarged copy is looked at."""
        enlarged = Similarity.resizing(FINER)
        corners = enlarged.apply(box.corners())
        (left, top), _, (right, bottom), _ = np.rint(corners).astype(int).tolist()
        shape = self._predictor(finer, dlib.rectangle(left, top, right, bottom))
        points = np.array([(part.x, part.y) for part in shape.parts()], np.float64)
        return enlarged.inverse().apply(points)
