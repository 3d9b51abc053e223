"""Labelled pictures as an embedder sees them: every look at the person in each.

LFW labels the person in the middle of a picture; where several faces are found, the
one nearest to the middle is taken.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from train import lfw
from visage.faces.face import Detection, Face
from visage.pictures.photo import Photo
from visage.pictures.picture import Picture
from visage.recognition.embed import Embedder
from visage.recognition.recognizer import Recognizer, finest

Floats = NDArray[np.float32]

# Pictures whose embedding is timed, by every number of looks.
TIMED = 100


def central(photo: Photo, faces: Sequence[Face]) -> Face:
    """The face nearest to the middle of the picture, in its own size."""

    def distance(face: Face) -> float:
        x, y = face.box.centre
        return float(np.hypot(x - photo.width / 2, y - photo.height / 2))

    return min(faces, key=distance)


@dataclass(frozen=True)
class Seen:
    """Pictures by file name: the unit vector of each look at the person, and who it is.

    The vectors are (looks, dimension), None where no face was found. `finding` and
    `embedding`, by the number of looks, are seconds of the processor for a picture,
    which depend little on what else the machine does.
    """

    looks: dict[str, Floats | None]
    people: dict[str, str]
    finding: float
    embedding: list[float]

    def by(self, looks: int) -> dict[str, Floats | None]:
        """The unit vectors by the first looks, (dimension,)."""
        return {file: _mean(each, looks) for file, each in self.looks.items()}

    def known(self, looks: int) -> tuple[Floats, list[str]]:
        """The vectors of the pictures with a face, (n, dimension), and the people."""
        found = {
            file: each for file, each in self.by(looks).items() if each is not None
        }
        return np.stack(list(found.values())), [self.people[file] for file in found]


def _mean(looks: Floats | None, number: int) -> Floats | None:
    if looks is None:
        return None
    mean = looks[:number].mean(axis=0)
    unit: Floats = mean / np.linalg.norm(mean)
    return unit


def seen(recognizer: Recognizer, archive: Path) -> Seen:
    """Look at every picture of an archive in all the ways of the profile."""
    looks: dict[str, Floats | None] = {}
    people: dict[str, str] = {}
    finding, embedding = 0.0, list[list[float]]()
    for person, file, raw in lfw.pictures(archive):
        started = time.process_time()
        photo = Photo(raw)
        faces = recognizer.finder.find(photo).faces
        finding += time.process_time() - started
        people[file], looks[file] = person, None
        if faces:
            picture = finest(photo, central(photo, faces))
            looks[file] = every_look(recognizer.embedder, picture)
            if len(embedding) < TIMED:
                embedding.append(timed(recognizer.embedder, picture))
    middle = np.median(embedding, axis=0)
    return Seen(looks, people, finding / len(looks), middle.tolist())


def every_look(embedder: Embedder, picture: tuple[Picture, Detection]) -> Floats:
    """The unit vector of each look at a face, (looks, dimension)."""
    looks = embedder.profile.looks
    return embedder.embed([embedder.chip(*picture, look) for look in looks])


def timed(embedder: Embedder, picture: tuple[Picture, Detection]) -> list[float]:
    """The processor's seconds for the first look at a face, the first two, …"""
    moments = []
    for looks in range(1, len(embedder.profile.looks) + 1):
        started = time.process_time()
        embedder.vectors([picture], looks)
        moments.append(time.process_time() - started)
    return moments
