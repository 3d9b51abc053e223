"""Faces that a browser's camera shows, followed from frame to frame.

A page sends whole frames, and the service follows the faces in them: a face that is
near one of the last frame, or looks like it, is of the same track.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from visage.gallery.vectors import Floats
from visage.geometry import Box
from visage.recognition.thresholds import Table as Thresholds
from visage.watch.events import new_id
from visage.watch.keys import joined
from visage.watch.seen import Seen
from visage.watch.table import Change, Put, Row, Table, settled
from visage.watch.vectors import as_text, of_text

KIND = "session"
# A session of which so long nothing came begins anew.
KEPT = timedelta(minutes=10)
# Who was not seen for so long, and comes back, is of a new track.
LOST = timedelta(seconds=5)
# Boxes that overlap so much are of one face, unless their vectors contradict it.
SAME_PLACE = 0.3
# Two looks at one face, moments apart, are more similar than one in a thousand pairs of
# strangers; those that one in ten pairs of strangers surpass are of two faces.
SAME_FACE, OTHER_FACE = 0.001, 0.1


@dataclass(frozen=True)
class Followed:
    """A track of a session, as the last frame showed it; its box is in shares."""

    track: str
    box: Box
    vector: Floats
    last: datetime

    def as_json(self) -> dict[str, Any]:
        box = self.box
        return {
            "track": self.track,
            "box": [box.left, box.top, box.right, box.bottom],
            "vector": as_text(self.vector),
            "last": self.last.isoformat(),
        }

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> Followed:
        return cls(
            value["track"],
            Box(*value["box"]),
            of_text(value["vector"]),
            datetime.fromisoformat(value["last"]),
        )

    def likeness(self, box: Box, face: Seen, thresholds: Thresholds) -> float:
        """How much a face is like this one; 0 where it is another one."""
        overlap, alike = self.box.iou(box), float(self.vector @ face.vector)
        needed = OTHER_FACE if overlap >= SAME_PLACE else SAME_FACE
        return overlap + 1 if alike >= thresholds.at(needed).similarity else 0.0


def follow(
    table: Table,
    camera: str,
    session: str,
    faces: Sequence[tuple[Box, Seen]],
    thresholds: Thresholds,
    now: datetime,
) -> list[str]:
    """The tracks of the faces of a frame, each with its box in shares of the frame."""
    key = joined(camera, session)

    def attempt() -> tuple[Sequence[Change], list[str]]:
        kept = table.get(KIND, key)
        known = [Followed.of(each) for each in kept.value["tracks"]] if kept else []
        there = [each for each in known if now - each.last <= LOST]
        tracks = matched(there, faces, thresholds)
        after = {each.track: each for each in there}
        for track, (box, face) in zip(tracks, faces, strict=True):
            after[track] = Followed(track, box, face.vector, now)
        value = {"tracks": [each.as_json() for each in after.values()]}
        return [Put(Row(KIND, key, value, None, now + KEPT), over=kept)], tracks

    return settled(attempt, table)


def matched(
    there: Sequence[Followed],
    faces: Sequence[tuple[Box, Seen]],
    thresholds: Thresholds,
) -> list[str]:
    """The track of each face, the surest first; a new one where none is like it."""
    pairs = sorted(
        (
            (followed.likeness(box, face, thresholds), -at, followed.track)
            for followed in there
            for at, (box, face) in enumerate(faces)
        ),
        reverse=True,
    )
    found: dict[int, str] = {}
    for likeness, place, track in pairs:
        if likeness > 0 and -place not in found and track not in found.values():
            found[-place] = track
    return [found.get(at) or new_id() for at in range(len(faces))]
