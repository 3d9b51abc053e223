"""Routes and queue of the watch and alerts functions, with real faces."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from functions.alerts.handler import handler as alerts
from functions.people.handler import handler as people
from functions.watch.handler import handler as watch
from tests.conftest import PORTRAITS, portrait
from tests.watch.doors import ADA, GRACE, event
from tests.watch.http import ask, claims, failed, queued
from visage.gallery.rules import utc_now
from visage.watch.events import TrackEvent, new_id


@pytest.fixture(autouse=True)
def own(own_gallery: Path) -> Path:
    return own_gallery


@pytest.fixture
def ada(own: Path) -> None:
    """Ada is enrolled, by her portrait."""
    said = {"id": "ada", "name": "Ada", "consent_by": "Ada", "consent_purpose": "door"}
    status, answer = ask(
        people,
        "POST",
        "/people",
        PORTRAITS[ADA].read_bytes(),
        kind="image/png",
        query=said,
    )
    assert status == 200, answer


def sent(message: TrackEvent, camera: str = "door", **about: Any) -> tuple[int, Any]:
    path = f"/watch/{camera}/events"
    return ask(watch, "POST", path, message.encoded(), **about)


def alerted() -> dict[str, Any]:
    status, answer = sent(event(ADA, utc_now()))
    assert (status, answer["state"], answer["faces"]) == (200, "taken", 3)
    [alert] = answer["alerts"]
    found: dict[str, Any] = ask(alerts, "GET", f"/alerts/{alert}")[1]
    return found


@pytest.mark.usefixtures("ada")
def test_a_message_makes_an_alert_that_is_shown_and_decided() -> None:
    message = event(ADA, utc_now())
    status, first = sent(message)
    assert status == 200
    assert first == {
        "event": message.event,
        "state": "taken",
        "faces": 3,
        "alerts": first["alerts"],
    }
    again = sent(message)[1]
    assert again == {**first, "state": "known", "faces": 0}
    [id] = first["alerts"]
    listed = ask(alerts, "GET", "/alerts")[1]
    [alert] = listed["alerts"]
    assert listed["after"] is None
    assert alert == ask(alerts, "GET", f"/alerts/{id}")[1]
    assert (alert["id"], alert["person"]["name"], alert["state"]) == (
        id,
        "Ada",
        "candidate",
    )
    status, crop = ask(alerts, "GET", f"/alerts/{id}/crop")
    assert status == 200
    assert Image.open(io.BytesIO(crop)).format == "JPEG"
    assert crop in [each.image for each in message.crops]
    assert ask(alerts, "GET", f"/alerts/{id}/reference") == (
        404,
        {
            "error": "No picture is kept that this alert could be compared with: of "
            "customers, none is.",
            "code": "no_reference",
        },
    )
    status, confirmed = ask(alerts, "POST", f"/alerts/{id}/confirm", {"note": "yes"})
    assert (status, confirmed["state"], confirmed["decision"]["note"]) == (
        200,
        "confirmed",
        "yes",
    )
    assert ask(alerts, "POST", f"/alerts/{id}/confirm", {})[1] == confirmed
    status, refused = ask(alerts, "POST", f"/alerts/{id}/reject", {})
    assert (status, refused["code"]) == (409, "alert_decided")
    for query, count in (
        ({"state": "confirmed"}, 1),
        ({"state": "candidate"}, 0),
        ({"kind": "watchlist"}, 0),
        ({"camera": "door"}, 1),
        ({"camera": "gate"}, 0),
    ):
        found = ask(alerts, "GET", "/alerts", query=query)[1]["alerts"]
        assert len(found) == count, query
    trail = ask(alerts, "GET", "/watch/audit")[1]["entries"]
    assert [(each["action"], each["about"]) for each in trail] == [
        ("alert_confirmed", id),
        ("alert_made", id),
    ]


@pytest.mark.usefixtures("ada")
def test_a_rejected_alert_teaches_the_gallery() -> None:
    alert = alerted()
    status, rejected = ask(alerts, "POST", f"/alerts/{alert['id']}/reject")
    assert (status, rejected["state"]) == (200, "rejected")
    said = ask(people, "GET", "/people/ada/rejections")[1]["rejections"]
    assert len(said) == 1


@pytest.mark.usefixtures("ada")
def test_alerts_come_in_pages_the_newest_first() -> None:
    now = utc_now()
    for hours in (3, 2, 1):
        sent(event(ADA, now - timedelta(hours=hours)))
    whole = ask(alerts, "GET", "/alerts")[1]["alerts"]
    taken = [datetime.fromisoformat(each["taken"]) for each in whole]
    assert len(taken) == 3
    assert taken == sorted(taken, reverse=True)
    assert [each["late"] for each in whole] == [True] * 3
    page = ask(alerts, "GET", "/alerts", query={"limit": "2"})[1]
    rest = ask(alerts, "GET", "/alerts", query={"after": page["after"]})[1]
    assert page["alerts"] + rest["alerts"] == whole
    assert rest["after"] is None


@pytest.mark.usefixtures("ada")
def test_cameras_are_listed_and_changed() -> None:
    alerted()
    [camera] = ask(alerts, "GET", "/cameras")[1]["cameras"]
    assert {key: camera[key] for key in camera if key != "last"} == {
        "name": "door",
        "label": "door",
        "collections": ["people"],
        "visit_minutes": 10,
        "events": 1,
    }
    said = {"label": "Front door", "collections": ["people", "staff"]}
    status, changed = ask(alerts, "PATCH", "/cameras/door", said)
    assert status == 200
    assert changed == {**camera, **said}
    assert ask(alerts, "PATCH", "/cameras/door", {})[1]["code"] == "bad_parameter"
    assert ask(alerts, "PATCH", "/cameras/attic", said)[0] == 404
    [entry, _] = ask(alerts, "GET", "/watch/audit")[1]["entries"]
    assert (entry["action"], entry["about"]) == ("camera_changed", "door")


def changed(**about: object) -> bytes:
    """A message of which something is not as it should be."""
    message = json.loads(event(ADA, utc_now(), looks=(0,)).encoded())
    return json.dumps({**message, **about}).encode()


def crops(**about: object) -> bytes:
    message = json.loads(event(ADA, utc_now(), looks=(0,)).encoded())
    message["crops"] = [{**message["crops"][0], **about}]
    return json.dumps(message).encode()


@pytest.mark.parametrize(
    ("body", "status", "code", "words"),
    [
        (lambda: b"{", 400, "bad_json", "not a JSON object"),
        (lambda: b"[]", 400, "bad_json", "not a JSON object"),
        (lambda: changed(version=2), 400, "bad_parameter", "version is 2"),
        (lambda: changed(camera="gate"), 400, "bad_parameter", "'door'"),
        (lambda: changed(event="1"), 400, "bad_parameter", "event is '1'"),
        (lambda: changed(crops=[]), 400, "bad_parameter", "crops"),
        (lambda: changed(more=1), 400, "bad_parameter", "no parameter more"),
        (lambda: crops(image="AAAA"), 400, "bad_parameter", "JPEG in base64"),
        (lambda: crops(left=900), 400, "bad_parameter", "left of a face"),
        (lambda: crops(taken="noon"), 400, "bad_parameter", "crops"),
        (lambda: changed(part=-1), 400, "bad_parameter", "part is -1"),
    ],
)
def test_a_message_that_cannot_be_taken_is_refused_for_good(
    body: Any, status: int, code: str, words: str
) -> None:
    """The agent removes what is refused so: it would never be taken."""
    got, answer = ask(watch, "POST", "/watch/door/events", body())
    assert (got, answer["code"]) == (status, code)
    assert words in answer["error"]
    assert ask(alerts, "GET", "/cameras")[1] == {"cameras": []}


def test_a_message_that_is_too_large_is_refused() -> None:
    image = Image.effect_noise((900, 900), 90).convert("RGB")
    written = io.BytesIO()
    image.save(written, "JPEG", quality=95)
    message = event(ADA, utc_now(), looks=(0,))
    large = message.crops[0].model_copy(update={"image": written.getvalue()})
    status, answer = sent(message.model_copy(update={"crops": (large,)}))
    assert (status, answer["code"]) == (413, "body_too_large")


def test_another_kind_of_body_is_refused() -> None:
    answer = ask(watch, "POST", "/watch/door/events", b"hello", kind="text/plain")
    assert (answer[0], answer[1]["code"]) == (415, "unsupported_media_type")
    answer = ask(watch, "POST", "/watch/-door/events", changed())
    assert (answer[0], answer[1]["code"]) == (400, "bad_parameter")


@pytest.mark.parametrize(
    ("function", "method", "path", "scope"),
    [
        (watch, "POST", "/watch/door/events", "watch"),
        (watch, "POST", "/watch/door/frames", "watch"),
        (alerts, "GET", "/alerts", "watch"),
        (alerts, "GET", "/alerts/1", "watch"),
        (alerts, "GET", "/alerts/1/crop", "watch"),
        (alerts, "GET", "/alerts/1/reference", "watch"),
        (alerts, "POST", "/alerts/1/confirm", "watch"),
        (alerts, "POST", "/alerts/1/reject", "watch"),
        (alerts, "GET", "/cameras", "watch"),
        (alerts, "PATCH", "/cameras/door", "admin"),
        (alerts, "GET", "/watch/audit", "admin"),
    ],
)
def test_routes_are_for_those_who_may(
    function: Any, method: str, path: str, scope: str
) -> None:
    others = {"read", "enrol", "erase", "watch", "watchlist", "admin"} - {scope}
    for who, status in (
        ({"scope": "visage/watch"}, 401),
        (claims(*others), 403),
        (claims(scope, group="reader"), 403),
    ):
        assert ask(function, method, path, {}, who=who)[0] == status


def test_what_is_not_there_is_said() -> None:
    absent = f"{0:016x}-{0:08x}-{0:08x}"
    for method, path in (
        ("GET", f"/alerts/{absent}"),
        ("GET", f"/alerts/{absent}/crop"),
        ("POST", f"/alerts/{absent}/confirm"),
    ):
        status, answer = ask(alerts, method, path)
        assert (status, answer["code"]) == (404, "unknown_alert")
    assert ask(alerts, "GET", "/alerts/1")[0] == 400


@pytest.mark.usefixtures("ada")
def test_the_queue_hands_over_what_came_by_mqtt() -> None:
    good, other = event(ADA, utc_now()), event(GRACE, utc_now(), looks=(0,))
    answer = watch(queued(good.encoded(), "{}", other.encoded()), None)
    assert failed(answer) == ["message-1"]
    [alert] = ask(alerts, "GET", "/alerts")[1]["alerts"]
    assert alert["track"] == good.track
    assert failed(watch(queued(good.encoded()), None)) == []
    assert len(ask(alerts, "GET", "/alerts")[1]["alerts"]) == 1


def frame(name: str, across: float = 0.0) -> bytes:
    """A frame of a browser's camera with a portrait in it."""
    whole = Image.new("RGB", (640, 480), "grey")
    face = Image.fromarray(portrait(name)).resize((300, 340))
    whole.paste(face, (round(20 + 300 * across), 60))
    written = io.BytesIO()
    whole.save(written, "JPEG", quality=85)
    return written.getvalue()


