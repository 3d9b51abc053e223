"""Who may do what: the claims that API Gateway takes from an access token."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
import yaml

from functions.service.handler import handler
from tests.conftest import ROOT
from tests.test_align_event import READER, content, event
from visage.http.caller import OWNER, ROLES, SCOPES, Caller, Scope

ALL = " ".join(f"visage/{scope}" for scope in SCOPES)


def user(*groups: str, scope: str = ALL) -> dict[str, Any]:
    """The claims of a user's token as API Gateway writes them, groups in one string."""
    claims = {"sub": "a-user", "client_id": "the-site", "scope": scope}
    return claims | ({"cognito:groups": ",".join(groups)} if groups else {})


def machine(scope: str) -> dict[str, Any]:
    """The claims of a token of client credentials, whose subject is the client."""
    return {"sub": "a-camera", "client_id": "a-camera", "scope": scope}


def caller(claims: dict[str, Any]) -> Caller:
    return Caller.of({"requestContext": {"authorizer": {"claims": claims}}})


def granted(claims: dict[str, Any]) -> set[Scope]:
    return {scope for scope in SCOPES if caller(claims).may(scope)}


@pytest.mark.parametrize(
    ("claims", "allowed"),
    [
        (user(), set()),
        (user("reader"), {"read"}),
        (user("operator"), {"read", "enrol", "watch"}),
        (user("officer"), {"read", "watch", "watchlist"}),
        (user("administrator"), set(SCOPES)),
        (user("reader", "officer"), {"read", "watch", "watchlist"}),
        (user("staff"), set()),
        (user("operator", scope="openid visage/read visage/erase"), {"read"}),
        (user("operator", scope="openid"), set()),
        (machine("visage/watch"), {"watch"}),
        (machine("visage/read visage/enrol"), {"read", "enrol"}),
        (machine("other/read"), set()),
        ({**user(), "cognito:groups": ["reader"]}, {"read"}),
        ({**user(), "cognito:groups": "[reader operator]"}, {"read", "enrol", "watch"}),
    ],
    ids=lambda each: str(each)[:60] if isinstance(each, dict) else None,
)
def test_a_users_groups_and_a_machines_scopes_decide(
    claims: dict[str, Any], allowed: set[Scope]
) -> None:
    assert granted(claims) == allowed


@pytest.mark.parametrize(
    "context", [{}, {"authorizer": None}, {"authorizer": {"claims": None}}]
)
def test_without_claims_a_caller_is_a_stranger(context: dict[str, Any]) -> None:
    found = Caller.of({"requestContext": context})
    assert found.is_stranger
    assert not any(found.may(scope) for scope in SCOPES)


def test_who_runs_the_service_may_do_everything() -> None:
    assert all(OWNER.may(scope) for scope in SCOPES)
    assert not OWNER.is_machine


@pytest.mark.parametrize(
    ("claims", "status", "code", "sentence"),
    [
        (
            {},
            401,
            "unauthorized",
            "Sign in first: this route is not for strangers.",
        ),
        (
            user("reader", scope="visage/watch"),
            403,
            "forbidden",
            "The access token is not good for this route; ask for visage/read.",
        ),
        (
            user(),
            403,
            "forbidden",
            "This takes a user of one of these groups: reader, operator, officer, "
            "administrator. An administrator of the user pool can put you into one.",
        ),
        (
            READER,
            404,
            "no_uploads",
            "This service has no bucket for large pictures; send them in the request, "
            "up to 4.5 MB.",
        ),
    ],
)
def test_a_route_asks_for_its_scope_again(
    claims: dict[str, Any], status: int, code: str, sentence: str
) -> None:
    """Should the gateway ever be left without its authorizer."""
    answer = handler(event(b"", "/uploads", None, claims=claims), None)
    said = {"code": code, "error": sentence}
    assert (answer["statusCode"], json.loads(content(answer))) == (status, said)


def test_the_log_says_who_asked(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "visage"):
        handler(event(b"", "/uploads", None, claims=READER), None)
        handler(event(b"", "/version", None, method="GET"), None)
    found = [
        (record.__dict__["route"], record.__dict__["caller"], record.__dict__["client"])
        for record in caplog.records
        if record.getMessage() == "request"
    ]
    assert found == [
        ("/uploads", READER["sub"], READER["client_id"]),
        ("/version", None, None),
    ]


def test_the_user_pool_has_every_scope_and_group() -> None:
    identity = yaml.safe_load((ROOT / "resources" / "identity.yml").read_text())
    resources = identity["Resources"]
    named = [each["ScopeName"] for each in resources["Scopes"]["Properties"]["Scopes"]]
    assert named == list(SCOPES)
    groups = [
        each["Properties"]["GroupName"]
        for each in resources.values()
        if each["Type"] == "AWS::Cognito::UserPoolGroup"
    ]
    assert groups == list(ROLES)
