"""Load the demo with many clients over all routes, then its peers with the same.

    python -m bench.load [--seconds 30] [--clients 64] [--deepface PYTHON] [--no-peers]

It starts the demo by itself, on loopback, with a gallery of its own, and ends it. First
all routes are called, for the given time; then `POST /recognize` alone, for half of it,
and for as long on servers of the peers: face_recognition, and DeepFace where an
environment that has it is named. Every part ends by itself. The status is 1 where
anything but 429 was refused, or where the memory grew in a run of two minutes or more.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import linear_regression, mean
from typing import Any

from bench.load.rows import ALONE, ANSWER, PATIENCE, REFUSAL
from bench.load.servers import ROOT, Memory, NotStarted, Server, demo, serving
from local.demo import what_is_missing

ONE = " ".join(ALONE)
LONGEST, MOST = 600, 256  # seconds of a part, clients
SLACK = 120.0  # seconds that the clients may take beyond their time
GROWTH = 0.05  # from the second quarter of a run to its last, beyond which memory grows
LONG = 120.0  # seconds from which on the memory of a run says something
QUIET = 0.5  # of the cores, busy with other work, up to which figures are fit to keep


def main(arguments: Sequence[str] | None = None) -> int:
    """Load the demo and its peers; the exit status."""
    options = parse(arguments)
    if missing := what_is_missing():
        print(missing, file=sys.stderr)
        return 1
    say_how_busy()
    with tempfile.TemporaryDirectory(prefix="visage-load-") as folder:
        try:
            good = load_demo(options, Path(folder))
        except NotStarted as error:
            print(f"The demo did not start:\n{error}", file=sys.stderr)
            return 1
        if options.peers:
            load_peers(options, Path(folder))
    return 0 if good else 1


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.load", description="Load the demo, and its peers."
    )
    parser.add_argument(
        "--seconds", type=int, default=30, help="of all routes; the rest takes half"
    )
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument(
        "--deepface", metavar="PYTHON", help="of an environment that has DeepFace"
    )
    parser.add_argument(
        "--no-peers", dest="peers", action="store_false", help="load the demo only"
    )
    options = parser.parse_args(arguments)
    if not (4 <= options.seconds <= LONGEST and 1 <= options.clients <= MOST):
        parser.error(f"--seconds takes 4 to {LONGEST}, --clients 1 to {MOST}")
    return options


def say_how_busy() -> None:
    """What else this machine is doing, which decides what the figures are worth."""
    cores, busy = os.cpu_count() or 1, os.getloadavg()[0]
    print(f"{cores} cores; {busy:.1f} processes were busy before this began", end="")
    print("." if busy < QUIET * cores else ": these figures are UNDER OTHER LOAD.")


def load_demo(options: argparse.Namespace, folder: Path) -> bool:
    """Load all routes, then one; whether nothing was wrong."""
    command, environment = demo(folder)
    with serving(command, folder / "demo.log", environment) as server:
        print(f"\n== All routes, {options.clients} clients, {options.seconds} s\n")
        measured, memory = load(server, options.clients, options.seconds)
        good = report(measured)
        good = report_memory(memory, options.seconds) and good
        print(f"\n== {ONE} alone\n\nVisage")
        measured, memory = load(server, options.clients, options.seconds // 2, "alone")
        return report_one(measured, memory) and good


def load_peers(options: argparse.Namespace, folder: Path) -> None:
    """Load what answers the same request with other software."""
    peers = {"face_recognition": Path(sys.executable)}
    if options.deepface:
        peers["deepface"] = Path(options.deepface)
    for name, python in peers.items():
        program = ROOT / "bench" / "load" / f"{name}_server.py"
        print(f"\n{name}", flush=True)
        try:
            with serving([python, program], folder / f"{name}.log", {}) as server:
                report_one(
                    *load(server, options.clients, options.seconds // 2, "alone")
                )
        except NotStarted as error:
            print(f"  was not loaded, as its server did not start:\n{error}")
    if not options.deepface:
        print("\ndeepface\n  was not loaded: name an environment by --deepface")


def load(
    server: Server, clients: int, seconds: int, *more: str
) -> tuple[Mapping[str, Any], Memory]:
    """What the clients measured, and the server's memory meanwhile."""
    command = [sys.executable, "-m", "bench.load.clients", server.address]
    with server.watch() as memory:
        answer = subprocess.run(
            [*command, str(clients), str(seconds), *more],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            timeout=seconds + SLACK,
        )
    measured: dict[str, Any] = json.loads(answer.stdout)
    return measured, memory


def report(measured: Mapping[str, Any]) -> bool:
    """Print a row for each route; whether nothing failed."""
    rows = {(row["name"], row["kind"]): row for row in measured["rows"]}
    wide = max(len(name) for name, _ in rows)
    print(f"{'':{wide}}                     milliseconds of an answer")
    print(f"{'route':{wide}} answers  429   median    95 %    99 %")
    for name in sorted({name for name, _ in rows}):
        answers, refusals = rows.get((name, ANSWER)), rows.get((name, REFUSAL))
        print(
            f"{name:{wide}} {answers['count'] if answers else 0:7}"
            f" {refusals['count'] if refusals else 0:4}"
            + (times(answers) if answers else "")
        )
    for failure in measured["failures"]:
        print(f"FAILED {failure['count']} times: {failure['name']}: {failure['why']}")
    return not measured["failures"]


def times(row: Mapping[str, Any]) -> str:
    return f" {row['median']:8.0f} {row['p95']:7.0f} {row['p99']:7.0f}"


def report_one(measured: Mapping[str, Any], memory: Memory) -> bool:
    """Print how one route did, with what clients waited after refusals."""
    rows = {row["kind"]: row for row in measured["rows"] if row["name"] == ONE}
    answered = rows.get(PATIENCE)
    if answered is None:
        print("  no client had an answer in this time")
    else:
        print(f"  {answered['count'] / measured['seconds']:.1f} answers a second")
        print(f"  median, 95 %, 99 % until an answer, ms: {times(answered)}")
    print(f"  429: {rows[REFUSAL]['count'] if REFUSAL in rows else 0}")
    for failure in measured["failures"]:
        print(f"  FAILED {failure['count']} times: {failure['why']}")
    if memory.proportional:
        print(f"  memory at most {max(memory.proportional):.0f} MB")
    return not measured["failures"]


def report_memory(memory: Memory, seconds: float) -> bool:
    """Print the memory's course; whether it is as good as flat."""
    if len(memory.seconds) < 4:
        return True
    half = len(memory.seconds) // 2
    print(f"\nMemory of the demo's {memory.processes} processes, by the second half:")
    for name, course in (
        ("shared pages counted once (PSS)", memory.proportional),
        ("counted for each process (RSS)", memory.resident),
    ):
        slope = linear_regression(memory.seconds[half:], course[half:]).slope * 60
        print(f"  {name}: {course[half]:.0f} to {course[-1]:.0f} MB, ", end="")
        print(f"slope {slope:+.1f} MB a minute")
    early = mean(memory.proportional[half // 2 : half])
    late = mean(memory.proportional[-(half // 2) :])
    growth = late / early - 1
    if seconds < LONG:
        print(f"  A run of {seconds:.0f} s is too short to say whether it is flat.")
        return True
    flat = growth <= GROWTH
    print(f"  second quarter to last: {growth:+.1%}: {'flat' if flat else 'IT GROWS'}")
    return flat


if __name__ == "__main__":
    sys.exit(main())
