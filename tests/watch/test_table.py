"""What every table does, whatever holds it."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from local.rehearsal.watch import emulated, opened
from tests.gallery.makers import Clock
from visage.errors import WatchUnreachable
from visage.watch.cameras import Camera, cameras
from visage.watch.sqlite import SqliteTable
from visage.watch.table import (
    LARGEST_ROW,
    LONGEST_PAGE,
    Drop,
    Put,
    Row,
    Table,
    every,
    settled,
)

START = datetime(2030, 1, 2, tzinfo=UTC)


@pytest.fixture
def clock() -> Clock:
    return Clock(START)


@pytest.fixture(params=["file", "aws"])
def table(
    request: pytest.FixtureRequest, tmp_path: Path, clock: Clock
) -> Iterator[Table]:
    """An empty table of each kind."""
    if request.param == "file":
        yield SqliteTable(tmp_path / "watch.sqlite3", clock)
        return
    with emulated():
        yield opened(clock)


def row(key: str, value: object = None, **about: object) -> Row:
    return Row("kind", key, {"value": value}, **about)  # type: ignore[arg-type]


def keys(table: Table, **asked: object) -> list[str]:
    return [each.row.key for each in table.rows("kind", **asked)]  # type: ignore[arg-type]


def test_a_row_comes_back_whole(table: Table) -> None:
    ends = START.replace(2031, microsecond=123457)
    kept = Row("kind", "ä/1", {"n": [1.5, None, "é"]}, b"\0\xff", ends)
    assert table.write([Put(kept)])
    found = table.get("kind", "ä/1")
    assert found is not None
    assert found.row == kept
    assert table.get("kind", "ä/2") is None
    assert table.get("other", "ä/1") is None


def test_a_new_row_is_written_once(table: Table) -> None:
    assert table.write([Put(row("a", 1))])
    assert not table.write([Put(row("a", 2)), Put(row("b", 2))])
    found = table.get("kind", "a")
    assert found is not None
    assert found.value == {"value": 1}
    assert table.get("kind", "b") is None
    assert table.write([Put(row("a", 3), anyway=True)])
    assert table.get("kind", "a") != found


def test_a_row_that_changed_is_not_written_over(table: Table) -> None:
    table.write([Put(row("a", 1))])
    read = table.get("kind", "a")
    assert table.write([Put(row("a", 2), over=read)])
    assert not table.write([Put(row("a", 3), over=read)])
    assert not table.write([Drop("kind", "a", as_read=read)])
    assert table.write([Drop("kind", "a", as_read=table.get("kind", "a"))])
    assert not table.write([Put(row("a", 4), over=read)])
    assert table.write([Drop("kind", "a")])
    assert keys(table) == []


def test_rows_are_listed_in_the_order_of_their_keys(table: Table) -> None:
    for key in ("b/2", "a", "b/1", "c", "b/10"):
        table.write([Put(row(key))])
    table.write([Put(Row("kind2", "b/3", {}))])
    assert keys(table) == ["a", "b/1", "b/10", "b/2", "c"]
    assert keys(table, prefix="b/") == ["b/1", "b/10", "b/2"]
    assert keys(table, after="b/1", limit=2) == ["b/10", "b/2"]
    assert keys(table, newest_first=True, after="b/2") == ["b/10", "b/1", "a"]
    assert keys(table, newest_first=True, prefix="b/", limit=1) == ["b/2"]
    # As `?after=` in an address says it.
    assert keys(table, after="", limit=1) == ["a"]
    assert keys(table, newest_first=True, after="", limit=1) == ["c"]
    with pytest.raises(ValueError, match="pages of 0"):
        keys(table, limit=0)


def test_what_has_expired_is_not_there(table: Table, clock: Clock) -> None:
    ends = START + timedelta(seconds=10)
    table.write([Put(row("a", 1, expires=ends)), Put(row("b"))])
    read = table.get("kind", "a")
    clock.now = ends
    assert table.get("kind", "a") is None
    assert keys(table) == ["b"]
    assert not table.write([Put(row("a", 2), over=read)])
    assert table.write([Put(row("a", 3))])
    assert keys(table) == ["a", "b"]


def test_a_page_is_full_whatever_lies_between(table: Table, clock: Clock) -> None:
    large, ends = bytes(300_000), START + timedelta(seconds=10)
    for at in range(12):  # more than the megabyte that DynamoDB reads at once
        about = {} if at in (0, 10, 11) else {"blob": large, "expires": ends}
        table.write([Put(row(f"{at:02}", **about))])
    assert keys(table, limit=10) == [f"{at:02}" for at in range(10)]
    clock.now = ends
    assert keys(table, limit=2) == ["00", "10"]
    assert keys(table, limit=2, newest_first=True, after="11") == ["10", "00"]
    assert keys(table, limit=1, prefix="1", after="10") == ["11"]
    assert keys(table, limit=1, after="11") == []


def test_a_sweep_removes_what_has_expired(table: Table, clock: Clock) -> None:
    ends = START + timedelta(seconds=10)
    table.write([Put(row(str(at), expires=ends)) for at in range(30)] + [Put(row("x"))])
    assert table.sweep() == 0
    clock.now = ends
    assert (table.sweep(), table.sweep(), keys(table)) == (30, 0, ["x"])


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ([], "0 changes"),
        ([Put(row(str(at))) for at in range(101)], "101 changes"),
        ([Put(row("a")), Drop("kind", "a")], "two changes of one row"),
        ([Put(row("")), Put(row("a"))], "has a kind and a key"),
        ([Put(row("a" * 1025))], "a key of more than"),
        ([Put(row("a", blob=bytes(LARGEST_ROW)))], "a row of"),
        ([Put(row(str(n), blob=bytes(360_000))) for n in range(10)], "at once"),
    ],
    ids=["none", "many", "twice", "nameless", "long", "large", "together"],
)
def test_changes_that_no_table_takes(
    table: Table, changes: list[Put | Drop], why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        table.write(changes)
    assert keys(table) == []


def test_ten_who_count_at_once_count_to_ten(table: Table) -> None:
    def count() -> None:
        def attempt() -> tuple[list[Put], None]:
            read = table.get("kind", "count")
            so_far = read.value["value"] if read else 0
            return [Put(row("count", so_far + 1), over=read)], None

        settled(attempt, table)

    threads = [threading.Thread(target=count) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = table.get("kind", "count")
    assert found is not None
    assert found.value == {"value": 10}


def test_a_file_of_something_else_is_left_alone(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("not a database " * 100)
    with pytest.raises(WatchUnreachable, match="cannot be used"):
        SqliteTable(text)
    assert text.read_text().startswith("not a database")


def test_an_open_file_is_its_owners_alone(tmp_path: Path) -> None:
    SqliteTable(tmp_path / "watch.sqlite3").write([Put(row("a"))])
    modes = {each.stat().st_mode & 0o777 for each in tmp_path.iterdir()}
    assert modes == {0o600}


def test_every_row_is_read_page_by_page(table: Table) -> None:
    for at in range(0, LONGEST_PAGE + 1, 91):
        names = [f"{number:04}" for number in range(at, at + 91)]
        table.write([Put(row(name)) for name in names])
    found = [each.row.key for each in every(table, "kind")]
    assert found == [f"{number:04}" for number in range(1001)]
    assert [each.row.key for each in every(table, "kind", "100")] == ["1000"]


def test_every_camera_is_listed(tmp_path: Path) -> None:
    table = SqliteTable(tmp_path / "watch.sqlite3")
    names = [f"door {number:04}" for number in range(LONGEST_PAGE + 1)]
    for at in range(0, len(names), 100):
        table.write([Camera(name).put(None) for name in names[at : at + 100]])
    assert [each.name for each in cameras(table)] == names


def test_what_is_removed_is_nowhere_on_the_disk(tmp_path: Path, clock: Clock) -> None:
    table = SqliteTable(tmp_path / "watch.sqlite3", clock)
    crops = [bytes([65 + at]) * 50_000 for at in range(2)]
    ends = START + timedelta(seconds=10)

    def held(crop: bytes) -> bool:
        whole = b"".join(path.read_bytes() for path in tmp_path.iterdir())
        return crop[:3000] in whole

    table.write([Put(row("a", blob=crops[0])), Put(row("b", blob=crops[1]))])
    assert list(map(held, crops)) == [True, True]
    table.write([Drop("kind", "a"), Put(row("c", blob=crops[1], expires=ends))])
    assert list(map(held, crops)) == [False, True]
    table.write([Drop("kind", "b")])
    clock.now = ends
    assert table.sweep() == 1
    assert list(map(held, crops)) == [False, False]


def test_what_somebody_was_reading_is_swept(tmp_path: Path) -> None:
    table = SqliteTable(tmp_path / "watch.sqlite3")
    crop = b"A" * 50_000
    table.write([Put(row("a", blob=crop))])
    with closing(sqlite3.connect(tmp_path / "watch.sqlite3")) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM rows").fetchone() == (1,)
        assert table.write([Drop("kind", "a")])
    assert table.sweep() == 0
    whole = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert crop[:3000] not in whole
