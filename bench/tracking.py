"""Our tracker of faces against those of a well-kept library, on the same detections.

    python -m bench.tracking [--data ../shared/data]

Two to four people of Labeled Faces in the Wild pass through a picture, turn back in it
or stand, at various sizes and speeds, and cross; the finder looks at eight frames a
second, as the agent does. Every tracker gets those boxes. Counted are, of passes that
were found in two frames or more: tracks with two sightings or more (one for each pass
would be perfect), how many of those show more than one person, whose looks no vote
could use, and passes that have a track of five sightings of nobody else, by which a
person can be decided.

The library's trackers run as it sets them, and with the best of a grid of settings for
scenes of every other person, in alphabetical order; ours was tuned on those too. What
is printed is of scenes of the others. The library is roboflow's `trackers`, 2.6.1,
which the project does not install: `pip install trackers==2.6.1` beside it.
"""

from __future__ import annotations

import argparse
import random
import time
import warnings
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageEnhance, ImageFilter

from bench.swap_people import ARCHIVES, archived
from edge.agent import RATE
from edge.likeness import ALIKE, likeness, view_of
from edge.tracking import Tracker
from tests.edge.scenes import Scene, Walker, passing, standing
from visage.faces.face import Detection
from visage.faces.finder import Finder
from visage.models.network import Floats
from visage.models.store import model_store
from visage.pictures.photo import Photo, decode

try:
    import supervision
    import trackers
except ModuleNotFoundError:
    trackers = None

SECONDS = 6
SCENES = 40  # to choose settings on, and as many others to report
HEAD = (65, 40, 185, 210)  # in a picture of Labeled Faces in the Wild
COVERED = 0.4  # widths of a cut-out about its middle, which is the face
ENOUGH = 5  # sightings, by which the service decides
# What a mixed track costs, in passes that can't be decided.
MIXED_COSTS = 3
Heads = dict[str, list[Image.Image]]


@dataclass(frozen=True, eq=False)
class Frame:
    """The faces of a frame, their views, and the walker that each shows."""

    at: float
    faces: Sequence[Detection]
    views: Sequence[Floats]
    walkers: Sequence[int]


Update = Callable[[Frame], Sequence[object]]


@dataclass
class Count:
    """What a tracker made of some scenes."""

    passes: int = 0
    tracks: int = 0
    mixed: int = 0
    decided: int = 0
    frames: int = 0
    seconds: float = 0.0

    def add(self, scene: Sequence[Frame], tracks: Sequence[Sequence[int]]) -> None:
        """Count a scene with the walkers that each of its tracks shows."""
        sightings = Counter(walker for frame in scene for walker in frame.walkers)
        passes = {walker for walker, seen in sightings.items() if seen > 1}
        plain = {
            track[0]
            for track in tracks
            if len(track) >= ENOUGH and len(set(track)) == 1
        }
        self.passes += len(passes)
        self.tracks += len(tracks)
        self.mixed += sum(len(set(track)) > 1 for track in tracks)
        self.decided += len(plain & passes)

    @property
    def wrong(self) -> int:
        """Passes that can't be decided, and tracks of more than one person."""
        return self.passes - self.decided + MIXED_COSTS * self.mixed

    def __str__(self) -> str:
        return (
            f"{self.tracks / self.passes:6.2f}   {self.mixed / self.tracks:6.1%}   "
            f"{self.decided / self.passes:6.1%}   "
            f"{1e6 * self.seconds / self.frames:6.0f}"
        )


