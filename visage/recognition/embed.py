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

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from visage.errors import ModelUnknown
from visage.faces.face import Detection
from visage.geometry import Box, Similarity
from visage.models.network import Floats, Network
from visage.pictures.picture import Picture
from visage.pictures.warp import warp

# dlib cuts its 150 px chips by five points of its own, which are not MTCNN's. This is
# where MTCNN's points (eyes, nose, mouth corners) lie in such chips: medians over 394
# faces of LFW people, made symmetrical.
DLIB_POINTS = np.array(
    [
        (47.26, 46.11),
        (101.74, 46.11),
        (74.5, 79.1),
        (52.28, 107.88),
        (96.72, 107.88),
    ]
)
DLIB_SIZE = 150

# As facenet-pytorch cuts faces for its evaluation on LFW: 160 px, 14 of them margin.
FACENET_SIZE = 160
FACENET_MARGIN = 14

# How many chips go through the network at once. More are no faster on one core, and
# take more memory.
_RUN = 8


def dlib_chip(picture: Picture, face: Detection) -> Picture:
    """The face as dlib's ResNet saw faces in training, cut out by MTCNN's points."""
    upright = Similarity.fitted(face.points, DLIB_POINTS)
    return warp(picture, upright, DLIB_SIZE, DLIB_SIZE)


def facenet_chip(picture: Picture, face: Detection) -> Picture:
    """The box and its margin at 160 px, as facenet-pytorch's `extract_face` cuts it.

    The face is not turned upright, and is stretched into a square: the network was
    trained on such crops. Only a head that lies on its side or upside down, as none did
    there, is set up by quarters.
    """
    box, share = face.box, FACENET_MARGIN / (FACENET_SIZE - FACENET_MARGIN) / 2
    aside, down = share * box.width, share * box.height
    height, width = picture.shape[:2]
    whole = Box(
        max(box.left - aside, 0),
        max(box.top - down, 0),
        min(box.right + aside, width),
        min(box.bottom + down, height),
    )
    edges = int(whole.left), int(whole.top), int(whole.right), int(whole.bottom)
    part = Image.fromarray(picture).crop(edges)
    side = FACENET_SIZE
    chip = np.asarray(part.resize((side, side), Image.Resampling.BILINEAR))
    right, down = face.points[1] - face.points[0]
    quarters = round(math.degrees(math.atan2(down, right)) / 90)
    return np.ascontiguousarray(np.rot90(chip, quarters))


@dataclass(frozen=True)
class Profile:
    """An embedder: its network, and what that network has to be given.

    `centre` and `scale` bring pixels into the network's range, `(p - centre) / scale`.
    Where `mirrored` is true, the vectors of a face and of its mirror image are added,
    which was measured to be more accurate for this network.
    """

    name: str
    model: str  # in the catalogue
    chip: Callable[[Picture, Detection], Picture]
    size: int
    dimension: int
    centre: float
    scale: float
    mirrored: bool
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
        mirrored=False,
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
            mirrored=True,
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

    def chip(self, picture: Picture, face: Detection) -> Picture:
        """The face cut out for the network: (size, size, 3) RGB."""
        return self.profile.chip(picture, face)

    def embed(self, chips: Sequence[Picture]) -> Floats:
        """Unit vectors of n chips, (n, dimension)."""
        vectors = np.empty((len(chips), self.profile.dimension), np.float32)
        for at in range(0, len(chips), _RUN):
            vectors[at : at + _RUN] = self._run(chips[at : at + _RUN])
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: Floats = vectors / np.maximum(norms, np.float32(1e-12))
        return unit

    def batch(self, chips: Sequence[Picture]) -> Floats:
        """Chips in the layout and range of the network: (n, 3, size, size)."""
        pixels = np.stack(chips).transpose(0, 3, 1, 2)
        batch = np.ascontiguousarray(pixels, np.float32)
        batch -= np.float32(self.profile.centre)
        batch *= np.float32(1 / self.profile.scale)
        return batch

    def _run(self, chips: Sequence[Picture]) -> Floats:
        batch = self.batch(chips)
        vectors = self._network(batch)
        if self.profile.mirrored:
            vectors = vectors + self._network(np.ascontiguousarray(batch[..., ::-1]))
        return vectors
