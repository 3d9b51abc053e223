"""What align and landmarks take and answer: the same by HTTP and on the terminal.

Boxes and points are pixels of the upright picture, rounded to a hundredth.
"""

from __future__ import annotations

from pydantic import BaseModel, Field

from visage.answers.choice import find_chosen
from visage.answers.fields import (
    FaceBox,
    MinFace,
    Parameters,
    PictureSize,
    Place,
    WhichFace,
    data_uri,
    face_box,
    points,
)
from visage.answers.limits import check_aligned, check_landmarked, check_written
from visage.errors import NotAcceptable
from visage.faces import align as alignment
from visage.faces.align import Crop
from visage.faces.face import Choice, Face, Faces
from visage.faces.finder import Finder
from visage.pictures.draw import draw
from visage.pictures.encode import encode
from visage.pictures.formats import Format
from visage.pictures.photo import Photo

AT = "x,y of a point: the face whose box holds it, in place of face"


class AlignParameters(Parameters):
    """What can be chosen when faces are aligned."""

    face: WhichFace = Field(
        default="largest", description="largest, all, or an index from 0, largest first"
    )
    at: Place | None = Field(default=None, description=AT)
    size: int = Field(
        default=256,
        ge=alignment.MIN_SIZE,
        le=alignment.MAX_SIZE,
        description="pixels a side of the aligned picture",
    )
    crop: Crop = Field(default="face", description="brows to chin, or the whole head")
    margin: float = Field(
        default=0.0,
        ge=0,
        le=alignment.MAX_MARGIN,
        description="share of the crop that is added on every side",
    )
    format: Format = Field(default="png", description="of the aligned pictures")
    min_face: MinFace | None = Field(
        default=None, description="width in pixels of the smallest face to look for"
    )


class LandmarksParameters(Parameters):
    """What can be chosen when landmarks are found."""

    face: WhichFace = Field(
        default="all", description="largest, all, or an index from 0, largest first"
    )
    at: Place | None = Field(default=None, description=AT)
    format: Format = Field(default="png", description="of the drawn picture")
    min_face: MinFace | None = Field(
        default=None, description="width in pixels of the smallest face to look for"
    )


class PictureFacts(PictureSize):
    """The upright picture in pixels, and the turn in which faces were found."""

    turned: float = Field(description="degrees counter-clockwise")


class LandmarkFacts(BaseModel):
    """One face: its box, how sure the detector is, 68 points, and how it leans."""

    index: int
    box: FaceBox
    probability: float = Field(description="how sure the detector is, 0 to 1")
    landmarks: list[tuple[float, float]]
    inter_ocular_distance: float = Field(description="pixels between the eyes' centres")
    roll: float = Field(description="degrees, positive counter-clockwise")


class AlignedFacts(BaseModel):
    """The aligned picture of a face, as a data URI, and the points in it."""

    size: int
    landmarks: list[tuple[float, float]]
    image: str


class AlignedFace(LandmarkFacts):
    """One face with the transform from the picture and the aligned picture."""

    transform: list[tuple[float, float, float]] = Field(
        description="2x3 matrix that takes (x, y, 1) to the aligned picture"
    )
    aligned: AlignedFacts


class LandmarksAnswer(BaseModel):
    """Every chosen face of a picture with its landmarks."""

    picture: PictureFacts
    faces: list[LandmarkFacts]


class AlignAnswer(BaseModel):
    """Every chosen face of a picture, brought upright."""

    picture: PictureFacts
    faces: list[AlignedFace]


def find_landmarks(
    raw: bytes, finder: Finder, parameters: LandmarksParameters
) -> LandmarksAnswer:
    """The landmarks of an encoded picture's faces."""
    photo = Photo(raw)
    found, faces = _find(photo, finder, parameters)
    return LandmarksAnswer(
        picture=_picture(photo, found),
        faces=[_face(found, face) for face in faces],
    )


def draw_landmarks(
    raw: bytes, finder: Finder, parameters: LandmarksParameters, form: Format
) -> bytes:
    """The picture itself with the landmarks drawn onto it, encoded."""
    photo = Photo(raw)
    check_written(photo.width, photo.height, form)
    _, faces = _find(photo, finder, parameters)
    return encode(draw(photo.pixels, faces), form)


def align_faces(raw: bytes, finder: Finder, parameters: AlignParameters) -> AlignAnswer:
    """The aligned faces of an encoded picture, with their pixels as data URIs."""
    photo = Photo(raw)
    found, faces = _find(photo, finder, parameters)
    check_aligned(len(faces), parameters.size)
    return AlignAnswer(
        picture=_picture(photo, found),
        faces=[_aligned(photo, found, face, parameters) for face in faces],
    )


def align_one(
    raw: bytes, finder: Finder, parameters: AlignParameters, form: Format
) -> bytes:
    """The one aligned face, encoded. Raises NotAcceptable where several are chosen."""
    photo = Photo(raw)
    _, faces = _find(photo, finder, parameters)
    if len(faces) > 1:
        raise NotAcceptable(
            f"The picture has {len(faces)} faces, and an image answer holds one; "
            "choose face=largest, an index or a point, or accept application/json."
        )
    return encode(_align(photo, faces[0], parameters).picture, form)


def _find(
    photo: Photo, finder: Finder, parameters: AlignParameters | LandmarksParameters
) -> tuple[Faces, tuple[Face, ...]]:
    choice: Choice = parameters.at or parameters.face
    found, faces = find_chosen(finder, photo, choice, parameters.min_face)
    check_landmarked(len(faces))
    return found, faces


def _picture(photo: Photo, found: Faces) -> PictureFacts:
    return PictureFacts(width=photo.width, height=photo.height, turned=found.turned)


def _face(found: Faces, face: Face) -> LandmarkFacts:
    return LandmarkFacts(
        index=found.faces.index(face),
        box=face_box(face.box),
        probability=round(face.probability, 4),
        landmarks=points(face.landmarks),
        inter_ocular_distance=round(face.inter_ocular_distance, 2),
        roll=round(face.roll, 2),
    )


def _align(photo: Photo, face: Face, chosen: AlignParameters) -> alignment.Aligned:
    return alignment.align(photo, face, chosen.size, chosen.crop, chosen.margin)


def _aligned(
    photo: Photo, found: Faces, face: Face, chosen: AlignParameters
) -> AlignedFace:
    aligned = _align(photo, face, chosen)
    rows = aligned.transform.matrix.round(6).tolist()
    facts = _face(found, face)
    return AlignedFace(
        index=facts.index,
        box=facts.box,
        probability=facts.probability,
        landmarks=facts.landmarks,
        inter_ocular_distance=facts.inter_ocular_distance,
        roll=facts.roll,
        transform=[tuple(row) for row in rows],
        aligned=AlignedFacts(
            size=chosen.size,
            landmarks=points(aligned.landmarks),
            image=data_uri(encode(aligned.picture, chosen.format), chosen.format),
        ),
    )
