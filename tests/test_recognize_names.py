"""`/recognize` names those who are enrolled, and needs no gallery for the rest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from functions.people.app import gallery
from functions.recognize.handler import handler
from tests.conftest import ASTRONAUT
from tests.people_service import ask
from tests.test_align_event import content, event
from tests.test_people_http import EILEEN, GRACE, enrolled, faceless, group
from visage.gallery.audit import Caller
from visage.gallery.collections import NewCollection

NOBODY = dict.fromkeys(("label", "person", "similarity", "needed", "far"))


def recognize(raw: bytes = EILEEN, **query: str) -> tuple[int, Any]:
    answer = handler(event(raw, "/recognize", "image/jpeg", query), None)
    return answer["statusCode"], json.loads(content(answer))


def test_everyone_who_is_enrolled_is_named(own_gallery: Path) -> None:
    person = enrolled()["person"]
    status, answer = recognize(group())
    left, right = sorted(answer["faces"], key=lambda face: face["box"]["left"])
    assert (status, left["label"], left["person"]) == (
        200,
        "Eileen Collins",
        person["id"],
    )
    assert left["similarity"] >= left["needed"]
    assert (right["label"], right["person"]) == (None, None)
    assert right["similarity"] < right["needed"]
    assert left["far"] == right["far"] == answer["gallery"]["far"]
    assert answer["gallery"]["people"] == 1
    searched = ask("POST", "/search", group(), kind="image/jpeg")[1]
    for face in searched["faces"]:
        del face["matches"]
    for face in answer["faces"]:
        assert face.pop("classified") is None
    assert answer.pop("classifier") is None
    assert searched == answer


def test_whoever_is_enrolled_meanwhile_is_named(own_gallery: Path) -> None:
    assert recognize()[1]["faces"][0]["label"] is None
    receipt = enrolled(id="e")
    assert recognize()[1]["faces"][0]["label"] == "Eileen Collins"
    ask("DELETE", f"/people/{receipt['person']['id']}")
    status, answer = recognize()
    assert (status, answer["gallery"], answer["faces"][0]["label"]) == (200, None, None)


def test_without_a_gallery_faces_are_described_and_none_is_made(
    own_gallery: Path,
) -> None:
    status, answer = recognize()
    (face,) = answer["faces"]
    assert (status, answer["gallery"]) == (200, None)
    assert {name: face[name] for name in NOBODY} == NOBODY
    assert not own_gallery.exists()
    assert recognize(collection="people") == (
        404,
        {
            "error": "There is no collection people: nobody has been enrolled here "
            "yet.",
            "code": "unknown_collection",
        },
    )
    assert not own_gallery.exists()


def test_a_collection_that_is_named_has_to_be_there(own_gallery: Path) -> None:
    enrolled(GRACE, name="Grace")
    assert recognize(collection="staff")[1]["code"] == "unknown_collection"
    ask("POST", "/collections", {"name": "staff"})
    assert recognize(collection="staff")[1]["gallery"] is None
    enrolled(collection="staff")
    assert recognize(collection="staff")[1]["faces"][0]["label"] == "Eileen Collins"
    assert recognize()[1]["faces"][0]["label"] is None


def test_a_picture_without_a_face_has_nobody_to_name(own_gallery: Path) -> None:
    enrolled()
    assert recognize(faceless())[1]["faces"] == []
    status, answer = recognize(faceless(), collection="people")
    assert (status, answer["gallery"]["people"]) == (200, 1)


def test_people_of_another_embedder_keep_no_face_from_being_described(
    own_gallery: Path,
) -> None:
    gallery().create_collection(NewCollection("people", "other", 512), Caller("a"))
    status, answer = recognize()
    assert (status, len(answer["faces"]), answer["gallery"]) == (200, 1, None)
    assert recognize(collection="people")[1]["code"] == "profile_mismatch"


def test_a_gallery_that_cannot_be_read_is_said(own_gallery: Path) -> None:
    own_gallery.write_bytes(ASTRONAUT.read_bytes())
    status, answer = recognize()
    assert (status, answer["code"]) == (503, "gallery_unreachable")
