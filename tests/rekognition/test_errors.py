"""What is refused, with which type, by boto3 and on the bare wire."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
import requests
from botocore.exceptions import ClientError

from tests.bad_input import bomb
from tests.rekognition.pictures import astronaut, encoded, image
from tests.rekognition.serving import Served, client_of
from tests.rekognition.test_faces import UNKNOWN
from visage.answers.rekognition.operations import OPERATIONS, TARGET
from visage.errors import GalleryUnreachable
from visage.gallery.sqlite.gallery import SqliteGallery
from visage.http.rekognition import CONTENT_TYPE
from visage.stores.buckets import ObjectRefused

INVALID = "InvalidParameterException"
UNKNOWN_COLLECTION: dict[str, dict[str, Any]] = {
    "describe_collection": {},
    "delete_collection": {},
    "index_faces": {"Image": {"Bytes": b"x"}},
    "list_faces": {},
    "delete_faces": {"FaceIds": [UNKNOWN]},
    "search_faces": {"FaceId": UNKNOWN},
    "search_faces_by_image": {"Image": {"Bytes": b"x"}},
    "create_user": {"UserId": "u"},
    "delete_user": {"UserId": "u"},
    "list_users": {},
    "associate_faces": {"UserId": "u", "FaceIds": [UNKNOWN]},
    "disassociate_faces": {"UserId": "u", "FaceIds": [UNKNOWN]},
    "search_users": {"UserId": "u"},
    "search_users_by_image": {"Image": {"Bytes": b"x"}},
}
UNKNOWN_USER = {"associate_faces", "disassociate_faces", "delete_user", "search_users"}


@pytest.mark.parametrize("call", UNKNOWN_COLLECTION)
def test_an_unknown_collection(client: Any, call: str) -> None:
    with pytest.raises(client.exceptions.ResourceNotFoundException):
        getattr(client, call)(CollectionId="never-made", **UNKNOWN_COLLECTION[call])


@pytest.mark.parametrize("call", sorted(UNKNOWN_USER))
def test_an_unknown_user(client: Any, collection: str, call: str) -> None:
    with pytest.raises(client.exceptions.ResourceNotFoundException):
        getattr(client, call)(CollectionId=collection, **UNKNOWN_COLLECTION[call])


PICTURES: dict[str, tuple[Callable[[], bytes], str]] = {
    "no picture": (lambda: b"plain text", "InvalidImageFormatException"),
    "half a picture": (lambda: astronaut()[:5000], "InvalidImageFormatException"),
    "a bomb": (bomb, "ImageTooLargeException"),
    "6 MB": (lambda: bytes(5_242_881), "ImageTooLargeException"),
    "nothing": (lambda: b"", INVALID),
    "too small": (lambda: encoded(small()), INVALID),
}


def small() -> Any:
    from PIL import Image

    return Image.new("RGB", (20, 20))


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_that_cannot_be_read(client: Any, collection: str, name: str) -> None:
    make, code = PICTURES[name]
    of, raw = {"CollectionId": collection}, make()
    calls: list[Callable[[], Any]] = [
        lambda: client.detect_faces(Image=image(raw)),
        lambda: client.index_faces(**of, Image=image(raw)),
        lambda: client.search_faces_by_image(**of, Image=image(raw)),
        lambda: client.search_users_by_image(**of, Image=image(raw)),
        lambda: client.compare_faces(
            SourceImage=image(raw), TargetImage=image(astronaut())
        ),
        lambda: client.compare_faces(
            SourceImage=image(astronaut()), TargetImage=image(raw)
        ),
    ]
    for call in calls:
        with pytest.raises(getattr(client.exceptions, code)):
            call()
    assert client.describe_collection(**of)["FaceCount"] == 0


BAD: dict[str, tuple[str, dict[str, Any]]] = {
    "letters of a collection": ("create_collection", {"CollectionId": "a b"}),
    "a line's end in an id": ("create_collection", {"CollectionId": "a\n"}),
    "a collection of 256": ("create_collection", {"CollectionId": "a" * 256}),
    "a key of AWS": ("create_collection", {"CollectionId": "a", "Tags": {"aws:x": ""}}),
    "letters of a tag": (
        "create_collection",
        {"CollectionId": "a", "Tags": {"a;": ""}},
    ),
    "a long tag": (
        "create_collection",
        {"CollectionId": "a", "Tags": {"a": "b" * 257}},
    ),
    "201 tags": (
        "create_collection",
        {"CollectionId": "a", "Tags": {f"{number}": "" for number in range(201)}},
    ),
    "only dots": ("create_collection", {"CollectionId": ".."}),
    "half a consent": (
        "create_collection",
        {"CollectionId": "a", "Tags": {"visage:consent-by": "me"}},
    ),
    "days that are none": (
        "create_collection",
        {
            "CollectionId": "a",
            "Tags": {
                "visage:consent-by": "me",
                "visage:consent-purpose": "a test",
                "visage:consent-days": "some",
            },
        },
    ),
    "a large face id": (
        "search_faces",
        {"CollectionId": "a", "FaceId": UNKNOWN.replace("7", "A")},
    ),
    "4097 matches": (
        "search_faces",
        {"CollectionId": "a", "FaceId": UNKNOWN, "MaxFaces": 4097},
    ),
    "a threshold of 101": (
        "search_faces",
        {"CollectionId": "a", "FaceId": UNKNOWN, "FaceMatchThreshold": 101},
    ),
    "501 users": ("list_users", {"CollectionId": "a", "MaxResults": 501}),
    "4097 faces": (
        "delete_faces",
        {"CollectionId": "a", "FaceIds": [UNKNOWN] * 4097},
    ),
    "101 faces of a user": (
        "associate_faces",
        {"CollectionId": "a", "UserId": "u", "FaceIds": [UNKNOWN] * 101},
    ),
    "a filter": (
        "index_faces",
        {"CollectionId": "a", "Image": {"Bytes": b"x"}, "QualityFilter": "BEST"},
    ),
    "an attribute": (
        "detect_faces",
        {"Image": {"Bytes": b"x"}, "Attributes": ["SHOE_SIZE"]},
    ),
    "an external id": (
        "index_faces",
        {"CollectionId": "a", "Image": {"Bytes": b"x"}, "ExternalImageId": "a b"},
    ),
    "a token": (
        "create_user",
        {"CollectionId": "a", "UserId": "u", "ClientRequestToken": "a b"},
    ),
    "no picture at all": ("detect_faces", {"Image": {}}),
    "two pictures for one": (
        "detect_faces",
        {
            "Image": {
                "Bytes": b"x",
                "S3Object": {"Bucket": "pictures", "Name": "a.jpg"},
            }
        },
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_parameters_that_cannot_be(client: Any, name: str) -> None:
    call, body = BAD[name]
    with pytest.raises(client.exceptions.InvalidParameterException) as caught:
        getattr(client, call)(**body)
    assert caught.value.response["Error"]["Message"]


@pytest.mark.parametrize("call", ["list_collections", "list_faces", "list_users"])
@pytest.mark.parametrize("token", ["x", "", "a" * 255, "µ", "]" * 20])
def test_a_token_that_is_none(
    client: Any, collection: str, call: str, token: str
) -> None:
    of = {} if call == "list_collections" else {"CollectionId": collection}
    with pytest.raises(client.exceptions.InvalidPaginationTokenException):
        getattr(client, call)(**of, NextToken=token)


def test_a_token_of_another_list(client: Any, collection: str) -> None:
    for user in "ab":
        client.create_user(CollectionId=collection, UserId=user)
    first = client.list_users(CollectionId=collection, MaxResults=1)
    with pytest.raises(client.exceptions.InvalidPaginationTokenException):
        client.list_faces(CollectionId=collection, NextToken=first["NextToken"])


def post(served: Served, target: str | None, body: bytes) -> requests.Response:
    headers = {"Content-Type": CONTENT_TYPE}
    if target is not None:
        headers["X-Amz-Target"] = target
    return requests.post(served.address, data=body, headers=headers, timeout=60)


@pytest.mark.parametrize(
    ("target", "body", "kind"),
    [
        (None, b"{}", "UnknownOperationException"),
        ("RekognitionService.DetectLabels", b"{}", "UnknownOperationException"),
        ("DetectFaces", b"{}", "UnknownOperationException"),
        (f"{TARGET}DetectFaces", b"{", "SerializationException"),
        (f"{TARGET}DetectFaces", b"[]", "SerializationException"),
        (f"{TARGET}DetectFaces", b"[" * 100_000, "SerializationException"),
        (f"{TARGET}DetectFaces", b"\xff", "SerializationException"),
        (f"{TARGET}DetectFaces", b'{"Image": 1}', "SerializationException"),
        (f"{TARGET}DescribeCollection", b"", INVALID),
        (f"{TARGET}DescribeCollection", b'{"CollectionId": null}', INVALID),
        (
            f"{TARGET}DescribeCollection",
            b'{"CollectionId": 1}',
            "SerializationException",
        ),
        (f"{TARGET}DetectFaces", b'{"Image": {"Bytes": "?"}}', INVALID),
        (f"{TARGET}DetectFaces", b'{"Image": {"Bytes": "http://localhost/"}}', INVALID),
        (f"{TARGET}ListCollections", b" " * 7_200_000, "ImageTooLargeException"),
    ],
)
def test_bodies_that_no_sdk_sends(
    server: Served, target: str | None, body: bytes, kind: str
) -> None:
    answer = post(server, target, body)
    said = answer.json()
    assert (answer.status_code, said["__type"], said["Code"]) == (400, kind, kind)
    assert sorted(said) == ["Code", "Message", "__type"]
    assert answer.headers["Content-Type"] == CONTENT_TYPE
    assert answer.headers["x-amzn-ErrorType"] == kind
    assert answer.headers["x-amzn-RequestId"] == answer.headers["X-Request-Id"]


def test_nulls_and_unknown_members_count_as_absent(server: Served) -> None:
    body = {"MaxResults": None, "NextToken": None, "Colour": "blue"}
    answer = post(server, f"{TARGET}ListCollections", json.dumps(body).encode())
    assert answer.status_code == 200


def test_only_these_calls_are_answered(client: Any) -> None:
    names = set(client.meta.service_model.operation_names)
    assert set(OPERATIONS) <= names
    with pytest.raises(ClientError) as caught:
        client.detect_labels(Image=image(astronaut()))
    assert caught.value.response["Error"]["Code"] == "UnknownOperationException"


def test_faults_of_ours_say_nothing_of_the_inside(
    client: Any, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable(*_: object, **__: object) -> None:
        raise GalleryUnreachable("the disk of host ada is full")

    monkeypatch.setattr(SqliteGallery, "collections", unreachable)
    with pytest.raises(client.exceptions.InternalServerError) as caught:
        client.list_collections()
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 500
    assert "ada" not in str(caught.value)

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a secret")

    monkeypatch.setattr(SqliteGallery, "collections", broken)
    with pytest.raises(client.exceptions.InternalServerError) as caught:
        client.list_collections()
    assert "secret" not in str(caught.value)


def test_pictures_in_buckets(client: Any, served: Served) -> None:
    def fetch(bucket: str, name: str, version: str | None, most: int) -> bytes:
        if name == "gone.jpg":
            raise ObjectRefused("The object cannot be read: there is no such object.")
        if name == "huge.jpg":
            return bytes(most)
        assert (bucket, name, version) == ("pictures", "a b/ä.png", "7")
        return astronaut()

    served.fetch, served.buckets = fetch, frozenset({"pictures"})

    def detect(bucket: str, name: str, **more: str) -> int:
        where = {"Bucket": bucket, "Name": name, **more}
        return len(client.detect_faces(Image={"S3Object": where})["FaceDetails"])

    assert detect("pictures", "a b/ä.png", Version="7") == 1
    with pytest.raises(client.exceptions.InvalidS3ObjectException):
        detect("others", "a.png")
    with pytest.raises(client.exceptions.InvalidS3ObjectException):
        detect("pictures", "gone.jpg")
    with pytest.raises(client.exceptions.ImageTooLargeException):
        detect("pictures", "huge.jpg")


def test_an_address_that_ends_in_a_slash(server: Served) -> None:
    client_of(f"{server.address}/").list_collections(MaxResults=1)
