"""Search in a gallery's file against the same search in memory by others.

    python -m bench.gallery [FACES] [ROUNDS]

All search one core for the ten most similar of FACES unit vectors of 512 numbers
(default 100,000) and take turns in one process: the gallery in its SQLite file,
NumPy's `matrix @ vector` with the ten best picked, faiss's flat index where faiss is
installed (`pip install faiss-cpu`), and face_recognition's `face_distance`. Opening,
memory and a new face are measured in a process of their own. Every answer of the
gallery is compared with NumPy's.
"""

from __future__ import annotations

import importlib.util
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np

from visage.gallery.audit import Caller
from visage.gallery.books import Books
from visage.gallery.collections import NewCollection
from visage.gallery.consent import ConsentPolicy
from visage.gallery.faces import FaceRecord, NewFace, Sighting
from visage.gallery.people import NewPerson
from visage.gallery.probes import Probe
from visage.gallery.rules import new_id, utc_now
from visage.gallery.sqlite.gallery import SqliteGallery
from visage.gallery.vectors import Floats
from visage.geometry import Box

DIMENSION, BEST = 512, 10
PROFILE, COLLECTION = "bench", "bench"
CALLER = Caller("bench")
BOX = Box(0, 0, 1, 1)
RUN = 10_000
ROOT = Path(__file__).resolve().parent.parent
RUN_PART = "import bench.gallery as b; b.{}()"
ONE_CORE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

Search = Callable[[Floats], list[int]]


def main() -> None:
    """Fill a file, then measure in processes that have one core."""
    faces = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 40
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "gallery.sqlite3"
        fill(file, faces)
        size = file.stat().st_size / 1e6
        print(f"{faces:,} faces of {DIMENSION} numbers, one core; file {size:,.0f} MB")
        for part in ("alone", "turns"):
            arguments = [str(file), str(faces), str(rounds)]
            subprocess.run(
                [sys.executable, "-c", RUN_PART.format(part), *arguments],
                env={**os.environ, **ONE_CORE},
                cwd=ROOT,
                check=True,
            )


def vectors(faces: int) -> Iterator[Floats]:
    """The same random unit vectors every time, some thousands at once."""
    generator = np.random.default_rng(0)
    for at in range(0, faces, RUN):
        count = min(RUN, faces - at)
        rows = generator.standard_normal((count, DIMENSION), np.float32)
        yield rows / np.linalg.norm(rows, axis=1, keepdims=True)


def fill(file: Path, faces: int) -> None:
    """A collection of faces of nobody; their digests count from 0."""
    gallery = SqliteGallery(file)
    policy = ConsentPolicy("bench", "random numbers")
    new = NewCollection(COLLECTION, PROFILE, DIMENSION, policy)
    gallery.create_collection(new, CALLER)
    consent, now = policy.consent(utc_now()), utc_now()
    at = 0
    for rows in vectors(faces):

        def add(books: Books, rows: Floats = rows, first: int = at) -> None:
            for number, row in enumerate(rows, first):
                seen = Sighting(f"{number:064x}", BOX)
                record = FaceRecord(new_id(), None, seen, 1, 1, None, consent, now)
                books.add_face(COLLECTION, record, row)

        gallery._store.change(add)
        at += len(rows)
    gallery.close()


def probes(count: int) -> Floats:
    """Vectors near some of the gallery's, as other pictures of the same people are."""
    generator = np.random.default_rng(1)
    rows: Floats = next(vectors(count))
    rows = rows + generator.standard_normal(rows.shape, np.float32) * np.float32(0.02)
    unit: Floats = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


def searching(gallery: SqliteGallery) -> Search:
    """The gallery's search; answers count as the vectors were made."""

    def search(probe: Floats) -> list[int]:
        [found] = gallery.search_faces(COLLECTION, [Probe(probe, PROFILE)], BEST)
        return [int(match.face.sighting.picture, 16) for match in found]

    return search


