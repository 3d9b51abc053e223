"""What a swap takes and answers: the same by HTTP and on the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, Field

from visage.answers.choice import find_chosen
from visage.answers.fields import (
    FaceBox,
    Parameters,
    Place,
    WhichFace,
    data_uri,
    face_box,
    points,
)
from visage.answers.limits import check_swapped, check_written
from visage.errors import (
    BadParameter,
    FaceOutOfRange,
    LowQuality,
    MissingImage,
    in_picture,
)
from visage.faces.face import Choice, Face, Faces
from visage.faces.finder import Finder
from visage.faces.pose import yaw
from visage.pictures.encode import encode
from visage.pictures.formats import Format
from visage.pictures.photo import Photo
from visage.pictures.picture import Picture
from visage.pictures.provenance import composite_xmp, labelled
from visage.swap.blend import Blend
from visage.swap.doubts import Doubt, once
from visage.swap.fitness import check
from visage.swap.swap import Swapped, exchange, swap

Quality = Literal["good", "any"]
OWN_FORMATS: dict[str, Format] = {
    "JPEG": "jpeg",
    "PNG": "png",
    "WEBP": "webp",
    # Photographs too, whose PNG would be ten times as large.
    "HEIF": "jpeg",
    "AVIF": "jpeg",
}


class SwapParameters(Parameters):
    """What can be chosen when faces are swapped."""

    source_face: WhichFace = Field(
        default="largest", description="largest, or an index from 0, largest first"
    )
    target_face: WhichFace = Field(
        default="largest", description="largest, all, or an index from 0, largest first"
    )
    source_at: Place | None = Field(
        default=None,
        description="x,y of a point in the source: the face whose box holds it, in "
        "place of source_face",
    )
    target_at: Place | None = Field(
        default=None,
        description="x,y of a point in the target: the face whose box holds it, in "
        "place of target_face",
    )
    exchange: bool = Field(
        default=False,
        description="two faces of the target in each other's place; needs no source",
    )
    blend: Blend = Field(
        default="seamless",
        description="seamless matches colour and light, feather colour, none nothing",
    )
    quality: Quality = Field(
        default="good",
        description="good refuses a source face that is blurred, cut off or tiny; any "
        "takes it",
    )
    label: bool = Field(
        default=False, description="write 'Face swapped' into the lower left corner"
    )
    mask: bool = Field(
        default=False,
        description="the mask too, as PNG; in place of the picture where the answer "
        "is an image",
    )
    format: Format | None = Field(
        default=None, description="of the result; as the target, if not given"
    )


class SwapFace(BaseModel):
    """A face that took part."""

    index: int
    box: FaceBox
    landmarks: list[tuple[float, float]]
    yaw: float = Field(description="degrees to the side, positive to the right")


class Warned(BaseModel):
    """A reason to look twice at the result."""

    code: str = Field(description="for programs, such as turned or source_covered")
    message: str = Field(description="for people, a sentence")


class SwapAnswer(BaseModel):
    """The result as a data URI, the faces that took part, the mask if asked for."""

    width: int
    height: int
    source: SwapFace
    targets: list[SwapFace]
    warnings: list[Warned] = Field(description="empty where nothing is doubtful")
    image: str
    mask: str | None = None


@dataclass(frozen=True)
class Result:
    """A swap with the faces that took part; `form` is that of the target."""

    swapped: Swapped
    source: SwapFace
    targets: list[SwapFace]
    form: Format
    doubts: tuple[Doubt, ...]

    @property
    def warnings(self) -> list[Warned]:
        """What is doubtful about it, in the words of an answer."""
        return [Warned(code=each.code, message=each.message) for each in self.doubts]

    def encoded(self, chosen: SwapParameters, form: Format) -> bytes:
        """The picture, marked as a composite, or its mask."""
        if chosen.mask:
            return mask_png(self.swapped.mask)
        return self.picture(chosen, form)

    def picture(self, chosen: SwapParameters, form: Format) -> bytes:
        pixels = self.pixels(chosen)
        check_written(pixels.shape[1], pixels.shape[0], form)
        return encode(pixels, form, xmp=composite_xmp())

    def pixels(self, chosen: SwapParameters) -> Picture:
        """The picture, with its label where that was chosen."""
        picture = self.swapped.picture
        return labelled(picture) if chosen.label else picture


def mask_png(mask: NDArray[np.uint8]) -> bytes:
    return encode(mask, "png")


def describe(result: Result, chosen: SwapParameters, form: Format) -> SwapAnswer:
    """The JSON answer: the picture, the faces that took part, what is doubtful."""
    height, width = result.swapped.mask.shape
    mask = data_uri(mask_png(result.swapped.mask), "png") if chosen.mask else None
    return SwapAnswer(
        width=width,
        height=height,
        source=result.source,
        targets=result.targets,
        warnings=result.warnings,
        image=data_uri(result.picture(chosen, form), form),
        mask=mask,
    )


def swapped(
    source: bytes | Photo | None,
    target: bytes | Photo,
    finder: Finder,
    chosen: SwapParameters,
) -> Result:
    """Swap faces of photos, which may be encoded still.

    Raises what decoding raises, NoFace and FaceOutOfRange, each saying in which
    picture, TooTurned, LowQuality, BadParameter and MissingImage.
    """
    giving: Choice = chosen.source_at or chosen.source_face
    if giving == "all":
        raise BadParameter("{parameter} is 'all': choose one face.", "source_face")
    if chosen.exchange:
        return _exchanged(target, finder, giving, chosen)
    if source is None:
        raise MissingImage(
            "There is no picture named source; send it beside the target, or say "
            "exchange=true to exchange two faces of the target."
        )
    with in_picture("the source"):
        giver = _photo(source)
        found, (face,) = find_chosen(finder, giver, giving)
    with in_picture("the target"):
        taker = _photo(target)
        there, places = find_chosen(
            finder, taker, chosen.target_at or chosen.target_face
        )
    check_swapped(len(places))
    doubts = _judged("source", giver, [face], chosen)
    result = swap(
        giver.pixels,
        face.landmarks,
        taker.pixels,
        [place.landmarks for place in places],
        chosen.blend,
    )
    return _result(result, (found, face), (there, places), taker, doubts)


def _exchanged(
    target: bytes | Photo, finder: Finder, giving: Choice, chosen: SwapParameters
) -> Result:
    taking: Choice = chosen.target_at or chosen.target_face
    with in_picture("the target"):
        photo = _photo(target)
        found = finder.find(photo)
    if taking == "all":
        raise BadParameter("{parameter} is 'all': exchange takes two.", "target_face")
    with in_picture("the target"):
        (first,) = found.chosen(giving)
    others = [face for face in found.faces if face is not first]
    if not others:
        raise FaceOutOfRange("An exchange needs two faces; the target has one.")
    if taking == "largest":
        second = others[0]
    else:
        with in_picture("the target"):
            (second,) = found.chosen(taking)
    if second is first:
        raise BadParameter("Source and target of an exchange are the same face.")
    doubts = _judged("target", photo, [first, second], chosen)
    result = exchange(photo.pixels, first.landmarks, second.landmarks, chosen.blend)
    return _result(result, (found, first), (found, [second, first]), photo, doubts)


def _judged(
    name: str, photo: Photo, faces: Sequence[Face], chosen: SwapParameters
) -> list[Doubt]:
    """What makes faces poor sources; raises LowQuality where only good ones will do."""
    try:
        with in_picture(f"the {name}"):
            for face in faces:
                check(photo.pixels, face.landmarks)
    except LowQuality as error:
        if chosen.quality == "good":
            raise
        return [Doubt(error.code, str(error))]
    return []


def _photo(picture: bytes | Photo) -> Photo:
    return picture if isinstance(picture, Photo) else Photo(picture)


def _result(
    result: Swapped,
    source: tuple[Faces, Face],
    target: tuple[Faces, Sequence[Face]],
    photo: Photo,
    doubts: Sequence[Doubt],
) -> Result:
    there, places = target
    return Result(
        result,
        _facts(*source),
        [_facts(there, place) for place in places],
        OWN_FORMATS.get(photo.format, "png"),
        once([*doubts, *result.doubts]),
    )


def _facts(found: Faces, face: Face) -> SwapFace:
    return SwapFace(
        index=found.faces.index(face),
        box=face_box(face.box),
        landmarks=points(face.landmarks),
        yaw=round(yaw(face.landmarks), 1),
    )
