"""Classifying one picture with EfficientNet-Lite0: ONNX Runtime against torch.

    python -m bench.classify [RUNS]

Both decode the same JPEG, prepare it in the same way and run the same network on one
thread, in turns; torch with the two packages that publish the network and its weights,
and torchvision, in the training environment. Then the networks alone.
"""

from __future__ import annotations

import io
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import skimage
from PIL import Image

from visage.answers.classifiers import Classifiers, Seen
from visage.classification.classifier import ImageClassifier
from visage.classification.preprocessing import batch, square
from visage.models import ready
from visage.models.handles import Handles
from visage.models.store import model_store
from visage.pictures.photo import Photo

ROOT = Path(__file__).resolve().parents[1]
TRAINING = ROOT / ".venv-train" / "bin" / "python"
PICTURE = Path(skimage.__file__).parent / "data" / "coffee.png"
SIZES = ((600, 400), (3000, 2000))


def jpeg(size: tuple[int, int]) -> bytes:
    out = io.BytesIO()
    Image.open(PICTURE).convert("RGB").resize(size).save(out, "JPEG", quality=90)
    return out.getvalue()


class Torch:
    """torch in another process, asked for the milliseconds of a task."""

    def __init__(self, raw: bytes) -> None:
        path = ROOT / "bench" / "out" / "classify.jpg"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(raw)
        self.process = subprocess.Popen(
            [TRAINING, "-m", "bench.classify_peer", path],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __call__(self, task: str) -> float:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(task, file=self.process.stdin, flush=True)
        return float(self.process.stdout.readline())

    def stop(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()


def see(classifiers: Classifiers, raw: bytes) -> Seen:
    """What the function does with a picture, from its bytes to the probabilities."""
    return classifiers.see(ready.HANDLE, Photo(raw))


def main() -> None:
    """Print milliseconds and ratios."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    if not TRAINING.exists():
        print("The training environment is not here; run `make train-env`.")
        return
    classifiers = Classifiers(model_store())
    trained = Handles(model_store().objects).current(ready.HANDLE)
    network = ImageClassifier.load(trained)
    for size in SIZES:
        raw = jpeg(size)
        seen = batch(square(Photo(raw), ready.INPUT), ready.INPUT)
        ours: dict[str, Callable[[], object]] = {
            "picture": partial(see, classifiers, raw),
            "network": partial(network._network, seen),
        }
        peer = Torch(raw)
        print(f"{size[0]} x {size[1]}, {len(raw) / 1e6:.2f} MB JPEG, one thread")
        for task, work in ours.items():
            work()
            peer(task)
            mine, theirs = list[float](), list[float]()
            for _ in range(runs):
                started = time.perf_counter()
                work()
                mine.append((time.perf_counter() - started) * 1e3)
                theirs.append(peer(task))
            a, b = statistics.median(mine), statistics.median(theirs)
            best = min(theirs) / min(mine)
            print(
                f"  {task:8} visage {a:6.1f} ms   torch {b:6.1f} ms   ratio {b / a:.1f}"
                f"   of the best runs {best:.1f}"
            )
        peer.stop()


if __name__ == "__main__":
    main()
