"""Turns a face into a unit vector (an embedding) that says whose face it is.

Every network wants faces in its own way, so an embedder is a named profile: which file
is the network, how the face is cut out for it, in what range its pixels are, and which
table turns a similarity into a decision. Vectors of different profiles cannot be
compared.

`dlib_resnet_v1` is Davis King's ResNet (dlib, 2017), after He et al., "Deep
Residual Learning for Image Recognition" (2016). `inception_resnet_v1_…` are David
Sandberg's networks (facenet, 2018) as facenet-pytorch carries them, after Szegedy
et al., "Inception-v4, Inception-ResNet" (2017) and Schroff et al., "FaceNet" (2015).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from visage.errors import ModelUnknown
from visage.faces.face import Detection
from visage.models.network import Floats, Network
from visage.pictures.picture import Picture
from visage.recognition.chips import (
    DLIB_SIZE,
    FACENET_SIZE,
    LOOKS,
    PLAIN,
    Look,
    dlib_chip,
    facenet_chip,
)

# How many chips go through the network at once. More are no faster on one core, and
# take more memory.
_RUN = 8


@dataclass(frozen=True)
class Profile:
    """An embedder: its network, and what that network has to be given.

    `centre` and `scale` bring pixels into the network's range, `(p - centre) / scale`.
    The mean vector of several `looks` at a face is more accurate than that of one; the
    first `quick` ones serve where time counts.
    """

    name: str
    model: str  # in the catalogue
    chip: Callable[[Picture, Detection, Look], Picture]
    looks: tuple[Look, ...]
    quick: int
    size: int
    dimension: int
    centre: float
    scale: float
    licence: str


def _facenet(training: str, licence: str) -> Profile:
    name = f"inception_resnet_v1_{training}"
    return Profile(
        name=name,
        model=name,
        chip=facenet_chip,
        size=FACENET_SIZE,
        dimension=512,
        centre=127.5,
        scale=128.0,
        looks=LOOKS,
        quick=1,
        licence=licence,
    )


# The most accurate comes first: where the settings name no embedder, the first one
# that the store holds is used.
PROFILES: dict[str, Profile] = {
    profile.name: profile
    for profile in (
        _facenet("vggface2", "unclear: code MIT, pictures for research"),
        _facenet("casia", "pictures for research"),
        Profile(
            name="dlib_resnet_v1",
            model="dlib_resnet_v1",
            chip=dlib_chip,
            size=DLIB_SIZE,
            dimension=128,
            centre=0.0,
            scale=1.0,
            looks=LOOKS,
            quick=2,
            licence="public domain",
        ),
    )
}

# What the name of a network's quantised file ends in.
INT8 = "_int8"


def profile(name: str) -> Profile:
    """The profile of this name; a name that ends in `_int8` means the quantised file.

    Raises ModelUnknown.
    """
    known = PROFILES.get(name.removesuffix(INT8))
    if known is None:
        raise ModelUnknown(
            f"There is no embedder {name!r}; there are {', '.join(sorted(PROFILES))}, "
            f"each also with {INT8} behind it where the store has that file."
        )
    return replace(known, model=name)


class Embedder:
    """A profile with its network loaded.

    Raises ModelCorrupt where the file is not the network of the profile.
    """

    def __init__(self, profile: Profile, model: bytes, *, threads: int = 1) -> None:
        self.profile = profile
        side = profile.size
        self._network = Network(
            profile.model,
            model,
            (None, 3, side, side),
            (None, profile.dimension),
            threads=threads,
        )

    def vectors(
        self, faces: Sequence[tuple[Picture, Detection]], looks: int | None = None
    ) -> Floats:
        """Unit vectors of n faces, each in a picture of its own, (n, dimension).

        By the profile's first `looks`, if not given by its quick ones. The vector of a
        face is the direction of the mean of its looks' unit vectors.
        """
        chosen = self.profile.looks[: looks or self.profile.quick]
        chips = [
            self.chip(picture, face, look) for picture, face in faces for look in chosen
        ]
        by_look = self.embed(chips).reshape(
            len(faces), len(chosen), self.profile.dimension
        )
        return _unit(by_look.mean(axis=1))

    def chip(self, picture: Picture, face: Detection, look: Look = PLAIN) -> Picture:
        """The face cut out for the network: (size, size, 3) RGB."""
        return self.profile.chip(picture, face, look)

    def embed(self, chips: Sequence[Picture]) -> Floats:
        """Unit vectors of n chips, (n, dimension)."""
        vectors = np.empty((len(chips), self.profile.dimension), np.float32)
        for at in range(0, len(chips), _RUN):
            vectors[at : at + _RUN] = self._network(self.batch(chips[at : at + _RUN]))
        return _unit(vectors)

    def batch(self, chips: Sequence[Picture]) -> Floats:
        """Chips in the layout and range of the network: (n, 3, size, size)."""
        pixels = np.stack(chips).transpose(0, 3, 1, 2)
        batch = np.ascontiguousarray(pixels, np.float32)
        batch -= np.float32(self.profile.centre)
        batch *= np.float32(1 / self.profile.scale)
        return batch


def _unit(vectors: Floats) -> Floats:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Floats = vectors / np.maximum(norms, np.float32(1e-12))
    return unit
