"""Every face of a picture: where, how good, and the vector that says who.

Ties the cascade, the embedder and the quality together. The faces are looked for
in a working copy, and cut out of the finest pixels that their crop can use.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Self

import numpy as np

from visage.errors import ModelMissing
from visage.faces.mtcnn import MTCNN, Face
from visage.faces.quality import Quality, judge
from visage.geometry import Box, Similarity
from visage.models.store import ModelStore, model_store
from visage.pictures.photo import Photo
from visage.pictures.picture import Picture
from visage.recognition.embed import PROFILES, Embedder, Floats, Profile, profile
from visage.settings import settings

# The cascade finds faces from 20 pixels. On the working copy of a large photo that
# is a 64th of the longer side; `min_face` asks for a finer or a coarser one.
SMALLEST_SEEN = 20
WORKING_SIDE = 1280
# A bound for memory: P-Net's first layer takes some 60 bytes a pixel of this.
MOST_PIXELS = 4_000_000

DETECTORS = ("mtcnn_pnet", "mtcnn_rnet", "mtcnn_onet")


@dataclass(frozen=True)
class Described:
    """A face of a photo, in the photo's pixels, with its quality and unit vector."""

    face: Face
    quality: Quality
    vector: Floats  # (dimension,)


class Recognizer:
    """The networks of recognition, loaded once and used for every picture."""

    def __init__(self, detector: MTCNN, embedder: Embedder) -> None:
        self.detector = detector
        self.embedder = embedder

    @classmethod
    def load(
        cls, models: ModelStore, embedder: str | None = None, *, threads: int = 1
    ) -> Self:
        """Load what the store has; `embedder` names a profile.

        Without a name, the first of PROFILES whose network the store has or would
        fetch. Raises ModelMissing, ModelCorrupt or ModelUnknown.
        """
        chosen = profile(embedder) if embedder else _first_present(models)
        nets = [models.read(name) for name in DETECTORS]
        return cls(
            MTCNN(nets[0], nets[1], nets[2], threads=threads),
            Embedder(chosen, models.read(chosen.model), threads=threads),
        )

    @classmethod
    def configured(cls) -> Self:
        """Load what the settings name, from the store that they name."""
        chosen = settings()
        return cls.load(model_store(), chosen.embedder, threads=chosen.threads)

    def warm(self) -> None:
        """One inference of every network, so that the first picture is not slow."""
        picture = np.zeros((64, 64, 3), np.uint8)
        self.detector.detect(picture)
        self.detector.warm()
        side = self.embedder.profile.size
        self.embedder.embed([np.zeros((side, side, 3), np.uint8)])

    def find(self, photo: Photo, min_face: float | None = None) -> list[Face]:
        """Every face of a photo, the largest first; `min_face` is in its pixels."""
        copy, scale = photo.scaled(_working_scale(photo, min_face))
        smallest = SMALLEST_SEEN
        if min_face is not None:
            smallest = max(SMALLEST_SEEN, round(min_face * scale))
        return [_scaled(face, scale) for face in self.detector.detect(copy, smallest)]

    def describe(self, photo: Photo, faces: list[Face]) -> list[Described]:
        """Quality and vector of faces of a photo."""
        chips = [self.chip(photo, face) for face in faces]
        vectors = self.embedder.embed(chips)
        return [
            Described(face, judge(*_finest(photo, face)), vector)
            for face, vector in zip(faces, vectors, strict=True)
        ]

    def chip(self, photo: Photo, face: Face) -> Picture:
        """The face as the embedder wants to see it."""
        return self.embedder.chip(*_finest(photo, face))


def _first_present(models: ModelStore) -> Profile:
    for candidate in PROFILES.values():
        if models.offers(candidate.model):
            return candidate
    wanted = ", ".join(candidate.model for candidate in PROFILES.values())
    raise ModelMissing(
        f"There is no embedder in {models.objects.address}; it should have one of "
        f"{wanted}. Run `visage models pull dlib_resnet_v1`."
    )


def _working_scale(photo: Photo, min_face: float | None) -> float:
    scale = WORKING_SIDE / max(photo.width, photo.height)
    if min_face is not None:
        scale = SMALLEST_SEEN / min_face
    return min(1.0, scale, math.sqrt(MOST_PIXELS / (photo.width * photo.height)))


# A crop of this many pixels for a face is as fine as any embedder wants it.
_FINE = 160


def _finest(photo: Photo, face: Face) -> tuple[Picture, Face]:
    """Pixels fine enough for any crop of a face, and the face in them."""
    wanted = _FINE / max(1.0, min(face.box.width, face.box.height))
    pixels, scale = photo.draft(wanted)
    return pixels, _scaled(face, 1 / scale)


def _scaled(face: Face, scale: float) -> Face:
    """A face of a copy at `scale`, in the pixels of the original."""
    if scale == 1:
        return face
    back = Similarity.resizing(1 / scale)
    return Face(
        Box.around(back.apply(face.box.corners())),
        face.probability,
        back.apply(face.points),
    )
