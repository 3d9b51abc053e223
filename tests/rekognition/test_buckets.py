"""Pictures of buckets, read from an emulator of S3."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import NoCredentialsError
from moto import mock_aws

from tests.rekognition.serving import REGION
from visage.errors import SettingsInvalid, StoreUnreachable
from visage.settings import settings
from visage.stores import buckets
from visage.stores.buckets import ObjectRefused, fetch


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A bucket with one picture in two versions."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "x")
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    buckets._client.cache_clear()
    with mock_aws():
        client = boto3.client("s3", REGION)
        client.create_bucket(
            Bucket="pictures",
            CreateBucketConfiguration={"LocationConstraint": "eu-west-1"},
        )
        client.put_bucket_versioning(
            Bucket="pictures", VersioningConfiguration={"Status": "Enabled"}
        )
        yield client
    buckets._client.cache_clear()


def test_an_object_and_its_versions(s3: Any) -> None:
    made = [
        s3.put_object(Bucket="pictures", Key="a b/ä.jpg", Body=content)["VersionId"]
        for content in (b"the first", b"the second")
    ]
    assert fetch("pictures", "a b/ä.jpg", None, 100) == b"the second"
    assert fetch("pictures", "a b/ä.jpg", made[0], 100) == b"the first"
    assert fetch("pictures", "a b/ä.jpg", None, 5) == b"the s"


def test_what_is_not_there_is_said(s3: Any) -> None:
    for bucket, name in (("pictures", "gone.jpg"), ("not-made", "a.jpg")):
        with pytest.raises(ObjectRefused, match="there is no such"):
            fetch(bucket, name, None, 100)
    s3.put_object(Bucket="pictures", Key="a.jpg", Body=b"x")
    with pytest.raises(ObjectRefused, match="no such version"):
        fetch("pictures", "a.jpg", "never-made", 100)


def test_without_credentials_the_log_has_it(
    s3: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> None:
        raise NoCredentialsError

    monkeypatch.setattr(buckets._client(), "get_object", refuse, raising=False)
    with pytest.raises(StoreUnreachable) as caught:
        fetch("pictures", "a.jpg", None, 100)
    assert caught.value.told is not None


@pytest.mark.parametrize(
    ("said", "allowed"),
    [("", set()), ("pictures", {"pictures"}), ("a.b-c,d1", {"a.b-c", "d1"})],
)
def test_the_operator_names_buckets(
    monkeypatch: pytest.MonkeyPatch, said: str, allowed: set[str]
) -> None:
    monkeypatch.setenv("VISAGE_BUCKETS", said)
    settings.cache_clear()
    assert settings().allowed_buckets == allowed
    settings.cache_clear()


def test_names_that_no_bucket_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISAGE_BUCKETS", "https://example.org/a b")
    settings.cache_clear()
    with pytest.raises(SettingsInvalid, match="VISAGE_BUCKETS"):
        settings()
    settings.cache_clear()
