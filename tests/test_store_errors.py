"""What AWS says when it refuses is for the operator's log, not for the client."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from functions.align.app import finder
from functions.align.handler import handler
from functions.service.handler import handler as service
from tests.conftest import GRACE_HOPPER
from tests.test_align_event import READER, REQUEST_ID, content, event
from visage.http.entry import Loaded
from visage.settings import settings
from visage.stores import uploads
from visage.stores.s3 import S3Store

# As S3 words it where a role lacks the right to a key that a bucket is encrypted with.
SECRET = "arn:aws:sts::123456789012:assumed-role/visage-dev-AlignRole/visage-dev-align"
DENIED = ClientError(
    {
        "Error": {
            "Code": "AccessDeniedByKms",
            "Message": f"User: {SECRET} is not authorized to perform: kms:Decrypt",
        }
    },
    "GetObject",
)
GONE = EndpointConnectionError(endpoint_url=f"https://{SECRET}.s3.amazonaws.com/")
TOLD = "The service cannot reach what it stores; its log says why."


class Refusing:
    """An S3 client that refuses whatever is asked."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def __getattr__(self, name: str) -> Any:
        def refuse(*_: object, **__: object) -> None:
            raise self.error

        return refuse


@pytest.fixture(params=[DENIED, GONE], ids=["denied", "gone"])
def refusing(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Model store and uploads in a bucket that AWS does not let anybody at."""
    for name, value in {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "eu-west-1",
        "VISAGE_MODELS": "s3://visage-dev-modelbucket/models",
        "VISAGE_UPLOADS": "s3://visage-dev-uploadbucket/uploads",
    }.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    uploads.bucket.cache_clear()
    for store in (S3Store, uploads.UploadBucket):
        made = store.__init__

        def make(self: Any, address: str, made: Any = made) -> None:
            made(self, address)
            self._client = Refusing(request.param)

        monkeypatch.setattr(store, "__init__", make)
    yield
    settings.cache_clear()
    uploads.bucket.cache_clear()


def check_told(answer: dict[str, Any], caplog: pytest.LogCaptureFixture) -> None:
    assert (answer["statusCode"], json.loads(content(answer))) == (
        503,
        {"error": TOLD, "code": "store_unreachable", "request_id": REQUEST_ID},
    )
    (record,) = (each for each in caplog.records if each.levelno == logging.ERROR)
    assert SECRET in record.__dict__["why"]
    assert record.__dict__["request_id"] == REQUEST_ID


@pytest.mark.usefixtures("refusing")
def test_a_model_store_that_refuses(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = Loaded(finder._make)
    monkeypatch.setattr("functions.align.app.finder", fresh)
    raw = GRACE_HOPPER.read_bytes()
    check_told(handler(event(raw), None), caplog)


@pytest.mark.usefixtures("refusing")
def test_a_health_check_of_a_store_that_refuses(
    caplog: pytest.LogCaptureFixture,
) -> None:
    check_told(service(event(b"", "/health", None, method="GET"), None), caplog)


@pytest.mark.usefixtures("refusing")
def test_uploads_that_are_refused(caplog: pytest.LogCaptureFixture) -> None:
    body = json.dumps({"image": {"upload": "0" * 32}}).encode()
    check_told(handler(event(body, kind="application/json"), None), caplog)


def test_settings_that_cannot_be_used(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("VISAGE_UPLOADS", "arn:aws:s3:::bucket-of-ours")
    settings.cache_clear()
    answer = service(event(b"", "/uploads", None, claims=READER), None)
    monkeypatch.undo()
    settings.cache_clear()
    told = json.loads(content(answer))
    assert (answer["statusCode"], told["code"]) == (503, "settings_invalid")
    assert told["error"].startswith("The service is not set up rightly")
    (record,) = (each for each in caplog.records if each.levelno == logging.ERROR)
    assert "VISAGE_UPLOADS" in record.__dict__["why"]
