"""Whoever is erased is forgotten by what watching keeps, whichever way it is asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import visage
from functions.alerts.base import table
from functions.alerts.handler import handler as alerts
from functions.people.handler import handler as people
from functions.sweep.handler import handler as sweep
from functions.watch.base import gallery
from functions.watch.handler import handler as watch
from tests.conftest import portrait
from tests.test_align_event import event as gateway_event
from tests.watch.doors import ADA, GRACE, ME, Door, event
from tests.watch.http import ADMINISTRATOR, ask
from tests.watch.watching import portrait_face
from visage.cli import main
from visage.errors import NotInGallery, UnknownAlert, WatchUnreachable
from visage.gallery.consent import Consent
from visage.gallery.people import NewPerson
from visage.gallery.protocol import Gallery
from visage.gallery.rules import utc_now
from visage.pictures.photo import Photo
from visage.watch import cameras, forgetting, resembling, unknown
from visage.watch.address import watched_gallery
from visage.watch.cameras import CameraChanges
from visage.watch.cases import all_cases
from visage.watch.events import new_id
from visage.watch.forgetting import forgetful, mend
from visage.watch.frames import take_frame

OF_A_PERSON = ("alert", "crop", "visit", "track", "impostor", "notice", "unknown")


def by_rekognition(target: str, body: dict[str, str]) -> None:
    raw = json.dumps(body).encode()
    sent = gateway_event(
        raw, "/rekognition", "application/x-amz-json-1.1", claims=ADMINISTRATOR
    )
    for headers in (sent["headers"], sent["multiValueHeaders"]):
        name = f"RekognitionService.{target}"
        headers["X-Amz-Target"] = [name] if headers is not sent["headers"] else name
    answer = people(sent, None)
    assert answer["statusCode"] == 200, answer


def on_the_terminal(*arguments: str) -> None:
    done = CliRunner().invoke(main, ["people", *arguments])
    assert done.exit_code == 0, done.output


def erased(method: str, path: str, query: dict[str, str] | None = None) -> None:
    status, answer = ask(people, method, path, query=query)
    assert status == 200, answer


WAYS: dict[str, Callable[[], object]] = {
    "DELETE /people": lambda: erased("DELETE", "/people/ada"),
    "DELETE /collections": lambda: erased("DELETE", "/collections/people"),
    "merge": lambda: ask(people, "POST", "/people/ada/merge", {"into": "bea"}),
    "DeleteUser": lambda: by_rekognition(
        "DeleteUser", {"CollectionId": "people", "UserId": "ada"}
    ),
    "DeleteCollection": lambda: by_rekognition(
        "DeleteCollection", {"CollectionId": "people"}
    ),
    "visage people forget": lambda: on_the_terminal("forget", "ada", "--yes"),
    "visage.Gallery": lambda: visage.Gallery().forget("ada"),
}


@pytest.fixture
def seen(own_gallery: Path) -> str:
    """The id of a rejected alert about Ada, who was seen once more."""
    del own_gallery
    said = {"consent_by": "Ada", "consent_purpose": "door"}
    from tests.conftest import PORTRAITS

    for person, name in (("ada", ADA), ("bea", GRACE)):
        status, answer = ask(
            people,
            "POST",
            "/people",
            PORTRAITS[name].read_bytes(),
            kind="image/jpeg",
            query={"id": person, "name": person.title(), **said},
        )
        assert status == 200, answer
    path = "/watch/door/events"
    now = utc_now()
    first: str
    [first] = ask(watch, "POST", path, event(ADA, now - timedelta(hours=1)).encoded())[
        1
    ]["alerts"]
    ask(watch, "POST", path, event(ADA, now, looks=(3, 4, 5)).encoded())
    ask(watch, "POST", path, event(GRACE, now).encoded())
    assert ask(alerts, "POST", f"/alerts/{first}/reject")[0] == 200
    return first


@pytest.mark.parametrize("way", WAYS)
def test_erasing_reaches_alerts(seen: str, way: str) -> None:
    WAYS[way]()
    kept = [
        (each.row.kind, each.row.key)
        for kind in OF_A_PERSON
        for each in table().rows(kind)
    ]
    about = json.dumps([dict(each.value) for each in table().rows("alert")])
    assert ask(alerts, "GET", f"/alerts/{seen}")[0] == 404
    assert '"ada"' not in about
    assert [key for _, key in kept if "ada" in key.split("/")] == []
    whole = "ollection" in way
    left = 0 if whole else 1  # the alert about the other person
    assert [table().rows(kind) == [] for kind in ("alert", "crop")] == [whole] * 2
    assert len(table().rows("alert")) == left


def test_erasing_samples_reaches_alerts(
    own_gallery: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import base64

    from tests.conftest import PORTRAITS
    from visage.settings import settings

    del own_gallery
    monkeypatch.setenv("VISAGE_POLICY_BY", "the operator")
    monkeypatch.setenv("VISAGE_POLICY_PURPOSE", "a test")
    settings.cache_clear()
    image = base64.b64encode(PORTRAITS[ADA].read_bytes()).decode()
    sample = {"id": "ada", "name": "Ada", "image": image}
    ask(people, "POST", "/update-samples", [sample])
    path = "/watch/door/events"
    ask(watch, "POST", path, event(GRACE, utc_now()).encoded())
    said = CameraChanges(collections=("samples",))
    cameras.change(table(), "door", said, "an administrator", utc_now())
    ask(watch, "POST", path, event(ADA, utc_now()).encoded())
    assert len(table().rows("alert")) == 1
    assert ask(people, "POST", "/clear-samples")[0] == 200
    assert table().rows("alert") == []


def test_nobody_is_shown_an_alert_of_whom_the_gallery_forgot(tmp_path: Path) -> None:
    """As where a process died between the two erasures; the sweep then mends it."""
    door = Door(tmp_path)
    door.enrol(ADA)
    [alert] = door.sees(ADA).alerts
    door.gallery.erase_person("people", "ada", ME, suppress=True)
    assert door.alerts == []
    with pytest.raises(UnknownAlert):
        door.shown.crop(alert)
    assert door.count("alert") == 1
    assert mend(door.table, door.gallery) == 1
    assert [door.count(kind) for kind in OF_A_PERSON] == [0] * len(OF_A_PERSON)


def test_who_is_erased_is_not_seen_by_a_message_under_way(tmp_path: Path) -> None:
    """Erased after their face was looked up, and before the alert was written."""
    door = Door(tmp_path)
    door.enrol(ADA)
    searched = door.gallery.search_people

    def erasing(*about: Any, **more: Any) -> Any:
        found = searched(*about, **more)
        door.gallery.erase_person("people", "ada", ME, suppress=True)
        return found

    door.gallery.search_people = erasing  # type: ignore[method-assign]
    assert door.sees(ADA).alerts == ()
    assert door.count("alert") == 0


def test_erasing_reaches_pictures_of_the_watch_list(tmp_path: Path) -> None:
    door = Door(tmp_path)
    door.want(ADA)
    door.sees(ADA)
    assert (door.count("reference"), door.count("alert")) == (1, 1)
    kept = forgetful(door.gallery, lambda: door.table)
    kept.erase_person("watchlist", "C-1", ME, suppress=True)
    assert (door.count("reference"), door.count("alert")) == (0, 0)


ERASING: dict[str, Callable[[Gallery], object]] = {
    "a person": lambda kept: kept.erase_person("people", "ada", ME, suppress=True),
    "a collection": lambda kept: kept.erase_collection("people", ME),
    "who has expired": lambda kept: kept.sweep(ME),
}


def seen_before(folder: Path) -> Door:
    """Ada was seen before she was enrolled, and Grace, who never was.

    Ada's consent has ended; Bea, of whom there is no picture, is there as well.
    """
    door = Door(folder)
    door.sees(ADA)
    door.sees(GRACE)
    ends = door.clock() + timedelta(hours=1)
    door.enrol(ADA, consent=Consent("herself", "the door", door.clock(), ends))
    door.gallery.enrol("people", [], NewPerson("Bea", "bea"), ME)
    door.clock.go(hours=2)
    return door


def test_the_sweep_ends_a_case_whose_person_was_erased(tmp_path: Path) -> None:
    """As where a process died between the two."""
    door = Door(tmp_path)
    door.want(ADA)
    door.want(GRACE, "C-2")
    door.gallery.erase_person("watchlist", "C-1", ME, suppress=True)
    forgetful(door.gallery, lambda: door.table, door.clock).sweep(ME)
    found = {each.id: each for each in all_cases(door.table)}
    states = {each.id: each.state(door.clock()) for each in found.values()}
    assert states == {"C-1": "ended", "C-2": "active"}
    assert found["C-1"].erased
    assert door.count("reference") == 1


@pytest.mark.parametrize("way", ERASING)
def test_erasing_reaches_faces_that_were_unknown_then(tmp_path: Path, way: str) -> None:
    door = seen_before(tmp_path)
    assert (door.count("unknown"), door.count("unknown_crop")) == (2, 2)
    ERASING[way](forgetful(door.gallery, lambda: door.table))
    assert (door.count("unknown"), door.count("unknown_crop")) == (1, 1)
    [left] = door.table.rows("unknown")
    shown = portrait_face(GRACE, door.gallery)[1].recognized.lasting
    assert float(unknown.face_of(left).vector @ shown) > 0.9


@pytest.mark.parametrize("way", ERASING)
def test_a_crash_leaves_no_face_of_whom_the_gallery_erased(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    door = seen_before(tmp_path)

    def died(*_: object) -> int:
        raise WatchUnreachable("The process is gone.")

    for name in ("forget_person", "forget_collection", "mend"):
        monkeypatch.setattr(forgetting, name, died)
    with pytest.raises(WatchUnreachable):
        ERASING[way](forgetful(door.gallery, lambda: door.table))
    with pytest.raises(NotInGallery):
        door.gallery.person("people", "ada")
    assert (door.count("unknown"), door.count("unknown_crop")) == (1, 1)


@pytest.mark.parametrize("way", ERASING)
def test_where_too_many_are_erased_no_unknown_face_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setattr(resembling, "MOST_COMPARED", 0)
    door = seen_before(tmp_path)
    ERASING[way](forgetful(door.gallery, lambda: door.table))
    assert (door.count("unknown"), door.count("unknown_crop")) == (0, 0)


def test_a_sweep_that_erases_nobody_leaves_unknown_faces(tmp_path: Path) -> None:
    door = Door(tmp_path)
    door.sees(ADA)
    door.enrol(ADA)
    forgetful(door.gallery, lambda: door.table).sweep(ME)
    assert door.count("unknown") == 1


def replaced(door: Door, name: str) -> None:
    """Somebody is enrolled under the id of Ada, in her place."""
    door.clock.go(seconds=10)
    door.enrol(name, if_exists="replace")


def again(door: Door, name: str) -> None:
    """As where a process died after the gallery had erased her, before her alerts."""
    door.clock.go(seconds=5)
    door.gallery.erase_person("people", "ada", ME, suppress=False)
    door.clock.go(seconds=5)
    door.enrol(name)


@pytest.mark.parametrize("comes", [replaced, again])
@pytest.mark.parametrize("name", [ADA, GRACE])
def test_whoever_has_the_id_of_another_has_nothing_of_theirs(
    tmp_path: Path, comes: Callable[[Door, str], None], name: str
) -> None:
    """Neither alerts nor visits, rejections and votes: also if it is the same face."""
    door = Door(tmp_path)
    door.enrol(ADA)
    [old] = door.sees(ADA).alerts
    door.judge.decide(old, "rejected", ME)
    track = new_id()
    assert door.sees(name, looks=(3, 4), track=track).alerts == ()
    comes(door, name)
    assert door.alerts == []
    with pytest.raises(UnknownAlert):
        door.shown.crop(old)
    # Two votes for the one before and one for the new one are no three for anybody.
    assert door.sees(name, looks=(0,), track=track, part=1).alerts == ()
    [new] = door.sees(name).alerts
    assert [each.id for each in door.alerts] == [new]
    assert mend(door.table, door.gallery) == 1
    assert door.count("impostor") == 0
    assert [each.row.key for each in door.table.rows("alert")] == [new]
    assert door.sees(name).alerts == ()  # the visit that the alert was made for
    assert mend(door.table, door.gallery) == 0


@pytest.mark.parametrize("comes", [replaced, again])
def test_traces_of_whoever_had_an_id_before_are_removed(
    tmp_path: Path, comes: Callable[[Door, str], None]
) -> None:
    door = Door(tmp_path)
    door.enrol(ADA)
    door.sees(ADA)
    comes(door, GRACE)
    assert mend(door.table, door.gallery) == 1
    assert [door.count(kind) for kind in OF_A_PERSON] == [0] * len(OF_A_PERSON)


def test_a_browser_names_nobody_by_who_had_the_id_before(tmp_path: Path) -> None:
    door = Door(tmp_path)
    door.enrol(ADA)
    photo, session = Photo.of(portrait(ADA)), new_id()

    def named() -> list[str]:
        door.clock.go(seconds=1)
        [face] = take_frame(door.watcher, "browser", session, photo, None).faces
        return [face.person.name] if face.person else []

    assert [named() for _ in range(4)][-1] == ["Ada"]
    door.enrol(GRACE, if_exists="replace")
    assert named() == []


def test_a_look_before_the_enrolment_is_a_vote_for_who_is_enrolled(
    tmp_path: Path,
) -> None:
    """What a camera sends after it was cut off is looked up when it comes."""
    door = Door(tmp_path)
    seen = event(ADA, door.clock())
    door.clock.go(hours=1)
    door.enrol(ADA)
    assert len(door.watcher.take(seen).alerts) == 1
    assert len(door.alerts) == 1


def test_whose_consent_has_ended_is_swept_with_their_alerts(tmp_path: Path) -> None:
    door = Door(tmp_path)
    ends = door.clock() + timedelta(hours=1)
    door.enrol(ADA, consent=Consent("herself", "the door", door.clock(), ends))
    door.sees(ADA)
    door.clock.go(hours=2)
    forgetful(door.gallery, lambda: door.table).sweep(ME)
    assert (door.count("alert"), door.count("crop")) == (0, 0)


@pytest.mark.usefixtures("seen")
def test_the_hourly_sweep_reaches_alerts(monkeypatch: pytest.MonkeyPatch) -> None:
    from functions.sweep import handler as module

    monkeypatch.setattr(module.gallery, "_made", None)
    inside = vars(gallery())["_gallery"]
    inside.erase_person("people", "ada", ME, suppress=True)
    assert len(table().rows("alert")) == 3
    sweep({"source": "aws.events"}, None)
    assert len(table().rows("alert")) == 1


def test_no_table_is_made_to_forget_in(own_gallery: Path) -> None:
    own_gallery.parent.joinpath("watch.sqlite3").unlink(missing_ok=True)
    kept = watched_gallery()
    kept.sweep(ME)
    assert not own_gallery.parent.joinpath("watch.sqlite3").exists()
