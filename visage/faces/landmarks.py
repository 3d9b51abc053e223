"""Faces and their 68 landmarks, whatever the size and the turn of the picture.

dlib's HOG detector (Dalal and Triggs 2005; King 2015) finds boxes, dlib's
predictor (Kazemi and Sullivan 2014, trained on iBUG 300-W) finds 68 points in a
box. Used plainly, both are unsteady: the detector costs 70 ms a megapixel and
misses heads that lean by more than some 30 degrees, and the points move by a
fifth of the inter-ocular distance when a picture is turned a little. So:

1. The detector looks at a working copy, at most WORKING_SIDE pixels on the longer
   side, in the predictor's own grey, and at an enlarged copy of a smaller photo. Only
   where it finds nothing, it looks at the copy turned by quarters, then by the eighths
   between.
2. The points in dlib's box say where the head is and how it leans. The head is
   brought upright to a standard size from the best pixels there are, and the
   predictor looks again at boxes a little apart, one look to come near, then two
   whose answers are averaged. Where they disagree, there is no face.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, Self

import dlib
import numpy as np
from PIL import Image
from PIL.Image import Resampling

from visage.errors import BadParameter, FaceOutOfRange, NoFace
from visage.faces.mean_face import LEFT_EYE, MEAN_FACE, RIGHT_EYE
from visage.geometry import Box, Points, Similarity
from visage.pictures.photo import MAX_PIXELS, Photo
from visage.pictures.picture import Picture
from visage.pictures.warp import grey, warp

# dlib's window is 80 px; measured on 250 faces of LFW, it finds every one 64 px wide
# and 97 in 100 at 56 px. A copy of 1,600 pixels therefore shows every face wider than
# a 25th of the longer side.
SMALLEST_SEEN = 64.0
WORKING_SIDE = 1600
# How much a smaller photo is enlarged to look for small faces.
MOST_ENLARGED = 2.5
WORTH_ENLARGING = 1.15
# For the largest face alone, smaller copies are looked at first: there it has to be
# clear, and so much wider than what else there is.
SMALLER_SIDES = (400, 800)
MUCH_SMALLER = 0.6
CLEAR_SCORE = 0.5
STANDS_OUT = 1.25
# dlib's own threshold; what is weak and yet a face is told apart in step 2.
WEAKEST_SCORE = 0.0
# Turned copies find more that is no face; a real one is clear in one of them.
WEAKEST_TURNED_SCORE = 0.2
QUARTERS = (90.0, 180.0, 270.0)
EIGHTHS = (45.0, 135.0, 225.0, 315.0)
# The standard view: inter-ocular distance, side and eye height, in pixels.
VIEW_SCALE = 64.0
VIEW_SIDE = 256
VIEW_EYES = (128.0, 107.0)
# What is cut out around a head, with room for the points to move, in view pixels.
VIEW = Box(0, 0, VIEW_SIDE, VIEW_SIDE).grown(1.2)
# dlib's box around the mean face: its centre below the eyes and its width, in
# inter-ocular distances. Width and steps were chosen for the steadiest points.
BOX_BELOW_EYES = 0.6
BOX_WIDTH = 2.4
# Steps aside and down in box widths, and relative width of the box.
STEPS = (
    (0.0, 0.0, 1.0),
    (0.03, 0.0, 1.03),
    (-0.03, 0.0, 0.97),
    (0.0, 0.03, 0.97),
    (0.0, -0.03, 1.03),
    (0.02, 0.02, 1.06),
    (-0.02, 0.02, 0.94),
)
# Mean distance of the answers from their average, in inter-ocular distances, above
# which there is no face. Measured on 250 faces of LFW: median 0.008, 99th percentile
# 0.031; on what the detector takes for faces wrongly, mostly 0.06 and more. Weak
# answers of the detector have to be steadier; where another is not steady, the search
# starts again from the mean face in its box, whose width is uncertain.
LARGEST_SPREAD = 0.05
SMALL_SPREAD = 0.03
WEAK_SCORE = 0.3
RESTARTS = ((0.85, 0.0), (0.85, -0.1), (1.0, -0.1))


@dataclass(frozen=True, eq=False)
class Face:
    """One head: its box, its detector score and its 68 landmarks, (68, 2)."""

    box: Box
    score: float
    landmarks: Points

    @property
    def inter_ocular_distance(self) -> float:
        """Pixels between the centres of the eyes."""
        dx, dy = self._eye_line
        return math.hypot(dx, dy)

    @property
    def roll(self) -> float:
        """Degrees by which the head leans, positive counter-clockwise."""
        dx, dy = self._eye_line
        return -math.degrees(math.atan2(dy, dx))

    @property
    def _eye_line(self) -> tuple[float, float]:
        right, left = self.landmarks[RIGHT_EYE], self.landmarks[LEFT_EYE]
        dx, dy = left.mean(axis=0) - right.mean(axis=0)
        return float(dx), float(dy)


@dataclass(frozen=True)
class Found:
    """The faces of a picture, largest first, and how far it had to be turned.

    `turned` is in degrees, counter-clockwise; boxes and landmarks are always in
    the picture as it was given.
    """

    faces: tuple[Face, ...]
    turned: float

    def chosen(self, choice: Literal["largest", "all"] | int) -> tuple[Face, ...]:
        """The largest face, all of them, or that of an index counted from 0.

        Raises NoFace or FaceOutOfRange.
        """
        if not self.faces:
            raise NoFace(
                "No face was found, upright or turned; a face needs to look at the "
                f"camera and to be at least {SMALLEST_SEEN:.0f} pixels wide."
            )
        if choice == "all":
            return self.faces
        index = 0 if choice == "largest" else choice
        if index >= len(self.faces):
            count = len(self.faces)
            raise FaceOutOfRange(
                f"There is no face {index}: the picture has {count} "
                f"{'face' if count == 1 else 'faces'}, counted from 0, largest first."
            )
        return (self.faces[index],)


@dataclass(frozen=True)
class _Candidate:
    centre: tuple[float, float]
    width: float
    turn: float
    score: float
    landmarks: Points
    doubtful: bool = False

    @property
    def largest_spread(self) -> float:
        """How far the predictor's answers may spread for this to be a face."""
        doubtful = self.doubtful or self.score < WEAK_SCORE
        return SMALL_SPREAD if doubtful else LARGEST_SPREAD

    def mean_face(self, size: float, down: float) -> Points:
        """The mean face in the box, so much larger and so much further down."""
        x, y = self.centre
        lean = math.radians(self.turn)
        x -= down * self.width * math.sin(lean)
        y += down * self.width * math.cos(lean)
        scale = self.width * size / BOX_WIDTH
        place = Similarity.about((0, BOX_BELOW_EYES), (x, y), -self.turn, scale)
        return place.apply(MEAN_FACE)

    def same_head(self, other: _Candidate) -> bool:
        apart = math.dist(self.centre, other.centre)
        return apart < 0.5 * max(self.width, other.width)


