"""Users and the faces that are theirs, by boto3."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rekognition.pictures import astronaut, hopper, smaller
from tests.rekognition.test_collections import plain
from tests.rekognition.test_faces import UNKNOWN, ids, index


@pytest.fixture
def faces(client: Any, collection: str) -> dict[str, str]:
    """Two faces of the astronaut, one of Grace Hopper."""
    pictures = {
        "astronaut": astronaut(),
        "smaller": smaller("astronaut", 400),
        "hopper": hopper(),
    }
    return {
        name: ids(index(client, collection, raw))[0] for name, raw in pictures.items()
    }


def test_the_life_of_a_user(client: Any, collection: str) -> None:
    assert plain(client.create_user(CollectionId=collection, UserId="u:1")) == {}
    with pytest.raises(client.exceptions.ConflictException):
        client.create_user(CollectionId=collection, UserId="u:1")
    listed = plain(client.list_users(CollectionId=collection))
    assert listed == {"Users": [{"UserId": "u:1", "UserStatus": "CREATED"}]}
    assert client.describe_collection(CollectionId=collection)["UserCount"] == 1
    assert plain(client.delete_user(CollectionId=collection, UserId="u:1")) == {}
    with pytest.raises(client.exceptions.ResourceNotFoundException):
        client.delete_user(CollectionId=collection, UserId="u:1")
    assert plain(client.list_users(CollectionId=collection)) == {"Users": []}


def test_users_come_page_by_page(client: Any, collection: str) -> None:
    names = sorted(f"user-{number}" for number in range(5))
    for name in names:
        client.create_user(CollectionId=collection, UserId=name)
    pages = list(
        client.get_paginator("list_users").paginate(
            CollectionId=collection, PaginationConfig={"PageSize": 2}
        )
    )
    listed = [[one["UserId"] for one in page["Users"]] for page in pages]
    assert listed == [names[:2], names[2:4], names[4:]]
    assert ["NextToken" in page for page in pages] == [True, True, False]


def test_faces_that_look_like_a_user_are_associated(
    client: Any, collection: str, faces: dict[str, str]
) -> None:
    client.create_user(CollectionId=collection, UserId="u")
    answer = plain(
        client.associate_faces(
            CollectionId=collection,
            UserId="u",
            FaceIds=[faces["astronaut"], faces["hopper"], UNKNOWN, faces["smaller"]],
        )
    )
    [unlike, unknown] = answer["UnsuccessfulFaceAssociations"]
    assert answer["AssociatedFaces"] == [
        {"FaceId": faces["astronaut"]},
        {"FaceId": faces["smaller"]},
    ]
    assert answer["UserStatus"] == "ACTIVE"
    assert 0 < unlike["Confidence"] < 75
    assert unlike == {
        "FaceId": faces["hopper"],
        "Confidence": unlike["Confidence"],
        "Reasons": ["LOW_MATCH_CONFIDENCE"],
    }
    assert unknown == {"FaceId": UNKNOWN, "Reasons": ["FACE_NOT_FOUND"]}
    all_the_same = client.associate_faces(
        CollectionId=collection,
        UserId="u",
        FaceIds=[faces["hopper"]],
        UserMatchThreshold=0,
    )
    assert all_the_same["AssociatedFaces"] == [{"FaceId": faces["hopper"]}]
    client.create_user(CollectionId=collection, UserId="other")
    taken = plain(
        client.associate_faces(
            CollectionId=collection, UserId="other", FaceIds=[faces["hopper"]]
        )
    )
    assert taken == {
        "AssociatedFaces": [],
        "UnsuccessfulFaceAssociations": [
            {
                "FaceId": faces["hopper"],
                "UserId": "u",
                "Reasons": ["ASSOCIATED_TO_A_DIFFERENT_USER"],
            }
        ],
        "UserStatus": "CREATED",
    }


def test_faces_are_disassociated(
    client: Any, collection: str, faces: dict[str, str]
) -> None:
    for user, name in (("u", "astronaut"), ("other", "hopper")):
        client.create_user(CollectionId=collection, UserId=user)
        client.associate_faces(
            CollectionId=collection, UserId=user, FaceIds=[faces[name]]
        )
    answer = plain(
        client.disassociate_faces(
            CollectionId=collection,
            UserId="u",
            FaceIds=[faces["astronaut"], faces["smaller"], faces["hopper"], UNKNOWN],
        )
    )
    assert answer == {
        "DisassociatedFaces": [{"FaceId": faces["astronaut"]}],
        "UnsuccessfulFaceDisassociations": [
            {"FaceId": faces["smaller"], "Reasons": ["FACE_NOT_FOUND"]},
            {
                "FaceId": faces["hopper"],
                "UserId": "other",
                "Reasons": ["ASSOCIATED_TO_A_DIFFERENT_USER"],
            },
            {"FaceId": UNKNOWN, "Reasons": ["FACE_NOT_FOUND"]},
        ],
        "UserStatus": "CREATED",
    }
    [left] = client.list_faces(CollectionId=collection, FaceIds=[faces["astronaut"]])[
        "Faces"
    ]
    assert "UserId" not in left
    nothing = client.disassociate_faces(
        CollectionId=collection, UserId="u", FaceIds=[faces["smaller"]]
    )
    assert nothing["DisassociatedFaces"] == []


def test_faces_outlive_their_user(
    client: Any, collection: str, faces: dict[str, str]
) -> None:
    client.create_user(CollectionId=collection, UserId="u")
    mine = [faces["astronaut"], faces["smaller"]]
    client.associate_faces(CollectionId=collection, UserId="u", FaceIds=mine)
    client.delete_user(CollectionId=collection, UserId="u")
    listed = client.list_faces(CollectionId=collection)["Faces"]
    assert {one["FaceId"] for one in listed} == set(faces.values())
    assert not any("UserId" in one for one in listed)


def test_a_request_token_makes_a_change_once(
    client: Any, collection: str, faces: dict[str, str]
) -> None:
    """The same call again is answered as the first time; another call is refused."""
    of_u = {"CollectionId": collection, "UserId": "u"}
    of_v = {"CollectionId": collection, "UserId": "v"}
    client.create_user(**of_v)
    mine = [faces["astronaut"], faces["smaller"]]
    for call, body, other in (
        (client.create_user, of_u, {**of_u, "UserId": "w"}),
        (
            client.associate_faces,
            {**of_u, "FaceIds": [*mine, faces["hopper"]]},
            {**of_u, "FaceIds": mine[:1]},
        ),
        (
            client.disassociate_faces,
            {**of_u, "FaceIds": mine},
            {**of_u, "FaceIds": [faces["hopper"]]},
        ),
        (client.delete_user, of_u, of_v),
    ):
        token = {"ClientRequestToken": f"token-{call.__name__}"}
        first = plain(call(**body, **token))
        assert plain(call(**body, **token)) == first
        with pytest.raises(client.exceptions.IdempotentParameterMismatchException):
            call(**other, **token)
    left = client.list_users(CollectionId=collection)["Users"]
    assert left == [{"UserId": "v", "UserStatus": "CREATED"}]


def test_a_user_has_at_most_a_hundred_faces(client: Any, collection: str) -> None:
    first = index(client, collection, astronaut(), ExternalImageId="0")
    made = ids(first)
    for number in range(1, 101):
        made += ids(index(client, collection, astronaut(), ExternalImageId=f"{number}"))
    client.create_user(CollectionId=collection, UserId="u")
    whole = client.associate_faces(
        CollectionId=collection, UserId="u", FaceIds=made[:100]
    )
    assert len(whole["AssociatedFaces"]) == 100
    with pytest.raises(client.exceptions.ServiceQuotaExceededException):
        client.associate_faces(CollectionId=collection, UserId="u", FaceIds=made[100:])
