"""Cold starts of the packaged functions, as Lambda makes them but for SnapStart.

    python -m bench.cold [RUNS]

`sls package`, each archive with its layers laid out, CPython 3.12 and awslambdaric in
a clean process: time until the function asks for its first event (interpreter, imports,
models), until the first answer, a warm answer, peak memory. Models come from this
machine's disk, so fetching them from S3 (which SnapStart does before its snapshot) is
not in these figures. One process at a time, on one CPU, as 1,769 MB give.

Beside them `recognize` as facenet-pytorch under torch would be: the same edge, event
and runtime client, on the Python of the training environment, which no Lambda layer
could hold. Both have the same InceptionResnetV1 then (`bench.recognize` prepares it);
ours alone has the embedder that this machine's models give.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from local.rehearsal.packaged import functions, package
from local.rehearsal.runtime import Instance, NoRuntime, Packaged, interpreter

ROOT = Path(__file__).resolve().parent.parent
TRAINING = ROOT / ".venv-train" / "bin" / "python"
EVENTS = ROOT / "tests" / "events"
# Those that answer without a table or an index of AWS.
ALONE = ("align", "classify", "recognize", "service", "swap")
STORES = ROOT / "bench" / "out" / "recognize"
TORCH_STORE = STORES / "torch"
# What of an environment speaks the Runtime API.
CLIENT = ("awslambdaric*", "runtime_client*", "simplejson*", "snapshot_restore_py*")
WARM = 5  # answers, of which the median counts


@dataclass(frozen=True)
class Start:
    """One cold start: seconds, seconds, seconds, MB."""

    init: float
    first: float
    warm: float
    peak: float


def measure(packaged: Packaged, event: Path) -> Start:
    """Start a function, ask it, and end it."""
    body = json.loads(event.read_text())
    with tempfile.NamedTemporaryFile(suffix=".log") as log:
        instance = Instance(packaged, Path(log.name))
        try:
            times = [answer(instance, body) for _ in range(1 + WARM)]
            peak = instance.peak_memory()
        finally:
            instance.stop()
    return Start(instance.init_seconds, times[0], statistics.median(times[1:]), peak)


def answer(instance: Instance, event: dict[str, object]) -> float:
    """Seconds of one answer, which must be a good one."""
    started = time.perf_counter()
    result = instance.invoke(event)
    if result["statusCode"] != 200:
        raise SystemExit(f"{instance.packaged.name} answered {result}")
    return time.perf_counter() - started


def torch_peer(ours: Packaged, folder: Path) -> Packaged | None:
    """`recognize` with torch, or None where the training environment is not here."""
    found = sorted(TRAINING.parent.parent.glob("lib/python3*/site-packages"))
    client = importlib.util.find_spec("awslambdaric")
    if not found or not (TORCH_STORE / "manifest.json").exists() or client is None:
        return None
    task, opt, brought = (folder / f"torch-{part}" for part in ("task", "opt", "own"))
    skip = shutil.ignore_patterns("__pycache__", "out")
    for part in ("visage", "bench"):
        shutil.copytree(ROOT / part, task / part, ignore=skip)
    opt.mkdir()
    (opt / "python").symlink_to(found[0])
    brought.mkdir()
    # The runtime client of this environment, whose Python is that of the other one.
    site = Path(str(client.origin)).parent.parent
    for pattern in CLIENT:
        for path in site.glob(pattern):
            (brought / path.name).symlink_to(path)
    variables = {
        "VISAGE_MODELS": str(TORCH_STORE),
        "OMP_NUM_THREADS": "1",
        "EDGE_PACKAGES": str(site),
    }
    return replace(
        ours,
        name="recognize-torch",
        handler="bench/recognize_lambda.handler",
        task=task,
        opt=opt,
        variables={**ours.variables, **variables},
        python=TRAINING,
        brought=brought,
    )


def rows(folder: Path, runs: int) -> Iterator[tuple[str, list[Start]]]:
    """The functions' starts; the first of each reads the disk and does not count."""
    every = dict(functions(package(folder / "package"), folder))
    for name in ALONE:
        packaged = every[name]
        event = EVENTS / f"{name}.json"
        starts = [measure(packaged, event) for _ in range(runs + 1)]
        yield name, starts[1:]
    ours = every["recognize"]
    if peer := torch_peer(ours, folder):
        variables = {**ours.variables, "VISAGE_MODELS": str(STORES / "fp32")}
        same = replace(ours, variables=variables)
        for name, each in (("recognize, Inception", same), ("recognize, torch", peer)):
            event = EVENTS / "recognize.json"
            starts = [measure(each, event) for _ in range(runs + 1)]
            yield name, starts[1:]


def main() -> None:
    """Print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1].isdigit() else 3
    try:
        interpreter()
    except NoRuntime as fault:
        print(fault)
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        print_table(runs)
    finally:
        os.sched_setaffinity(0, before)


def print_table(runs: int) -> None:
    print(f"Median of {runs} cold starts under awslambdaric, one CPU, models on disk\n")
    print(f"{'function':23}init s  first answer s  warm answer ms   peak MB")
    with tempfile.TemporaryDirectory(prefix="visage-cold.") as scratch:
        for name, starts in rows(Path(scratch), runs):
            init, first, warm, peak = (
                statistics.median(getattr(start, part) for start in starts)
                for part in ("init", "first", "warm", "peak")
            )
            print(
                f"{name:23}{init:6.2f}  {first:14.3f}  {warm * 1e3:14.0f}  {peak:8.0f}",
                flush=True,
            )
    if not TORCH_STORE.exists():
        print("\nNo torch beside it: run `make train-env`, then `make bench`.")


if __name__ == "__main__":
    main()
