"""The outbox: what was put in is there until it is taken out, whatever happens."""

from __future__ import annotations

import io
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from edge.errors import BufferUnusable
from edge.links import DryRun
from edge.outbox import ASIDE, Outbox
from edge.sender import Sender
from tests.conftest import ROOT
from tests.edge.makers import event

NOW = 1_700_000_000.0


def ids(outbox: Outbox) -> list[str]:
    return [each.event for each in outbox.oldest(1000)]


def test_messages_wait_in_their_order_until_they_are_removed(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path / "door.sqlite3")
    events = [event(part=number) for number in range(4)]
    for each in events:
        outbox.put(each, NOW)
    outbox.remove(events[1].event)
    kept = [events[0], events[2], events[3]]
    assert ids(outbox) == [each.event for each in kept]
    assert [each.body for each in outbox.oldest()] == [each.encoded() for each in kept]
    assert len(outbox) == 3


def test_they_are_there_when_it_is_opened_again(tmp_path: Path) -> None:
    first = Outbox(tmp_path / "door.sqlite3")
    kept = event()
    first.put(kept, NOW)
    first.close()
    assert ids(Outbox(tmp_path / "door.sqlite3")) == [kept.event]


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path / "new" / "door.sqlite3")
    outbox.put(event(), NOW)
    for path in (tmp_path / "new").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


def test_what_is_removed_is_overwritten(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path / "door.sqlite3")
    gone = event()
    outbox.put(gone, NOW)
    outbox.remove(gone.event)
    outbox.close()
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert gone.event.encode() not in held
    assert gone.encoded()[200:300] not in held


def held(folder: Path) -> bytes:
    """All that lies on the disk: the file, and SQLite's log beside it."""
    return b"".join(path.read_bytes() for path in folder.iterdir())


def test_what_is_removed_is_in_no_log_once_nothing_waits(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path / "door.sqlite3")
    first, second = event(), event()
    for each in (first, second):
        outbox.put(each, NOW)
    assert first.event.encode() in held(tmp_path)
    outbox.remove(first.event)
    outbox.remove(second.event)
    assert first.event.encode() not in held(tmp_path)
    # What was put aside is removed when something new is put in, and so waits.
    outbox.put(first, NOW)
    outbox.put_aside(first.event, NOW)
    outbox.put(second, NOW + ASIDE + 1)
    assert ids(outbox) == [second.event]
    outbox.put_aside(second.event, NOW + ASIDE + 1)
    assert first.event.encode() not in held(tmp_path)
    outbox.expire(NOW + 2 * ASIDE + 2)
    assert second.event.encode() not in held(tmp_path)
    outbox.close()


def test_what_is_too_old_is_dropped_and_counted(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path / "door.sqlite3", keep=timedelta(hours=1))
    old, new = event(), event()
    outbox.put(old, NOW)
    outbox.put(new, NOW + 3000)
    outbox.expire(NOW + 3601)
    assert ids(outbox) == [new.event]
    assert outbox.dropped == 1


def test_where_there_is_no_room_the_oldest_is_dropped(tmp_path: Path) -> None:
    size = len(event().encoded())
    outbox = Outbox(tmp_path / "door.sqlite3", max_bytes=int(size * 2.5))
    events = [event() for _ in range(3)]
    for each in events:
        outbox.put(each, NOW)
    assert ids(outbox) == [each.event for each in events[1:]]
    assert outbox.dropped == 1


def test_what_is_put_aside_waits_again_when_it_is_wanted(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path / "door.sqlite3")
    first, second = event(), event()
    for each in (first, second):
        outbox.put(each, NOW)
    outbox.put_aside(first.event, NOW + 1)
    assert ids(outbox) == [second.event]
    assert len(outbox) == 1
    outbox.again()
    assert ids(outbox) == [first.event, second.event]
    outbox.put_aside(first.event, NOW + 400)  # confirmed once more
    outbox.expire(NOW + ASIDE)
    outbox.again()
    assert ids(outbox) == [first.event, second.event]
    outbox.put_aside(first.event, NOW + ASIDE)
    outbox.expire(NOW + ASIDE + 2)
    outbox.again()
    assert ids(outbox) == [second.event]
    assert outbox.dropped == 0


def test_a_buffer_of_an_older_agent_is_taken_over(tmp_path: Path) -> None:
    path, kept = tmp_path / "door.sqlite3", event()
    with closing(sqlite3.connect(path, isolation_level=None)) as older:
        older.execute(
            "CREATE TABLE messages (place INTEGER PRIMARY KEY AUTOINCREMENT, "
            "event TEXT NOT NULL UNIQUE, made REAL NOT NULL, size INTEGER NOT NULL, "
            "body BLOB NOT NULL)"
        )
        older.execute(
            "INSERT INTO messages (event, made, size, body) VALUES (?, ?, ?, ?)",
            [kept.event, NOW, 1, kept.encoded()],
        )
    outbox = Outbox(path)
    assert ids(outbox) == [kept.event]
    outbox.put_aside(kept.event, NOW)
    assert ids(outbox) == []


def test_what_was_put_aside_is_sent_when_the_agent_begins_anew(
    tmp_path: Path,
) -> None:
    first, kept, out = Outbox(tmp_path / "door.sqlite3"), event(), io.StringIO()
    first.put(kept, NOW)
    first.put_aside(kept.event, time.time())
    first.close()
    outbox = Outbox(tmp_path / "door.sqlite3")
    assert ids(outbox) == []
    sender = Sender(outbox, DryRun(out))
    sender.start()
    sender.stop(20)
    assert kept.event in out.getvalue()


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BufferUnusable, match="--buffer"):
        Outbox(tmp_path / "file" / "door.sqlite3")


def test_a_file_that_is_no_buffer_is_said(tmp_path: Path) -> None:
    (tmp_path / "door.sqlite3").write_bytes(b"this is no database" * 100)
    with pytest.raises(BufferUnusable, match=r"door\.sqlite3: the buffer"):
        Outbox(tmp_path / "door.sqlite3")


def test_a_killed_process_loses_nothing_that_it_was_told_is_kept(
    tmp_path: Path,
) -> None:
    path = tmp_path / "door.sqlite3"
    writer = (
        "import sys, time; from pathlib import Path\n"
        "from edge.outbox import Outbox; from tests.edge.makers import event\n"
        "outbox = Outbox(Path(sys.argv[1]))\n"
        "while True:\n"
        "    made = event(); outbox.put(made, time.time())\n"
        "    print(made.event, flush=True)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", writer, str(path)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout is not None
    told = [process.stdout.readline().strip() for _ in range(20)]
    time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    rest, _ = process.communicate()
    told += [line.strip() for line in rest.splitlines(True) if line.endswith("\n")]
    kept = [each.event for each in Outbox(path).oldest(10_000)]
    assert kept[: len(told)] == told
    assert len(kept) - len(told) in (0, 1)  # kept, but killed before it said so
