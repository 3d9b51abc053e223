"""From the pictures of a call to faces: read, counted, and held to a quality."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from visage.answers.rekognition.context import Context
from visage.answers.rekognition.details import DEFAULT, Asked, Members, face_detail
from visage.answers.rekognition.errors import WireError, invalid
from visage.answers.rekognition.requests import MOST_BYTES, Image, QualityFilter
from visage.faces.face import Face
from visage.faces.quality import Quality, brightness, judge
from visage.gallery.pictures import Shown, sighted
from visage.gallery.probes import Probe
from visage.pictures.photo import Photo
from visage.recognition.recognizer import finest

# As many as Rekognition takes of one picture, the largest ones.
MOST_FACES = 100
# Programs look for these words.
NO_FACES = "There are no faces in the image. Should be at least 1."

# The lowest measure that a face needs for each filter. Of 899 pictures of LFW, 0.3 %
# are below the first, 3.2 % below the second, and 30 % below the third.
NEEDED: dict[QualityFilter, float] = {
    "NONE": 0.0,
    "LOW": 0.25,
    "MEDIUM": 0.5,
    "HIGH": 0.75,
    "AUTO": 0.5,
}
# What a low measure is called; a badly lit face may also be too bright, or too flat.
REASONS = {
    "size": "SMALL_BOUNDING_BOX",
    "sharpness": "LOW_SHARPNESS",
    "exposure": "LOW_FACE_QUALITY",
    "pose": "EXTREME_POSE",
    "visibility": "LOW_CONFIDENCE",
}
# Below this mean luminance, 0 to 1, bad light is darkness.
_DARK = 0.16


@dataclass(frozen=True)
class Picture:
    """A picture of a call: its bytes, the photo, and its faces, largest first."""

    raw: bytes
    photo: Photo
    faces: tuple[Face, ...]

    @classmethod
    def read(
        cls, image: Image, context: Context, *, only_largest: bool = False
    ) -> Picture:
        """Read a picture and find its faces. Raises WireError or VisageError."""
        raw = _content(image, context)
        photo = Photo(raw)
        finder = context.recognizer().finder
        return cls(raw, photo, finder.find(photo, only_largest=only_largest).faces)

    def shown(self, faces: Sequence[Face], context: Context) -> list[Shown]:
        """Some of the faces, recognized, as the gallery knows them."""
        recognized = context.recognizer().recognize(self.photo, faces)
        digest = context.gallery.digest(self.raw)
        return sighted(self.photo, digest, recognized, context.profile.name)

    def described(self, face: Face, asked: Asked = DEFAULT) -> Members:
        """A FaceDetail of one of the faces."""
        return face_detail(self.photo, face, asked.of_face(self.faces.index(face)))

    def too_poor(self, face: Face, wanted: QualityFilter) -> list[str]:
        """Why a face does not pass a filter: none where it does."""
        if wanted == "NONE":
            return []
        return reasons(judge(*finest(self.photo, face)), wanted, self.photo, face)

    def largest(self, wanted: QualityFilter) -> Face:
        """The largest face that passes a filter. Raises WireError where none does."""
        for face in self.faces[:MOST_FACES]:
            if not self.too_poor(face, wanted):
                return face
        raise invalid(NO_FACES)


def lasting(shown: Shown) -> Probe:
    """A face to be searched for, by the vector that it would be kept with.

    The same picture is then as similar as can be, and the rates of similarities are
    those that were measured.
    """
    return Probe(shown.recognized.lasting, shown.profile, shown.sighting)


def of_largest(image: Image, wanted: QualityFilter, context: Context) -> Picture:
    """A picture whose largest face is what matters: no other is looked for, where the
    largest need not pass a filter."""
    return Picture.read(image, context, only_largest=wanted == "NONE")


def reasons(
    quality: Quality, wanted: QualityFilter, photo: Photo, face: Face
) -> list[str]:
    """The measures that are lower than a filter wants, in Rekognition's words."""
    low = [name for name, found in quality.measures.items() if found < NEEDED[wanted]]
    named = [REASONS[name] for name in low]
    if "exposure" in low and brightness(*finest(photo, face)) < _DARK:
        named[low.index("exposure")] = "LOW_BRIGHTNESS"
    return named


def _content(image: Image, context: Context) -> bytes:
    if image.s3_object is not None:
        return context.read_object(image.s3_object)
    raw = image.raw or b""
    if len(raw) > MOST_BYTES:
        raise WireError(
            "ImageTooLargeException",
            f"The picture has {len(raw):,} bytes; at most {MOST_BYTES:,} are taken.",
        )
    return raw
