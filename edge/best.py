"""Which looks at a face are worth sending, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from edge.frames import Frame
from visage.faces.face import Detection
from visage.faces.quality import judge
from visage.geometry import Box
from visage.watch import crops
from visage.watch.events import Crop

# How many looks a message has at most, and the least one should have: the service asks
# that three of five agree.
LOOKS = 5
# Looks that are closer in time are of one moment: the better one is kept.
APART = 0.1
# A message goes out when its looks are enough, or when the face was there so long,
# whatever it looks like.
PATIENCE = 1.0
# What is worse is not worth a look at all: nobody is named by it.
LEAST = 0.05
# After the first message, another goes out for a look that is so much better, and in
# any case from time to time, so that the service knows that the face is still there.
BETTER = 0.15
AGAIN = 2.0
STILL_THERE = 20.0
# Until then, a look in so many seconds is judged: a better one can wait.
LATER_LOOKS = 0.5
# A look that waited longer does not say that somebody is still there.
FRESH = 5.0
# A face that was seen in one frame only may be no face.
SIGHTINGS = 2


@dataclass(frozen=True, eq=False)
class Look:
    """A face as one frame shows it."""

    at: float
    crop: Crop


@dataclass
class Looks:
    """The looks at one track that were not sent yet, and what was."""

    begun: float
    waiting: list[Look] = field(default_factory=list)
    sightings: int = 0
    parts: int = 0
    best_sent: float = 0.0
    last_sent: float = 0.0
    judged: float = float("-inf")

    def see(self, frame: Frame, face: Detection) -> None:
        """Take a frame's look at the face, if it is better than those there are."""
        self.sightings += 1
        if self.parts and frame.at - self.judged < LATER_LOOKS:
            return
        self.judged = frame.at
        quality = judge(frame.picture, face).score * _inside(frame, face.box)
        if quality < LEAST:
            return
        fresh = [each for each in self.waiting if frame.at - each.at < FRESH]
        near = [each for each in fresh if frame.at - each.at < APART]
        if any(each.crop.quality >= quality for each in near):
            return
        others = [each for each in fresh if each not in near]
        others.sort(key=lambda each: -each.crop.quality)
        if len(others) >= LOOKS and others[LOOKS - 1].crop.quality >= quality:
            return
        look = Look(frame.at, cut(frame, face.box, quality))
        self.waiting = sorted(
            [*others[: LOOKS - 1], look], key=lambda each: -each.crop.quality
        )

    def due(self, at: float) -> bool:
        """Whether what waits should be sent now."""
        if not self.waiting or self.sightings < SIGHTINGS:
            return False
        if self.parts == 0:
            return len(self.waiting) >= LOOKS or at - self.begun >= PATIENCE
        passed = at - self.last_sent
        better = self.waiting[0].crop.quality >= self.best_sent + BETTER
        return passed >= STILL_THERE or (better and passed >= AGAIN)

    def due_at_end(self) -> bool:
        """Whether what waits should be sent when the face has gone: if nothing was."""
        return bool(self.waiting) and self.sightings >= SIGHTINGS and self.parts == 0

    def sent(self, at: float) -> None:
        """Remember that what waited was sent."""
        best = max(each.crop.quality for each in self.waiting)
        self.best_sent = max(self.best_sent, best)
        self.last_sent = at
        self.parts += 1
        self.waiting = []

    @property
    def crops(self) -> Sequence[Crop]:
        return [each.crop for each in self.waiting]


def _inside(frame: Frame, box: Box) -> float:
    """How much of a face the frame shows, 0 to 1."""
    height, width = frame.picture.shape[:2]
    return box.clipped(width, height).area / box.area


def cut(frame: Frame, box: Box, quality: float) -> Crop:
    """The part of a frame around a face, as JPEG."""
    height, width = frame.picture.shape[:2]
    return Crop(
        taken=frame.taken,
        quality=round(quality, 3),
        left=round(box.left, 1),
        top=round(box.top, 1),
        right=round(box.right, 1),
        bottom=round(box.bottom, 1),
        frame_width=width,
        frame_height=height,
        image=crops.cut(frame.picture, box),
    )
