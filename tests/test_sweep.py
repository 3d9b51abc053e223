"""The function that a schedule calls: it erases whoever has expired."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from functions.sweep.handler import gallery, handler
from tests.gallery.makers import OPERATOR, collection, face
from visage.gallery.consent import Consent
from visage.gallery.people import NewPerson
from visage.gallery.rules import utc_now
from visage.gallery.sqlite.gallery import SqliteGallery


def test_the_sweep_erases_whoever_has_expired(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = utc_now() - timedelta(days=1)
    kept = SqliteGallery(tmp_path / "people.sqlite3", lambda: earlier)
    staff = collection(kept)
    for name, days in (("gone", 0.5), ("stays", 2)):
        ends = earlier + timedelta(days=days)
        consent = Consent("herself", "a test", earlier, ends)
        new = NewPerson(name, name, {}, consent)
        kept.enrol(staff, [face(kept, 1)], new, OPERATOR)
    monkeypatch.setattr(gallery, "_made", SqliteGallery(tmp_path / "people.sqlite3"))
    assert handler({"source": "aws.events"}, None) == {"receipts": 1}
    assert [person.id for person in kept.people(staff).items] == ["stays"]
    entry = kept.audit().items[-1]
    assert (entry.operation, entry.by) == ("sweep", "the hourly sweep")
    assert handler({"source": "aws.events"}, None) == {"receipts": 0}
    kept.close()
