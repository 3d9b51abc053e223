"""Our side of `bench.recognize`, in a process of its own."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path


def serve(folder: Path, threads: int) -> None:
    """Run the tasks that are named on standard input; print milliseconds."""
    import numpy as np

    from visage.models.store import ModelStore
    from visage.pictures.photo import Photo
    from visage.recognition.recognizer import Recognizer
    from visage.stores.objects import store

    name = "inception_resnet_v1_vggface2"
    raw = (folder / "astronaut.jpg").read_bytes()
    full, light = (
        Recognizer.load(ModelStore(store(str(folder / kind))), model, threads=threads)
        for kind, model in (("fp32", name), ("int8", f"{name}_int8"))
    )
    photo = Photo.of(Photo(raw).pixels)
    faces = full.finder.find(photo).faces
    chips = [full.chip(photo, face) for face in faces]
    square = np.random.default_rng(0).random((2, 1536, 1536), np.float32)

    def recognize(recognizer: Recognizer) -> None:
        photo = Photo(raw)
        for face in recognizer.recognize(photo, recognizer.finder.find(photo).faces):
            face.vector  # noqa: B018

    tasks: dict[str, Callable[[], object]] = {
        "detect": lambda: full.finder.find(photo),
        "embed": lambda: full.embedder.embed(chips),
        "embed_int8": lambda: light.embedder.embed(chips),
        "recognize": lambda: recognize(full),
        "recognize_int8": lambda: recognize(light),
        "gemm": lambda: square[0] @ square[1],
    }
    for line in sys.stdin:
        started = time.perf_counter()
        tasks[line.strip()]()
        seconds = time.perf_counter() - started
        value = 2 * 1536**3 / seconds / 1e9 if line.strip() == "gemm" else seconds * 1e3
        print(value, flush=True)


def peak() -> float:
    """The most memory that this process has held, in MB."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def answer(event: Path) -> None:
    """Answer one event; print status, number of faces, time and peak memory.

    A face that is looked up nowhere is not embedded, while the peer embeds every face;
    so a crop is embedded beside the answer.
    """
    import numpy as np

    from functions.recognize.app import recognizer
    from functions.recognize.handler import handler

    answered = handler(json.loads(event.read_text()), None)
    embedder = recognizer().embedder
    side = embedder.profile.size
    embedder.embed([np.zeros((side, side, 3), np.uint8)] * embedder.profile.quick)
    moment = time.perf_counter()
    body = json.loads(answered["body"])
    print(answered["statusCode"], len(body.get("faces", [])), moment, peak())


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        serve(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        answer(Path(sys.argv[2]))
