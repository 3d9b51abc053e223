"""The one way to find faces: which there are, and in which order.

1. MTCNN looks at a working copy of at most WORKING_SIDE pixels on the longer side,
   finer only where `min_face` asks for it.
2. The second look (`visage.faces.second_look`) says what of its answers is a face.
3. Where no face is beyond doubt, the copy is turned by quarters, then by the eighths
   between, until one is; otherwise the turn that shows the surest face gives them all.

Nothing here needs landmarks: they are looked for when a face is asked for its own, so
that every route agrees on the faces whether it needs them or not.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Self

import numpy as np
from PIL import Image
from PIL.Image import Resampling

from visage.errors import BadParameter
from visage.faces.face import Detection, Face, Faces
from visage.faces.mtcnn import CELL, MTCNN
from visage.faces.second_look import FACE, SURE, Checked, look_again, look_on
from visage.geometry import Points, Similarity
from visage.models.store import ModelStore, model_store
from visage.once import Once
from visage.pictures.photo import Photo
from visage.pictures.picture import Picture
from visage.settings import settings

if TYPE_CHECKING:  # which functions that need no landmarks do without
    from visage.faces.landmarks import Landmarker

NETWORKS = ("mtcnn_pnet", "mtcnn_rnet", "mtcnn_onet")
# Chosen on one half of 62 people of LFW: as many faces as with facenet-pytorch's own
# 0.6, 0.7, 0.7 and 0.709, in little more than half the time.
THRESHOLDS = (0.8, 0.8, 0.7)
FACTOR = 0.6
# MTCNN sees faces from 20 px; a copy of 512 shows every one of a 25th of its side.
SMALLEST = 20.0
WORKING_SIDE = 512
# For the largest face alone, the two finest levels of the pyramid are left out at
# first. A face so much wider than the smallest that is then seen is the largest one.
COARSE = SMALLEST / FACTOR**2
OUTSTANDING = 1.25
# A bound for memory: pixels of P-Net's finest level, of which each takes some 60 bytes.
MOST_PIXELS = 1_400_000
# What is in doubt is looked at once more in pixels so much finer, where there are any.
FINER = 2.5
# Degrees counter-clockwise: upright, by quarters, and by the eighths between.
TURNS = (0.0, 90.0, 270.0, 180.0, 45.0, 315.0, 135.0, 225.0)


class Finder:
    """MTCNN, and the landmarks' model for whoever asks for them, loaded once."""

    def __init__(
        self, cascade: MTCNN, load_landmarker: Callable[[], Landmarker]
    ) -> None:
        self._cascade = cascade
        self._load_landmarker = load_landmarker

    @classmethod
    def load(cls, models: ModelStore, *, threads: int = 1) -> Self:
        """Load what finds faces; the landmarks' model waits until it is needed.

        Raises ModelMissing or ModelCorrupt.
        """

        def landmarker() -> Landmarker:
            from visage.faces.landmarks import Landmarker

            return Landmarker.load(models)

        nets = [models.read(name) for name in NETWORKS]
        cascade = MTCNN(*nets, thresholds=THRESHOLDS, factor=FACTOR, threads=threads)
        return cls(cascade, Once(landmarker))

    @classmethod
    def configured(cls) -> Self:
        """Load from the store that the settings name."""
        return cls.load(model_store(), threads=settings().threads)

    @cached_property
    def landmarker(self) -> Landmarker:
        """What finds the 68 landmarks. Raises ModelMissing or ModelCorrupt."""
        return self._load_landmarker()

    def warm(self, *, landmarks: bool = False) -> None:
        """One inference of every network, so that the first picture is not slow.

        With `landmarks`, their model is loaded too.
        """
        self._cascade.warm()
        if landmarks:
            self.landmarker  # noqa: B018

    def find(
        self,
        photo: Photo,
        min_face: float | None = None,
        *,
        only_largest: bool = False,
        upright: bool = False,
    ) -> Faces:
        """Every face of a photo, largest first; finding none is no error.

        `min_face` is the width in pixels of the smallest face to look for. Raises
        BadParameter where that needs more pixels than can be searched.
        `only_largest` gives the largest face alone, faster where it stands out.
        With `upright`, the picture is not turned: for cameras that stand upright, whose
        frames mostly show nobody.
        """
        searched = _Searched.of(photo, min_face)
        if only_largest and (found := self._outstanding(searched)):
            return self._faces(searched, found, 0.0)
        found, turned = self._surest_turn(searched, TURNS[:1] if upright else TURNS)
        faces = self._faces(searched, found, turned)
        return replace(faces, faces=faces.faces[:1]) if only_largest else faces

    def follow(
        self, picture: Picture, expected: Sequence[Detection]
    ) -> list[Detection] | None:
        """Faces of the picture before, where they are now; None if one is in doubt.

        `expected` are the faces, in pixels of this upright RGB picture, where they
        should be by how they moved. It takes a tenth of the time of `find`, and sees
        nobody new.
        """
        found = look_on(self._cascade, picture, expected)
        if any(each.sureness < SURE for each in found):
            return None
        return [each.detection for each in found]

    def _outstanding(self, searched: _Searched) -> list[Checked]:
        """The largest face, if a coarser search shows it, beyond doubt the largest."""
        coarse = max(COARSE, searched.smallest)
        found = self._search(searched, 0.0, coarse)
        largest = max(found, key=lambda each: each.detection.box.area, default=None)
        if largest is None or largest.sureness < SURE:
            return []
        return [largest] if largest.detection.box.width > OUTSTANDING * coarse else []

    def _surest_turn(
        self, searched: _Searched, turns: Sequence[float]
    ) -> tuple[list[Checked], float]:
        """The first turn that shows a face beyond doubt, or else the surest one."""
        best: list[Checked] = []
        turned = 0.0
        for turn in turns:
            found = self._search(searched, turn, searched.smallest_at(turn))
            if _surest(found) > _surest(best):
                best, turned = found, turn
            if _surest(best) >= SURE:
                break
        return best, turned

    def _search(
        self, searched: _Searched, turn: float, smallest: float
    ) -> list[Checked]:
        """The faces of the turned copy, one a head, in the pixels of the copy."""
        turned, back = _turned(searched.copy, turn)
        detections = self._cascade.detect(turned, smallest)
        seen = [
            replace(each, detection=each.detection.moved(back))
            for each in look_again(self._cascade, turned, detections)
        ]
        return _one_a_head(self._resolved(searched, seen))

    def _resolved(self, searched: _Searched, seen: list[Checked]) -> list[Checked]:
        """Look once more at those in doubt, in finer pixels where there are any."""
        doubtful = [each for each in seen if each.sureness < SURE]
        if not doubtful or searched.scale == 1:
            return seen
        pixels, scale = searched.photo.draft(min(1.0, searched.scale * FINER))
        by = Similarity.resizing(scale / searched.scale)
        back = by.inverse()
        again = look_again(
            self._cascade, pixels, [each.detection.moved(by) for each in doubtful]
        )
        better = [
            replace(finer, detection=finer.detection.moved(back))
            if finer.sureness > each.sureness
            else each
            for each, finer in zip(doubtful, again, strict=True)
        ]
        return [each for each in seen if each.sureness >= SURE] + better

    def _faces(
        self, searched: _Searched, found: Iterable[Checked], turned: float
    ) -> Faces:
        to_photo = Similarity.resizing(1 / searched.scale)
        return Faces.ordered(
            (
                self._face(searched.photo, each.detection.moved(to_photo))
                for each in found
            ),
            turned,
        )

    def _face(self, photo: Photo, found: Detection) -> Face:
        def landmarks(points: Points) -> Points:
            return self.landmarker.landmarks(photo, points)

        return Face(found.box, found.probability, found.points, landmarks)


