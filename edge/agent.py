"""The camera agent: frames in, messages about faces out.

Each due frame is searched for faces if anything in it moves, or somebody is being
followed. Faces become tracks, tracks keep their best looks, and what is worth telling
is written to the outbox, which the sender empties.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from edge.best import Looks
from edge.frames import Frame, Source
from edge.likeness import view_of
from edge.motion import Motion
from edge.outbox import Outbox
from edge.tracking import Track, Tracker
from visage.faces.face import Detection
from visage.faces.finder import Finder
from visage.pictures.photo import Photo
from visage.watch.events import fitting

# Frames that are searched each second. Somebody who walks past is in view for seconds;
# at 8 a second, five looks take 0.6 s.
RATE = 8.0
# Where nothing moves, one frame in so many seconds is searched all the same: somebody
# may have stood there from the start.
IDLE = 2.0
# While every face is followed well, the whole frame is searched so many seconds apart:
# where something moved that is not of those people, and where nothing did. In between,
# the faces are looked for where they should be, which takes a tenth of the time and
# sees nobody new.
SEARCH_AGAIN = 0.5
SEARCH_ANYWAY = 1.0


@dataclass
class Counts:
    """What the agent did so far."""

    frames: int = 0
    searched: int = 0  # whole, or where its faces should be
    faces: int = 0  # in the last of them
    tracks: int = 0


@dataclass(frozen=True)
class Shown:
    """A frame and the faces that are followed in it, for a window."""

    frame: Frame
    tracks: list[Track]


class Agent:
    """Watches one source for one camera. `told` is called for each message kept."""

    def __init__(
        self,
        camera: str,
        finder: Finder,
        outbox: Outbox,
        *,
        min_face: float | None = None,
        rate: float = RATE,
        told: Callable[[], None] = lambda: None,
        seen: Callable[[Shown], None] = lambda shown: None,
    ) -> None:
        self.camera = camera
        self.counts = Counts()
        self._finder, self._outbox = finder, outbox
        self._min_face, self._rate = min_face, rate
        self._told, self._seen = told, seen
        self._motion, self._tracker = Motion(), Tracker()
        self._looks: dict[str, Looks] = {}
        self._searched_at = float("-inf")
        self._moved_elsewhere = False  # since the whole frame was searched
        self._last: list[tuple[Track, Detection]] = []

    def run(self, source: Source) -> None:
        """Watch until the source ends or is closed.

        Raises SourceUnusable, BufferUnusable, and BadParameter where `min_face` asks
        for more pixels than can be searched.
        """
        for frame in source.frames(self._rate):
            self._take(frame)
        for track in self._tracker.close():
            self._end(track)

    def _take(self, frame: Frame) -> None:
        self.counts.frames += frame.passed
        moved = self._motion.moved(frame.picture)
        idle = frame.at - self._searched_at < IDLE
        if not moved and not self._tracker.tracks and idle:
            self._seen(Shown(frame, []))
            return
        found = self._followed(frame)
        if found is None:
            found = self._searched(frame)
        self.counts.searched += 1
        self.counts.faces = len(found)
        self._take_faces(frame, found)
        self._seen(Shown(frame, list(self._tracker.tracks)))

    def _searched(self, frame: Frame) -> list[Detection]:
        self._searched_at, self._moved_elsewhere = frame.at, False
        photo = Photo.of(frame.picture)
        return list(self._finder.find(photo, self._min_face, upright=True).faces)

    def _followed(self, frame: Frame) -> list[Detection] | None:
        """The faces of the frame before, where they are now; None to search instead.

        Only while each of them stands alone, and nothing moves beside it: whoever comes
        near has to be seen before the two can be mixed up.
        """
        tracks = self._tracker.tracks
        if not self._last or len(tracks) != len(self._last):
            return None
        heads = [track.expected(frame.at) for track in tracks]
        self._moved_elsewhere |= self._motion.elsewhere(heads)
        again = SEARCH_AGAIN if self._moved_elsewhere else SEARCH_ANYWAY
        if frame.at - self._searched_at >= again:
            return None
        if self._tracker.crowded(frame.at) or self._motion.beside(heads):
            return None
        expected = [track.ahead(face, frame.at) for track, face in self._last]
        return self._finder.follow(frame.picture, expected)

    def _take_faces(self, frame: Frame, found: Sequence[Detection]) -> None:
        views = [view_of(frame.picture, face) for face in found]
        update = self._tracker.update(found, frame.at, views)
        self._last = list(zip(update.tracks, found, strict=True))
        for track, face in zip(update.tracks, found, strict=True):
            looks = self._looks.get(track.id)
            if looks is None:
                looks = self._looks[track.id] = Looks(begun=frame.at)
                self.counts.tracks += 1
            looks.see(frame, face)
            if looks.due(frame.at):
                self._tell(track, looks, frame.at)
        for track in update.ended:
            self._end(track)

    def _end(self, track: Track) -> None:
        looks = self._looks.pop(track.id)
        if looks.due_at_end():
            self._tell(track, looks, track.seen)

    def _tell(self, track: Track, looks: Looks, at: float) -> None:
        event = fitting(self.camera, track.id, looks.parts, looks.crops)
        self._outbox.put(event, time.time())
        looks.sent(at)
        self._told()