def alone() -> None:
    """Opening, memory, eight probes at once, and a new face."""
    file, faces, rounds = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    asked, group = probes(1)[0], [Probe(row, PROFILE) for row in probes(8)]
    before = resident()
    started = time.perf_counter()
    gallery = SqliteGallery(file)
    search = searching(gallery)
    search(asked)
    seconds = time.perf_counter() - started
    print(f"  opened, first answer     {seconds:8.2f} s")
    size = faces * DIMENSION * 4 / 1e6
    grown = resident() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6 - before
    print(
        f"  memory                   {grown:8.0f} MB, at most {peak:.0f} MB; the "
        f"vectors have {size:.0f} MB"
    )
    eight = partial(gallery.search_faces, COLLECTION, group, BEST)
    times = timed({"eight": eight}, rounds)["eight"]
    print(f"  eight probes at once     {statistics.median(times):8.1f} ms")
    new_face(gallery)
    gallery.close()


def new_face(gallery: SqliteGallery) -> None:
    """From the call that enrols a face to the answer of the search that finds it."""
    spans = []
    for number in range(10):
        generator = np.random.default_rng(100 + number)
        row = generator.standard_normal(DIMENSION, np.float32)
        seen = Sighting(gallery.digest(row.tobytes()), BOX)
        face = NewFace(row, PROFILE, seen, quality=1, confidence=1)
        started = time.perf_counter()
        gallery.enrol(COLLECTION, [face], NewPerson("Someone"), CALLER)
        probe = Probe(row, PROFILE)
        [found] = gallery.search_faces(COLLECTION, [probe], 1)
        spans.append((time.perf_counter() - started) * 1e3)
        assert found[0].face.sighting == seen
    print(f"  enrolled and found       {statistics.median(spans):8.1f} ms")


def turns() -> None:
    """One probe each, in turns, and whether all find the same."""
    file, faces, rounds = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    matrix = np.concatenate(list(vectors(faces)))
    gallery = SqliteGallery(file)
    searches = {"the gallery": searching(gallery), **peers(matrix)}
    asked = probes(8)
    for probe in asked:
        answers = [search(probe) for search in searches.values()]
        assert all(answer == answers[0] for answer in answers), answers
    tasks: dict[str, Callable[[], object]] = {
        name: partial(search, asked[0]) for name, search in searches.items()
    }
    spans = timed(tasks, rounds)
    print(f"  one probe, the {BEST} best    best     median")
    for name, span in spans.items():
        print(f"    {name:24} {min(span):6.1f} ms  {statistics.median(span):6.1f} ms")
    gallery.close()


def peers(matrix: Floats) -> dict[str, Search]:
    """The others, by name."""

    def plain(probe: Floats) -> list[int]:
        similarity = matrix @ probe
        best = np.argpartition(-similarity, BEST)[:BEST]
        return [int(each) for each in best[np.argsort(-similarity[best])]]

    found: dict[str, Search] = {"numpy matrix @ vector": plain}
    if importlib.util.find_spec("faiss"):
        import faiss

        faiss.omp_set_num_threads(1)
        index = faiss.IndexFlatIP(DIMENSION)
        index.add(matrix)
        found["faiss IndexFlatIP"] = lambda probe: index.search(probe[None], BEST)[1][
            0
        ].tolist()
    else:
        print("  faiss is not installed (pip install faiss-cpu)")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its use of pkg_resources is deprecated
        import face_recognition
    found["face_recognition"] = lambda probe: np.argsort(
        face_recognition.face_distance(matrix, probe)
    )[:BEST].tolist()
    return found


def by_faiss(matrix: Floats) -> Search:
    import faiss

    faiss.omp_set_num_threads(1)
    index = faiss.IndexFlatIP(DIMENSION)
    index.add(matrix)

    def search(probe: Floats) -> list[int]:
        _, found = index.search(probe[None], BEST)
        return [int(each) for each in found[0]]

    return search


def timed(
    tasks: dict[str, Callable[[], object]], rounds: int
) -> dict[str, list[float]]:
    """Milliseconds of each task, which take turns."""
    spans: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(rounds):
        for name, task in tasks.items():
            started = time.perf_counter()
            task()
            spans[name].append((time.perf_counter() - started) * 1e3)
    return spans


def resident() -> float:
    """Megabytes of memory that this process has."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


if __name__ == "__main__":
    main()
