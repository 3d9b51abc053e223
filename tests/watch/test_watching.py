"""Messages of cameras with real faces, and what follows from them."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from local.rehearsal.watch import emulated, opened
from tests.conftest import portrait
from tests.watch.doors import ADA, GRACE, ME, Door, event
from tests.watch.watching import recognizer
from visage.errors import UnknownAlert, WatchUnreachable, WrongEmbedder
from visage.gallery.collections import NewCollection
from visage.gallery.consent import Consent
from visage.gallery.vectors import unit
from visage.pictures.photo import Photo
from visage.watch import cameras, trail, unknown
from visage.watch.announcer import Nobody
from visage.watch.cameras import CameraChanges
from visage.watch.events import Crop, TrackEvent, new_id
from visage.watch.frames import take_frame
from visage.watch.seen import Seen, seen_in
from visage.watch.sqlite import SqliteTable
from visage.watch.table import Change, Table
from visage.watch.watching import Watcher


@pytest.fixture
def door(tmp_path: Path) -> Door:
    return Door(tmp_path)


@pytest.fixture(params=["file", "aws"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Door]:
    """A door whose table is a file, or one of DynamoDB."""
    if request.param == "file":
        yield Door(tmp_path)
        return
    with emulated():
        yield Door(tmp_path, table=opened)


def test_a_customer_is_alerted_once_a_visit(either: Door) -> None:
    door = either
    door.enrol(ADA)
    first = door.sees(ADA)
    [alert] = door.alerts
    assert first.alerts == (alert.id,)
    assert (alert.kind, alert.state, alert.camera) == ("customer", "candidate", "door")
    assert (alert.person.id, alert.person.name) == ("ada", "Ada")
    assert (alert.votes, alert.looks, alert.late) == (3, 3, False)
    assert alert.similarity > 0.95
    assert door.shown.crop(alert.id).startswith(b"\xff\xd8\xff")
    door.clock.go(minutes=9)
    assert door.sees(ADA).alerts == ()
    door.clock.go(minutes=9)  # after the last look, not the first
    assert door.sees(ADA).alerts == ()
    [same] = door.alerts
    assert same.visit.first == alert.visit.first
    assert same.visit.last == door.clock()
    door.clock.go(minutes=11)
    assert len(door.sees(ADA).alerts) == 1
    assert len(door.alerts) == 2
    assert [kind for kind, _ in door.heard.said] == ["alert", "alert"]


def test_a_browser_with_a_wrong_clock_makes_one_alert_a_visit(door: Door) -> None:
    door.enrol(ADA)
    photo, session = Photo.of(portrait(ADA)), new_id()
    for wrong in (-25, -24, 1):
        door.clock.go(hours=1)  # the next visit
        made: list[str] = []
        for _ in range(6):
            door.clock.go(seconds=1)
            taken = door.clock() + timedelta(hours=wrong)
            made += take_frame(door.watcher, "browser", session, photo, taken).alerts
        assert len(made) == 1, f"{wrong} hours"
        alert = door.alerts[-1]
        assert (alert.visit.last, alert.late) == (door.clock(), False)


def test_each_camera_has_its_own_visits(door: Door) -> None:
    door.enrol(ADA)
    assert len(door.sees(ADA, camera="door").alerts) == 1
    assert len(door.sees(ADA, camera="gate").alerts) == 1
    assert door.sees(ADA, camera="door").alerts == ()


def test_a_message_that_comes_twice_is_taken_once(either: Door) -> None:
    door = either
    door.enrol(ADA)
    sent = event(ADA, door.clock())
    first = door.watcher.take(sent)
    again = door.watcher.take(sent)
    assert (first.state, again.state) == ("taken", "known")
    assert first.alerts == again.alerts
    assert door.count("alert") == 1
    [camera] = cameras.cameras(door.table)
    assert (camera.events, camera.last) == (1, door.clock())


def test_ten_who_take_messages_of_one_visit_make_one_alert(
    door: Door, tmp_path: Path
) -> None:
    door.enrol(ADA)
    sent = event(ADA, door.clock())
    faces = seen_in(sent.crops, recognizer(), door.gallery, door.clock())
    span = (door.clock() - timedelta(seconds=1), door.clock())
    begin = threading.Barrier(10)

    def take(number: int) -> tuple[str, ...]:
        table = SqliteTable(tmp_path / "watch.sqlite3", door.clock)
        watcher = Watcher(table, door.gallery, recognizer(), Nobody(), None, door.clock)
        begin.wait()
        # Half of them take the same message, and half another one.
        id = sent.event if number % 2 else new_id()
        return watcher.meet(id, "door", new_id(), faces, span).alerts

    with ThreadPoolExecutor(10) as threads:
        made = [alert for each in threads.map(take, range(10)) for alert in each]
    [alert] = door.alerts
    assert set(made) == {alert.id}
    assert door.count("crop") == 1
    [camera] = cameras.cameras(door.table)
    assert camera.events == 6


class Breaking:
    """A table whose process dies before or after a write."""

    def __init__(self, table: Table, *, after: bool) -> None:
        self._table, self._after = table, after

    def __getattr__(self, name: str) -> object:
        return getattr(self._table, name)

    def write(self, changes: Sequence[Change]) -> bool:
        if self._after:
            self._table.write(changes)
        raise WatchUnreachable("the process has died")


@pytest.mark.parametrize("after", [False, True])
def test_a_crash_loses_nothing_and_doubles_nothing(door: Door, *, after: bool) -> None:
    door.enrol(ADA)
    sent = event(ADA, door.clock())
    broken = Breaking(door.table, after=after)
    watcher = Watcher(
        broken,  # type: ignore[arg-type]
        door.gallery,
        recognizer(),
        door.heard,
        None,
        door.clock,
    )
    kinds = ("event", "track", "visit", "alert", "crop", "audit", "camera", "untold")
    with pytest.raises(WatchUnreachable):
        watcher.take(sent)
    assert [door.count(kind) for kind in kinds] == [int(after)] * len(kinds)
    assert door.watcher.take(sent).state == ("known" if after else "taken")
    assert [door.count(kind) for kind in kinds] == [1] * len(kinds)


def test_votes_of_a_track_add_up_over_its_messages(door: Door) -> None:
    door.enrol(ADA)
    track = new_id()
    strangers = event(GRACE, door.clock(), looks=(0,), track=track)
    assert door.watcher.take(strangers).alerts == ()
    assert door.sees(ADA, looks=(0, 1), track=track, part=1).alerts == ()
    assert len(door.sees(ADA, looks=(2,), track=track, part=2).alerts) == 1
    [alert] = door.alerts
    assert (alert.votes, alert.looks) == (3, 4)


def test_one_look_is_enough_where_it_is_beyond_doubt(door: Door) -> None:
    door.enrol(ADA)
    assert len(door.sees(ADA, looks=(0,)).alerts) == 1
    [alert] = door.alerts
    assert (alert.votes, alert.looks) == (1, 1)


def test_late_messages_belong_to_the_visit_that_they_are_of(door: Door) -> None:
    door.enrol(ADA)
    before = door.clock()
    door.clock.go(hours=3)
    assert len(door.sees(ADA).alerts) == 1
    # What the camera saw while it was cut off: one visit, in two messages out of order.
    later = door.watcher.take(event(ADA, before + timedelta(minutes=5)))
    first = door.watcher.take(event(ADA, before))
    assert (len(later.alerts), first.alerts) == (1, ())
    now, late = door.alerts
    assert (now.late, late.late) == (False, True)
    assert late.visit.first == before - timedelta(seconds=0.2)
    assert late.visit.last == before + timedelta(minutes=5)
    door.clock.go(hours=25)
    assert door.watcher.take(event(ADA, before)).state == "old"


@pytest.mark.parametrize(
    ("taken", "state"),
    [
        ("9999-12-31T23:59:59.999999-12:00", "taken"),
        ("0001-01-01T00:00:00+12:00", "old"),
    ],
)
def test_no_clock_is_too_wrong(door: Door, taken: str, state: str) -> None:
    """A message that failed would be sent for ever, and others behind it wait."""
    door.enrol(ADA)
    written = json.loads(event(ADA, door.clock(), looks=(0,)).encoded())
    written["crops"][0]["taken"] = taken
    sent = TrackEvent.model_validate_json(json.dumps(written))
    assert door.watcher.take(sent).state == state
    assert len(door.alerts) == int(state == "taken")


def test_a_clock_that_is_fast_makes_no_visit_of_the_future(door: Door) -> None:
    door.enrol(ADA)
    sent = event(ADA, door.clock() + timedelta(hours=2))
    assert len(door.watcher.take(sent).alerts) == 1
    [alert] = door.alerts
    assert alert.visit.last == alert.taken == door.clock()


def test_a_stranger_is_unknown_once(either: Door) -> None:
    door = either
    door.enrol(ADA)
    track = new_id()
    taken = door.sees(GRACE, track=track, looks=(2, 3))
    assert (taken.alerts, taken.faces) == ((), 2)
    [kept] = door.table.rows(unknown.KIND)
    first = unknown.face_of(kept)
    assert taken.unknown == (first.id,)
    assert (first.camera, first.track) == ("door", track)
    door.clock.go(seconds=20)
    assert door.sees(GRACE, track=track, looks=(0,), part=1).unknown == ()
    [kept] = door.table.rows(unknown.KIND)
    longer = unknown.face_of(kept)
    assert (longer.id, longer.first) == (first.id, first.first)
    assert longer.last == door.clock()
    assert longer.quality >= first.quality
    assert door.table.get(unknown.CROP, first.id)
    assert door.alerts == []
    door.clock.go(hours=8)
    assert (door.count(unknown.KIND), door.count(unknown.CROP)) == (0, 0)


def test_a_stranger_who_stays_for_hours_is_one_unknown_face(door: Door) -> None:
    """Longer than the track is remembered, and sent once more under another id."""
    track, begun = new_id(), door.clock()
    door.sees(GRACE, track=track)
    door.clock.go(hours=2)
    again = event(GRACE, begun, track=track)
    assert door.watcher.take(again).unknown == ()
    assert door.count(unknown.KIND) == 1


def test_a_dismissed_face_does_not_come_back_with_its_track(door: Door) -> None:
    track = new_id()
    [face] = door.sees(GRACE, track=track).unknown
    door.table.write(unknown.drops_of(face))
    door.clock.go(seconds=20)
    door.sees(GRACE, track=track, part=1)
    assert door.count(unknown.KIND) == 0


def test_who_is_named_after_all_is_unknown_no_longer(door: Door) -> None:
    track = new_id()
    assert len(door.sees(ADA, track=track, looks=(4, 5)).unknown) == 1
    door.enrol(ADA)
    taken = door.sees(ADA, track=track, looks=(0, 1, 2), part=1)
    assert (len(taken.alerts), door.count(unknown.KIND)) == (1, 0)


def test_nobody_is_looked_for_after_their_consent_ends(door: Door) -> None:
    ends = door.clock() + timedelta(hours=1)
    door.enrol(ADA, consent=Consent("herself", "the door", door.clock(), ends))
    assert len(door.sees(ADA).alerts) == 1
    door.clock.go(hours=1)
    assert door.sees(ADA).alerts == ()


def test_a_wanted_person_is_found_until_the_case_expires(door: Door) -> None:
    door.want(ADA, days=1)
    assert len(door.sees(ADA).alerts) == 1
    [alert] = door.alerts
    assert (alert.kind, alert.person.id) == ("watchlist", "C-1")
    assert alert.case is not None
    assert (alert.case.id, alert.case.note) == ("C-1", "missing since Monday")
    assert (alert.account, alert.has_reference) == (None, True)
    assert door.shown.reference(alert.id) is not None
    door.clock.go(days=1)
    assert door.sees(ADA).alerts == ()


def test_who_is_a_customer_and_wanted_makes_an_alert_of_each(door: Door) -> None:
    door.enrol(ADA)
    door.want(ADA)
    assert len(door.sees(ADA).alerts) == 2
    assert sorted(alert.kind for alert in door.alerts) == ["customer", "watchlist"]


def test_nobody_is_wanted_without_a_case(door: Door) -> None:
    door.enrol(ADA, "C-9", "watchlist")
    assert door.sees(ADA).alerts == ()


def test_a_camera_looks_in_the_collections_that_it_is_told(door: Door) -> None:
    door.enrol(ADA, collection="staff")
    assert door.sees(ADA).alerts == ()
    said = CameraChanges("Front door", ("staff",), 1)
    cameras.change(door.table, "door", said, "an administrator", door.clock())
    assert len(door.sees(ADA).alerts) == 1
    door.clock.go(minutes=2)
    assert len(door.sees(ADA).alerts) == 1
    [camera] = cameras.cameras(door.table)
    assert (camera.label, camera.visit_minutes, camera.events) == ("Front door", 1, 3)
    actions = [each.action for each in trail.entries(door.table, None, 10)]
    assert actions == ["alert_made", "alert_made", "camera_changed"]


def test_a_rejected_alert_is_not_made_again(either: Door) -> None:
    door = either
    door.enrol(GRACE, "ada")  # a person with a face that is not theirs
    track = new_id()
    door.sees(GRACE, track=track)
    [alert] = door.alerts
    rejected = door.judge.decide(alert.id, "rejected", ME, "somebody else")
    assert rejected.state == "rejected"
    assert rejected.decision is not None
    assert (rejected.decision.by, rejected.decision.note) == (ME.name, "somebody else")
    assert len(door.gallery.rejections("people", "ada")) == 1
    # The same person, in the same visit and in the next one.
    door.sees(GRACE, track=track, looks=(3, 4), part=1)
    door.sees(GRACE, looks=(3, 4, 5))
    door.clock.go(hours=2)
    door.sees(GRACE, looks=(3, 4, 5))
    assert [each.state for each in door.alerts] == ["rejected"]
    # It is forgotten with the alert.
    door.clock.go(days=7)
    assert len(door.sees(GRACE, looks=(3, 4, 5)).alerts) == 1


def test_accounts_are_kept_out_of_the_way_of_alerts(tmp_path: Path) -> None:
    class Down:
        def find(self, account: str) -> None:
            raise AssertionError(account)

    door = Door(tmp_path, customers=Down())
    door.enrol(ADA)
    with pytest.raises(AssertionError):
        door.sees(ADA)
    [alert] = door.alerts
    assert alert.account is not None
    assert (alert.account.state, alert.account.id) == ("pending", "ada")
    assert door.heard.said == [("alert", (alert.id,))]


def test_crops_that_show_no_face_are_no_looks(door: Door) -> None:
    door.enrol(ADA)
    good = event(ADA, door.clock(), looks=(0,)).crops[0]
    broken = good.model_copy(update={"image": good.image[:400]})
    empty = good.model_copy(update={"image": noise()})
    sent = TrackEvent(
        version=1,
        event=new_id(),
        camera="door",
        track=new_id(),
        part=0,
        crops=(broken, empty),
    )
    taken = door.watcher.take(sent)
    assert (taken.state, taken.faces, taken.alerts) == ("taken", 0, ())
    assert door.watcher.take(sent).state == "known"


def noise() -> bytes:
    import io

    import numpy as np
    from PIL import Image

    pixels = np.random.default_rng(1).integers(0, 255, (200, 200, 3), np.uint8)
    written = io.BytesIO()
    Image.fromarray(pixels).save(written, "JPEG")
    return written.getvalue()


def test_a_collection_of_another_embedder_is_said(door: Door) -> None:
    door.gallery.create_collection(NewCollection("people", "other", 16), ME)
    sent = event(ADA, door.clock(), looks=(0,))
    with pytest.raises(WrongEmbedder, match="collection people"):
        door.watcher.take(sent)
    assert door.count("event") == 0


def test_alerts_go_after_a_week(either: Door) -> None:
    door = either
    door.enrol(ADA)
    [alert] = door.sees(ADA).alerts
    door.clock.go(days=6, hours=23)
    assert door.shown.get(alert).id == alert
    door.clock.go(hours=2)
    with pytest.raises(UnknownAlert):
        door.shown.get(alert)
    assert [door.count(kind) for kind in ("alert", "crop", "visit", "track")] == [0] * 4


def test_a_crop_knows_its_face_among_others(door: Door) -> None:
    """Of two faces in a crop, the one in the middle is meant."""
    door.enrol(ADA)
    one = event(ADA, door.clock(), looks=(0,)).crops[0]
    both = beside(one, event(GRACE, door.clock(), looks=(0,)).crops[0])
    [face] = seen_in([both], recognizer(), door.gallery, door.clock())
    assert face.sighting.box.centre[0] == pytest.approx(0.5, abs=0.1)
    meant = unit(face.vector) @ unit(shown_face(door, one).vector)
    assert meant > 0.95


def shown_face(door: Door, one: Crop) -> Seen:
    [face] = seen_in([one], recognizer(), door.gallery, door.clock())
    return face


def beside(one: Crop, other: Crop) -> Crop:
    """A crop with another face at its edge, a little larger than its own."""
    import io

    from PIL import Image

    first, found = (Image.open(io.BytesIO(each.image)) for each in (one, other))
    width, height = round(first.width * 1.2), round(first.height * 1.2)
    whole = Image.new("RGB", (first.width * 3, height))
    whole.paste(found.resize((width, height)), (-width // 6, 0))
    whole.paste(first, (first.width, 0))
    written = io.BytesIO()
    whole.save(written, "JPEG", quality=90)
    return one.model_copy(update={"image": written.getvalue()})
