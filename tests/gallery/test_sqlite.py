"""The file: many processes, sudden ends, older and foreign files, what stays in it."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from tests.conftest import ROOT
from tests.gallery.makers import (
    OPERATOR,
    Clock,
    collection,
    consent,
    face,
    named,
    person,
    probe,
)
from visage.errors import GalleryUnreachable
from visage.gallery.books import Books
from visage.gallery.people import NewPerson
from visage.gallery.rules import utc_now
from visage.gallery.sqlite import schema
from visage.gallery.sqlite.gallery import SqliteGallery
from visage.stores.connections import empty_log


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "gallery.sqlite3"


def worker(file: Path, first: int, last: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.gallery.worker", file, str(first), str(last)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )


def acknowledged(lines: list[str]) -> tuple[set[int], set[int]]:
    """The numbers whose enrolment, and whose erasure, has returned."""
    said = [line.split() for line in lines if line]
    return tuple(
        {int(number) for word, number in said if word == wanted}
        for wanted in ("enrolled", "erased")
    )  # type: ignore[return-value]


def check(gallery: SqliteGallery, lines: list[str]) -> None:
    """Every acknowledged enrolment is there and found, no acknowledged erasure is."""
    enrolled, erased = acknowledged(lines)
    there = {each.id for each in gallery.people("staff", limit=4096).items}
    # What was under way when the process ended may have happened or not.
    begun = {f"p{max(enrolled, default=-1) + 1}", f"p{max(enrolled, default=0) - 1}"}
    assert {f"p{number}" for number in enrolled - erased} - begun <= there
    assert not {f"p{number}" for number in erased} & there
    numbers = sorted(enrolled)
    for at in range(0, len(numbers), 100):
        probes = [probe(number) for number in numbers[at : at + 100]]
        found = gallery.search_people("staff", probes, 1)
        for number, result in zip(numbers[at : at + 100], found, strict=True):
            name = f"p{number}"
            best = result.matches[0].person.id
            assert (best == name) == (name in there)
    faces = gallery.faces("staff", limit=4096).items
    assert {each.person for each in faces} == there
    assert len(faces) == 2 * len(there)


def test_a_killed_process_loses_nothing_that_it_acknowledged(file: Path) -> None:
    chance = random.Random(9)
    gallery = SqliteGallery(file)
    collection(gallery)
    lines: list[str] = []
    kills = 0
    while (done := len(acknowledged(lines)[0])) < 700:
        last = max(acknowledged(lines)[0], default=-1)
        start = last + 1
        there = {p.id for p in gallery.people("staff", limit=4096).items}
        # What was under way, and had happened when the process was killed.
        if done and last % 3 == 2 and f"p{last - 1}" not in there:
            lines.append(f"erased {last - 1}")
        if f"p{start}" in there:
            lines.append(f"enrolled {start}")
            continue
        process = worker(file, start, 700)
        assert process.stdout
        for _ in range(chance.randint(1, 180)):
            if not (line := process.stdout.readline()):
                break
            lines.append(line)
        process.send_signal(signal.SIGKILL)
        # What it had said before it was killed counts too.
        lines += process.stdout.readlines()
        process.stdout.close()
        kills += process.wait() == -signal.SIGKILL
        check(gallery, lines)
        assert len(acknowledged(lines)[0]) > done
    gallery.close()
    reopened = SqliteGallery(file)
    check(reopened, lines)
    reopened.close()
    enrolled, erased = acknowledged(lines)
    assert len(enrolled) + len(erased) > 900
    assert kills >= 5


def test_eight_processes_at_once_lose_nothing(file: Path) -> None:
    gallery = SqliteGallery(file)
    collection(gallery)
    processes = [worker(file, 99 * each, 99 * each + 40) for each in range(8)]
    searches = 0
    while any(process.poll() is None for process in processes):
        found = gallery.search_people("staff", [probe(0)], 4096)[0]
        assert len(found.matches) == found.people
        searches += 1
    said = [process.communicate()[0] for process in processes]
    lines = "".join(said).split("\n")
    assert [process.returncode for process in processes] == [0] * 8
    enrolled, erased = acknowledged(lines)
    assert (len(enrolled), len(erased)) == (320, 104)
    check(gallery, lines)
    assert searches > 0
    gallery.close()


def test_eight_processes_may_make_the_file_at_once(file: Path) -> None:
    script = (
        "import sys; from pathlib import Path; "
        "from visage.gallery.sqlite.gallery import SqliteGallery; "
        "g = SqliteGallery(Path(sys.argv[1])); print(g.digest(b'x')); g.close()"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", script, file],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(8)
    ]
    digests = {process.communicate()[0] for process in processes}
    assert len(digests) == 1
    assert len(digests.pop().strip()) == 64


def test_another_process_s_changes_are_found_at_once(file: Path) -> None:
    one, two = SqliteGallery(file), SqliteGallery(file)
    staff = collection(one)
    for seed in range(5):
        one.enrol(staff, [face(one, seed)], person(str(seed)), OPERATOR)
        assert named(two, staff, seed, limit=1) == [str(seed)]
    two.erase_person(staff, "3", OPERATOR, suppress=False)
    assert "3" not in named(one, staff, 3)
    two.merge_people(staff, "1", "2", OPERATOR)
    found = one.search_people(staff, [probe(1)], 9)[0]
    assert {match.person.id for match in found.matches} == {"0", "2", "4"}
    assert found.people == 3
    one.close()
    two.close()


def test_who_has_missed_too_much_reads_all_anew(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("visage.gallery.sqlite.books.MOST_REMOVED", 3)
    one, two = SqliteGallery(file), SqliteGallery(file)
    staff = collection(one)
    for seed in range(10):
        one.enrol(staff, [face(one, seed)], person(str(seed)), OPERATOR)
    assert len(named(two, staff, 1, limit=20)) == 10
    for seed in range(9):
        one.erase_person(staff, str(seed), OPERATOR, suppress=False)
    found = two.search_people(staff, [probe(1)], 20)[0]
    assert ([m.person.id for m in found.matches], found.people) == (["9"], 1)
    one.close()
    two.close()


def test_threads_share_a_gallery(file: Path) -> None:
    gallery = SqliteGallery(file)
    staff = collection(gallery)
    ready = threading.Barrier(4)

    def enrol(thread: int) -> None:
        ready.wait()
        for each in range(20):
            seed = 100 * thread + each
            gallery.enrol(staff, [face(gallery, seed)], person(str(seed)), OPERATOR)
            assert named(gallery, staff, seed, limit=1) == [str(seed)]

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(enrol, range(4)))
    assert gallery.collection(staff).people == 80
    gallery.close()


def test_a_step_behind_the_copy_runs_again(file: Path) -> None:
    gallery = SqliteGallery(file)
    staff = collection(gallery)
    gallery.enrol(staff, [face(gallery, 1)], person("a"), OPERATOR)
    runs: list[int] = []

    def go_ahead() -> None:
        gallery.enrol(staff, [face(gallery, 2)], person("b"), OPERATOR)
        assert named(gallery, staff, 2) == ["b", "a"]

    def search(books: Books) -> int:
        known = books.collection(staff)  # from here on, this step sees one state
        assert known
        if not runs:
            with ThreadPoolExecutor(1) as pool:
                pool.submit(go_ahead).result()
        runs.append(known.people)
        rows = probe(2).vector[None]
        found, _ = books.nearest_people(known, rows, [set()], 5, -1, utc_now())
        return len(found[0])

    assert gallery._file.read(search) == 2
    assert runs == [1, 2]
    gallery.close()


def test_nothing_of_the_erased_stays_in_the_file(file: Path) -> None:
    gallery = SqliteGallery(file)
    staff = collection(gallery)
    new = NewPerson("Wilhelmina Unmistakable", "person-4711", {"room": "R-0815"})
    given = [face(gallery, 1, external_id="passport.jpg")]
    for seed in range(30):
        gallery.enrol(staff, [face(gallery, seed)], person(f"x{seed}"), OPERATOR)
    gallery.enrol(staff, given, new, OPERATOR)
    named(gallery, staff, 1)
    vector = np.asarray(given[0].vector, "<f4").tobytes()
    secrets = [b"Unmistakable", b"person-4711", b"R-0815", b"passport", vector]

    def held() -> list[bool]:
        beside = sorted(file.parent.glob(f"{file.name}*"))
        content = b"".join(each.read_bytes() for each in beside)
        return [secret in content for secret in secrets]

    empty_log(gallery._file._connections.of_thread())
    assert held() == [True] * 5
    gallery.erase_person(staff, "x1", OPERATOR, suppress=True)
    gallery.erase_person(staff, "person-4711", OPERATOR, suppress=True)
    assert held() == [False] * 5
    gallery.close()
    assert held() == [False] * 5


def test_a_gallery_is_kept_for_the_next_process(file: Path) -> None:
    clock = Clock()
    gallery = SqliteGallery(file, clock)
    staff = collection(gallery)
    gallery.enrol(staff, [face(gallery, 1)], person("a", given=consent(3)), OPERATOR)
    before = gallery.person(staff, "a")
    receipt = gallery.erase_faces(
        staff, [gallery.faces(staff).items[0].id], OPERATOR, suppress=False
    )
    digest = gallery.digest(b"picture")
    gallery.close()
    again = SqliteGallery(file, clock)
    assert again.person(staff, "a").consent == before.consent
    assert again.receipts().items == (receipt,)
    assert again.verify(receipt)
    assert again.digest(b"picture") == digest
    again.close()
    other = SqliteGallery(file.with_name("other.sqlite3"), clock)
    assert not other.verify(receipt)
    assert other.digest(b"picture") != digest
    other.close()


def test_other_files_are_refused_and_left_alone(tmp_path: Path) -> None:
    text = tmp_path / "text"
    text.write_text("This is no database, and shall stay as it is. " * 100)
    with pytest.raises(GalleryUnreachable, match="file is not a database"):
        SqliteGallery(text)
    assert text.read_text().startswith("This is no database")
    foreign = tmp_path / "foreign"
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE notes (note TEXT)")
    connection.close()
    before = foreign.read_bytes()
    with pytest.raises(GalleryUnreachable, match="no gallery; set VISAGE_GALLERY"):
        SqliteGallery(foreign)
    assert foreign.read_bytes() == before
    with pytest.raises(GalleryUnreachable, match="cannot be used"):
        SqliteGallery(tmp_path)


def test_a_newer_file_is_refused(file: Path) -> None:
    SqliteGallery(file).close()
    with sqlite3.connect(file) as connection:
        newer = len(schema.MIGRATIONS) + 1
        connection.execute(f"PRAGMA user_version = {newer}")
    connection.close()
    with pytest.raises(GalleryUnreachable, match="newer version of Visage"):
        SqliteGallery(file)


def test_an_older_file_is_brought_up_to_date(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gallery = SqliteGallery(file)
    staff = collection(gallery)
    gallery.enrol(staff, [face(gallery, 1)], person("a"), OPERATOR)
    gallery.close()
    more = (*schema.MIGRATIONS, "ALTER TABLE people ADD COLUMN note TEXT")
    monkeypatch.setattr("visage.gallery.sqlite.store.MIGRATIONS", more)
    newer = SqliteGallery(file)
    assert named(newer, staff, 1) == ["a"]
    newer.close()
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT note FROM people").fetchall() == [(None,)]
        version = connection.execute("PRAGMA user_version").fetchone()
    connection.close()
    assert version == (len(more),)
