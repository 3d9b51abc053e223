"""Collections over HTTP: whole events in, whole answers out, on a real file."""

from __future__ import annotations

from typing import Any

import pytest

from tests.people_service import ADMINISTRATOR, ask
from visage import settings as settings_module

PATTERN = "[a-zA-Z0-9_.\\-]{1,255}, and may not be . or .. alone."


pytestmark = pytest.mark.usefixtures("own_gallery")


def made(**said: Any) -> dict[str, Any]:
    """A collection that was made, without the moment."""
    status, answer = ask("POST", "/collections", {"name": "staff", **said})
    assert status == 200, answer
    del answer["created"]
    return dict(answer)


STAFF = {
    "name": "staff",
    "embedder": "dlib_resnet_v1",
    "dimension": 128,
    "policy": None,
    "retention_days": None,
    "tags": {},
    "people": 0,
    "faces": 0,
}
POLICY = {"policy_by": "HR", "policy_purpose": "the door"}
HR = {"by": "HR", "purpose": "the door", "days": None}


def test_a_collection_is_made_shown_listed_and_changed() -> None:
    assert made(**POLICY, policy_days=9, tags={"a": "b"}) == {
        **STAFF,
        "policy": {**HR, "days": 9},
        "tags": {"a": "b"},
    }
    status, shown = ask("GET", "/collections/staff")
    assert (status, shown["policy"]["days"]) == (200, 9)
    assert ask("GET", "/collections") == (
        200,
        {"collections": [shown], "after": None},
    )
    changes: list[tuple[dict[str, Any], dict[str, Any]]] = [
        ({"retention_days": 30}, {"retention_days": 30}),
        ({"tags": {"c": "d"}}, {"tags": {"c": "d"}}),
        (POLICY, {"policy": HR}),
        ({"policy_by": None}, {"policy": None}),
        ({"retention_days": None, "tags": None}, {"retention_days": None, "tags": {}}),
    ]
    for said, changed in changes:
        shown |= changed
        assert ask("PATCH", "/collections/staff", said) == (200, shown)
        assert ask("GET", "/collections/staff") == (200, shown)


def test_a_form_says_the_same_as_json() -> None:
    form = b"".join(
        b'--edge\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n' % pair
        for pair in ((b"name", b"staff"), (b"tags", b'{"a": "b"}'))
    )
    status, answer = ask(
        "POST",
        "/collections",
        form + b"--edge--\r\n",
        kind="multipart/form-data; boundary=edge",
    )
    assert (status, answer["name"], answer["tags"]) == (200, "staff", {"a": "b"})


def test_lists_come_in_pages() -> None:
    for name in "abc":
        assert ask("POST", "/collections", {"name": name})[0] == 200
    _, first = ask("GET", "/collections", query={"limit": "2"})
    _, second = ask("GET", "/collections", query={"limit": "2", "after": "b"})
    assert [each["name"] for each in first["collections"]] == ["a", "b"]
    assert [each["name"] for each in second["collections"]] == ["c"]
    assert (first["after"], second["after"]) == ("b", None)


def test_the_operators_policy_is_that_of_collections_without_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("VISAGE_POLICY_BY", "HR")
    monkeypatch.setenv("VISAGE_POLICY_PURPOSE", "the door")
    settings_module.settings.cache_clear()
    assert made() == {**STAFF, "policy": HR}
    assert made(name="own", policy_by="me", policy_purpose="fun")["policy"] == {
        "by": "me",
        "purpose": "fun",
        "days": None,
    }
    assert made(name="none", policy_by=None)["policy"] is None


def test_half_a_policy_of_the_operator_is_a_fault_of_the_settings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("VISAGE_POLICY_BY", "HR")
    settings_module.settings.cache_clear()
    status, answer = ask("POST", "/collections", {"name": "staff"})
    assert (status, answer["code"]) == (503, "settings_invalid")


def test_an_erased_collection_is_gone_and_leaves_a_receipt() -> None:
    made()
    status, receipt = ask("DELETE", "/collections/staff")
    assert status == 200
    assert {key: receipt[key] for key in ("kind", "collection", "by", "faces")} == {
        "kind": "collection",
        "collection": "staff",
        "by": ADMINISTRATOR["sub"],
        "faces": [],
    }
    assert ask("GET", "/collections/staff")[0] == 404
    assert ask("DELETE", "/collections/staff")[1]["code"] == "unknown_collection"


