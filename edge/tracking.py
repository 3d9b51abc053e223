"""Following faces from frame to frame, by where they are, how they move and look.

A face is expected where its speed takes it; the nearest face of about its size that
looks like it is it (greedy nearest neighbour, constant velocity: Bewley et al., "Simple
Online and Realtime Tracking", 2016, without its Kalman filter, whose noise would have
to be tuned to each camera's frame rate). Unlike there, a track never guesses: where two
faces that look alike come so close that they could be mixed up, both tracks end, and
what comes out begins anew. A track that mixed two people would make a vote over its
crops worthless; two tracks of one person cost one more message.

`python -m bench.tracking` compares it with trackers of a library.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

from edge.likeness import alike
from visage.faces.face import Detection
from visage.geometry import Box, Similarity
from visage.models.network import Floats
from visage.watch.events import new_id

# A face that was not seen for so many seconds has gone.
LOST = 1.0
# How far from where it is expected a face may be, in widths of it: at once, and more
# for every second that it was not seen. Of a face that was seen once, the speed isn't
# known yet: who walks by at 1.5 m/s moves ten widths a second.
NEAR = 0.4
DRIFT = 3.0
UNKNOWN_DRIFT = 10.0
# How much wider or narrower it may have become.
RESIZED = 1.6
# Faces that look alike and whose expected boxes overlap by so much (intersection over
# union) could be mixed up.
MIXED = 0.15
# Faces whose boxes do not touch when they are so much wider and higher stand alone.
ALONE = 1.6
# How much of a new speed is believed at once: boxes tremble by some hundredths.
STEADY = 0.5


@dataclass
class Track:
    """One face that is followed.

    `box` is where it was last seen, at `seen` seconds of the source's clock, and `view`
    how it looked then, if that is known; `speed` is that of its centre, in pixels a
    second. `sightings` counts frames that showed it.
    """

    box: Box
    seen: float
    view: Floats | None = None
    speed: tuple[float, float] = (0.0, 0.0)
    sightings: int = 1
    id: str = field(default_factory=new_id)

    def expected(self, at: float) -> Box:
        """Where the face should be at a time, if it goes on as it did."""
        passed = min(at - self.seen, LOST)
        dx, dy = self.speed[0] * passed, self.speed[1] * passed
        box = self.box
        return Box(box.left + dx, box.top + dy, box.right + dx, box.bottom + dy)

    def ahead(self, face: Detection, at: float) -> Detection:
        """A face of this track, as it was last seen, where it should be at a time."""
        (x, y), (then_x, then_y) = self.expected(at).centre, self.box.centre
        return face.moved(Similarity(1, 0, x - then_x, y - then_y))

    def take(self, box: Box, at: float, view: Floats | None) -> None:
        """See the face again."""
        passed = at - self.seen
        if passed > 0:
            measured = [
                (now - then) / passed
                for now, then in zip(box.centre, self.box.centre, strict=True)
            ]
            share = STEADY if self.sightings > 1 else 1.0
            self.speed = (
                self.speed[0] + share * (measured[0] - self.speed[0]),
                self.speed[1] + share * (measured[1] - self.speed[1]),
            )
        self.box, self.seen, self.view = box, at, view
        self.sightings += 1


@dataclass(frozen=True)
class Update:
    """What a frame changed: the track of each of its faces, and who has gone."""

    tracks: list[Track]  # one for each detection, in their order
    ended: list[Track]


class Tracker:
    """The faces of one camera that are followed now."""

    def __init__(self) -> None:
        self.tracks: list[Track] = []

    def update(
        self,
        detections: Sequence[Detection],
        at: float,
        views: Sequence[Floats] | None = None,
    ) -> Update:
        """Take the faces of a frame. `at`, in seconds, never goes back.

        `views` are how the faces look (`edge.likeness`); without, all look alike.
        """
        looks: Sequence[Floats | None] = views or [None] * len(detections)
        ended = [each for each in self.tracks if at - each.seen > LOST]
        following = [each for each in self.tracks if at - each.seen <= LOST]
        mixed = _mixed(following, at)
        ended += [each for each in following if each in mixed]
        following = [each for each in following if each not in mixed]
        matched = _matched(following, detections, looks, at)
        tracks = []
        for index, (detection, view) in enumerate(zip(detections, looks, strict=True)):
            track = matched.get(index)
            if track is None:
                track = Track(detection.box, at, view)
                following.append(track)
            else:
                track.take(detection.box, at, view)
            tracks.append(track)
        self.tracks = following
        return Update(tracks, ended)

    def crowded(self, at: float) -> bool:
        """Whether two faces are so close that one could be taken for the other."""
        boxes = [each.expected(at).grown(ALONE) for each in self.tracks]
        return any(one.iou(other) > 0 for one, other in combinations(boxes, 2))

    def close(self) -> list[Track]:
        """End every track: the source has no more frames."""
        ended, self.tracks = self.tracks, []
        return ended


def _mixed(tracks: Sequence[Track], at: float) -> list[Track]:
    boxes = [each.expected(at) for each in tracks]
    return [
        track
        for i, track in enumerate(tracks)
        if any(
            i != j and boxes[i].iou(boxes[j]) > MIXED and alike(track.view, other.view)
            for j, other in enumerate(tracks)
        )
    ]


def _matched(
    tracks: Sequence[Track],
    detections: Sequence[Detection],
    looks: Sequence[Floats | None],
    at: float,
) -> dict[int, Track]:
    """The track of each detection that has one, the surest pairs first."""
    pairs = sorted(
        (distance, i, j)
        for i, track in enumerate(tracks)
        for j, detection in enumerate(detections)
        if (distance := _distance(track, detection.box, at)) is not None
        and alike(track.view, looks[j])
    )
    matched: dict[int, Track] = {}
    taken: set[int] = set()
    for _, i, j in pairs:
        if i not in taken and j not in matched:
            matched[j] = tracks[i]
            taken.add(i)
    return matched


def _distance(track: Track, box: Box, at: float) -> float | None:
    """How many widths a face is from where it is expected; None if too far."""
    expected = track.expected(at)
    ratio = box.width / expected.width
    if not 1 / RESIZED <= ratio <= RESIZED:
        return None
    distance = math.dist(expected.centre, box.centre) / expected.width
    drift = UNKNOWN_DRIFT if track.sightings == 1 else DRIFT
    allowed = NEAR + drift * (at - track.seen)
    return distance if distance <= allowed else None
