"""People over HTTP: real pictures in, whole answers out, on a real file."""

from __future__ import annotations

import base64
import io
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageFilter

from functions.people.app import gallery
from tests.conftest import ASTRONAUT, GRACE_HOPPER, portrait
from tests.people_service import ADMINISTRATOR, Answered, ask
from visage.gallery.audit import Caller
from visage.gallery.collections import NewCollection

pytestmark = pytest.mark.usefixtures("own_gallery")

CONSENT = {"consent_by": "the person", "consent_purpose": "a test"}
EILEEN, GRACE = ASTRONAUT.read_bytes(), GRACE_HOPPER.read_bytes()


def encoded(image: Image.Image, **options: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", **options)
    return out.getvalue()


def group() -> bytes:
    """Both portraits side by side, the astronaut on the left."""
    one, two = portrait("astronaut")[:512], portrait("grace_hopper")[:512, :512]
    return encoded(Image.fromarray(np.hstack([one, two])), quality=95)


def faceless() -> bytes:
    return encoded(Image.new("RGB", (200, 200), "grey"))


def enrol(raw: bytes = EILEEN, **said: str) -> Answered:
    """Enrol the face of a picture, under a consent unless the request says another."""
    query = {"name": "Eileen Collins", **CONSENT, **said}
    return ask("POST", "/people", raw, kind="image/jpeg", query=query)


def enrolled(raw: bytes = EILEEN, **said: str) -> dict[str, Any]:
    status, answer = enrol(raw, **said)
    assert status == 200, answer
    found: dict[str, Any] = answer
    return found


def search(raw: bytes = EILEEN, **said: str) -> dict[str, Any]:
    status, answer = ask("POST", "/search", raw, kind="image/jpeg", query=said)
    assert status == 200, answer
    found: dict[str, Any] = answer
    return found


def labels(raw: bytes = EILEEN, **said: str) -> list[str | None]:
    """Who is named for each face, from the left."""
    faces = sorted(search(raw, **said)["faces"], key=lambda face: face["box"]["left"])
    return [face["label"] for face in faces]


def refused(answer: Answered) -> tuple[int, str]:
    return answer[0], answer[1]["code"]


def test_a_person_is_enrolled_with_all_that_was_said() -> None:
    answer = enrolled(
        id="eileen",
        metadata='{"team": "STS-93"}',
        consent_given="2026-01-02T03:04:05+02:00",
        consent_expires="2099-12-31",
        external_id="astronaut.png",
    )
    person, face = answer["person"], answer["face"]
    del person["created"], face["created"]
    assert person == {
        "id": "eileen",
        "name": "Eileen Collins",
        "metadata": {"team": "STS-93"},
        "consent": {
            "by": "the person",
            "purpose": "a test",
            "given": "2026-01-02T01:04:05Z",
            "expires": "2100-01-01T00:00:00Z",  # the whole of the last day counts
            "source": "request",
            "in_force": True,
        },
        "faces": 1,
    }
    assert (face["external_id"], face["box"]) == (
        "astronaut.png",
        {"left": 0.3495, "top": 0.1166, "right": 0.5264, "bottom": 0.3415},
    )
    assert answer["seen"]["quality"]["reasons"] == []
    assert face["quality"] == answer["seen"]["quality"]["score"]
    assert (answer["existing"], answer["looks_like"], answer["near_duplicates"]) == (
        False,
        [],
        [],
    )
    status, shown = ask("GET", "/people/eileen")
    assert (status, {key: shown[key] for key in person}) == (200, person)
    assert ask("GET", "/people")[1]["people"] == [shown]


def test_every_face_of_a_picture_is_searched_for() -> None:
    assert labels(group()) == [None, None]
    enrolled()
    assert labels(group()) == ["Eileen Collins", None]
    enrolled(GRACE, name="Grace 😀 Hopper")
    answer = search(group())
    assert sorted(face["label"] for face in answer["faces"]) == [
        "Eileen Collins",
        "Grace 😀 Hopper",
    ]
    for face in answer["faces"]:
        (match,) = face["matches"]
        assert (match["name"], match["id"]) == (face["label"], face["person"])
        assert match["similarity"] == face["similarity"] >= face["needed"]
        assert face["far"] == answer["gallery"]["far"]
    gallery = answer["gallery"]
    assert (gallery["collection"], gallery["people"]) == ("people", 2)
    assert gallery["fpir"] == pytest.approx(0.01)
    assert gallery["far"] == pytest.approx(1 - 0.99**0.5)
    assert gallery["sentence"] == (
        "Of strangers looked for among 2 people, 1% are expected to be taken for one "
        "of them (FPIR), at a false-accept rate of 0.5% for each."
    )


def test_a_rate_that_no_threshold_keeps_is_said() -> None:
    enrolled()
    gallery = search(fpir="0.000001")["gallery"]
    assert gallery["fpir"] == pytest.approx(0.00001)
    assert gallery["sentence"].endswith(
        "0.0001% was asked for, but no threshold is measured that is strict enough for "
        "so many people."
    )


def test_before_anyone_is_enrolled_the_default_collection_is_there_and_empty() -> None:
    assert ask("GET", "/people") == (
        200,
        {"collection": "people", "people": [], "after": None},
    )
    answer = search()
    assert [face["label"] for face in answer["faces"]] == [None]
    assert answer["gallery"]["people"] == 0
    assert ask("GET", "/collections")[1]["collections"] == []


def test_another_collection_has_to_be_made_first() -> None:
    for answer in (
        enrol(collection="staff"),
        ask("GET", "/people", query={"collection": "staff"}),
        ask("POST", "/search", EILEEN, kind="image/png", query={"collection": "staff"}),
    ):
        assert answer == (
            404,
            {
                "error": "There is no collection staff; create it first.",
                "code": "unknown_collection",
            },
        )
    assert ask("POST", "/collections", {"name": "staff"})[0] == 200
    enrolled(collection="staff")
    assert labels() == [None]
    assert labels(collection="staff") == ["Eileen Collins"]


def test_nobody_is_kept_without_a_consent() -> None:
    said = {"name": "Eileen"}
    answer = ask("POST", "/people", EILEEN, kind="image/png", query=said)
    assert answer == (
        422,
        {
            "error": "Nobody has agreed to be kept in the collection people: say who "
            "has, and to what (consent_by and consent_purpose), or let the operator "
            "state a policy for the collection (policy_by and policy_purpose).",
            "code": "consent_missing",
        },
    )
    assert ask("GET", "/collections")[1]["collections"] == []
    policy = {"policy_by": "HR", "policy_purpose": "the door", "policy_days": 10}
    ask("POST", "/collections", {"name": "people", **policy})
    status, made = ask("POST", "/people", EILEEN, kind="image/png", query=said)
    assert status == 200
    assert {key: made["person"]["consent"][key] for key in ("by", "source")} == {
        "by": "HR",
        "source": "policy",
    }


def test_an_expired_consent_is_refused_and_can_be_renewed() -> None:
    assert refused(enrol(consent_expires="2020-01-01")) == (422, "consent_expired")
    assert ask("GET", "/collections")[1]["collections"] == []
    enrolled(id="eileen", consent_expires="2099-01-01")
    renewed = {**CONSENT, "consent_expires": "2020-01-01"}
    assert refused(ask("PATCH", "/people/eileen", renewed)) == (422, "consent_expired")
    renewed["consent_expires"] = "2100-01-01T00:00:00Z"
    status, person = ask("PATCH", "/people/eileen", renewed)
    assert (status, person["consent"]["expires"]) == (200, "2100-01-01T00:00:00Z")


def test_a_person_without_a_picture_gets_their_faces_later() -> None:
    status, answer = ask("POST", "/people", {"name": "Eileen", "id": "e", **CONSENT})
    assert (status, answer["face"], answer["person"]["faces"]) == (200, None, 0)
    added = ask("POST", "/people/e/faces", EILEEN, kind="image/png")
    assert (added[0], added[1]["person"]["faces"]) == (200, 1)
    assert labels() == ["Eileen"]


def test_the_same_picture_twice_is_one_face() -> None:
    face = enrolled(id="e")["face"]["id"]
    again = ask("POST", "/people/e/faces", EILEEN, kind="image/png")[1]
    assert (again["existing"], again["face"]["id"]) == (True, face)
    assert again["person"]["faces"] == 1


def test_what_looks_like_another_picture_or_person_is_reported() -> None:
    face = enrolled(id="e")["face"]["id"]
    copy = encoded(Image.open(ASTRONAUT).resize((400, 400)), quality=90)
    near = ask("POST", "/people/e/faces", copy, kind="image/jpeg")[1]
    assert [each["id"] for each in near["near_duplicates"]] == [face]
    other = enrolled(copy, name="Somebody Else")
    assert [each["name"] for each in other["looks_like"]] == ["Eileen Collins"]
    assert other["looks_like"][0]["similarity"] >= other["looks_like"][0]["needed"]


def test_one_of_several_faces_has_to_be_chosen() -> None:
    assert enrol(group()) == (
        422,
        {
            "error": "The picture shows 2 faces; say which one is meant: face 0 (the "
            "largest) to 1, or the one at a point.",
            "code": "several_faces",
        },
    )
    by_index = enrolled(group(), face="1", name="Eileen")
    assert by_index["seen"]["index"] == 1
    at_a_point = enrolled(group(), at="740,220", name="Grace")
    assert at_a_point["seen"]["index"] == 0
    assert labels(group()) == ["Eileen", "Grace"]
    assert refused(enrol(group(), face="2")) == (422, "face_out_of_range")
    assert refused(enrol(group(), at="5,5")) == (422, "face_out_of_range")


def test_a_poor_face_is_refused_with_reasons_unless_any_will_do() -> None:
    blurred = encoded(Image.open(ASTRONAUT).filter(ImageFilter.GaussianBlur(3)))
    status, answer = enrol(blurred)
    assert (status, answer["code"]) == (422, "low_quality")
    assert "too blurry: " in answer["error"]
    assert answer["error"].endswith(
        "Take a better picture, or enrol it all the same with quality any."
    )
    assert enrolled(blurred, quality="any")["seen"]["quality"]["reasons"] != []


def test_a_taken_id_is_refused_added_to_or_replaced() -> None:
    enrolled(id="e")
    assert refused(enrol(GRACE, id="e")) == (409, "person_exists")
    added = enrolled(GRACE, id="e", if_exists="add", name="Grace")
    assert (added["person"]["name"], added["person"]["faces"]) == ("Eileen Collins", 2)
    replaced = enrolled(GRACE, id="e", if_exists="replace", name="Grace")
    assert (replaced["person"]["name"], replaced["person"]["faces"]) == ("Grace", 1)
    assert (labels(), labels(GRACE)) == ([None], ["Grace"])


def test_a_request_with_a_key_enrols_once() -> None:
    key = {"Idempotency-Key": "k"}

    def send(name: str) -> Answered:
        query = {"name": name, **CONSENT}
        return ask(
            "POST", "/people", EILEEN, kind="image/png", query=query, headers=key
        )

    first = send("Eileen")
    again = send("Eileen")
    assert (first[0], again[1]["person"]) == (200, first[1]["person"])
    assert refused(send("Somebody")) == (409, "idempotency_conflict")
    assert len(ask("GET", "/people")[1]["people"]) == 1


def test_what_a_picture_does_not_show_is_remembered() -> None:
    enrolled(id="e")
    status, said = ask("POST", "/people/e/rejections", EILEEN, kind="image/png")
    assert (status, said["person"]) == (200, "e")
    assert ask("GET", "/people/e/rejections")[1] == {"rejections": [said]}
    assert labels() == [None]
    again = encoded(Image.open(ASTRONAUT))
    assert labels(again) == ["Eileen Collins"]
    path = f"/people/e/rejections/{said['id']}"
    assert ask("DELETE", path) == (200, {"withdrawn": 1})
    assert labels() == ["Eileen Collins"]
    assert refused(ask("DELETE", path)) == (404, "unknown_rejection")
    assert refused(ask("DELETE", "/people/e/rejections/1")) == (400, "bad_parameter")


def test_people_are_merged_and_changed() -> None:
    enrolled(id="a")
    enrolled(GRACE, id="b", name="Grace")
    assert refused(ask("POST", "/people/a/merge", {"into": "c"})) == (
        404,
        "unknown_person",
    )
    assert refused(ask("POST", "/people/a/merge", {"into": "a"})) == (
        400,
        "bad_parameter",
    )
    status, both = ask("POST", "/people/a/merge", {"into": "b"})
    assert (status, both["id"], both["faces"]) == (200, "b", 2)
    assert refused(ask("GET", "/people/a")) == (404, "unknown_person")
    said = {"name": "Both", "metadata": {"a": [1, None]}}
    status, changed = ask("PATCH", "/people/b", said)
    assert (status, changed["name"], changed["metadata"]) == (
        200,
        "Both",
        {"a": [1, None]},
    )
    assert refused(ask("PATCH", "/people/b", {})) == (400, "bad_parameter")


def test_an_erased_person_is_found_nowhere_and_stays_away() -> None:
    face = enrolled(id="e")["face"]["id"]
    status, receipt = ask("DELETE", "/people/e")
    assert (status, receipt["faces"], receipt["suppressed"]) == (200, [face], True)
    assert "Eileen" not in str(receipt)
    assert labels() == [None]
    assert ask("GET", "/people")[1]["people"] == []
    assert refused(enrol(id="other")) == (409, "suppressed")
    assert refused(enrol(GRACE, id="e")) == (409, "suppressed")
    _, kept = ask("GET", "/collections/people/suppressions")
    assert {each["receipt"] for each in kept["suppressions"]} == {receipt["id"]}
    path = f"/collections/people/suppressions/{receipt['id']}"
    assert ask("DELETE", path) == (200, {"lifted": 2})
    assert ask("DELETE", path) == (200, {"lifted": 0})
    enrolled(id="e")
    ask("DELETE", "/people/e", query={"suppress": "false"})
    enrolled(id="e")


def test_a_face_is_erased_of_its_own_person_only() -> None:
    face = enrolled(id="a")["face"]["id"]
    enrolled(GRACE, id="b", name="Grace")
    assert refused(ask("DELETE", f"/people/b/faces/{face}")) == (404, "unknown_face")
    (listed,) = ask("GET", "/people/a/faces")[1]["faces"]
    assert listed["id"] == face
    status, receipt = ask("DELETE", f"/people/a/faces/{face}")
    assert (status, receipt["kind"], receipt["faces"]) == (200, "face", [face])
    assert ask("GET", "/people/a/faces")[1]["faces"] == []
    assert refused(ask("DELETE", f"/people/a/faces/{face}")) == (404, "unknown_face")
    assert refused(ask("DELETE", "/people/a/faces/x")) == (400, "bad_parameter")


def test_receipts_are_listed_shown_and_verified() -> None:
    for person in ("a", "b"):
        enrolled(GRACE, id=person)
        ask("DELETE", f"/people/{person}", query={"suppress": "false"})
    _, listed = ask("GET", "/receipts")
    one, two = listed["receipts"]
    assert [ask("GET", f"/receipts/{each['id']}") for each in (one, two)] == [
        (200, one),
        (200, two),
    ]
    for missing in ("nothing", one["id"][:-1], f"{one['id']}0"):
        assert refused(ask("GET", f"/receipts/{missing}")) == (404, "unknown_receipt")
    assert ask("POST", "/receipts/verify", one) == (200, {"genuine": True})
    forgeries: list[dict[str, Any]] = [
        {"faces_count": 9},
        {"by": "somebody"},
        {"faces": []},
        {"copies": []},
        {"erased": two["erased"]},
        {"signature": two["signature"]},
    ]
    for forged in forgeries:
        answer = ask("POST", "/receipts/verify", {**one, **forged})
        assert answer == (200, {"genuine": False})
    del one["signature"]
    assert refused(ask("POST", "/receipts/verify", one)) == (400, "bad_parameter")


def test_the_audit_says_who_did_what_without_a_name() -> None:
    enrolled(id="eileen-collins")
    ask("DELETE", "/people/eileen-collins")
    status, answer = ask("GET", "/audit")
    assert status == 200
    assert [
        (each["operation"], each["by"], each["token"], each["faces_count"])
        for each in answer["entries"]
    ] == [
        ("create_collection", ADMINISTRATOR["sub"], ADMINISTRATOR["jti"], 0),
        ("enrol", ADMINISTRATOR["sub"], ADMINISTRATOR["jti"], 1),
        ("erase_person", ADMINISTRATOR["sub"], ADMINISTRATOR["jti"], 1),
    ]
    assert "eileen" not in str(answer).lower()


def test_a_form_and_json_enrol_alike() -> None:
    fields = {"name": "Eileen", "metadata": {"a": 1}, **CONSENT}
    body = {**fields, "image": base64.b64encode(EILEEN).decode()}
    parts = {**fields, "metadata": '{"a": 1}', "collection": "people"}
    form = b"".join(
        b'--edge\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n'
        % (name.encode(), str(value).encode())
        for name, value in parts.items()
    )
    form += (
        b'--edge\r\nContent-Disposition: form-data; name="image"; filename="a"\r\n\r\n'
        + EILEEN
        + b"\r\n--edge--\r\n"
    )
    answers = [
        ask("POST", "/people", body),
        ask("POST", "/people", form, kind="multipart/form-data; boundary=edge"),
    ]
    for status, answer in answers:
        assert status == 200
        assert (answer["person"]["name"], answer["person"]["metadata"]) == (
            "Eileen",
            {"a": 1},
        )
    assert answers[1][1]["existing"] is False


BAD: list[tuple[dict[str, str], int, str, str]] = [
    ({"name": ""}, 400, "bad_parameter", "The name of the person is empty."),
    (
        {"name": "a\x07b"},
        400,
        "bad_parameter",
        "The name of the person holds a control character; leave it out.",
    ),
    (
        {"name": "x" * 201},
        400,
        "bad_parameter",
        "The name of the person has 201 characters; at most 200 are kept.",
    ),
    (
        {"id": "../../etc/passwd"},
        400,
        "bad_parameter",
        "The id of the person '../../etc/passwd' cannot be used: it has to match "
        "[a-zA-Z0-9_.\\-:]{1,128}, and may not be . or .. alone.",
    ),
    (
        {"metadata": "[1]"},
        400,
        "bad_parameter",
        "The parameter metadata is [1]: input should be a valid dictionary.",
    ),
    (
        {"metadata": '{"a": "%s"}' % ("x" * 4096)},
        400,
        "bad_parameter",
        "The metadata has 4105 bytes as JSON; at most 4096 are kept.",
    ),
    (
        {"consent_expires": "tomorrow"},
        400,
        "bad_parameter",
        "The parameter consent_expires is 'tomorrow': it should be a day such as "
        "2027-12-31, or a moment with its time zone such as 2027-12-31T18:00:00Z.",
    ),
    (
        {"consent_given": "2027-12-31T18:00:00"},
        400,
        "bad_parameter",
        "The parameter consent_given is '2027-12-31T18:00:00': it should be a day such "
        "as 2027-12-31, or a moment with its time zone such as 2027-12-31T18:00:00Z.",
    ),
    (
        {"consent_expires": "9999-12-31"},
        400,
        "bad_parameter",
        "The parameter consent_expires is '9999-12-31': it should be a day such as "
        "2027-12-31, or a moment with its time zone such as 2027-12-31T18:00:00Z.",
    ),
    (
        {"collection": "a/b"},
        400,
        "bad_parameter",
        "The name of the collection 'a/b' cannot be used: it has to match "
        "[a-zA-Z0-9_.\\-]{1,255}, and may not be . or .. alone.",
    ),
    (
        {"external_id": "a b"},
        400,
        "bad_parameter",
        "The external id 'a b' cannot be used: it has to match "
        "[a-zA-Z0-9_.\\-:]{1,255}, and may not be . or .. alone.",
    ),
    (
        {"if_exists": "ignore"},
        400,
        "bad_parameter",
        "The parameter if_exists is 'ignore': input should be 'refuse', 'add' or "
        "'replace'.",
    ),
]


@pytest.mark.parametrize(("said", "status", "code", "sentence"), BAD)
def test_what_cannot_be_kept_is_refused_and_nothing_is(
    said: dict[str, str], status: int, code: str, sentence: str
) -> None:
    assert enrol(EILEEN, **said) == (status, {"error": sentence, "code": code})
    assert ask("GET", "/collections")[1]["collections"] == []


def test_a_picture_that_cannot_be_used_is_refused_and_nothing_is_kept() -> None:
    cases = [
        (enrol(faceless()), (422, "no_face")),
        (enrol(b"hello"), (415, "unsupported_image")),
        (enrol(EILEEN[:5000]), (400, "truncated_image")),
        (ask("POST", "/people", {"name": "a", "image": "?!"}), (400, "bad_base64")),
        (ask("POST", "/people/e/faces", b"", kind="image/png"), (400, "empty_body")),
        (ask("POST", "/people", {}), (400, "bad_parameter")),
    ]
    assert [refused(answer) for answer, _ in cases] == [wanted for _, wanted in cases]
    assert ask("GET", "/collections")[1]["collections"] == []


def test_a_picture_by_another_name_is_refused() -> None:
    form = (
        b'--edge\r\nContent-Disposition: form-data; name="photo"; filename="a"\r\n\r\n'
        + EILEEN
        + b"\r\n--edge--\r\n"
    )
    assert ask("POST", "/people", form, kind="multipart/form-data; boundary=edge") == (
        400,
        {
            "error": "There is no picture 'photo'; known are: image.",
            "code": "bad_parameter",
        },
    )


@pytest.mark.parametrize(
    ("method", "path", "said"),
    [
        ("GET", "/people/x", None),
        ("PATCH", "/people/x", {"name": "a"}),
        ("DELETE", "/people/x", None),
        ("POST", "/people/x/merge", {"into": "e"}),
        ("GET", "/people/x/faces", None),
        ("DELETE", "/people/x/faces/00000000-0000-4000-8000-000000000000", None),
        ("GET", "/people/x/rejections", None),
        ("DELETE", f"/people/x/rejections/{'0' * 64}_1_1_9_9", None),
    ],
)
def test_someone_unknown_is_said_to_be(
    method: str, path: str, said: dict[str, str] | None
) -> None:
    enrolled(id="e")
    assert ask(method, path, said) == (
        404,
        {
            "error": "There is no person x in the collection people.",
            "code": "unknown_person",
        },
    )


@pytest.mark.parametrize("path", ["/people/x/faces", "/people/x/rejections"])
def test_a_face_of_someone_unknown_is_not_looked_at(path: str) -> None:
    enrolled(id="e")
    answer = ask("POST", path, b"no picture", kind="image/png")
    assert refused(answer) == (404, "unknown_person")


def test_a_collection_of_another_embedder_refuses_the_face() -> None:
    gallery().create_collection(NewCollection("people", "other", 512), Caller("a"))
    for answer in (enrol(), ask("POST", "/search", EILEEN, kind="image/png")):
        assert refused(answer) == (409, "profile_mismatch")
    assert ask("GET", "/people")[1]["people"] == []