def test_a_request_with_a_key_is_carried_out_once() -> None:
    key = {"Idempotency-Key": "k-1"}
    first = ask("POST", "/collections", {"name": "staff"}, headers=key)
    assert ask("POST", "/collections", {"name": "staff"}, headers=key) == first
    assert ask("POST", "/collections", {"name": "other"}, headers=key) == (
        409,
        {
            "error": "This idempotency key was used for another request within the "
            "last day; send a new key with a new request.",
            "code": "idempotency_conflict",
        },
    )
    assert len(ask("GET", "/collections")[1]["collections"]) == 1


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("😀", "'😀'"),
        ("%00", "'\\x00'"),
        ("a%0Ab", "'a\\nb'"),
        ("%2e%2e", "'..'"),
        ("a b", "'a b'"),
        ("'; DROP TABLE people;--", '"\'; DROP TABLE people;--"'),
        ("{collection}", "'{collection}'"),
        ("a" * 256, f"'{'a' * 60}'"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_a_path_that_can_be_no_name_is_refused(
    method: str, name: str, shown: str
) -> None:
    said = {"retention_days": 1} if method == "PATCH" else None
    assert ask(method, f"/collections/{name}", said) == (
        400,
        {
            "error": f"The name of the collection {shown} cannot be used: it has to "
            f"match {PATTERN}",
            "code": "bad_parameter",
        },
    )


@pytest.mark.parametrize(
    "path", ["/collections/", "/collections//", "/collections/a%2Fb", "/collections//a"]
)
def test_other_paths_are_no_route(path: str) -> None:
    status, answer = ask("GET", path)
    assert (status, answer["code"]) == (404, "unknown_route")


@pytest.mark.parametrize(
    ("said", "code", "sentence"),
    [
        ({}, "bad_parameter", "The parameter name is missing."),
        (
            {"name": "a/b"},
            "bad_parameter",
            "The name of the collection 'a/b' cannot be used: it has to match "
            f"{PATTERN}",
        ),
        (
            {"name": "a", "policy_by": "HR"},
            "bad_parameter",
            "A policy says who states it and for which purpose: give policy_by and "
            "policy_purpose together.",
        ),
        (
            {"name": "a", "policy_by": "a\x00b", "policy_purpose": "c"},
            "bad_parameter",
            "The name of who states the policy holds a control character; leave it "
            "out.",
        ),
        (
            {"name": "a", "policy_by": "\ud800", "policy_purpose": "c"},
            "bad_parameter",
            "The name of who states the policy holds a control character; leave it "
            "out.",
        ),
        (
            {"name": "a", "retention_days": 0},
            "bad_parameter",
            "The parameter retention_days is 0: input should be greater than or equal "
            "to 1.",
        ),
        (
            {"name": "a", "tags": "b"},
            "bad_parameter",
            "The parameter tags is 'b': it should be a JSON object, such as "
            '{"team": "A"}.',
        ),
        (
            {"name": "a", "tags": {"b": 1}},
            "bad_parameter",
            "The parameter tags is 1: input should be a valid string.",
        ),
        (
            {"name": "a", "colour": "red"},
            "bad_parameter",
            "There is no parameter colour; known are: name, policy_by, policy_days, "
            "policy_purpose, retention_days, tags.",
        ),
        (["a"], "bad_json", "The body is not a JSON object."),
        (b"{", "bad_json", "The body is not a JSON object."),
    ],
)
def test_what_can_be_no_collection_is_refused(
    said: object, code: str, sentence: str
) -> None:
    assert ask("POST", "/collections", said) == (
        400,
        {"error": sentence, "code": code},
    )
    assert ask("GET", "/collections")[1]["collections"] == []


def test_a_body_of_another_kind_is_refused() -> None:
    assert ask("POST", "/collections", b"name=a", kind="text/plain") == (
        415,
        {
            "error": "The Content-Type is text/plain; send application/json or "
            "multipart/form-data.",
            "code": "unsupported_media_type",
        },
    )


def test_a_parameter_of_the_path_stands_nowhere_else() -> None:
    made()
    said = {"collection": "other", "retention_days": 1}
    status, answer = ask("PATCH", "/collections/staff", said)
    assert (status, answer["code"]) == (400, "bad_parameter")
    assert "stands in the path already" in answer["error"]


def test_nothing_said_anew_is_refused() -> None:
    made()
    status, answer = ask("PATCH", "/collections/staff", {})
    assert (status, answer["code"]) == (400, "bad_parameter")


@pytest.mark.parametrize(
    ("method", "path", "needed"),
    [
        ("GET", "/collections", "read"),
        ("POST", "/collections", "enrol"),
        ("GET", "/collections/a", "read"),
        ("PATCH", "/collections/a", "enrol"),
        ("DELETE", "/collections/a", "erase"),
    ],
)
def test_every_route_asks_for_its_scope(method: str, path: str, needed: str) -> None:
    others = ADMINISTRATOR["scope"].replace(f"visage/{needed}", "visage/watch")
    status, answer = ask(method, path, {}, claims={**ADMINISTRATOR, "scope": others})
    assert (status, answer["error"]) == (
        403,
        f"The access token is not good for this route; ask for visage/{needed}.",
    )
