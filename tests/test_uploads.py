"""Large pictures: a form that S3 takes one with, and a name that is good once."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from functions.align.app import app
from functions.service.app import app as service_app
from visage.answers import uploads
from visage.errors import NoUploads, UnknownUpload
from visage.settings import settings
from visage.stores.uploads import MAX_UPLOAD, UploadBucket

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


def test_an_upload_is_good_once(s3: Any) -> None:
    form = uploads.grant()
    key = f"uploads/{form.upload}"
    s3.put_object(Bucket=NAME, Key=key, Body=b"picture")
    assert uploads.take(form.upload) == b"picture"
    assert s3.list_objects_v2(Bucket=NAME)["KeyCount"] == 0
    with pytest.raises(UnknownUpload, match="never finished, was used, or is older"):
        uploads.take(form.upload)


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
