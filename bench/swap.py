"""The swap against the classic OpenCV pipeline: a contact sheet and its figures.

    python -m bench.swap --data DIR

swaps ordered pairs of people by both, in the same run and from the same landmarks, and
writes `bench/out/swap-tuned.png` and `bench/out/swap-held-out.png`: in each row the
source, the target, ours, the classic. See bench.swap_people for what DIR holds.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")  # numpy reads them when it is imported

import cv2  # noqa: E402
import dlib  # noqa: E402
import numpy as np  # noqa: E402
from numpy.typing import NDArray  # noqa: E402
from PIL import Image, ImageDraw  # noqa: E402

from bench.opencv_swap import classic  # noqa: E402
from bench.swap_figures import TITLES, Figures, measured  # noqa: E402
from bench.swap_people import Pair, Portrait, pairs, portraits  # noqa: E402
from visage.faces.finder import Finder  # noqa: E402
from visage.geometry import Points  # noqa: E402
from visage.models.store import model_store  # noqa: E402
from visage.pictures.photo import Photo  # noqa: E402
from visage.pictures.picture import Picture  # noqa: E402
from visage.swap.swap import swap  # noqa: E402

OUT = Path("bench/out")
TILE = 240
ACROSS = 2  # pairs in a row of the sheet
TUNED, HELD_OUT = 24, 48  # pairs
# Widths of the target's face, in pixels, that figures are told by.
BANDS = {"to 140 px": (0, 140), "140 to 300 px": (140, 300), "from 300 px": (300, 9999)}
WIDTHS = (130, 300, 1000)
ALIKE = (0.7, 1.4)  # detail within these is as good as the target's own

Swapper = Callable[
    [Picture, Points, Picture, Points], tuple[Picture, NDArray[np.uint8]]
]


def ours(
    source: Picture, face: Points, target: Picture, place: Points
) -> tuple[Picture, NDArray[np.uint8]]:
    result = swap(source, face, target, [place])
    return result.picture, result.mask


Measured = dict[str, list[Figures]]  # by the name of the system
SYSTEMS: dict[str, Swapper] = {"ours": ours, "classic": classic}


def tile(picture: Picture, points: Points, side: int = TILE) -> Image.Image:
    """The head on a square of the sheet."""
    low, high = points.min(axis=0), points.max(axis=0)
    x, y = (low + high) / 2 - (0, 0.08 * (high - low).max())
    half = 0.68 * (high - low).max()
    box = x - half, y - half, x + half, y + half
    head = Image.fromarray(picture).crop(tuple(round(v) for v in box))
    return head.resize((side, side), Image.Resampling.LANCZOS)


def swapped(pair: Pair, system: str) -> tuple[Picture, NDArray[np.uint8]]:
    """The result of one of the two systems, and its mask."""
    source, target = pair
    return SYSTEMS[system](
        source.picture,
        source.face.landmarks,
        target.picture,
        target.face.landmarks,
    )


def sheet(chosen: list[Pair], path: Path, finder: Finder) -> Measured:
    """Write a contact sheet; the figures of every pair by system."""
    columns = 2 + len(SYSTEMS)
    size = ACROSS * columns * TILE, -(-len(chosen) // ACROSS) * TILE
    page = Image.new("RGB", size, "white")
    figures: Measured = {name: [] for name in SYSTEMS}
    for index, pair in enumerate(chosen):
        source, target = pair
        row, column = divmod(index, ACROSS)
        tiles = [tile(each.picture, each.face.landmarks) for each in pair]
        label = f"{source.width:.0f} px onto {target.width:.0f} px"
        ImageDraw.Draw(tiles[0]).text((4, 4), label, fill="yellow")
        for name in SYSTEMS:
            result, mask = swapped(pair, name)
            tiles.append(tile(result, target.face.landmarks))
            figures[name].append(
                measured(result, mask, target.picture, target.face, finder)
            )
        for number, each in enumerate(tiles):
            page.paste(each, ((column * columns + number) * TILE, row * TILE))
    path.parent.mkdir(exist_ok=True)
    page.save(path)
    return figures


def report(chosen: list[Pair], figures: Measured) -> None:
    """Print the figures of all pairs, and of those of each width."""
    widths = np.array([target.width for _, target in chosen])
    everything = {"all": (0, 9999)} | BANDS
    for title, (low, high) in everything.items():
        inside = np.flatnonzero((widths >= low) & (widths < high))
        if len(inside):
            print(f"{title}: {len(inside)} pairs {'ours':>16} {'classic':>8}")
            _lines([[figures[name][i] for i in inside] for name in SYSTEMS])


def _lines(by_system: list[list[Figures]]) -> None:
    for field, title in TITLES.items():
        middle = statistics.median if field == "detail" else statistics.mean
        values = [[float(getattr(each, field)) for each in own] for own in by_system]
        print(f"  {title:24} {middle(values[0]):8.2f} {middle(values[1]):8.2f}")
    shares = [
        sum(ALIKE[0] <= each.detail <= ALIKE[1] for each in own) / len(own)
        for own in by_system
    ]
    print(f"  {'detail of 0.7 to 1.4':24} {shares[0]:8.0%} {shares[1]:8.0%}")


def scaled(portrait: Portrait, width: int) -> tuple[Picture, Points]:
    """The portrait with a face box of this width."""
    factor = width / portrait.face.box.width
    height, wide = (round(side * factor) for side in portrait.picture.shape[:2])
    image = Image.fromarray(portrait.picture).resize((wide, height))
    points = (portrait.face.landmarks + 0.5) * factor - 0.5
    return np.asarray(image), points


Work = Callable[[], object]
Times = NDArray[np.float64]  # (systems, rounds, 2): seconds of processor and of clock


def timed(works: Sequence[Work], seconds: float = 6.0) -> Times:
    """All of them in turn, again and again: what slows one down slows down the others.

    The first round warms up and does not count.
    """
    rounds: list[list[tuple[float, float]]] = []
    end = time.perf_counter() + seconds
    while len(rounds) < 6 or time.perf_counter() < end:
        rounds.append([once(work) for work in works])
    return np.array(rounds[1:]).transpose(1, 0, 2)


def once(work: Work) -> tuple[float, float]:
    """Seconds of the processor and of the clock."""
    cpu, clock = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - cpu, time.perf_counter() - clock


def timings(source: Portrait, target: Portrait, finder: Finder) -> None:
    """Both on the same pictures, after landmarks and from decoded pictures."""
    detector = dlib.get_frontal_face_detector()
    predictor = dlib.shape_predictor(str(model_store().path("dlib_68")))

    def plain(picture: Picture) -> Points:
        shape = predictor(picture, detector(picture, 0)[0])
        return np.array([(part.x, part.y) for part in shape.parts()], float)

    def found(picture: Picture) -> Points:
        return finder.find(Photo.of(picture), only_largest=True).faces[0].landmarks

    print("median milliseconds of processor (clock), one after the other")
    for width in WIDTHS:
        print(f"face {width} px wide")
        pair = (*scaled(source, width), *scaled(target, width))
        compare("after landmarks", partial(ours, *pair), partial(classic, *pair))
        a, b = pair[0], pair[2]
        compare(
            "decoded to result",
            partial(whole, ours, found, a, b),
            partial(whole, classic, plain, a, b),
        )


def whole(
    swapper: Swapper, find: Callable[[Picture], Points], a: Picture, b: Picture
) -> None:
    """From decoded pictures to the result, the finding of both faces included."""
    swapper(a, find(a), b, find(b))


def compare(what: str, first: Work, second: Work) -> None:
    """Print the times of ours and of the classic, and how many times ours it takes."""
    times = timed([first, second])
    (own, clock), (theirs, their_clock) = np.median(times, axis=1) * 1e3
    ratio = np.median(times[1, :, 0] / times[0, :, 0])
    print(
        f"  {what:18} ours {own:7.1f} ({clock:.0f})  classic {theirs:7.1f} "
        f"({their_clock:.0f})  classic to ours {ratio:.2f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    folder = parser.parse_args().data
    cv2.setNumThreads(1)
    finder = Finder.load(model_store())
    people = list(portraits(folder, finder))
    for name, tuned, count in (("tuned", True, TUNED), ("held-out", False, HELD_OUT)):
        chosen = pairs(people, count, tuned=tuned)
        if chosen:
            path = OUT / f"swap-{name}.png"
            print(f"\n{name}: the sheet is {path}.")
            report(chosen, sheet(chosen, path, finder))
    timings(people[1], people[0], finder)


if __name__ == "__main__":
    main()