class Landmarker:
    """dlib's detector and predictor, loaded once and used for every picture."""

    def __init__(self, detector: Any, predictor: Any) -> None:
        self._detector = detector
        self._predictor = predictor

    @classmethod
    def load(cls, predictor: Path) -> Self:
        """Read dlib's 68-point predictor from its file; takes about 0.7 s."""
        return cls(
            dlib.get_frontal_face_detector(), dlib.shape_predictor(str(predictor))
        )

    def find(
        self,
        picture: Photo | Picture,
        min_face: float | None = None,
        *,
        only_largest: bool = False,
    ) -> Found:
        """Every face of a picture, largest first.

        `min_face` is the width in pixels of the smallest face to look for; it
        makes the working copy as large as that needs; BadParameter is raised where
        that were more pixels than any picture may have. `only_largest` gives the
        largest face alone, from a smaller copy where it stands out there, which takes
        a fraction of the time. Finding nothing is an empty answer, not an error.
        """
        photo = picture if isinstance(picture, Photo) else Photo.of(picture)
        longer = max(photo.width, photo.height)
        scale = _working_scale(longer, min_face)
        if min_face is not None:
            _check_size(photo, scale)
        if only_largest:
            for side in SMALLER_SIDES:
                cheaper = side < MUCH_SMALLER * longer * scale
                if cheaper and (face := self._outstanding(photo, side)):
                    return Found((face,), 0.0)
        shades, exact = _shades(photo, scale)
        faces = self._faces(self._candidates(shades, 0.0), photo, exact)
        if min_face is None and not (faces and only_largest):
            faces = _by_size([*faces, *self._smaller(photo, faces)])
        if faces:
            return Found(faces[:1] if only_largest else faces, 0.0)
        for turns in (QUARTERS, EIGHTHS):
            faces, turned = self._best_turn(shades, turns, photo, exact)
            if faces:
                return Found(faces[:1] if only_largest else faces, turned)
        return Found((), 0.0)

    def _smaller(self, photo: Photo, known: Sequence[Face]) -> tuple[Face, ...]:
        """Faces too small for the photo's own pixels, from an enlarged copy."""
        scale = min(WORKING_SIDE / max(photo.width, photo.height), MOST_ENLARGED)
        if scale < WORTH_ENLARGING:
            return ()
        shades, exact = _shades(photo, scale)
        to_photo = Similarity.resizing(1 / exact)
        new = []
        for candidate in self._candidates(shades, 0.0):
            box = _box(candidate, to_photo)
            seen = any(
                math.dist(box.centre, face.box.centre) < face.box.width / 2
                for face in known
            )
            if not seen and box.width < STANDS_OUT * SMALLEST_SEEN:
                new.append(replace(candidate, doubtful=True))
        return self._faces(new, photo, exact)

    def _outstanding(self, photo: Photo, side: int) -> Face | None:
        """The largest face, if a small copy shows it clearly and as the largest.

        It has to be so much wider than the smallest that the copy shows, and than
        any other likely one, that no finer copy could show a larger face.
        """
        scale = side / max(photo.width, photo.height)
        shades, exact = _shades(photo, scale)
        candidates = self._candidates(shades, 0.0)
        clear = [each for each in candidates if each.score >= CLEAR_SCORE]
        if not clear:
            return None
        widest = max(clear, key=lambda each: (each.width, each.score))
        others = [
            each.width
            for each in candidates
            if each.score >= WEAK_SCORE and not each.same_head(widest)
        ]
        if widest.width < STANDS_OUT * max([SMALLEST_SEEN, *others]):
            return None
        faces = self._faces([widest], photo, exact)
        return faces[0] if faces else None

    def _best_turn(
        self, shades: Picture, turns: Iterable[float], photo: Photo, scale: float
    ) -> tuple[tuple[Face, ...], float]:
        """The turn that shows the clearest face, and all faces found by it."""
        best: tuple[tuple[Face, ...], float] = ((), 0.0)
        for turn in turns:
            candidates = self._candidates(shades, turn)
            faces = self._faces(candidates, photo, scale)
            faces = tuple(f for f in faces if f.score >= WEAKEST_TURNED_SCORE)
            if _clearest(faces) > _clearest(best[0]):
                best = faces, turn
        return best

    def _candidates(self, shades: Picture, turn: float) -> list[_Candidate]:
        """What the detector finds in the turned copy, in the copy's pixels."""
        turned, back = _turned(shades, turn)
        boxes, scores, _ = self._detector.run(turned, 0, WEAKEST_SCORE)
        found = []
        for box, score in zip(boxes, scores, strict=True):
            middle = (box.left() + box.right()) / 2, (box.top() + box.bottom()) / 2
            x, y = back.apply(np.array([middle]))[0]
            points = back.apply(_points(self._predictor(turned, box)))
            found.append(_Candidate((x, y), box.width(), turn, score, points))
        return found

    def _faces(
        self, candidates: Sequence[_Candidate], photo: Photo, scale: float
    ) -> tuple[Face, ...]:
        """The candidates that are faces, one for a head, in the photo's pixels."""
        to_photo = Similarity.resizing(1 / scale)
        kept: list[_Candidate] = []
        for candidate in sorted(candidates, key=lambda c: -c.score):
            if any(candidate.same_head(other) for other in kept):
                continue
            points, spread = self._best_points(candidate, photo, scale)
            if spread <= candidate.largest_spread:
                kept.append(replace(candidate, landmarks=points))
        faces = [Face(_box(c, to_photo), float(c.score), c.landmarks) for c in kept]
        return _by_size(faces)

    def _best_points(
        self, candidate: _Candidate, photo: Photo, scale: float
    ) -> tuple[Points, float]:
        """The points in the photo's pixels, from the start that settles best."""
        best = self._refined(candidate.landmarks, photo, scale)
        for size, down in RESTARTS:
            if best[1] <= SMALL_SPREAD or candidate.score < WEAK_SCORE:
                break
            again = self._refined(candidate.mean_face(size, down), photo, scale)
            best = min(best, again, key=lambda each: each[1])
        return best

    def _refined(
        self, points: Points, photo: Photo, scale: float
    ) -> tuple[Points, float]:
        """The points in the photo's pixels, and how far the answers spread.

        The two last looks differ in how the pixels fall, so that their mean is
        steadier than either.
        """
        pixels, scale, points = _finest(photo, scale, points)
        head = Box.around(_upright(points).inverse().apply(VIEW.corners()))
        left, top, right, bottom = _whole(head.clipped(*pixels.shape[1::-1]))
        shades = grey(pixels[top:bottom, left:right])
        near, _ = self._look(points - (left, top), shades, STEPS[:1])
        found, spread = self._look(near, shades, STEPS)
        if spread <= LARGEST_SPREAD:
            found = (found + self._look(found, shades, STEPS)[0]) / 2
        return Similarity.resizing(1 / scale).apply(np.add(found, (left, top))), spread

    def _look(
        self, points: Points, shades: Picture, steps: Iterable[tuple[float, ...]]
    ) -> tuple[Points, float]:
        """The mean answer on the upright view, and how far the answers spread."""
        to_view = _upright(points)
        view = warp(shades, to_view, VIEW_SIDE, VIEW_SIDE, Resampling.BILINEAR)
        answers = np.array(
            [_points(self._predictor(view, _view_box(*step))) for step in steps]
        )  # (steps, 68, 2)
        mean = answers.mean(axis=0)  # (68, 2)
        spread = np.hypot(*(answers - mean).T).mean() / VIEW_SCALE
        return to_view.inverse().apply(mean), float(spread)


