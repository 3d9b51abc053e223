"""`recognize` against facenet-pytorch under torch: speed, cold start, memory.

    python -m bench.recognize [RUNS]

Both do the same with the same JPEG and the same InceptionResnetV1, whose weights are
random where no checkpoint is given in VISAGE_CHECKPOINT: speed does not depend on
them. Each side lives in a process of its own, the two take turns, and the best of
the runs counts besides the median. Cold starts are whole processes, from the start
to the answer of a /recognize event behind the same Flask edge. Needs the training
environment (`make train-env`).
"""

from __future__ import annotations

import os
import site
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import skimage

from train.processor import processor
from train.quantise import quantise
from visage.faces.finder import NETWORKS
from visage.faces.mtcnn import MTCNN
from visage.models.store import ModelStore, model_store
from visage.pictures.encode import encode
from visage.pictures.photo import decode
from visage.recognition.chips import facenet_chip
from visage.recognition.embed import Embedder, profile
from visage.stores.objects import store

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "bench" / "out" / "recognize"
TRAINING = ROOT / ".venv-train" / "bin" / "python"
ASTRONAUT = Path(skimage.__file__).parent / "data" / "astronaut.png"
EVENT = ROOT / "tests" / "events" / "recognize.json"
NAME = "inception_resnet_v1_vggface2"
# Floating-point operations of an InceptionResnetV1 for one 160 px face.
GFLOP = 2.85
TASKS = ("detect", "embed", "embed_int8", "recognize", "recognize_int8")
PEERS = {
    "detect": "detect",
    "embed": "embed",
    "embed_int8": "embed",
    "recognize": "recognize",
    "recognize_int8": "recognize",
}
GOALS = {"detect": 2.0, "embed": 2.2, "embed_int8": 6.0}


