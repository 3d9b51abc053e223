"""What the functions of `visage` give: faces, and pictures that can be saved."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from visage import engines
from visage.answers.swap import Result, SwapParameters, Warned
from visage.faces import face
from visage.faces.quality import Quality, judge
from visage.geometry import Box, Points, Similarity
from visage.pictures.encode import encode
from visage.pictures.formats import SUFFIXES, Format, format_of
from visage.pictures.photo import Photo
from visage.pictures.picture import Picture
from visage.recognition.recognizer import finest
from visage.recognition.thresholds import Threshold


class Face:
    """A face of a photo. What costs time is worked out when it is first asked for.

    `index` counts from the largest face, 0. Boxes and points are pixels of the upright
    photo, x to the right and y downwards. Landmarks and embedding raise ModelMissing
    where their model is not here and is not to be fetched.
    """

    def __init__(self, photo: Photo, index: int, found: face.Face) -> None:
        self.photo = photo
        self.index = index
        self.found = found

    @property
    def box(self) -> Box:
        """Where the face is: left, top, right, bottom; it may reach past the photo."""
        return self.found.box

    @property
    def probability(self) -> float:
        """How sure the detector is, from 0 to 1."""
        return self.found.probability

    @property
    def points(self) -> Points:
        """Five points, (5, 2): left and right eye, nose, corners of the mouth."""
        return self.found.points

    @property
    def landmarks(self) -> Points:
        """The 68 landmarks of iBUG 300-W, (68, 2)."""
        return self.found.landmarks

    @property
    def inter_ocular_distance(self) -> float:
        """Pixels between the centres of the eyes."""
        return self.found.inter_ocular_distance

    @property
    def roll(self) -> float:
        """Degrees by which the head leans, positive counter-clockwise."""
        return self.found.roll

    @cached_property
    def quality(self) -> Quality:
        """How far the face can be trusted: `score`, `measures` and `reasons`."""
        return judge(*finest(self.photo, self.found))

    @cached_property
    def embedding(self) -> NDArray[np.float32]:
        """The unit vector that says who it is; only those of one embedder compare.

        The most accurate one: the mean of every look of the embedder's.
        """
        return engines.recognizer().recognize(self.photo, [self.found])[0].lasting

    def __repr__(self) -> str:
        return (
            f"<Face {self.index}: {self.box.width:.0f} x {self.box.height:.0f} pixels "
            f"at ({self.box.left:.0f}, {self.box.top:.0f}), "
            f"probability {self.probability:.3f}>"
        )


@dataclass(frozen=True, eq=False)
class AlignedFace:
    """A face brought upright: its pixels, and its landmarks in them.

    `picture` is RGB, `uint8` of shape (size, size, 3); `transform` takes points of the
    photo there.
    """

    picture: Picture
    landmarks: Points
    transform: Similarity

    @property
    def image(self) -> Image.Image:
        """The picture as a PIL image."""
        return Image.fromarray(self.picture)

    def save(self, file: str | os.PathLike[str]) -> None:
        """Write a PNG, JPEG or WebP file, by its name. Raises ValueError, OSError."""
        _save(file, lambda form: encode(self.picture, form))


class SwappedPicture:
    """A target with another face in it, and where it was changed.

    `picture` is RGB, `uint8` of shape (height, width, 3); `mask`, (height, width), is 0
    where the target is as it was. `warnings` tell what is doubtful about it, each with
    a `code` and a `message`.
    """

    def __init__(self, result: Result, chosen: SwapParameters) -> None:
        self._result = result
        self._chosen = chosen
        self.picture: Picture = result.pixels(chosen)
        self.mask: NDArray[np.uint8] = result.swapped.mask
        self.warnings: list[Warned] = result.warnings

    @property
    def image(self) -> Image.Image:
        """The picture as a PIL image, which does not say that it is a composite."""
        return Image.fromarray(self.picture)

    def save(self, file: str | os.PathLike[str]) -> None:
        """Write a PNG, JPEG or WebP file whose metadata says that it is a composite.

        The file's name says which. Raises ValueError, OSError.
        """
        _save(file, lambda form: self._result.picture(self._chosen, form))


@dataclass(frozen=True)
class Comparison:
    """Whether two faces are of one person, and how often such a decision is wrong.

    `same` and `threshold` are None where the embedder has no measured thresholds.
    """

    same: bool | None
    similarity: float
    threshold: Threshold | None
    strictest: Threshold | None
    sentence: str
    embedder: str

    def __bool__(self) -> bool:
        raise TypeError("A comparison is neither true nor false: ask for its `same`.")


def _save(file: str | os.PathLike[str], encoded: Callable[[Format], bytes]) -> None:
    path = Path(file)
    form = format_of(path)
    if form is None:
        known = ", ".join(SUFFIXES)
        raise ValueError(f"{path} does not say which format it is; name it {known}.")
    path.write_bytes(encoded(form))
