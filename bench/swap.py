"""The swap against the classic OpenCV pipeline: a contact sheet and its figures.

    python -m bench.swap --data DIR

writes `bench/out/swap.png`. Every ordered pair of portraits is swapped by both, in
the same run and from the same landmarks. DIR is searched, archives too, for a
handful of portraits that are known by their digest; without them, the two
portraits that well-known packages ship are all there is.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import statistics
import tarfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")  # numpy reads them when it is imported

import cv2  # noqa: E402
import dlib  # noqa: E402
import matplotlib  # noqa: E402
import numpy as np  # noqa: E402
import skimage  # noqa: E402
from numpy.typing import NDArray  # noqa: E402
from PIL import Image, ImageDraw  # noqa: E402
from skimage.color import deltaE_ciede2000, rgb2lab  # noqa: E402

from bench.opencv_swap import classic  # noqa: E402
from visage.faces.face import Face  # noqa: E402
from visage.faces.finder import Finder  # noqa: E402
from visage.geometry import Points  # noqa: E402
from visage.models.store import model_store  # noqa: E402
from visage.pictures.photo import Photo, decode  # noqa: E402
from visage.pictures.picture import Picture  # noqa: E402
from visage.swap.swap import swap  # noqa: E402

OUT = Path("bench/out")
TILE = 220
# Portraits for this sheet, by the beginning of their SHA-256.
KNOWN = {
    "0930e3aa8cae": "laughing, soft light",
    "3c17508bb915": "old, backlit, turned",
    "c3d304aa0674": "old, grey fringe",
    "70638d0a6f13": "dark skin, beard, harsh light",
    "101eac9db0a0": "white beard, glasses",
    "5dc1f2ed19f4": "glasses, lit from one side",
    "68089566e6f5": "large, warm light, turned",
    "98792f5ae98b": "black and white",
    "0bf2c665a54c": "deep shadows, blue rim light",
}
WIDTHS = (130, 300, 1000)
NOT_SKIN = 12.0  # a patch so far from the target's own cheeks shows cloth or hair

Swapper = Callable[
    [Picture, Points, Picture, Points], tuple[Picture, NDArray[np.uint8]]
]


@dataclass(frozen=True)
class Portrait:
    """A picture with the largest face that was found in it."""

    name: str
    picture: Picture
    face: Face


@dataclass(frozen=True)
class Figures:
    """What one swap measures; smaller is better for each."""

    seam: float
    beginning: float
    colour: float
    landmarks: float


def ours(
    source: Picture, face: Points, target: Picture, place: Points
) -> tuple[Picture, NDArray[np.uint8]]:
    result = swap(source, face, target, [place])
    return result.picture, result.mask


def portraits(folder: Path, finder: Finder) -> Iterator[Portrait]:
    """The two that packages ship, then those of KNOWN that the folder has."""
    skimage_file = Path(skimage.__file__).parent / "data" / "astronaut.png"
    sample = Path(matplotlib.__file__).parent / "mpl-data/sample_data/grace_hopper.jpg"
    shipped = {"astronaut": skimage_file, "Grace Hopper, cap, glasses": sample}
    for name, path in shipped.items():
        picture = decode(path.read_bytes())
        yield Portrait(name, picture, finder.find(Photo.of(picture)).faces[0])
    found = {hashlib.sha256(raw).hexdigest()[:12]: raw for raw in _files(folder)}
    for digest, name in KNOWN.items():
        if digest in found:
            picture = decode(found[digest])
            yield Portrait(name, picture, finder.find(Photo.of(picture)).faces[0])


def _files(folder: Path) -> Iterator[bytes]:
    """Every file of a folder and of the small archives in it."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".tar" and path.stat().st_size < 50e6:
            with tarfile.open(path) as archive:
                for member in archive:
                    opened = archive.extractfile(member) if member.isfile() else None
                    if opened is not None:
                        yield opened.read()
        elif path.suffix in (".jpg", ".png"):
            yield path.read_bytes()


