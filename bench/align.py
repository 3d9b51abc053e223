"""`align` against face_recognition's default and against plain dlib.

    python -m bench.align [RUNS]

Each gets the same JPEG file in memory, decodes it, finds the faces and their 68
landmarks; ours cuts out the aligned face besides, and plain dlib its face chip. The
runs of the three take turns. Landmarks are compared with those of plain dlib at full
resolution, in per cent of the inter-ocular distance.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import dlib
import matplotlib
import numpy as np
import skimage
from PIL import Image

from visage.faces.align import align
from visage.faces.finder import Finder
from visage.geometry import Points
from visage.models.store import model_store
from visage.pictures.photo import Photo

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # face_recognition still uses pkg_resources
    import face_recognition

PORTRAITS = {
    "astronaut": Path(skimage.__file__).parent / "data" / "astronaut.png",
    "Grace Hopper": Path(matplotlib.__file__).parent
    / "mpl-data"
    / "sample_data"
    / "grace_hopper.jpg",
}
MEGAPIXELS = (0.3, 2.0, 12.0)
# How face_recognition's parts follow each other in the 68 points.
PARTS = (
    "chin",
    "left_eyebrow",
    "right_eyebrow",
    "nose_bridge",
    "nose_tip",
    "left_eye",
    "right_eye",
)
Found = list[Points]


def main() -> None:
    """Print a table for each portrait and size."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    path = model_store().path("dlib_68")
    finder = Finder.load(model_store())
    peers = {
        "visage, face=all": ours(finder, only_largest=False),
        "visage, largest": ours(finder, only_largest=True),
        "face_recognition": theirs,
        "plain dlib": plain(dlib.shape_predictor(str(path))),
    }
    for name, picture in pictures().items():
        for megapixels in MEGAPIXELS:
            raw = jpeg(picture, megapixels)
            print(f"{name}, {megapixels:g} megapixels, {len(raw) / 1e6:.1f} MB JPEG")
            compare(raw, peers, runs)


def compare(raw: bytes, peers: dict[str, Callable[[bytes], Found]], runs: int) -> None:
    """One table: faces, landmark difference, median time, ratio to ours."""
    found = {name: peer(raw) for name, peer in peers.items()}
    times: dict[str, list[float]] = {name: [] for name in peers}
    for _ in range(runs):
        for name, peer in peers.items():
            started = time.perf_counter()
            peer(raw)
            times[name].append((time.perf_counter() - started) * 1e3)
    all_ms, largest_ms = (statistics.median(each) for each in list(times.values())[:2])
    print(
        "                     faces   difference %   median ms   (min-max)"
        "   ratio to all, to largest"
    )
    for name in peers:
        median = statistics.median(times[name])
        span = f"{min(times[name]):.0f}-{max(times[name]):.0f}"
        off = difference(found[name], found["plain dlib"])
        print(
            f"  {name:18} {len(found[name]):5}   {off:>12}   {median:9.1f}   {span:>9}"
            f"   {median / all_ms:12.1f} {median / largest_ms:11.1f}"
        )
    started = time.perf_counter()
    np.asarray(Image.open(io.BytesIO(raw)))
    print(f"  decoding alone: {(time.perf_counter() - started) * 1e3:.0f} ms\n")


def ours(finder: Finder, only_largest: bool) -> Callable[[bytes], Found]:
    """Visage, as POST /align does it with face=all, and with its default."""

    def run(raw: bytes) -> Found:
        photo = Photo(raw)
        faces = finder.find(photo, only_largest=only_largest).faces
        for face in faces:
            align(photo, face)
        return [face.landmarks for face in faces]

    return run


def theirs(raw: bytes) -> Found:
    """face_recognition with its defaults: HOG, upsampled once."""
    picture = face_recognition.load_image_file(io.BytesIO(raw))
    return [joined(face) for face in face_recognition.face_landmarks(picture)]


def plain(predictor: Any) -> Callable[[bytes], Found]:
    """dlib at full resolution, not upsampled, with its face chip."""
    detector = dlib.get_frontal_face_detector()

    def run(raw: bytes) -> Found:
        picture = np.asarray(Image.open(io.BytesIO(raw)).convert("RGB"))
        found = []
        for box in detector(picture, 0):
            shape = predictor(picture, box)
            dlib.get_face_chip(picture, shape, size=256)
            found.append(np.array([(p.x, p.y) for p in shape.parts()], np.float64))
        return found

    return run


def joined(face: dict[str, list[tuple[int, int]]]) -> Points:
    """face_recognition's parts as 68 points."""
    points = [point for part in PARTS for point in face[part]]
    top, bottom = face["top_lip"], face["bottom_lip"]
    points += [*top[:7], *bottom[1:6], *top[:6:-1], *bottom[:7:-1]]
    return np.array(points[:68], np.float64)


def difference(found: Found, reference: Found) -> str:
    """Mean distance of the nearest two faces' points; both may find false faces."""
    pairs = [(one, other) for one in found for other in reference]
    if not pairs:
        return "-"
    one, other = min(pairs, key=lambda pair: np.hypot(*(pair[0] - pair[1]).T).mean())
    eyes = other[36:42].mean(axis=0) - other[42:48].mean(axis=0)
    return f"{np.hypot(*(one - other).T).mean() / np.hypot(*eyes) * 100:.2f}"


def pictures() -> dict[str, Image.Image]:
    """The two portraits, and both in one picture of 4:3 as cameras make them."""
    found = {name: Image.open(path).convert("RGB") for name, path in PORTRAITS.items()}
    both = Image.new("RGB", (1200, 900), (120, 126, 132))
    for index, image in enumerate(found.values()):
        both.paste(image, (60 + 570 * index, 200))
    return {**found, "both in 4:3": both}


def jpeg(image: Image.Image, megapixels: float) -> bytes:
    """The picture scaled to so many pixels, as a JPEG."""
    scale = (megapixels * 1e6 / (image.width * image.height)) ** 0.5
    size = round(image.width * scale), round(image.height * scale)
    out = io.BytesIO()
    image.resize(size, Image.Resampling.LANCZOS).save(out, "JPEG", quality=92)
    return out.getvalue()


if __name__ == "__main__":
    main()
