"""`visage train` against facenet-pytorch's own recipe, on the same pictures.

    python -m bench.finetune [--data FOLDER] [--checkpoint FILE]

The 8 public figures, the same pictures held out. Each begins from what is there: the
default of `visage train` from its embedder, the peer from the released checkpoint that
is named, or from random weights where none is. Both start with nothing found and end
with a classifier; times are those of the clock and of all processors, as another
program may be running.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tarfile
import time
from pathlib import Path

TRAINING = Path(".venv-train/bin/python")
DATA = Path("../shared/data")
PEOPLE = "people-8.tar"
OUT = Path("bench/out/finetune")


def processors() -> float:
    """Seconds of all processors that finished children have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def ours(people: Path) -> tuple[float, float, float]:
    """Seconds of the clock and of processors, and top-1."""
    run = OUT / "run"
    program = "from visage.cli import main; main()"
    command = [sys.executable, "-c", program, "train", str(people), "--out", str(run)]
    clock, work = time.perf_counter(), processors()
    subprocess.run([*command, "--embedder", "dlib_resnet_v1"], check=True)
    seconds = time.perf_counter() - clock, processors() - work
    metrics = json.loads((run / "metrics.json").read_text())
    return *seconds, metrics["measures"]["top1"]["share"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--checkpoint", default="-", help="of InceptionResnetV1")
    given = parser.parse_known_args()[0]
    archive = given.data / PEOPLE
    if not archive.exists() or not TRAINING.exists():
        print(f"This needs {archive} and the training environment: `make train-env`.")
        return
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    with tarfile.open(archive) as tar:
        tar.extractall(OUT, filter="data")
    (people,) = (each for each in OUT.iterdir() if each.is_dir())
    clock, work, top1 = ours(people)
    print(f"visage train: top-1 {top1:.1%} after {clock:.1f} s, {work:.1f} s of work")
    module = [str(TRAINING), "-m", "bench.finetune_peer"]
    held_out = OUT / "run" / "held-out.csv"
    command = [*module, str(people), str(held_out), given.checkpoint]
    peer = subprocess.run(command, check=True, capture_output=True, text=True)
    start = "random weights" if given.checkpoint == "-" else given.checkpoint
    print(f"facenet-pytorch's recipe, from {start}:")
    for line in peer.stdout.splitlines():
        at = json.loads(line)
        print(
            f"  epoch {at['epoch']}: top-1 {at['top1']:.1%} of {at['held_out']} after "
            f"{at['clock']:.1f} s, {at['work']:.1f} s of work "
            f"({at['work'] / work:.1f} times ours)"
        )


if __name__ == "__main__":
    main()
