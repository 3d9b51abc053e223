"""The 68 landmarks of a face, whatever its size and the turn of the picture.

dlib's predictor (Kazemi and Sullivan 2014, trained on iBUG 300-W) finds 68 points in a
box. Used plainly it is unsteady: its points move by a fifth of the inter-ocular
distance when a picture is turned a little. So the head is brought upright to a standard
size, from the best pixels there are, and the predictor looks at it there: in one box
from the five points of the finder, to come near, then in boxes a little apart, whose
answers are averaged. In each box it looks at the mirror image too, as it does not treat
left and right alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PIL.Image import Resampling

from visage.faces.mean_face import MEAN_FACE, MIRRORED, five_points
from visage.geometry import Box, Points, Similarity
from visage.models.store import ModelStore
from visage.pictures.photo import Photo
from visage.pictures.picture import Picture
from visage.pictures.warp import grey, warp

# The standard view: inter-ocular distance, size and place of the eyes, in pixels.
VIEW_SCALE = 48.0
VIEW_WIDTH, VIEW_HEIGHT = 192, 174
VIEW_EYES = (95.5, 54.0)
# What is cut out around a head, with room for the points to move, in view pixels.
VIEW = Box(0, 0, VIEW_WIDTH, VIEW_HEIGHT).grown(1.2)
# dlib's box around the mean face: its centre below the eyes and its width, in
# inter-ocular distances. Width and boxes were chosen for the steadiest points.
BOX_BELOW_EYES = 0.6
BOX_WIDTH = 2.4
# Of the predictor's fifteen stages, so many come near.
NEAR = 10


class Predictor(Protocol):
    """What finds 68 points in a box around an upright head."""

    def find(
        self, views: Picture, boxes: Sequence[Box], stages: int | None = None
    ) -> NDArray[np.float64]:
        """The points in b squares of each view, (v, b, 68, 2), in pixels of the view.

        `views` are grey, (v, height, width). With `stages`, it is enough to come near.
        """
        ...


def _box(down: float, size: float) -> Box:
    """A box so far below its usual place, in box widths, and of this relative size."""
    width = BOX_WIDTH * VIEW_SCALE * size
    x, y = VIEW_EYES
    y += (BOX_BELOW_EYES + down * BOX_WIDTH) * VIEW_SCALE
    return Box(x - width / 2, y - width / 2, x + width / 2, y + width / 2)


BOX = _box(0.0, 1.0)
# Chosen, like the view, on 62 pictures of 31 people of LFW, turned by up to 28 degrees
# and resized. On 62 pictures of the other 31, points move by 0.12% of the inter-ocular
# distance in the median and by 0.16% in the mean; with two boxes by 0.15% and 0.18%,
# with five by 0.11% and 0.15%.
BOXES = (
    _box(0.03, 1.03),
    _box(-0.03, 0.97),
    _box(0.03, 0.97),
    _box(-0.03, 1.03),
)
_MEAN_FIVE = five_points(MEAN_FACE)


class Landmarker:
    """A predictor, loaded once and used for every face."""

    def __init__(self, predictor: Predictor) -> None:
        self._predictor = predictor

    @classmethod
    def load(cls, models: ModelStore) -> Self:
        """Load dlib's 68-point predictor from the store.

        A store that was filled before its trees were kept as arrays has dlib's own file
        alone, and dlib reads it; nothing is fetched then. Raises ModelMissing or
        ModelCorrupt.
        """
        recorded = models.manifest().models
        if "dlib_68" in recorded and "dlib_68_trees" not in recorded:
            from visage.faces.dlib_predictor import DlibPredictor

            return cls(DlibPredictor.load(models.path("dlib_68")))
        from visage.faces.trees import Trees

        return cls(Trees.load(models.read("dlib_68_trees")))

    def landmarks(self, photo: Photo, points: Points) -> Points:
        """The 68 landmarks, (68, 2), of the head with these five points, (5, 2).

        Both are in the photo's pixels.
        """
        pixels, scale = photo.draft(_to_view(points, _MEAN_FIVE).scale)
        to_pixels = Similarity.resizing(scale)
        to_view = _to_view(to_pixels.apply(points), _MEAN_FIVE)
        shades, to_shades = _head(pixels, to_view)
        to_view = to_shades.inverse().then(to_view)
        near = self._look(shades, to_view, [BOX], NEAR)
        found = self._look(shades, _to_view(near, MEAN_FACE), BOXES)
        return to_pixels.then(to_shades).inverse().apply(found)

    def _look(
        self,
        shades: Picture,
        to_view: Similarity,
        boxes: Sequence[Box],
        stages: int | None = None,
    ) -> Points:
        """The mean answer for the upright view, in the pixels of the grey picture.

        The boxes lie in the middle of the view, and so of its mirror image.
        """
        view = warp(shades, to_view, VIEW_WIDTH, VIEW_HEIGHT, Resampling.BILINEAR)
        views = np.stack([view, view[:, ::-1]])
        plain, mirrored = self._predictor.find(views, boxes, stages).mean(axis=1)
        mirrored = (VIEW_WIDTH - 1, 0) + mirrored[MIRRORED] * (-1, 1)
        return to_view.inverse().apply((plain + mirrored) / 2)


def _head(pixels: Picture, to_view: Similarity) -> tuple[Picture, Similarity]:
    """What the view shows of an RGB picture, in grey, and the way from its pixels.

    A large head is averaged over squares first, down to no less than twice the view's
    scale, so that its many pixels are looked at once.
    """
    around = Box.around(to_view.inverse().apply(VIEW.corners()))
    left, top, right, bottom = around.clipped(*pixels.shape[1::-1]).whole()
    head = pixels[top:bottom, left:right]
    to_head = Similarity(1, 0, -left, -top)
    factor = int(1 / (2 * to_view.scale))
    if factor > 1 and head.size:
        head = np.asarray(Image.fromarray(head).reduce(factor))
        to_head = to_head.then(Similarity.resizing(1 / factor))
    return grey(head), to_head


def _to_view(points: Points, mean: Points) -> Similarity:
    """From the picture to the standard view, where `points` are those of `mean`."""
    to_mean = Similarity.fitted(points, mean)
    return to_mean.then(Similarity(VIEW_SCALE, 0, *VIEW_EYES))
