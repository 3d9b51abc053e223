"""Large pictures: a form that S3 takes one with, and a name that is good once."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import boto3
import pytest
from moto import mock_aws

from functions.align.app import app
from functions.align.handler import handler
from functions.service.app import app as service_app
from tests.bombs import encoded, flat
from tests.test_align_event import content, event
from visage.answers import uploads
from visage.errors import NoUploads, UnknownUpload
from visage.settings import settings
from visage.stores.uploads import MAX_UPLOAD, VALID, UploadBucket

NAME = "visage-test-uploads"


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    for name, value in {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "eu-west-1",
        "VISAGE_UPLOADS": f"s3://{NAME}/uploads",
    }.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    with mock_aws():
        client = boto3.client("s3")
        client.create_bucket(
            Bucket=NAME,
            CreateBucketConfiguration={"LocationConstraint": "eu-west-1"},
        )
        yield client
    settings.cache_clear()


def test_a_form_is_for_one_picture_of_a_size(s3: Any) -> None:
    form = UploadBucket(f"s3://{NAME}/uploads").grant()
    # The region's own address: a form is not redirected.
    assert form.url == f"https://{NAME}.s3.eu-west-1.amazonaws.com/"
    policy = json.loads(base64.b64decode(form.fields["policy"]))
    assert form.fields["key"] == f"uploads/{form.upload}"
    conditions = policy["conditions"]
    assert ["content-length-range", 1, MAX_UPLOAD] in conditions
    assert ["starts-with", "$Content-Type", "image/"] in conditions
    assert {"key": f"uploads/{form.upload}"} in conditions
    ends = datetime.fromisoformat(policy["expiration"])
    left = (ends - datetime.now(UTC)).total_seconds()
    assert VALID - 60 < left <= VALID + 1


def test_an_upload_is_good_once(s3: Any) -> None:
    form = uploads.grant()
    key = f"uploads/{form.upload}"
    s3.put_object(Bucket=NAME, Key=key, Body=b"picture")
    assert uploads.take(form.upload) == b"picture"
    # What is left has no bytes: it says that the picture was taken.
    listed = s3.list_objects_v2(Bucket=NAME)["Contents"]
    assert [(each["Key"], each["Size"]) for each in listed] == [
        (f"taken/{form.upload}", 0)
    ]
    with pytest.raises(UnknownUpload, match="never finished, was used, or is older"):
        uploads.take(form.upload)


def test_one_of_two_who_take_an_upload_at_once_gets_it(
    s3: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have read the picture before either of them has taken it.

    S3 looks for the mark and writes it in one step; the lock does so for moto.
    """
    bucket, key = UploadBucket(f"s3://{NAME}/uploads"), "0" * 32
    s3.put_object(Bucket=NAME, Key=f"uploads/{key}", Body=b"picture")
    both_have_read, one_step = threading.Barrier(2), threading.Lock()
    client = bucket._client
    read, write = client.get_object, client.put_object

    def read_together(**named: Any) -> Any:
        answer = read(**named)
        both_have_read.wait(timeout=30)
        return answer

    def write_in_one_step(**named: Any) -> Any:
        with one_step:
            return write(**named)

    monkeypatch.setattr(client, "get_object", read_together)
    monkeypatch.setattr(client, "put_object", write_in_one_step)

    def take(_: int) -> bytes | str:
        try:
            return bucket.take(key)
        except UnknownUpload as error:
            return str(error)

    with ThreadPoolExecutor(2) as pool:
        results = sorted(pool.map(take, range(2)), key=str)
    assert results == [
        f"There is no upload {key}: it was never finished, was used, or is older than "
        "two days. Upload the picture again.",
        b"picture",
    ]


def test_an_upload_that_was_taken_cannot_be_filled_again(s3: Any) -> None:
    """Its form is valid for minutes after the picture has been taken."""
    key = "0" * 32
    s3.put_object(Bucket=NAME, Key=f"uploads/{key}", Body=b"picture")
    uploads.take(key)
    s3.put_object(Bucket=NAME, Key=f"uploads/{key}", Body=b"another picture")
    with pytest.raises(UnknownUpload):
        uploads.take(key)


def test_a_stranger_who_has_an_uploads_name_may_send_what_its_owner_may(
    s3: Any,
) -> None:
    """On a public route nobody is known, but only who has signed in gets a form."""
    raw = encoded(flat((5100, 5000)), "JPEG")
    s3.put_object(Bucket=NAME, Key=f"uploads/{'0' * 32}", Body=raw)
    body = json.dumps({"image": {"upload": "0" * 32}}).encode()
    answer = handler(event(body, kind="application/json"), None)
    assert json.loads(content(answer))["code"] == "no_face"


@pytest.mark.parametrize("name", ["", "../models/manifest.json", "a" * 31, "A" * 32])
def test_no_other_key_can_be_named(s3: Any, name: str) -> None:
    with pytest.raises(UnknownUpload, match="no name of an upload"):
        uploads.take(name)


def test_a_service_without_a_bucket_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISAGE_UPLOADS", raising=False)
    settings.cache_clear()
    with pytest.raises(NoUploads, match="send them in the request"):
        uploads.grant()
    answer = service_app.test_client().post("/uploads")
    assert (answer.status_code, answer.json["code"]) == (404, "no_uploads")  # type: ignore[index]


@pytest.mark.parametrize(
    ("image", "status", "code"),
    [
        ({"upload": "0" * 32}, 404, "unknown_upload"),
        ({"upload": 3}, 400, "bad_parameter"),
        ({"upload": "0" * 32, "bucket": "other"}, 400, "bad_parameter"),
        ({"url": "https://example.org/face.jpg"}, 400, "bad_parameter"),
    ],
)
def test_a_request_names_an_upload_and_nothing_else(
    s3: Any, image: object, status: int, code: str
) -> None:
    answer = app.test_client().post("/align", json={"image": image})
    assert (answer.status_code, answer.json["code"]) == (status, code)  # type: ignore[index]
