"""Which of a picture's faces a request means."""

from __future__ import annotations

from visage.faces.face import Choice, Face, Faces
from visage.faces.finder import Finder
from visage.pictures.photo import Photo


def find_chosen(
    finder: Finder, photo: Photo, choice: Choice, min_face: float | None = None
) -> tuple[Faces, tuple[Face, ...]]:
    """The faces of a photo, and those that are meant by `choice`.

    Where the largest alone is meant, no other is looked for. Raises NoFace,
    FaceOutOfRange or BadParameter.
    """
    only_largest = choice in ("largest", 0)
    found = finder.find(photo, min_face, only_largest=only_largest)
    return found, found.chosen(choice)