def main() -> None:
    """Print the figures of each tracker."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    warnings.simplefilter("ignore")
    archive = parser.parse_args().data / ARCHIVES[1]
    if not archive.exists():
        print(f"There is no {archive}: 62 people of Labeled Faces in the Wild.")
        return
    finder = Finder.load(model_store(), threads=2)
    finder.warm()
    tuned, others = heads(archive)
    print_likeness(others, finder)
    chosen_on = [found_in(number, tuned, finder) for number in range(SCENES)]
    reported = [found_in(number, others, finder) for number in range(SCENES)]
    own = counted(reported, ours)
    print(
        f"{SCENES} scenes of {SECONDS} s, {RATE:g} frames a second, {own.passes} passes"
    )
    print("                             tracks                     µs a")
    print("                             a pass    mixed  decided  frame")
    print(f"  visage                     {own}")
    if trackers is None:
        print("  trackers is not installed: pip install trackers==2.6.1")
        return
    for name, settings in grids().items():
        print(f"  {name:18} as set  {counted(reported, library(name, {}))}")
        best = min(
            settings, key=lambda each: counted(chosen_on, library(name, each)).wrong
        )
        print(f"  {name:18} tuned   {counted(reported, library(name, best))}")
        print(f"    {said(best)}")


def heads(archive: Path) -> tuple[Heads, Heads]:
    """Heads of every other person, and of the others."""
    halves: tuple[Heads, Heads] = {}, {}
    for person, tuned, raw in archived(archive):
        image = Image.fromarray(decode(raw)).crop(HEAD)
        halves[not tuned].setdefault(person, []).append(image)
    return halves


def print_likeness(people: Heads, finder: Finder) -> None:
    """Print how alike views of one head, shown otherwise, and of two people are."""
    views, same = [], []
    for number, (head, *_) in enumerate(people.values()):
        chance = random.Random(number)
        first, second = seen(head, finder), seen(otherwise(head, chance), finder)
        views += first
        same += [
            likeness(one, other) for one, other in zip(first, second, strict=False)
        ]
    strangers = [likeness(one, other) for one, other in combinations(views, 2)]
    print(f"Looks that are alike, by {ALIKE}")
    print(f"  at one head, and resized, turned, blurred, darker: {share(same)}")
    print(f"  at two people: {share(strangers)}")


def share(likenesses: Sequence[float | None]) -> str:
    known = np.array([each for each in likenesses if each is not None])
    return (
        f"{np.mean(known >= ALIKE):.1%} of {len(known)} "
        f"({known.min():.2f} to {known.max():.2f})"
    )


def otherwise(head: Image.Image, chance: random.Random) -> Image.Image:
    """The head of a moment later: nearer or farther, leaning, blurred, in the shade."""
    by = chance.uniform(0.8, 1.25)
    image = head.resize((round(head.width * by), round(head.height * by)))
    image = image.rotate(chance.uniform(-10, 10))
    image = image.filter(ImageFilter.GaussianBlur(chance.uniform(0, 1.5)))
    return ImageEnhance.Brightness(image).enhance(chance.uniform(0.7, 1.1))


def seen(head: Image.Image, finder: Finder) -> list[Floats]:
    """The view of the largest face of a picture, if there is one."""
    picture = np.asarray(head)
    found = finder.find(Photo.of(picture), upright=True).faces
    return [view_of(picture, each) for each in found[:1]]


def people(number: int, known: Heads) -> list[Walker]:
    """Who is in a scene; later ones walk before earlier ones, and are larger."""
    chance = random.Random(number)
    widths = sorted(chance.uniform(110, 320) for _ in range(chance.randint(2, 4)))
    names = chance.sample(sorted(known), len(widths))
    found = []
    for name, width in zip(names, widths, strict=True):
        walker = walking(name, width, chance)
        found.append(replace(walker, head=chance.choice(known[name])))
    return found


def walking(name: str, width: float, chance: random.Random) -> Walker:
    """One of four stands; of those who pass, one of five turns back."""
    if chance.random() < 0.25:
        return standing(name, 0, SECONDS, chance.uniform(200, 1080), width)
    start = chance.uniform(0, 3)
    end = start + chance.uniform(1.2, 4)
    y, left = chance.uniform(280, 440), chance.random() < 0.5
    walker = passing(name, start, end, y=y, width=width, leftwards=left)
    if chance.random() < 0.8:
        return walker
    when = chance.uniform(start, end)
    return replace(walker, at=lambda time: walker.at(min(time, 2 * when - time)))


def found_in(number: int, known: Heads, finder: Finder) -> list[Frame]:
    """The faces that the finder sees in a scene, and of whom each is."""
    walkers = people(number, known)
    frames = []
    for frame in Scene(walkers, SECONDS).frames(RATE):
        faces = finder.find(Photo.of(frame.picture), upright=True).faces
        views = [view_of(frame.picture, each) for each in faces]
        whose = [shown(each, walkers, frame.at) for each in faces]
        frames.append(Frame(frame.at, faces, views, whose))
    return frames


def shown(face: Detection, walkers: Sequence[Walker], at: float) -> int:
    """Whose face it is: the walker's number who hides others, or else is nearest."""
    x, y = face.box.centre
    apart = {
        number: float(np.hypot(there[0] - x, there[1] - y)) / there[2]
        for number, walker in enumerate(walkers)
        if (there := walker.at(at)) is not None
    }
    before = [number for number, widths in apart.items() if widths < COVERED]
    return max(before) if before else min(apart, key=lambda number: apart[number])


