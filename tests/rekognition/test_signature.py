"""Who signs, and with which key: by boto3's own signer, and requests taken apart."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest
import requests
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.exceptions import ClientError
from moto import mock_aws

from functions.people.handler import handler
from tests.rekognition.serving import REGION, Served, client_of
from tests.test_align_event import content
from visage.answers.rekognition.operations import TARGET
from visage.errors import SettingsInvalid, StoreUnreachable
from visage.gallery.memory import MemoryGallery
from visage.http.rekognition import CONTENT_TYPE
from visage.http.signature import SignatureRefused, Signed, verify
from visage.settings import settings
from visage.stores.cognito import REMEMBERED, CognitoKeys
from visage.stores.key import Key
from visage.stores.keys import FileKeys, keys_at

SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
KEYS = {
    "door": {"secret": SECRET, "scopes": ["read"]},
    "office": {"secret": SECRET[::-1], "scopes": ["read", "enrol", "erase"]},
}


@pytest.fixture
def guarded(served: Served, tmp_path: Path) -> Served:
    """The server with two access keys."""
    file = tmp_path / "keys.json"
    file.write_text(json.dumps(KEYS))
    served.keys = keys_at(str(file))
    return served


def code(call: Any) -> str:
    with pytest.raises(ClientError) as caught:
        call()
    return str(caught.value.response["Error"]["Code"])


def test_a_key_that_is_known(guarded: Served) -> None:
    client = client_of(guarded.address, "office", SECRET[::-1])
    name = "signed-by_the.office"
    client.create_collection(CollectionId=name)
    client.delete_collection(CollectionId=name)
    caller = guarded.callers[-1]
    assert (caller.subject, caller.is_machine) == ("office", True)
    audit = guarded.gallery.audit(limit=4096).items
    assert [(each.by, each.operation) for each in audit if each.collection == name] == [
        ("office", "create_collection"),
        ("office", "erase_collection"),
    ]


def test_keys_that_are_not_known(guarded: Served) -> None:
    cases = {
        ("door", "another secret"): "InvalidSignatureException",
        ("nobody", SECRET): "UnrecognizedClientException",
    }
    for pair, expected in cases.items():
        assert code(client_of(guarded.address, *pair).list_collections) == expected


def test_a_key_may_do_what_its_scopes_say(guarded: Served) -> None:
    client = client_of(guarded.address, "door", SECRET)
    client.list_collections(MaxResults=1)
    for call in (
        lambda: client.create_collection(CollectionId="x"),
        lambda: client.delete_collection(CollectionId="x"),
    ):
        assert code(call) == "AccessDeniedException"


def test_no_signature_at_all(guarded: Served) -> None:
    for headers in ({}, {"Authorization": "Bearer abc"}, {"Authorization": "AWS4-"}):
        answer = requests.post(
            guarded.address,
            data=b"{}",
            headers={"X-Amz-Target": f"{TARGET}ListCollections", **headers},
            timeout=60,
        )
        assert answer.json()["__type"] == "MissingAuthenticationTokenException"


def signed(
    address: str,
    body: bytes = b"{}",
    *,
    secret: str = SECRET,
    service: str = "rekognition",
    **headers: str,
) -> AWSRequest:
    """A request as botocore signs it now."""
    request = AWSRequest(
        "POST",
        address,
        {
            "Content-Type": CONTENT_TYPE,
            "X-Amz-Target": f"{TARGET}ListCollections",
            **headers,
        },
        body,
    )
    SigV4Auth(Credentials("door", secret), service, REGION).add_auth(request)
    return request


def send(request: AWSRequest, address: str, body: bytes) -> str:
    answer = requests.post(
        address, data=body, headers=dict(request.headers.items()), timeout=60
    )
    return str(answer.json().get("__type", answer.status_code))


def test_what_was_signed_is_what_counts(guarded: Served) -> None:
    address = guarded.address
    wrong = "InvalidSignatureException"
    assert send(signed(address), address, b"{}") == "200"
    assert send(signed(address), address, b'{"MaxResults": 1}') == wrong
    exchanged = signed(address)
    exchanged.headers.replace_header("X-Amz-Target", f"{TARGET}DetectFaces")
    assert send(exchanged, address, b"{}") == wrong
    assert send(signed(address, service="execute-api"), address, b"{}") == wrong
    assert send(signed(address), f"{address}?a=1", b"{}") == wrong
    assert send(signed(f"{address}?b=2&a=%2F"), f"{address}?b=2&a=%2F", b"{}") == "200"


def test_a_signature_is_good_for_five_minutes(
    guarded: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    for minutes, expected in ((-6, "InvalidSignatureException"), (-4, "200")):
        moment = datetime.now(UTC) + timedelta(minutes=minutes)
        monkeypatch.setattr("botocore.auth.get_current_datetime", lambda at=moment: at)
        assert send(signed(guarded.address), guarded.address, b"{}") == expected


@pytest.mark.parametrize(
    ("host", "sent_to"),
    [
        ("abc123.execute-api.eu-west-1.amazonaws.com", "/dev/rekognition"),
        ("abc123.execute-api.eu-west-1.amazonaws.com", "/dev/rekognition/"),
        ("faces.example.org", "/rekognition"),
        ("127.0.0.1:8080", "/dev/rekognition"),
    ],
)
def test_behind_api_gateway_the_stage_is_signed_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str, sent_to: str
) -> None:
    """An event as API Gateway makes it of what boto3 sends, without an authorizer."""
    file = tmp_path / "keys.json"
    file.write_text(json.dumps(KEYS))
    monkeypatch.setenv("VISAGE_KEYS", str(file))
    monkeypatch.setenv("VISAGE_GALLERY", str(tmp_path / "gallery.sqlite3"))
    monkeypatch.setattr("functions.people.rekognition.gallery", lambda: MemoryGallery())
    settings.cache_clear()
    request = signed(f"https://{host}{sent_to}")
    headers = {**{k: str(v) for k, v in request.headers.items()}, "Host": host}

    def answered(sent: dict[str, str]) -> tuple[int, dict[str, Any]]:
        event = {
            "resource": "/rekognition",
            "path": "/rekognition",
            "httpMethod": "POST",
            "headers": sent,
            "multiValueHeaders": {name: [value] for name, value in sent.items()},
            "requestContext": {"requestId": "r", "stage": "dev", "path": sent_to},
            "body": base64.b64encode(b"{}").decode(),
            "isBase64Encoded": True,
        }
        answer = handler(event, None)
        return answer["statusCode"], json.loads(content(answer))

    assert answered(headers) == (200, {"CollectionIds": [], "FaceModelVersions": []})
    status, said = answered({**headers, "Host": "elsewhere.example.org"})
    assert (status, said["__type"]) == (400, "InvalidSignatureException")
    monkeypatch.delenv("VISAGE_KEYS")
    settings.cache_clear()
    status, said = answered(headers)
    assert (status, said["__type"]) == (400, "AccessDeniedException")
    assert "VISAGE_KEYS" in said["Message"]
    settings.cache_clear()


def as_signed(request: AWSRequest, path: str) -> Signed:
    headers = {name.lower(): str(value) for name, value in request.headers.items()}
    headers.setdefault("host", "api.example.org")
    return Signed("POST", [path], [], headers, b"{}")


@pytest.mark.parametrize("left_out", ["host", "x-amz-date", "x-amz-target"])
def test_the_call_its_moment_and_its_host_have_to_be_signed(left_out: str) -> None:
    request = signed("https://api.example.org/dev/rekognition")
    taken_apart = as_signed(request, "/dev/rekognition")
    now = datetime.now(UTC)
    named = verify(taken_apart, "rekognition", lambda _: SECRET, now)
    assert (named.key, named.region) == ("door", REGION)
    header = taken_apart.headers["authorization"]
    names = header.partition("SignedHeaders=")[2].partition(",")[0]
    fewer = ";".join(name for name in names.split(";") if name != left_out)
    without = {**taken_apart.headers, "authorization": header.replace(names, fewer)}
    with pytest.raises(SignatureRefused, match="have to be signed"):
        verify(
            Signed("POST", ["/dev/rekognition"], [], without, b"{}"),
            "rekognition",
            lambda _: SECRET,
            now,
        )


def test_keys_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    file.write_text(json.dumps(KEYS))
    keys = FileKeys(file)
    assert keys.find("door") == Key(secret=SECRET, scopes=frozenset({"read"}))
    assert keys.find("nobody") is None
    assert SECRET not in repr(keys.find("door"))
    for wrong in ("[]", "{", '{"a": {"secret": "short", "scopes": []}}'):
        file.write_text(wrong)
        with pytest.raises(SettingsInvalid) as caught:
            keys.find("door")
        assert "short" not in str(caught.value).replace("too short", "")
    file.unlink()
    with pytest.raises(SettingsInvalid, match="cannot be read"):
        keys.find("door")


@pytest.fixture
def cognito(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "x")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")
    with mock_aws():
        yield boto3.client("cognito-idp", REGION)


def test_machines_of_a_user_pool(cognito: Any) -> None:
    pool = cognito.create_user_pool(PoolName="visage")["UserPool"]["Id"]

    def made(name: str, secret: bool) -> dict[str, str]:
        found: dict[str, str] = cognito.create_user_pool_client(
            UserPoolId=pool,
            ClientName=name,
            GenerateSecret=secret,
            AllowedOAuthScopes=["visage/read", "visage/enrol"],
        )["UserPoolClient"]
        return found

    machine, site = made("door", True), made("site", False)
    now = [0.0]
    keys = CognitoKeys(pool, cognito, lambda: now[0])
    key = keys.find(machine["ClientId"])
    assert key is not None
    assert key.secret == machine["ClientSecret"]
    assert key.scopes == {"read", "enrol"}
    assert keys.find(site["ClientId"]) is None
    assert keys.find("nobody") is None
    later = made("office", True)
    cognito.delete_user_pool_client(UserPoolId=pool, ClientId=machine["ClientId"])
    assert keys.find(later["ClientId"]) is None
    assert keys.find(machine["ClientId"]) == key
    now[0] = REMEMBERED
    assert keys.find(machine["ClientId"]) is None
    assert keys.find(later["ClientId"]) is not None
    with pytest.raises(StoreUnreachable):
        CognitoKeys("eu-west-1_nothere", cognito).find("door")