def seam(
    result: Picture, mask: NDArray[np.uint8], width: float, level: int = 128
) -> float:
    """Mean gradient on the mask's outline over that just inside and outside.

    The outline of a soft mask is where it reaches `level`: half, or its beginning.
    """
    grey = result.mean(axis=2)
    gradient = np.abs(np.gradient(grey, axis=0)) + np.abs(np.gradient(grey, axis=1))
    inner = np.pad(np.ones(np.array(mask.shape) - 16, bool), 8)  # not the border
    unit = max(1, round(width / 100))
    inside = (mask >= level).astype(np.uint8)
    depth = cv2.distanceTransform(inside, cv2.DIST_L2, 5)
    height = cv2.distanceTransform(1 - inside, cv2.DIST_L2, 5)
    away = np.maximum(depth, height)
    rim = (away <= 1.5 * unit) & inner
    beside = (away > 3 * unit) & (away <= 6 * unit) & inner
    return float(gradient[rim].mean() / gradient[beside].mean())


def _patch(picture: Picture, centre: Points, radius: float) -> NDArray[np.float64]:
    """The median colour around a place, in CIELAB, (3,)."""
    y, x = np.ogrid[: picture.shape[0], : picture.shape[1]]
    near = np.hypot(x - centre[0], y - centre[1]) <= max(radius, 1.5)
    if not near.any():
        return np.full(3, np.nan)
    lab = rgb2lab(picture[near][None] / 255.0)[0]
    return np.asarray(np.median(lab, axis=0))


def colour(result: Picture, target: Picture, place: Points) -> float:
    """Mean ΔE2000 of the new cheeks to the target's own forehead and neck."""
    eyes = place[42:48].mean(axis=0) - place[36:42].mean(axis=0)
    size = float(np.hypot(*eyes))
    up = np.array([eyes[1], -eyes[0]]) / size
    cheeks = [(place[2] + place[31]) / 2, (place[14] + place[35]) / 2]
    skin = [place[19:25].mean(axis=0) + up * 0.35 * size, place[8] - up * 0.3 * size]
    before, after = (
        np.mean([_patch(p, cheek, 0.15 * size) for cheek in cheeks], axis=0)
        for p in (target, result)
    )
    own = [_patch(target, at, 0.12 * size) for at in skin]
    shown = [lab for lab in own if _away(lab, before) < NOT_SKIN] or [before]
    return float(np.mean([_away(after, lab) for lab in shown]))


