"""The 68 landmarks of a face, whatever its size and the turn of the picture.

dlib's predictor (Kazemi and Sullivan 2014, trained on iBUG 300-W) finds 68 points in a
box. Used plainly it is unsteady: its points move by a fifth of the inter-ocular
distance when a picture is turned a little. So the head is brought upright to a standard
size, from the best pixels there are, and the predictor looks at it there: once from the
five points of the finder, to come near, then at boxes a little apart, whose answers are
averaged. It answers in whole pixels, so those boxes lie on an enlarged view.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Self

import dlib
import numpy as np
from PIL import Image
from PIL.Image import Resampling

from visage.faces.mean_face import MEAN_FACE, five_points
from visage.geometry import Box, Points, Similarity
from visage.pictures.photo import Photo
from visage.pictures.picture import Picture
from visage.pictures.warp import grey, warp

# The standard view: inter-ocular distance, size and place of the eyes, in pixels.
VIEW_SCALE = 48.0
VIEW_WIDTH, VIEW_HEIGHT = 192, 174
VIEW_EYES = (96.0, 54.0)
# So many times the view is enlarged where points are found: whole pixels are then a
# 192nd of the inter-ocular distance, and what the predictor compares varies smoothly.
FINER = 4
# What is cut out around a head, with room for the points to move, in view pixels.
VIEW = Box(0, 0, VIEW_WIDTH, VIEW_HEIGHT).grown(1.2)
# dlib's box around the mean face: its centre below the eyes and its width, in
# inter-ocular distances. Width and steps were chosen for the steadiest points.
BOX_BELOW_EYES = 0.6
BOX_WIDTH = 2.4
Step = tuple[float, float, float]
# Steps aside and down in box widths, and relative width of the box. Chosen, like the
# views, on 62 pictures of 31 people of LFW turned by up to 28 degrees and resized. On
# 62 pictures of the other 31, points move by 0.24% of the inter-ocular distance in the
# median and by 0.32% in the mean; with four steps by 0.26% and 0.34%, with six by 0.22%
# and 0.30%. Fourteen looks at views that are not enlarged: 0.27% and 0.32%.
STEPS: tuple[Step, ...] = (
    (0.0, 0.0, 1.0),
    (0.03, 0.0, 1.03),
    (-0.03, 0.0, 0.97),
    (0.0, 0.03, 0.97),
    (0.0, -0.03, 1.03),
)
_MEAN_FIVE = five_points(MEAN_FACE)


class Landmarker:
    """dlib's predictor, loaded once and used for every face."""

    def __init__(self, predictor: Any) -> None:
        self._predictor = predictor

    @classmethod
    def load(cls, predictor: Path) -> Self:
        """Read dlib's 68-point predictor from its file; takes about 0.4 s."""
        return cls(dlib.shape_predictor(str(predictor)))

    def landmarks(self, photo: Photo, points: Points) -> Points:
        """The 68 landmarks, (68, 2), of the head with these five points, (5, 2).

        Both are in the photo's pixels.
        """
        pixels, scale = photo.draft(_to_view(points, _MEAN_FIVE).scale)
        to_pixels = Similarity.resizing(scale)
        to_view = _to_view(to_pixels.apply(points), _MEAN_FIVE)
        shades, to_shades = _head(pixels, to_view)
        to_view = to_shades.inverse().then(to_view)
        near = self._look(shades, to_view, STEPS[:1])
        found = self._look(shades, _to_view(near, MEAN_FACE), STEPS, FINER)
        return to_pixels.then(to_shades).inverse().apply(found)

    def _look(
        self,
        shades: Picture,
        to_view: Similarity,
        steps: Iterable[Step],
        finer: int = 1,
    ) -> Points:
        """The mean answer for the upright view, in the pixels of the grey picture.

        The view is enlarged so many times `finer`.
        """
        view = warp(shades, to_view, VIEW_WIDTH, VIEW_HEIGHT, Resampling.BILINEAR)
        if finer > 1:
            size = VIEW_WIDTH * finer, VIEW_HEIGHT * finer
            view = np.asarray(Image.fromarray(view).resize(size, Resampling.BILINEAR))
        boxes = [_view_box(step, finer) for step in steps]
        answers = [_points(self._predictor(view, box)) for box in boxes]
        back = to_view.then(Similarity.resizing(finer)).inverse()
        return back.apply(np.mean(answers, axis=0))


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


def _points(shape: Any) -> list[tuple[int, int]]:
    return [(part.x, part.y) for part in shape.parts()]


def _to_view(points: Points, mean: Points) -> Similarity:
    """From the picture to the standard view, where `points` are those of `mean`."""
    to_mean = Similarity.fitted(points, mean)
    return to_mean.then(Similarity(VIEW_SCALE, 0, *VIEW_EYES))


def _view_box(step: Step, finer: int) -> Any:
    aside, down, size = step
    scale = VIEW_SCALE * finer
    width = BOX_WIDTH * scale * size
    (x, y), *_ = Similarity.resizing(finer).apply(np.array([VIEW_EYES]))
    x += aside * BOX_WIDTH * scale
    y += (BOX_BELOW_EYES + down * BOX_WIDTH) * scale
    left, top = round(x - width / 2), round(y - width / 2)
    return dlib.rectangle(left, top, left + round(width) - 1, top + round(width) - 1)
