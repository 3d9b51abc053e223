"""The functions of `import visage`.

Each takes photos as a path, bytes, an open file, a PIL image, an array, or what
`open` gave. Models are loaded when they are first needed, once a process, and may be
used from several threads.
"""

from __future__ import annotations

from typing import Literal, cast

import numpy as np
from numpy.typing import NDArray

from visage import engines
from visage.answers.align import AlignParameters
from visage.answers.compare import decide
from visage.answers.fields import parsed
from visage.answers.swap import SwapParameters, swapped
from visage.errors import FaceOutOfRange, NoFace, in_picture
from visage.faces import align as alignment
from visage.faces.align import Crop
from visage.pictures.photo import Photo
from visage.pictures.sources import Source, opened
from visage.recognition.thresholds import DEFAULT_FAR
from visage.results import AlignedFace, Comparison, Face, SwappedPicture
from visage.swap.blend import Blend

Embedding = NDArray[np.float32]
Choice = Literal["largest", "all"] | int | Face
# Who is compared: the largest face of a photo, a face, or an embedding that was kept.
Who = Source | Face | Embedding


def open(source: Source) -> Photo:
    """Open a photo: a path, bytes, an open file, a PIL image or a NumPy array.

    The photo is upright as its EXIF metadata say, and its pixels are decoded when they
    are first needed. Raises OSError where a file cannot be read, TypeError and
    ValueError for what holds no picture, and TruncatedImage, UnsupportedImage,
    TooManyPixels, TooSmall or EmptyImage for pictures that cannot be worked with.
    """
    return opened(source)


def faces(photo: Source, *, min_face: float | None = None) -> list[Face]:
    """Find the faces of a photo, the largest first; an empty list where it has none.

    `min_face` is the width in pixels of the smallest face to look for.
    """
    shown = opened(photo)
    found = engines.finder().find(shown, min_face).faces
    return [Face(shown, index, each) for index, each in enumerate(found)]


def align(
    photo: Source,
    face: Face | int | None = None,
    *,
    size: int = 256,
    crop: Crop = "face",
    margin: float = 0.0,
) -> AlignedFace:
    """Bring a face upright: its eyes level and in their place in a square picture.

    `face` is one that `faces` found in this photo, its index, or None for the largest.
    `size` is the side in pixels, 16 to 2048; `crop` is "face" for brows to chin, or
    "head"; `margin`, 0 to 1, is the share of the crop that is added on every side.
    Raises NoFace, FaceOutOfRange and BadParameter.
    """
    chosen = parsed(AlignParameters, {"size": size, "crop": crop, "margin": margin})
    shown = opened(photo)
    place = _face(shown, face)
    aligned = alignment.align(
        shown, place.found, chosen.size, chosen.crop, chosen.margin
    )
    return AlignedFace(aligned.picture, aligned.landmarks, aligned.transform)


def swap(
    source: Source,
    target: Source,
    *,
    source_face: Choice = "largest",
    target_face: Choice = "largest",
    blend: Blend = "seamless",
    label: bool = False,
) -> SwappedPicture:
    """Put the face of `source` into the head of `target`.

    Which faces, is said by `source_face` and `target_face`: "largest", an index, one
    that `faces` found, or for the target "all". `blend` is "seamless", "feather" or
    "none"; `label` writes "Face swapped" into the lower left corner. Raises NoFace,
    FaceOutOfRange, TooTurned and BadParameter.
    """
    chosen = parsed(
        SwapParameters,
        {
            "source_face": _choice(source_face),
            "target_face": _choice(target_face),
            "blend": blend,
            "label": label,
        },
    )
    result = swapped(opened(source), opened(target), engines.finder(), chosen)
    return SwappedPicture(result, chosen)


def exchange(
    photo: Source,
    first: Face | int = 0,
    second: Face | int = 1,
    *,
    blend: Blend = "seamless",
    label: bool = False,
) -> SwappedPicture:
    """Put two faces of one photo in each other's place.

    Raises NoFace, FaceOutOfRange, TooTurned and BadParameter.
    """
    chosen = parsed(
        SwapParameters,
        {
            "source_face": _choice(first),
            "target_face": _choice(second),
            "blend": blend,
            "label": label,
            "exchange": True,
        },
    )
    result = swapped(None, opened(photo), engines.finder(), chosen)
    return SwappedPicture(result, chosen)


def compare(a: Who, b: Who, *, far: float = DEFAULT_FAR) -> Comparison:
    """Say whether two faces are of one person.

    `a` and `b` are photos, whose largest face is taken, faces that `faces` found, or
    embeddings of faces. `far` is the false-accept rate of the decision, one of the
    measured ones. Raises NoFace and BadParameter.
    """
    recognizer = engines.recognizer()
    first, second = _embedding("a", a), _embedding("b", b)
    decision = decide(first, second, recognizer, far)
    return Comparison(
        same=decision.same,
        similarity=decision.similarity,
        threshold=decision.threshold,
        strictest=decision.strictest,
        sentence=decision.sentence,
        embedder=recognizer.embedder.profile.name,
    )


def _choice(face: Choice) -> str | int:
    return face.index if isinstance(face, Face) else face


def _face(photo: Photo, face: Face | int | None) -> Face:
    """The face that is meant, in this very photo."""
    if isinstance(face, Face):
        there = face.photo
        if (there.width, there.height) != (photo.width, photo.height):
            raise ValueError(
                f"The face was found in another photo: {there} is not {photo}."
            )
        return face
    found = faces(photo)
    if not found:
        raise NoFace("No face was found.")
    if (face or 0) >= len(found):
        raise FaceOutOfRange(f"There is no face {face}: the photo has {len(found)}.")
    return found[face or 0]


def _embedding(name: str, who: Who) -> Embedding:
    if isinstance(who, Face):
        return who.embedding
    if isinstance(who, np.ndarray) and who.ndim == 1:
        return who.astype(np.float32)
    with in_picture(name):
        return _face(opened(cast(Source, who)), None).embedding