def counted(scenes: Sequence[Sequence[Frame]], make: Callable[[], Update]) -> Count:
    """What a tracker makes of scenes."""
    count = Count()
    for scene in scenes:
        update = make()
        tracks: dict[object, list[int]] = {}
        for frame in scene:
            started = time.perf_counter()
            found = update(frame)
            count.seconds += time.perf_counter() - started
            count.frames += 1
            for track, walker in zip(found, frame.walkers, strict=True):
                if track is not None:
                    tracks.setdefault(track, []).append(walker)
        count.add(scene, [each for each in tracks.values() if len(each) > 1])
    return count


def ours() -> Update:
    tracker = Tracker()

    def update(frame: Frame) -> Sequence[object]:
        taken = tracker.update(frame.faces, frame.at, frame.views)
        return [each.id for each in taken.tracks]

    return update


def library(name: str, settings: dict[str, Any]) -> Callable[[], Update]:
    """A tracker of the library, told how many frames a second there are."""

    def make() -> Update:
        tracker = getattr(trackers, name)(frame_rate=RATE, **settings)

        def update(frame: Frame) -> Sequence[object]:
            faces = frame.faces
            boxes = [(b.left, b.top, b.right, b.bottom) for b in (f.box for f in faces)]
            given = supervision.Detections(
                xyxy=np.array(boxes, np.float32).reshape(-1, 4),
                confidence=np.array([each.probability for each in faces], np.float32),
                data={"place": np.arange(len(faces))},
            )
            tracks: list[object] = [None] * len(faces)
            answer = tracker.update(given)
            for place, track in zip(
                answer.data.get("place", ()), answer.tracker_id, strict=True
            ):
                tracks[place] = int(track) if track >= 0 else None
            return tracks

        return update

    return make


def grid(**choices: Sequence[Any]) -> list[dict[str, Any]]:
    return [
        dict(zip(choices, each, strict=True)) for each in product(*choices.values())
    ]


def said(settings: dict[str, Any]) -> str:
    """The settings, overlaps by the name of their measure."""
    return ", ".join(
        f"{name}={type(value).__name__ if name == 'iou' else value}"
        for name, value in settings.items()
    )


def grids() -> dict[str, list[dict[str, Any]]]:
    """The settings that are tried, by the tracker's name."""
    buffers, overlaps, first = (15, 30), (0.01, 0.1, 0.3), (1, 2)
    by_overlap = grid(
        lost_track_buffer=buffers,
        minimum_iou_threshold=(*overlaps, -0.3, -0.6),
        minimum_consecutive_frames=first,
        iou=(trackers.IoU(), trackers.GIoU()),
    )
    by_buffer = grid(
        lost_track_buffer=buffers,
        minimum_iou_threshold_first_assoc=overlaps,
        minimum_consecutive_frames=first,
        buffer_ratio_first=(0.3, 1.0),
        buffer_ratio_second=(0.5, 2.0),
    )
    return {
        "ByteTrackTracker": by_overlap,
        "OCSORTTracker": by_overlap,
        "CBIoUTracker": by_buffer,
    }


if __name__ == "__main__":
    main()
