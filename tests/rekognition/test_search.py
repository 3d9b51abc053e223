"""Faces and users found by similarity, by boto3."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rekognition.pictures import (
    astronaut,
    both,
    dark,
    hopper,
    image,
    nobody,
    smaller,
)
from tests.rekognition.test_collections import plain
from tests.rekognition.test_faces import UNKNOWN, ids, index
from visage.answers.rekognition.images import NO_FACES


@pytest.fixture
def people(client: Any, collection: str) -> dict[str, str]:
    """Three faces: two of the astronaut's pictures, one of Grace Hopper's."""
    return {
        "astronaut": ids(index(client, collection, astronaut()))[0],
        "smaller": ids(index(client, collection, smaller("astronaut", 400)))[0],
        "hopper": ids(index(client, collection, hopper(), ExternalImageId="gh"))[0],
    }


def found(matches: list[dict[str, Any]]) -> list[str]:
    return [one["Face"]["FaceId"] for one in matches]


def test_a_face_finds_others_but_not_itself(
    client: Any, collection: str, people: dict[str, str]
) -> None:
    answer = plain(
        client.search_faces(CollectionId=collection, FaceId=people["astronaut"])
    )
    [match] = answer["FaceMatches"]
    [listed] = client.list_faces(CollectionId=collection, FaceIds=[people["smaller"]])[
        "Faces"
    ]
    assert answer == {
        "SearchedFaceId": people["astronaut"],
        "FaceMatches": [{"Similarity": match["Similarity"], "Face": listed}],
        "FaceModelVersion": "1.0",
    }
    assert 99 < match["Similarity"] <= 100


def test_the_threshold_and_the_number_of_matches(
    client: Any, collection: str, people: dict[str, str]
) -> None:
    def search(**more: Any) -> list[dict[str, Any]]:
        matches: list[dict[str, Any]] = client.search_faces(
            CollectionId=collection, FaceId=people["astronaut"], **more
        )["FaceMatches"]
        return matches

    everything = search(FaceMatchThreshold=0)
    assert found(everything) == [people["smaller"], people["hopper"]]
    likest, other = (one["Similarity"] for one in everything)
    assert other < 70
    assert found(search(FaceMatchThreshold=likest)) == [people["smaller"]]
    assert search(FaceMatchThreshold=100) == []
    assert found(search(FaceMatchThreshold=other)) == found(everything)
    assert found(search(FaceMatchThreshold=0, MaxFaces=1)) == [people["smaller"]]
    assert found(search(FaceMatchThreshold=0, MaxFaces=4096)) == found(everything)


def test_a_picture_finds_who_its_largest_face_looks_like(
    client: Any, collection: str, people: dict[str, str]
) -> None:
    answer = plain(
        client.search_faces_by_image(CollectionId=collection, Image=image(both()))
    )
    [match] = answer.pop("FaceMatches")
    assert match["Face"]["ExternalImageId"] == "gh"
    assert sorted(answer) == [
        "FaceModelVersion",
        "SearchedFaceBoundingBox",
        "SearchedFaceConfidence",
    ]
    assert answer["SearchedFaceBoundingBox"]["Left"] > 0.5
    assert answer["SearchedFaceConfidence"] > 99
    same = client.search_faces_by_image(
        CollectionId=collection, Image=image(hopper()), FaceMatchThreshold=100
    )
    assert [one["Similarity"] for one in same["FaceMatches"]] == [100.0]


def test_a_picture_without_a_face_is_said_in_the_words_that_programs_match(
    client: Any, collection: str
) -> None:
    with pytest.raises(client.exceptions.InvalidParameterException) as caught:
        client.search_faces_by_image(CollectionId=collection, Image=image(nobody()))
    assert caught.value.response["Error"]["Message"] == NO_FACES
    client.search_faces_by_image(CollectionId=collection, Image=image(dark()))
    with pytest.raises(client.exceptions.InvalidParameterException):
        client.search_faces_by_image(
            CollectionId=collection, Image=image(dark()), QualityFilter="AUTO"
        )


def test_an_unknown_face_is_an_invalid_parameter(client: Any, collection: str) -> None:
    for call in (client.search_faces, client.search_users):
        with pytest.raises(client.exceptions.InvalidParameterException):
            call(CollectionId=collection, FaceId=UNKNOWN)


@pytest.fixture
def users(client: Any, collection: str, people: dict[str, str]) -> dict[str, str]:
    """Two users with faces, and one who has none."""
    for user, faces in {
        "collins": [people["astronaut"], people["smaller"]],
        "hopper": [people["hopper"]],
        "empty": [],
    }.items():
        client.create_user(CollectionId=collection, UserId=user)
        if faces:
            client.associate_faces(CollectionId=collection, UserId=user, FaceIds=faces)
    return people


def named(matches: list[dict[str, Any]]) -> list[str]:
    return [one["User"]["UserId"] for one in matches]


def test_a_face_finds_users(
    client: Any, collection: str, users: dict[str, str]
) -> None:
    answer = plain(
        client.search_users(CollectionId=collection, FaceId=users["smaller"])
    )
    [match] = answer["UserMatches"]
    assert answer == {
        "UserMatches": [
            {
                "Similarity": match["Similarity"],
                "User": {"UserId": "collins", "UserStatus": "ACTIVE"},
            }
        ],
        "FaceModelVersion": "1.0",
        "SearchedFace": {"FaceId": users["smaller"]},
    }
    everyone = client.search_users(
        CollectionId=collection, FaceId=users["smaller"], UserMatchThreshold=0
    )
    assert named(everyone["UserMatches"]) == ["collins", "hopper"]
    first = client.search_users(
        CollectionId=collection,
        FaceId=users["hopper"],
        UserMatchThreshold=0,
        MaxUsers=1,
    )
    assert named(first["UserMatches"]) == ["hopper"]


def test_a_user_finds_other_users(
    client: Any, collection: str, users: dict[str, str]
) -> None:
    answer = plain(
        client.search_users(
            CollectionId=collection, UserId="collins", UserMatchThreshold=0
        )
    )
    assert named(answer.pop("UserMatches")) == ["hopper"]
    assert answer == {"FaceModelVersion": "1.0", "SearchedUser": {"UserId": "collins"}}
    empty = plain(client.search_users(CollectionId=collection, UserId="empty"))
    assert empty["UserMatches"] == []
    with pytest.raises(client.exceptions.ResourceNotFoundException):
        client.search_users(CollectionId=collection, UserId="nobody")
    for both_or_none in ({}, {"UserId": "collins", "FaceId": users["hopper"]}):
        with pytest.raises(client.exceptions.InvalidParameterException):
            client.search_users(CollectionId=collection, **both_or_none)


def test_a_picture_finds_users(
    client: Any, collection: str, users: dict[str, str]
) -> None:
    answer = plain(
        client.search_users_by_image(CollectionId=collection, Image=image(both()))
    )
    assert named(answer["UserMatches"]) == ["hopper"]
    [unsearched] = answer["UnsearchedFaces"]
    assert unsearched["Reasons"] == ["FACE_NOT_LARGEST"]
    assert sorted(answer["SearchedFace"]["FaceDetail"]) == sorted(
        unsearched["FaceDetails"]
    )
    assert unsearched["FaceDetails"]["BoundingBox"]["Left"] < 0.5
    nothing = plain(
        client.search_users_by_image(CollectionId=collection, Image=image(nobody()))
    )
    assert nothing == {
        "UserMatches": [],
        "FaceModelVersion": "1.0",
        "UnsearchedFaces": [],
    }
    poor = client.search_users_by_image(
        CollectionId=collection, Image=image(dark()), QualityFilter="HIGH"
    )
    assert poor["UserMatches"] == []
    assert "SearchedFace" not in poor
    assert "LOW_BRIGHTNESS" in poor["UnsearchedFaces"][0]["Reasons"]
