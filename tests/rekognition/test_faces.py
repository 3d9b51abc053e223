"""Faces indexed, listed and deleted, by boto3."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from tests.rekognition.pictures import (
    astronaut,
    both,
    crowd,
    dark,
    hopper,
    image,
    nobody,
)
from tests.rekognition.test_collections import plain
from visage.answers.rekognition.details import FIVE

UNKNOWN = str(uuid.UUID(int=7))


def index(client: Any, collection: str, raw: bytes, **more: Any) -> dict[str, Any]:
    answer: dict[str, Any] = plain(
        client.index_faces(CollectionId=collection, Image=image(raw), **more)
    )
    return answer


def ids(answer: dict[str, Any]) -> list[str]:
    return [one["Face"]["FaceId"] for one in answer["FaceRecords"]]


def test_a_face_is_indexed(client: Any, collection: str) -> None:
    answer = index(client, collection, astronaut(), ExternalImageId="crew:1")
    assert sorted(answer) == ["FaceModelVersion", "FaceRecords", "UnindexedFaces"]
    assert (answer["FaceModelVersion"], answer["UnindexedFaces"]) == ("1.0", [])
    [record] = answer["FaceRecords"]
    face, detail = record["Face"], record["FaceDetail"]
    for name in ("FaceId", "ImageId"):
        assert str(uuid.UUID(face[name])) == face[name]
    box = {"Width": 0.1769, "Height": 0.225, "Left": 0.3495, "Top": 0.1166}
    assert face == {
        "FaceId": face["FaceId"],
        "ImageId": face["ImageId"],
        "BoundingBox": pytest.approx(box, abs=0.002),
        "ExternalImageId": "crew:1",
        "Confidence": pytest.approx(99.998, abs=0.01),
        "IndexFacesModelVersion": "1.0",
    }
    assert sorted(detail) == [
        "BoundingBox",
        "Confidence",
        "Landmarks",
        "Pose",
        "Quality",
    ]
    assert detail["BoundingBox"] == face["BoundingBox"]
    assert [one["Type"] for one in detail["Landmarks"]] == list(FIVE)
    listed = plain(client.list_faces(CollectionId=collection))
    assert listed == {"Faces": [face], "FaceModelVersion": "1.0"}
    assert client.describe_collection(CollectionId=collection)["FaceCount"] == 1


def test_the_same_picture_is_indexed_once(client: Any, collection: str) -> None:
    first = index(client, collection, astronaut(), ExternalImageId="a")
    again = index(client, collection, astronaut(), ExternalImageId="a")
    assert again == first
    other = index(client, collection, astronaut(), ExternalImageId="b")
    assert ids(other) != ids(first)
    unnamed = index(client, collection, astronaut())
    assert "ExternalImageId" not in unnamed["FaceRecords"][0]["Face"]
    assert index(client, collection, astronaut()) == unnamed
    assert client.describe_collection(CollectionId=collection)["FaceCount"] == 3


def test_it_stays_once_when_it_has_become_a_users(client: Any, collection: str) -> None:
    [face] = ids(index(client, collection, astronaut(), ExternalImageId="a"))
    client.create_user(CollectionId=collection, UserId="u")
    client.associate_faces(CollectionId=collection, UserId="u", FaceIds=[face])
    [again] = index(client, collection, astronaut(), ExternalImageId="a")["FaceRecords"]
    assert (again["Face"]["FaceId"], again["Face"]["UserId"]) == (face, "u")
    assert client.describe_collection(CollectionId=collection)["FaceCount"] == 1


def test_faces_beyond_the_number_wanted_are_told(client: Any, collection: str) -> None:
    all_of_them = index(client, collection, both())
    records = all_of_them["FaceRecords"]
    widths = [one["Face"]["BoundingBox"]["Width"] for one in records]
    assert len(records) == 2
    assert widths == sorted(widths, reverse=True)
    assert len({one["Face"]["ImageId"] for one in records}) == 1
    one = index(client, collection, both(), MaxFaces=1, ExternalImageId="x")
    [kept], [left] = one["FaceRecords"], one["UnindexedFaces"]
    assert kept["FaceDetail"] == records[0]["FaceDetail"]
    assert left == {
        "Reasons": ["EXCEEDS_MAX_FACES"],
        "FaceDetail": records[1]["FaceDetail"],
    }


def test_a_crowd_is_indexed_up_to_a_hundred(client: Any, collection: str) -> None:
    answer = index(client, collection, crowd(), QualityFilter="NONE")
    left = answer["UnindexedFaces"]
    assert len(answer["FaceRecords"]) == 100
    assert len(left) > 10
    assert {reason for one in left for reason in one["Reasons"]} == {
        "EXCEEDS_MAX_FACES"
    }
    areas = [
        one["FaceDetail"]["BoundingBox"]["Width"]
        * one["FaceDetail"]["BoundingBox"]["Height"]
        for one in [*answer["FaceRecords"], *left]
    ]
    assert areas == pytest.approx(sorted(areas, reverse=True), rel=1e-3)
    described = client.detect_faces(Image=image(crowd()))["FaceDetails"]
    assert described == [one["FaceDetail"] for one in answer["FaceRecords"]]


def test_a_picture_without_a_face(client: Any, collection: str) -> None:
    assert index(client, collection, nobody()) == {
        "FaceRecords": [],
        "FaceModelVersion": "1.0",
        "UnindexedFaces": [],
    }
    assert client.list_faces(CollectionId=collection)["Faces"] == []


def test_poor_faces_are_left_out_unless_they_are_wanted(
    client: Any, collection: str
) -> None:
    refused = index(client, collection, dark())
    [left] = refused["UnindexedFaces"]
    assert refused["FaceRecords"] == []
    assert "LOW_BRIGHTNESS" in left["Reasons"]
    assert left["FaceDetail"]["Quality"]["Brightness"] < 16
    taken = index(client, collection, dark(), QualityFilter="NONE")
    assert len(taken["FaceRecords"]) == 1
    assert taken["UnindexedFaces"] == []


def test_faces_come_page_by_page(client: Any, collection: str) -> None:
    made = [
        ids(index(client, collection, astronaut(), ExternalImageId=f"{number}"))[0]
        for number in range(5)
    ]
    pages = list(
        client.get_paginator("list_faces").paginate(
            CollectionId=collection, PaginationConfig={"PageSize": 2}
        )
    )
    listed = [[one["FaceId"] for one in page["Faces"]] for page in pages]
    assert [len(page) for page in listed] == [2, 2, 1]
    assert [one for page in listed for one in page] == sorted(made)
    assert ["NextToken" in page for page in pages] == [True, True, False]
    named = client.list_faces(
        CollectionId=collection, FaceIds=[made[3], UNKNOWN, made[0]], MaxResults=1
    )
    rest = client.list_faces(
        CollectionId=collection,
        FaceIds=[made[3], UNKNOWN, made[0]],
        NextToken=named["NextToken"],
    )
    shown = [one["FaceId"] for one in named["Faces"] + rest["Faces"]]
    assert shown == sorted([made[0], made[3]])
    assert "NextToken" not in rest


def test_faces_of_a_user(client: Any, collection: str) -> None:
    [mine] = ids(index(client, collection, astronaut()))
    [other] = ids(index(client, collection, hopper()))
    client.create_user(CollectionId=collection, UserId="u")
    client.associate_faces(CollectionId=collection, UserId="u", FaceIds=[mine])
    [face] = client.list_faces(CollectionId=collection, UserId="u")["Faces"]
    assert (face["FaceId"], face["UserId"]) == (mine, "u")
    both_named = client.list_faces(
        CollectionId=collection, UserId="u", FaceIds=[mine, other]
    )
    assert [one["FaceId"] for one in both_named["Faces"]] == [mine]
    for more in ({}, {"FaceIds": [mine]}):
        with pytest.raises(client.exceptions.ResourceNotFoundException):
            client.list_faces(CollectionId=collection, UserId="nobody", **more)


def test_faces_are_deleted(client: Any, collection: str) -> None:
    [free] = ids(index(client, collection, astronaut()))
    [taken] = ids(index(client, collection, hopper()))
    client.create_user(CollectionId=collection, UserId="u")
    client.associate_faces(CollectionId=collection, UserId="u", FaceIds=[taken])
    answer = client.delete_faces(
        CollectionId=collection, FaceIds=[free, taken, UNKNOWN, free]
    )
    assert plain(answer) == {
        "DeletedFaces": [free],
        "UnsuccessfulFaceDeletions": [
            {
                "FaceId": taken,
                "UserId": "u",
                "Reasons": ["ASSOCIATED_TO_AN_EXISTING_USER"],
            },
            {"FaceId": UNKNOWN, "Reasons": ["FACE_NOT_FOUND"]},
        ],
    }
    left = client.list_faces(CollectionId=collection)["Faces"]
    assert [one["FaceId"] for one in left] == [taken]
    # What was deleted may come back: nobody has objected.
    assert len(ids(index(client, collection, astronaut()))) == 1
