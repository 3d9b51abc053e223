"""The functions of `import visage`.

Each takes photos as a path, bytes, an open file, a PIL image, an array, or what
`open` gave. Models are loaded when they are first needed, once a process, and may be
used from several threads.
"""

from __future__ import annotations

from typing import Any, Literal, cast

import numpy as np
from numpy.typing import NDArray

from visage import engines
from visage.answers.align import AlignParameters
from visage.answers.choice import find_chosen
from visage.answers.compare import decide
from visage.answers.fields import parsed
from visage.answers.recognize import RecognizeParameters
from visage.answers.swap import Quality, SwapParameters, swapped
from visage.errors import BadParameter, in_picture
from visage.faces import align as alignment
from visage.faces import face as found
from visage.faces.align import Crop
from visage.pictures.photo import Photo
from visage.pictures.sources import Source, opened
from visage.recognition.thresholds import DEFAULT_FAR
from visage.results import AlignedFace, Comparison, Face, SwappedPicture
from visage.swap.blend import Blend

Embedding = NDArray[np.float32]
# Which face: the largest, an index from 0, the one at a point (x, y), or a found one.
OneFace = Literal["largest"] | int | tuple[float, float] | Face
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

    `min_face` is the width in pixels of the smallest face to look for. Raises
    BadParameter where it is too small for the photo.
    """
    chosen = parsed(RecognizeParameters, {"min_face": min_face})
    shown = opened(photo)
    there = engines.finder().find(shown, chosen.min_face)
    return [Face(shown, index, each) for index, each in enumerate(there.faces)]


def align(
    photo: Source,
    face: OneFace | None = None,
    *,
    size: int = 256,
    crop: Crop = "face",
    margin: float = 0.0,
) -> AlignedFace:
    """Bring a face upright: its eyes level and in their place in a square picture.

    `face` is the largest if not given, else an index, a point (x, y) that its box
    holds, or one that `faces` found in this photo. `size` is the side in pixels, 16 to
    2048; `crop` is "face" for brows to chin, or "head"; `margin`, 0 to 1, is the share
    of the crop that is added on every side. Raises NoFace, FaceOutOfRange and
    BadParameter.
    """
    options: dict[str, Any] = {"size": size, "crop": crop, "margin": margin}
    if not isinstance(face, Face | None):
        options["at" if isinstance(face, tuple) else "face"] = face
    chosen = parsed(AlignParameters, options)
    shown = opened(photo)
    if isinstance(face, Face):
        place = _of(shown, face)
    else:
        meant = chosen.at or chosen.face
        if meant == "all":
            raise BadParameter("{parameter} is 'all': choose one face.", "face")
        _, (place,) = find_chosen(engines.finder(), shown, meant)
    aligned = alignment.align(shown, place, chosen.size, chosen.crop, chosen.margin)
    return AlignedFace(aligned.picture, aligned.landmarks, aligned.transform)


def swap(
    source: Source,
    target: Source,
    *,
    source_face: OneFace = "largest",
    target_face: OneFace | Literal["all"] = "largest",
    blend: Blend = "seamless",
    quality: Quality = "good",
    label: bool = False,
) -> SwappedPicture:
    """Put the face of `source` into the head of `target`.

    Which faces, is said by `source_face` and `target_face`: the largest, an index, a
    point (x, y), one that `faces` found, or for the target "all". `blend` is
    "seamless", "feather" or "none"; `quality` "any" takes sources that are blurred,
    cut off or tiny too; `label` writes "Face swapped" into the lower left corner.
    Raises NoFace, FaceOutOfRange, TooTurned, LowQuality and BadParameter.
    """
    options = {**_meant("source", source_face), **_meant("target", target_face)}
    options |= {"blend": blend, "quality": quality, "label": label}
    chosen = parsed(SwapParameters, options)
    result = swapped(opened(source), opened(target), engines.finder(), chosen)
    return SwappedPicture(result, chosen)


def exchange(
    photo: Source,
    first: OneFace = 0,
    second: OneFace = 1,
    *,
    blend: Blend = "seamless",
    quality: Quality = "good",
    label: bool = False,
) -> SwappedPicture:
    """Put two faces of one photo in each other's place.

    Raises NoFace, FaceOutOfRange, TooTurned, LowQuality and BadParameter.
    """
    options = {**_meant("source", first), **_meant("target", second), "exchange": True}
    options |= {"blend": blend, "quality": quality, "label": label}
    chosen = parsed(SwapParameters, options)
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


def _meant(picture: str, face: OneFace | Literal["all"]) -> dict[str, Any]:
    """The parameter of a swap that says which face.

    A found face is meant by its place: its index counts what its own search found.
    """
    place = face.box.centre if isinstance(face, Face) else face
    return {f"{picture}_{'at' if isinstance(place, tuple) else 'face'}": place}


def _of(photo: Photo, face: Face) -> found.Face:
    """A face that was found earlier. Raises ValueError where the photo is another."""
    there = face.photo
    if (there.width, there.height) != (photo.width, photo.height):
        raise ValueError(f"The face was found in another photo: {there}, not {photo}.")
    return face.found


def _embedding(name: str, who: Who) -> Embedding:
    if isinstance(who, Face):
        return who.embedding
    if isinstance(who, np.ndarray) and who.ndim == 1:
        return who.astype(np.float32)
    with in_picture(name):
        shown = opened(cast(Source, who))
        _, (largest,) = find_chosen(engines.finder(), shown, "largest")
        return Face(shown, 0, largest).embedding