def main() -> None:
    """Print the tables for one and two threads, then cold starts."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    if not TRAINING.exists():
        print("The training environment is not here; run `make train-env`.")
        return
    prepare()
    print(f"Measured on {processor()}")
    for threads in (1, 2):
        speed(threads, runs)
    cold_starts(max(3, runs // 3))


def prepare() -> None:
    """Checkpoint, ONNX file, int8 file and a JPEG, made once; three stores."""
    OUT.mkdir(parents=True, exist_ok=True)
    picture = OUT / "astronaut.jpg"
    picture.write_bytes(encode(decode(ASTRONAUT.read_bytes()), "jpeg"))
    network = OUT / "network.onnx"
    if not network.exists():
        checkpoint = os.environ.get("VISAGE_CHECKPOINT", "")
        command = [str(TRAINING), "-m", "bench.recognize_peer", "prepare", str(OUT)]
        subprocess.run([*command, checkpoint], cwd=ROOT, check=True)
    quantised = OUT / "network_int8.onnx"
    if not quantised.exists():
        quantised.write_bytes(quantise(network.read_bytes(), iter(batches(picture))))
    for name, files in {
        "fp32": {NAME: network},
        "int8": {f"{NAME}_int8": quantised},
        "torch": {"checkpoint": OUT / "checkpoint.pt"},
    }.items():
        kept = ModelStore(store(str(OUT / name)))
        if name != "torch":
            model_store().push(list(NETWORKS), kept)
        for model, path in files.items():
            kept.put(model, path.name, path.read_bytes())
    dlibs = ModelStore(store(str(OUT / "dlib")))
    model_store().push([*NETWORKS, "dlib_resnet_v1"], dlibs)


def batches(picture: Path) -> list[np.ndarray]:
    """Chips of the one face, shifted about, to calibrate on."""
    nets = [model_store().read(name) for name in NETWORKS]
    pixels = decode(picture.read_bytes())
    (face,) = MTCNN(nets[0], nets[1], nets[2]).detect(pixels)
    chosen = profile(NAME)
    embedder = Embedder(chosen, (OUT / "network.onnx").read_bytes())
    moved = [np.roll(pixels, shift, axis=(0, 1)) for shift in range(0, 24, 3)]
    return [embedder.batch([facenet_chip(each, face)]) for each in moved]


@dataclass
class Worker:
    """A process that runs one task when told to, and says how long it took."""

    process: subprocess.Popen[str]
    times: dict[str, list[float]] = field(default_factory=dict)

    def run(self, task: str) -> float:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{task}\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())


@contextmanager
def worker(python: str, side: str, threads: int) -> Iterator[Worker]:
    command = [python, "-m", f"bench.recognize_{side}", "serve", str(OUT), str(threads)]
    environment = {**os.environ, "OMP_NUM_THREADS": str(threads)}
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        yield Worker(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.wait(30)


def speed(threads: int, runs: int) -> None:
    """One table: ours and theirs, turn by turn."""
    with (
        worker(sys.executable, "ours", threads) as ours,
        worker(str(TRAINING), "peer", threads) as theirs,
    ):
        times: dict[tuple[str, str], list[float]] = {}
        for at in range(runs + 2):
            for task in TASKS:
                pair = ours.run(task), theirs.run(PEERS[task])
                if at >= 2:  # the first two warm up
                    times.setdefault((task, "ours"), []).append(pair[0])
                    times.setdefault((task, "theirs"), []).append(pair[1])
        peak = max(ours.run("gemm") for _ in range(20))
    print(f"\n{threads} thread{'s' if threads > 1 else ''}, {runs} runs, astronaut")
    print("                    visage ms         torch ms         ratio of")
    print("                   best  median     best  median    bests  medians")
    for task in TASKS:
        a, b = times[task, "ours"], times[task, "theirs"]
        ratios = min(b) / min(a), statistics.median(b) / statistics.median(a)
        goal = f"  goal {GOALS[task]}" if task in GOALS and threads == 1 else ""
        print(
            f"  {task:15} {min(a):6.1f}  {statistics.median(a):6.1f}   {min(b):6.1f}  "
            f"{statistics.median(b):6.1f}   {ratios[0]:6.2f}   {ratios[1]:6.2f}{goal}"
        )
    rate = GFLOP / (min(times["embed", "ours"]) / 1e3)
    print(
        f"  embedding: {rate:.0f} GFLOP/s of {peak:.0f} that a matrix product reaches: "
        f"{rate / peak:.0%}"
    )


def cold_starts(runs: int) -> None:
    """Start, import, load from the store, answer one event; peak memory."""
    kinds = {
        "visage, fp32": (sys.executable, "ours", "fp32"),
        "visage, int8": (sys.executable, "ours", "int8"),
        "visage, dlib's ResNet": (sys.executable, "ours", "dlib"),
        "torch, facenet-pytorch": (str(TRAINING), "peer", "torch"),
    }
    found: dict[str, list[tuple[float, float]]] = {kind: [] for kind in kinds}
    for at in range(runs + 1):
        for kind, (python, side, name) in kinds.items():
            measured = cold_start(python, side, OUT / name)
            if at:  # the first one reads the disk
                found[kind].append(measured)
    torch_seconds, torch_memory = middle(found["torch, facenet-pytorch"])
    print(f"\nFirst answer of a new process, {runs} starts, one thread, files cached")
    print("                           seconds   ratio    peak MB   share of theirs")
    for kind, measures in found.items():
        seconds, memory = middle(measures)
        print(
            f"  {kind:24} {seconds:7.2f}  {torch_seconds / seconds:6.1f}   "
            f"{memory:8.0f}   {memory / torch_memory:8.0%}"
        )


def middle(measures: list[tuple[float, float]]) -> tuple[float, float]:
    seconds, memory = zip(*measures, strict=True)
    return statistics.median(seconds), statistics.median(memory)


def cold_start(python: str, side: str, folder: Path) -> tuple[float, float]:
    """Seconds from the start of a process to its answer, and its peak memory in MB."""
    name = f"{NAME}_int8" if folder.name == "int8" else ""
    environment = {
        **os.environ,
        "VISAGE_MODELS": str(folder),
        "OMP_NUM_THREADS": "1",
        "EDGE_PACKAGES": site.getsitepackages()[0],
        **({"VISAGE_EMBEDDER": name} if name else {}),
    }
    command = [python, "-m", f"bench.recognize_{side}", "answer", str(EVENT)]
    started = time.perf_counter()
    run = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    status, faces, moment, peak = run.stdout.splitlines()[-1].split()
    if (status, faces) != ("200", "1"):
        raise SystemExit(f"{side} on {folder.name} answered {status}, {faces} faces")
    return float(moment) - started, float(peak)


if __name__ == "__main__":
    main()
