"""Faces that a camera followed and that are nobody known: the inbox of unknown faces.

One is kept for each track, in two rows under one key: what is known of the face with
its vector, and the crop that people look at. The inbox reads the first of thousands
of faces and the second of those on the screen. The keys sort by when a face was first
seen. Both rows go when the face is named or dismissed, and when they expire.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from visage.gallery.vectors import Floats
from visage.geometry import Box
from visage.watch.table import Drop, Kept, Row
from visage.watch.vectors import as_text, of_text

KIND, CROP = "unknown", "unknown_crop"


@dataclass(frozen=True)
class UnknownFace:
    """The best look at a face that nobody knows, and the track that it is of.

    `first` and `last` are when the track was seen; `box` is the face in shares of the
    crop's width and height; `vector` is a unit vector of `profile`, (dimension,), as
    it would be enrolled.
    """

    id: str
    camera: str
    track: str
    first: datetime
    last: datetime
    quality: float
    confidence: float
    box: Box
    profile: str
    vector: Floats = field(repr=False)


def face_id(first: datetime, track: str) -> str:
    """The id and key of a track's face: it sorts by when the track was first seen.

    It is made once for a track and stays, also where an earlier look comes later.
    """
    return f"{int(first.timestamp() * 1_000_000):016x}-{track}"


def rows_of(face: UnknownFace, crop: bytes, expires: datetime) -> tuple[Row, Row]:
    """The rows of a face, to be written together; `crop` is a JPEG."""
    value: dict[str, Any] = {
        "camera": face.camera,
        "track": face.track,
        "first": face.first.isoformat(),
        "last": face.last.isoformat(),
        "quality": face.quality,
        "confidence": face.confidence,
        "box": [face.box.left, face.box.top, face.box.right, face.box.bottom],
        "profile": face.profile,
        "vector": as_text(face.vector),
    }
    return (
        Row(KIND, face.id, value, expires=expires),
        Row(CROP, face.id, {}, crop, expires),
    )


def drops_of(face: str) -> tuple[Drop, Drop]:
    """What removes a face, whatever of it is there."""
    return Drop(KIND, face), Drop(CROP, face)


def face_of(kept: Kept) -> UnknownFace:
    """A face as it was read, from the first of its rows."""
    value = kept.value
    return UnknownFace(
        id=kept.row.key,
        camera=value["camera"],
        track=value["track"],
        first=datetime.fromisoformat(value["first"]),
        last=datetime.fromisoformat(value["last"]),
        quality=value["quality"],
        confidence=value["confidence"],
        box=Box(*value["box"]),
        profile=value["profile"],
        vector=of_text(value["vector"]),
    )