def _away(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    return float(deltaE_ciede2000(one, other))  # type: ignore[no-untyped-call]


def landmark_error(result: Picture, place: Face, finder: Finder) -> float:
    """Mean distance of the points found in the result, % of inter-ocular distance.

    Looked for where the face was put; a face that is no longer found counts 100.
    """
    found = finder.find(Photo.of(result)).faces
    same = [face for face in found if face.box.iou(place.box) > 0.3]
    if not same:
        return 100.0
    off = np.hypot(*(same[0].landmarks - place.landmarks).T).mean()
    return float(100 * off / place.inter_ocular_distance)


def measured(
    swapper: Swapper, source: Portrait, target: Portrait, finder: Finder
) -> tuple[Picture, Figures]:
    place = target.face.landmarks
    result, mask = swapper(source.picture, source.face.landmarks, target.picture, place)
    figures = Figures(
        seam(result, mask, target.face.box.width),
        seam(result, mask, target.face.box.width, level=1),
        colour(result, target.picture, place),
        landmark_error(result, target.face, finder),
    )
    return result, figures


def tile(picture: Picture, points: Points) -> Image.Image:
    """The head on a square of the sheet."""
    low, high = points.min(axis=0), points.max(axis=0)
    x, y = (low + high) / 2 - (0, 0.08 * (high - low).max())
    half = 0.68 * (high - low).max()
    box = x - half, y - half, x + half, y + half
    head = Image.fromarray(picture).crop(tuple(round(v) for v in box))
    return head.resize((TILE, TILE), Image.Resampling.LANCZOS)


def sheet(people: list[Portrait], finder: Finder) -> dict[str, list[Figures]]:
    """Write the contact sheet; the figures of every pair of two different people."""
    size = (2 * len(people) + 1) * TILE, (len(people) + 1) * TILE
    page = Image.new("RGB", size, "white")
    figures: dict[str, list[Figures]] = {"ours": [], "classic": []}
    for column, target in enumerate(people):
        head = tile(target.picture, target.face.landmarks)
        ImageDraw.Draw(head).text((4, 4), target.name, fill="yellow")
        page.paste(head, ((2 * column + 1) * TILE, 0))
        page.paste(head, (0, (column + 1) * TILE))
        for row, source in enumerate(people):
            for side, (name, way) in enumerate((("ours", ours), ("classic", classic))):
                result, numbers = measured(way, source, target, finder)
                if source is not target:
                    figures[name].append(numbers)
                at = (2 * column + 1 + side) * TILE, (row + 1) * TILE
                page.paste(tile(result, target.face.landmarks), at)
    OUT.mkdir(parents=True, exist_ok=True)
    page.save(OUT / "swap.png")
    return figures


def report(figures: dict[str, list[Figures]]) -> None:
    pairs = len(figures["ours"])
    print(f"{pairs} ordered pairs        mean: ours  classic    worst: ours  classic")
    titles = {
        "seam": "step across the seam",
        "beginning": "... where it begins",
        "colour": "colour, ΔE2000",
        "landmarks": "landmarks, % of IOD",
    }
    for field, title in titles.items():
        mine, theirs = (
            [float(getattr(each, field)) for each in figures[name]]
            for name in ("ours", "classic")
        )
        won = sum(a <= b for a, b in zip(mine, theirs, strict=True))
        print(
            f"{title:22} {statistics.mean(mine):12.2f} {statistics.mean(theirs):8.2f}"
            f" {max(mine):14.2f} {max(theirs):8.2f}   not worse in {won} of {pairs}"
        )


def scaled(portrait: Portrait, width: int) -> tuple[Picture, Points]:
    """The portrait with a face box of this width."""
    factor = width / portrait.face.box.width
    height, wide = (round(side * factor) for side in portrait.picture.shape[:2])
    image = Image.fromarray(portrait.picture).resize((wide, height))
    points = (portrait.face.landmarks + 0.5) * factor - 0.5
    return np.asarray(image), points


def best(work: Callable[[], object], seconds: float = 1.5) -> float:
    """The shortest of several runs, in milliseconds."""
    times: list[float] = []
    end = time.perf_counter() + seconds
    while len(times) < 3 or time.perf_counter() < end:
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times) * 1e3


def timings(source: Portrait, target: Portrait, finder: Finder) -> None:
    """Both on the same pictures, after landmarks and from decoded pictures."""
    print("milliseconds          after landmarks: ours  classic   whole: ours  classic")
    detector = dlib.get_frontal_face_detector()
    predictor = dlib.shape_predictor(str(model_store().path("dlib_68")))

    def plain(picture: Picture) -> Points:
        shape = predictor(picture, detector(picture, 0)[0])
        return np.array([(part.x, part.y) for part in shape.parts()], float)

    def found(picture: Picture) -> Points:
        return finder.find(Photo.of(picture), only_largest=True).faces[0].landmarks

    for width in WIDTHS:
        row = time_pair(scaled(source, width), scaled(target, width), found, plain)
        print(
            f"face {width:4} px wide {row[0]:20.1f} {row[1]:8.1f}"
            f" {row[2]:13.1f} {row[3]:8.1f}"
        )


def time_pair(
    source: tuple[Picture, Points],
    target: tuple[Picture, Points],
    found: Callable[[Picture], Points],
    plain: Callable[[Picture], Points],
) -> list[float]:
    """Ours and classic after landmarks, then ours and classic with finding them."""
    (a, p), (b, q) = source, target
    return [
        best(lambda: ours(a, p, b, q)),
        best(lambda: classic(a, p, b, q)),
        best(lambda: ours(a, found(a), b, found(b))),
        best(lambda: classic(a, plain(a), b, plain(b))),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    folder = parser.parse_args().data
    cv2.setNumThreads(1)
    finder = Finder.load(model_store())
    people = list(portraits(folder, finder))
    if len(people) < 6:
        print(f"{folder} has {len(people) - 2} of the {len(KNOWN)} known portraits.")
    report(sheet(people, finder))
    timings(people[1], people[0], finder)
    print(f"The sheet is {OUT / 'swap.png'}.")


if __name__ == "__main__":
    main()