@pytest.mark.usefixtures("ada")
def test_frames_of_a_browser_are_followed() -> None:
    session = new_id()

    def shown(name: str, across: float) -> Any:
        status, answer = ask(
            watch,
            "POST",
            "/watch/browser/frames",
            frame(name, across),
            kind="image/jpeg",
            query={"session": session},
        )
        assert status == 200, answer
        return answer

    answers = [shown(ADA, step * 0.2) for step in range(4)]
    assert [len(each["faces"]) for each in answers] == [1] * 4
    assert len({each["faces"][0]["track"] for each in answers}) == 1
    [alert] = [alert for each in answers for alert in each["alerts"]]
    last = answers[-1]["faces"][0]
    assert (last["person"]["id"], last["person"]["name"]) == ("ada", "Ada")
    assert last["similarity"] > 0.9
    assert 0.3 < last["box"]["left"] < last["box"]["right"] < 0.8
    assert ask(alerts, "GET", f"/alerts/{alert}")[1]["camera"] == "browser"
    stranger = shown(GRACE, 0.6)
    assert stranger["faces"][0]["track"] != last["track"]
    assert stranger["faces"][0]["person"] is None
    assert (
        ask(
            watch,
            "POST",
            "/watch/browser/frames",
            b"no picture",
            kind="image/jpeg",
            query={"session": session},
        )[0]
        == 415
    )


def test_a_frame_says_of_which_session_it_is() -> None:
    body = frame(ADA)
    status, answer = ask(
        watch, "POST", "/watch/browser/frames", body, kind="image/jpeg"
    )
    assert (status, answer["code"]) == (400, "bad_parameter")
    assert "session is missing" in answer["error"]


def test_a_browser_s_camera_is_listed_from_its_first_face_on() -> None:
    nobody = io.BytesIO()
    Image.new("RGB", (640, 480), "grey").save(nobody, "JPEG")
    listed = []
    for shown in (nobody.getvalue(), frame(ADA)):
        path, query = "/watch/browser/frames", {"session": new_id()}
        assert ask(watch, "POST", path, shown, kind="image/jpeg", query=query)[0] == 200
        cameras = ask(alerts, "GET", "/cameras")[1]["cameras"]
        listed.append([each["name"] for each in cameras])
    assert listed == [[], ["browser"]]


@pytest.mark.usefixtures("ada")
def test_the_schedule_removes_what_has_expired() -> None:
    alerted()
    assert alerts({"source": "aws.events"}, None)["expired"] == 0
    assert utc_now().tzinfo is UTC
