"""Faces of nobody known, in the rows that keep them."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from visage.gallery.vectors import unit
from visage.geometry import Box
from visage.watch import unknown
from visage.watch.sqlite import SqliteTable
from visage.watch.table import Put

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
TRACK = "0123456789abcdef" * 2


def face(first: datetime = NOON, track: str = TRACK) -> unknown.UnknownFace:
    vector = np.random.default_rng(5).normal(size=128).astype(np.float32)
    return unknown.UnknownFace(
        id=unknown.face_id(first, track),
        camera="door",
        track=track,
        first=first,
        last=first + timedelta(seconds=3),
        quality=0.75,
        confidence=0.99,
        box=Box(0.2, 0.1, 0.8, 0.9),
        profile="dlib_resnet_v1",
        vector=unit(vector),
    )


def test_a_face_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    table = SqliteTable(tmp_path / "watch.sqlite3", lambda: NOON)
    kept, crop = face(), b"\xff\xd8\xff crop"
    rows = unknown.rows_of(kept, crop, NOON + timedelta(hours=8))
    assert table.write([Put(row) for row in rows])

    [read] = table.rows(unknown.KIND)
    found = unknown.face_of(read)
    assert read.row.blob is None
    assert {**asdict(found), "vector": found.vector.tobytes()} == {
        **asdict(kept),
        "vector": kept.vector.tobytes(),
    }
    picture = table.get(unknown.CROP, kept.id)
    assert picture is not None
    assert picture.row.blob == crop

    assert table.write(unknown.drops_of(kept.id))
    assert table.rows(unknown.KIND) + table.rows(unknown.CROP) == []


def test_ids_sort_by_when_the_face_was_first_seen() -> None:
    moments = [NOON + timedelta(microseconds=step) for step in (0, 1, 999, 10**10)]
    ids = [
        unknown.face_id(at, track)
        for at, track in zip(
            moments, ("f" * 32, "0" * 32, "a" * 32, "1" * 32), strict=True
        )
    ]
    assert ids == sorted(ids)