def _working_scale(longer: int, min_face: float | None) -> float:
    """How large the copy is that the detector looks at, against the photo."""
    if min_face is not None:
        return SMALLEST_SEEN / min_face
    return min(1.0, WORKING_SIDE / longer)


def _check_size(photo: Photo, scale: float) -> None:
    pixels = photo.width * photo.height
    if pixels * scale**2 > MAX_PIXELS:
        smallest = math.ceil(SMALLEST_SEEN * math.sqrt(pixels / MAX_PIXELS))
        raise BadParameter(
            f"{{parameter}} is too small for {photo.width} x {photo.height} pixels: "
            f"at least {smallest} can be looked for.",
            "min_face",
        )


def _shades(photo: Photo, scale: float) -> tuple[Picture, float]:
    """The photo in grey at about this scale, and the exact scale."""
    pixels, _ = photo.draft(scale)
    shades = grey(pixels)
    width, height = round(photo.width * scale), round(photo.height * scale)
    if shades.shape != (height, width):
        image = Image.fromarray(shades).resize((width, height), Resampling.BILINEAR)
        shades = np.asarray(image)
    return shades, width / photo.width


def _by_size(faces: Iterable[Face]) -> tuple[Face, ...]:
    return tuple(sorted(faces, key=lambda f: (-f.box.area, f.box.left, f.box.top)))


