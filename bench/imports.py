"""Enrolling many pictures, against face_recognition's loop over the same files.

    python -m bench.imports [PICTURES] [ROUNDS] [ARCHIVE]

Takes the first PICTURES (default 200) of Labeled Faces in the Wild, the 62 people with
20 pictures or more, at most ten of each, from ARCHIVE (default in ../shared). Each way
runs as a program of its own, loading included, in turns; the best of ROUNDS (default 3)
counts, as others may use the machine too. face_recognition finds faces with HOG and
computes the encoding of the largest, and keeps nothing. DeepFace is left out: it does
not install without TensorFlow.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data" / "lfw-62-people.tar"
OF_EACH = 10

VISAGE = "from visage.cli import main; main(prog_name='visage')"
PEER = """
import sys
from pathlib import Path
import face_recognition
found = 0
for file in sorted(Path(sys.argv[1]).glob("*/*.jpg")):
    image = face_recognition.load_image_file(file)
    places = face_recognition.face_locations(image)
    if places:
        largest = max(places, key=lambda each: each[2] - each[0])
        found += len(face_recognition.face_encodings(image, [largest]))
print(found)
"""


def main() -> None:
    """Extract, measure, print a table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    archive = Path(sys.argv[3]) if len(sys.argv) > 3 else DATA
    if not archive.is_file():
        print(f"Not measured: {archive} is not here.")
        return
    with tempfile.TemporaryDirectory() as folder:
        people = Path(folder) / "people"
        extracted(archive, people, count)
        ways: dict[str, Callable[[], int]] = {
            "visage people import, one process": lambda: ours(people, 1),
            "visage people import, two processes": lambda: ours(people, 2),
            "face_recognition, a loop": lambda: theirs(people),
        }
        seconds: dict[str, list[float]] = {way: [] for way in ways}
        processor: dict[str, list[float]] = {way: [] for way in ways}
        faces: dict[str, int] = {}
        for _ in range(rounds):
            for way, measure in ways.items():
                started, used = time.perf_counter(), of_children()
                faces[way] = measure()
                seconds[way].append(time.perf_counter() - started)
                processor[way].append(of_children() - used)
    print(f"| {count} pictures | seconds | pictures a second | CPU seconds | faces |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for way in ways:
        best, used = min(seconds[way]), min(processor[way])
        rate = count / best
        print(f"| {way} | {best:.1f} | {rate:.1f} | {used:.1f} | {faces[way]} |")


def of_children() -> float:
    """Seconds of processors that programs which have ended took."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def extracted(file: Path, folder: Path, count: int) -> None:
    """The first pictures of the archive, a folder a person."""
    of_each: dict[str, int] = {}
    with tarfile.open(file) as archive:
        for member in sorted(archive.getmembers(), key=lambda each: each.name):
            if not member.isfile() or sum(of_each.values()) == count:
                continue
            *_, person, name = Path(member.name).parts
            if of_each.get(person, 0) < OF_EACH:
                of_each[person] = of_each.get(person, 0) + 1
                content = archive.extractfile(member)
                assert content is not None
                (folder / person).mkdir(parents=True, exist_ok=True)
                (folder / person / name).write_bytes(content.read())


def ours(people: Path, processes: int) -> int:
    """Import into a new gallery; how many faces were enrolled."""
    with tempfile.TemporaryDirectory() as folder:
        printed = run(
            [
                *("-c", VISAGE, "people", "import", str(people), "--json"),
                *("--several", "largest", "--quality", "any"),
                *("--consent-by", "bench", "--consent-purpose", "a measurement"),
                *("--processes", str(processes), "--report", f"{folder}/report.csv"),
            ],
            VISAGE_GALLERY=f"{folder}/gallery.sqlite3",
        )
    results = [json.loads(line)["result"] for line in printed.splitlines()]
    return results.count("enrolled")


def theirs(people: Path) -> int:
    """The peer's loop; how many faces it encoded."""
    return int(run(["-W", "ignore", "-c", PEER, str(people)]))


def run(arguments: list[str], **variables: str) -> str:
    """What a program prints; its status may say that something was refused."""
    answer = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
    )
    if answer.returncode not in (0, 1) or not answer.stdout:
        sys.exit(answer.stderr)
    return answer.stdout


if __name__ == "__main__":
    main()
