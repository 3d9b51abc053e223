"""The contract of the field's DeepFace-based service, request for request."""

from __future__ import annotations

import base64
import io
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from functions.people.app import gallery as loaded
from functions.people.app import recognizer
from tests.conftest import PORTRAITS, portrait
from tests.people_service import ADMINISTRATOR, ask
from visage import settings as settings_module
from visage.answers.samples import default_distance
from visage.errors import VisageError
from visage.gallery.audit import Caller
from visage.gallery.consent import ConsentPolicy
from visage.gallery.people import NewPerson
from visage.gallery.pictures import shown_in
from visage.recognition.thresholds import table

INVALID = (400, {"error": "Invalid request."})


@pytest.fixture(autouse=True)
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A gallery in a file of its own, whose operator has stated a policy."""
    monkeypatch.setenv("VISAGE_GALLERY", str(tmp_path / "gallery.sqlite3"))
    monkeypatch.setenv("VISAGE_POLICY_BY", "the school")
    monkeypatch.setenv("VISAGE_POLICY_PURPOSE", "roll call")
    monkeypatch.setattr(loaded, "_made", None)
    settings_module.settings.cache_clear()
    try:
        recognizer()
    except VisageError as error:
        pytest.skip(f"{error}")
    yield
    settings_module.settings.cache_clear()


def uri(raw: bytes, kind: str = "jpeg") -> str:
    return f"data:image/{kind};base64,{base64.b64encode(raw).decode()}"


def picture(*names: str) -> str:
    """Portraits side by side."""
    pixels = np.hstack([portrait(name)[:512, :512] for name in names])
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "JPEG", quality=95)
    return uri(out.getvalue())


def nothing() -> str:
    out = io.BytesIO()
    Image.new("RGB", (200, 200), "green").save(out, "PNG")
    return uri(out.getvalue(), "png")


def sample(person: Any, of: str, **more: Any) -> dict[str, Any]:
    image = uri(PORTRAITS[of].read_bytes())
    return {"id": person, "name": of, "image": image, "metadata": {"a": 1}, **more}


def update(*samples: Any) -> tuple[int, Any]:
    return ask("POST", "/update-samples", list(samples))


def known(image: str, **more: Any) -> list[dict[str, Any]]:
    status, answer = ask("POST", "/face-recognition", {"image": image, **more})
    assert status == 200, answer
    return list(answer)


BOTH = ("astronaut", "grace_hopper")


def test_everyone_with_a_sample_is_told_in_a_picture() -> None:
    first = sample("7", "astronaut", metadata={"class": "1b"})
    second = sample("g-h", "grace_hopper", metadata=None)
    assert update(first, second) == (200, {"success": ["7", "g-h"], "fail": []})
    found = known(picture(*BOTH))
    boxes = {each.pop("id"): each.pop("bbox") for each in found}
    assert {each["name"]: each["metadata"] for each in found} == {
        "astronaut": {"class": "1b"},
        "grace_hopper": None,
    }
    faces = {key: tuple(map(int, box.split(", "))) for key, box in boxes.items()}
    # The first portrait takes the left 512 pixels of the picture, the second the rest.
    x, y, w, h = faces["7"]
    assert (150 < x < 260, 50 < y < 150, 60 < w < 130, 80 < h < 160) == (True,) * 4
    x, y, w, h = faces["g-h"]
    assert (512 < x < 900, 0 < y < 250, 80 < w < 260, 100 < h < 320) == (True,) * 4
    assert all(box == ", ".join(map(str, faces[key])) for key, box in boxes.items())


def test_a_stranger_is_left_out_unless_the_distance_is_large() -> None:
    update(sample("7", "astronaut"))
    assert [each["id"] for each in known(picture(*BOTH))] == ["7"]
    assert [each["id"] for each in known(picture(*BOTH), min_distance=2)] == ["7", "7"]
    assert known(picture("grace_hopper")) == []
    assert known(picture("astronaut"), min_distance=0) == []


def test_the_distance_is_that_of_the_embedders_threshold() -> None:
    profile = recognizer().embedder.profile
    similarity = table(profile.name).at(0.001).similarity
    assert default_distance(profile) == pytest.approx(math.sqrt(2 - 2 * similarity))


def test_the_nearest_sample_decides_and_not_the_template() -> None:
    """Of two faces of one person, one is of the very picture, the other far from it."""
    update(sample("mixed", "astronaut"))
    gallery = loaded()
    (other,) = shown_in(PORTRAITS["grace_hopper"].read_bytes(), gallery, recognizer())
    gallery.enrol("samples", [other.new_face()], "mixed", Caller("test"))
    image = uri(PORTRAITS["astronaut"].read_bytes())
    assert [each["id"] for each in known(image, min_distance=0.01)] == ["mixed"]


def test_a_second_sample_of_an_id_replaces_the_first() -> None:
    update(sample("7", "astronaut"))
    again = sample("7", "grace_hopper", metadata={"b": 2})
    assert update(again) == (200, {"success": ["7"], "fail": []})
    assert known(picture("astronaut")) == []
    (found,) = known(picture("grace_hopper"))
    assert (found["id"], found["name"], found["metadata"]) == (
        "7",
        "grace_hopper",
        {"b": 2},
    )
    assert loaded().collection("samples").faces == 1


def test_a_sample_without_a_face_fails_and_the_one_there_stays() -> None:
    update(sample("7", "astronaut"))
    empty = {"id": "7", "name": "x", "image": nothing(), "metadata": {}}
    other = sample("8", "grace_hopper")
    assert update(empty, other) == (200, {"success": ["8"], "fail": ["7"]})
    assert [each["name"] for each in known(picture("astronaut"))] == ["astronaut"]


@pytest.mark.parametrize(
    "image",
    [
        "/etc/passwd",
        "https://example.org/a.jpg",
        "file:///tmp/a.jpg",
        "data:image/png;base64,",
        "data:image/png;base64,!!!",
        base64.b64encode(b"no picture").decode(),
        "",
        None,
        7,
        ["a"],
    ],
)
def test_an_image_is_never_a_file_or_an_address(image: object) -> None:
    given = {"id": "7", "name": "x", "image": image}
    assert update(given) == (200, {"success": [], "fail": ["7"]})


@pytest.mark.parametrize(
    ("given", "metadata"),
    [
        (7, {"a": 1}),
        (-7, None),
        ("../7 ' OR 1=1 --", [1, 2]),
        ("José 🙂", "text"),
        ("sample:7", {"sample": {"id": 1, "metadata": 2}}),
        ("7", {"sample": 1}),
        ("", 1.5),
        ("x" * 300, {}),
    ],
)
def test_ids_and_metadata_come_back_as_they_were_given(
    given: Any, metadata: Any
) -> None:
    named = sample(given, "astronaut", metadata=metadata, name="José 🙂")
    assert update(named, named) == (200, {"success": [given], "fail": []})
    (found,) = known(picture("astronaut"))
    del found["bbox"]
    assert found == {"id": given, "name": "José 🙂", "metadata": metadata}
    gone = update({"id": given, "action": "delete"})
    assert gone == (200, {"success": [given], "fail": []})
    assert known(picture("astronaut")) == []


def test_numbers_and_their_text_are_two_ids() -> None:
    update(sample(7, "astronaut"), sample("7", "grace_hopper"))
    found = {each["name"]: each["id"] for each in known(picture(*BOTH))}
    assert found == {"astronaut": 7, "grace_hopper": "7"}


@pytest.mark.parametrize("action", ["add", "Update", "upsert", None])
def test_a_sample_is_added_by_any_of_these_words(action: str | None) -> None:
    added = update(sample("7", "astronaut", action=action))
    assert added == (200, {"success": ["7"], "fail": []})


def test_samples_are_deleted_and_others_fail_with_a_reason_of_their_own() -> None:
    update(sample("7", "astronaut"))
    answer = update(
        {"id": "7", "action": "DELETE"},
        {"id": "8", "action": "delete"},  # never there
        sample("9", "astronaut", action="burn"),
        sample("10", "astronaut", name="\0"),
        sample("11", "astronaut", metadata={"a": "x" * 5000}),
    )
    assert answer == (200, {"success": ["7"], "fail": ["8", "9", "10", "11"]})
    collection = loaded().collection("samples")
    assert (collection.people, collection.faces) == (0, 0)
    # What was deleted may come back: the contract knows of no suppression.
    assert update(sample("7", "astronaut"))[1]["success"] == ["7"]


def test_an_id_that_comes_twice_is_answered_for_the_last_time() -> None:
    bad = {"id": "7", "name": "x", "image": "x"}
    good = sample("7", "astronaut")
    assert update(bad, good) == (200, {"success": ["7"], "fail": []})
    assert update(good, bad) == (200, {"success": [], "fail": ["7"]})


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[",
        b"{}",
        b"null",
        b'"x"',
        b"[1]",
        b"[[]]",
        b'[{"name": "x"}]',
        b'[{"id": null}]',
        b'[{"id": true}]',
        b'[{"id": 1.5}]',
        b'[{"id": NaN}]',
        b"[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_what_is_no_list_of_samples_is_an_invalid_request(body: bytes) -> None:
    assert ask("POST", "/update-samples", body) == INVALID


def test_nothing_is_done_where_one_of_the_samples_is_invalid() -> None:
    assert update(sample("7", "astronaut"), {"name": "x"}) == INVALID
    assert known(picture("astronaut")) == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b'{"image": null}',
        b'{"image": 7}',
        b'{"image": "eA==", "min_distance": "1"}',
        b'{"image": "eA==", "min_distance": -1}',
        b'{"image": "eA==", "min_distance": true}',
        b'{"image": "eA==", "min_distance": NaN}',
        b'{"image": "eA==", "min_distance": 1e999}',
        b'{"image": "eA==", "min_distance": 1' + b"0" * 400 + b"}",
    ],
)
def test_what_is_no_picture_to_recognize_is_an_invalid_request(body: bytes) -> None:
    assert ask("POST", "/face-recognition", body) == INVALID


@pytest.mark.parametrize(
    ("image", "words"),
    [("photo.jpg", "no file name or address"), ("aGVsbG8=", "cannot be read")],
)
def test_what_is_wrong_with_a_picture_is_said(image: str, words: str) -> None:
    status, answer = ask("POST", "/face-recognition", {"image": image})
    assert (status, list(answer)) == (400, ["error"])
    assert words in answer["error"]


def test_a_picture_without_faces_shows_nobody() -> None:
    assert known(nothing()) == []
    update(sample("7", "astronaut"))
    assert known(nothing()) == []


@pytest.mark.parametrize("count", [101, 10_000])
def test_no_call_takes_more_than_a_hundred_samples(count: int) -> None:
    status, answer = update(*({"id": str(each)} for each in range(count)))
    assert status == 413
    assert answer == {
        "error": f"There are {count:,} samples; at most 100 are taken in one call. "
        "Send them in parts."
    }


def test_an_empty_list_is_done() -> None:
    assert update() == (200, {"success": [], "fail": []})


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_samples_are_cleared_and_the_policy_stays(method: str) -> None:
    update(sample("7", "astronaut"), sample("8", "grace_hopper"))
    assert ask(method, "/clear-samples") == (200, {"success": True})
    assert known(picture(*BOTH)) == []
    collection = loaded().collection("samples")
    assert (collection.people, collection.faces) == (0, 0)
    assert collection.policy == ConsentPolicy("the school", "roll call")
    assert ask(method, "/clear-samples") == (200, {"success": True})
    assert update(sample("7", "astronaut"))[1]["success"] == ["7"]
    assert loaded().suppressions("samples").items == ()


def test_a_page_of_another_site_clears_nothing() -> None:
    update(sample("7", "astronaut"))
    headers = {"Sec-Fetch-Site": "cross-site"}
    status, answer = ask("GET", "/clear-samples", headers=headers)
    assert (status, list(answer)) == (403, ["error"])
    assert loaded().collection("samples").people == 1


def test_without_a_policy_nobody_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("VISAGE_POLICY_BY", "VISAGE_POLICY_PURPOSE"):
        monkeypatch.delenv(name)
    settings_module.settings.cache_clear()
    status, answer = update(sample("7", "astronaut"))
    assert (status, list(answer)) == (400, ["error"])
    assert "Nobody has agreed to be kept in the collection samples" in answer["error"]
    assert loaded().collections().items == ()
    assert known(picture("astronaut")) == []
    ask("POST", "/collections", {"name": "samples"})
    assert update(sample("7", "astronaut"))[0] == 400
    said = {"policy_by": "the school", "policy_purpose": "roll call"}
    ask("PATCH", "/collections/samples", said)
    assert update(sample("7", "astronaut"))[0] == 200


def test_the_operator_names_the_collection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISAGE_SAMPLES", "pupils")
    settings_module.settings.cache_clear()
    update(sample("7", "astronaut"))
    assert [each.name for each in loaded().collections().items] == ["pupils"]
    assert len(known(picture("astronaut"))) == 1


def test_people_of_the_gallery_who_are_no_samples_are_told_too() -> None:
    update()
    gallery = loaded()
    (face,) = shown_in(PORTRAITS["astronaut"].read_bytes(), gallery, recognizer())
    person = NewPerson("Eileen", "e", {"team": "A"})
    gallery.enrol("samples", [face.new_face()], person, Caller("test"))
    (found,) = known(picture("astronaut"))
    assert (found["id"], found["metadata"]) == ("e", {"team": "A"})


def allowed(*scopes: str) -> dict[str, str]:
    return {**ADMINISTRATOR, "scope": " ".join(f"visage/{each}" for each in scopes)}


@pytest.mark.parametrize(
    ("method", "path", "body", "scopes", "status"),
    [
        ("POST", "/update-samples", [], ("read", "erase"), 403),
        ("POST", "/update-samples", [], ("enrol",), 200),
        ("POST", "/update-samples", [{"id": 1, "action": "delete"}], ("enrol",), 403),
        ("POST", "/update-samples", [{"id": 1}], ("enrol",), 200),
        ("POST", "/face-recognition", {"image": "x"}, ("enrol",), 403),
        ("GET", "/clear-samples", None, ("read", "enrol"), 403),
        ("POST", "/clear-samples", None, ("erase",), 200),
    ],
)
def test_each_call_wants_its_scope(
    method: str, path: str, body: object, scopes: tuple[str, ...], status: int
) -> None:
    answered, answer = ask(method, path, body, claims=allowed(*scopes))
    assert answered == status
    assert status == 200 or list(answer) == ["error"]


def test_strangers_are_sent_away() -> None:
    status, answer = ask("POST", "/update-samples", [], claims={})
    assert (status, answer) == (
        401,
        {"error": "Sign in first: this route is not for strangers."},
    )