@dataclass(frozen=True)
class _Searched:
    """A photo, the copy of it that is searched, and the smallest face to find there."""

    photo: Photo
    copy: Picture
    scale: float
    smallest: float

    @classmethod
    def of(cls, photo: Photo, min_face: float | None) -> Self:
        scale = min(1.0, WORKING_SIDE / max(photo.width, photo.height))
        smallest = SMALLEST
        if min_face is not None:
            _check_size(photo, min_face)
            scale = min(1.0, max(scale, SMALLEST / min_face))
            smallest = min_face * scale
        copy, exact = photo.scaled(scale)
        return cls(photo, copy, exact, smallest)

    def smallest_at(self, turn: float) -> float:
        """The smallest face to look for in the copy when it is turned so far.

        Turned by an eighth, it lies in a square of up to twice its pixels. In a large
        one, no smaller faces are looked for than a turn may cost.
        """
        if turn % 90 == 0:
            return self.smallest
        height, width = self.copy.shape[:2]
        return max(self.smallest, _least((height + width) ** 2 / 2))


def _least(pixels: float) -> float:
    """The smallest face that may be looked for in so many pixels."""
    return CELL * math.sqrt(pixels / MOST_PIXELS)


def _check_size(photo: Photo, min_face: float) -> None:
    least = _least(photo.width * photo.height)
    if min_face < least:
        raise BadParameter(
            f"{{parameter}} is too small for {photo.width} x {photo.height} pixels: "
            f"at least {math.ceil(least)} can be looked for.",
            "min_face",
        )


def _turned(copy: Picture, turn: float) -> tuple[Picture, Similarity]:
    """The copy turned counter-clockwise, and the way back to the copy."""
    if turn == 0:
        return copy, Similarity(1, 0, 0, 0)
    image = Image.fromarray(copy).rotate(turn, Resampling.BILINEAR, expand=True)
    height, width = copy.shape[:2]
    centre = (width - 1) / 2, (height - 1) / 2
    moved = (image.width - 1) / 2, (image.height - 1) / 2
    return np.asarray(image), Similarity.about(centre, moved, turn).inverse()


def _one_a_head(checked: Sequence[Checked]) -> list[Checked]:
    """Those that are faces, surest first: one answer for each head."""
    kept: list[Checked] = []
    for each in sorted(checked, key=lambda each: -each.sureness):
        if each.sureness < FACE:
            break
        box = each.detection.box
        others = [other.detection.box for other in kept]
        if not any(
            math.dist(box.centre, other.centre) < max(box.width, other.width) / 2
            for other in others
        ):
            kept.append(each)
    return kept


def _surest(found: Iterable[Checked]) -> float:
    return max((each.sureness for each in found), default=-math.inf)