def _clearest(faces: Sequence[Face]) -> float:
    return max((face.score for face in faces), default=-math.inf)


def _points(shape: Any) -> Points:
    return np.array([(part.x, part.y) for part in shape.parts()], np.float64)


def _finest(
    photo: Photo, scale: float, points: Points
) -> tuple[Picture, float, Points]:
    """Pixels fine enough for the standard view, their scale, the points in them."""
    wanted = scale * _upright(points).scale
    pixels, finer = photo.draft(wanted)
    return pixels, finer, Similarity.resizing(finer / scale).apply(points)


def _whole(box: Box) -> tuple[int, int, int, int]:
    return (
        math.floor(box.left),
        math.floor(box.top),
        math.ceil(box.right),
        math.ceil(box.bottom),
    )


def _upright(points: Points) -> Similarity:
    """From the picture to the standard view of the head with these points."""
    to_mean = Similarity.fitted(points, MEAN_FACE)
    return to_mean.then(Similarity(VIEW_SCALE, 0, *VIEW_EYES))


def _view_box(aside: float, down: float, size: float) -> Any:
    width = BOX_WIDTH * VIEW_SCALE * size
    x = VIEW_EYES[0] + aside * BOX_WIDTH * VIEW_SCALE
    y = VIEW_EYES[1] + (BOX_BELOW_EYES + down * BOX_WIDTH) * VIEW_SCALE
    left, top = round(x - width / 2), round(y - width / 2)
    return dlib.rectangle(left, top, left + round(width) - 1, top + round(width) - 1)


def _box(candidate: _Candidate, to_photo: Similarity) -> Box:
    x, y = to_photo.apply(np.array([candidate.centre]))[0]
    half = candidate.width * to_photo.scale / 2
    return Box(float(x - half), float(y - half), float(x + half), float(y + half))


def _turned(shades: Picture, turn: float) -> tuple[Picture, Similarity]:
    """The copy turned counter-clockwise, and the way back to the copy."""
    if turn == 0:
        return shades, Similarity(1, 0, 0, 0)
    image = Image.fromarray(shades).rotate(turn, Resampling.BILINEAR, expand=True)
    height, width = shades.shape[:2]
    centre = (width - 1) / 2, (height - 1) / 2
    moved = (image.width - 1) / 2, (image.height - 1) / 2
    return np.asarray(image), Similarity.about(centre, moved, turn).inverse()
