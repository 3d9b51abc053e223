"""Collections and their tags, by boto3."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.rekognition.serving import REGION, Served

ARN = f"arn:aws:rekognition:{REGION}:000000000000:collection/"


def plain(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer without what the SDK says of the exchange."""
    return {name: one for name, one in answer.items() if name != "ResponseMetadata"}


def test_the_life_of_a_collection(client: Any) -> None:
    made = client.create_collection(CollectionId="Life.of-1_x", Tags={"team": "red"})
    assert plain(made) == {
        "StatusCode": 200,
        "CollectionArn": f"{ARN}Life.of-1_x",
        "FaceModelVersion": "1.0",
    }
    meta = made["ResponseMetadata"]
    assert (meta["HTTPStatusCode"], meta["RetryAttempts"]) == (200, 0)
    assert meta["RequestId"] == meta["HTTPHeaders"]["x-amzn-requestid"]
    described = plain(client.describe_collection(CollectionId="Life.of-1_x"))
    created = described.pop("CreationTimestamp")
    assert abs(datetime.now(UTC) - created) < timedelta(minutes=5)
    assert described == {
        "FaceCount": 0,
        "UserCount": 0,
        "FaceModelVersion": "1.0",
        "CollectionARN": f"{ARN}Life.of-1_x",
    }
    with pytest.raises(client.exceptions.ResourceAlreadyExistsException):
        client.create_collection(CollectionId="Life.of-1_x")
    gone = plain(client.delete_collection(CollectionId="Life.of-1_x"))
    assert gone == {"StatusCode": 200}
    with pytest.raises(client.exceptions.ResourceNotFoundException) as caught:
        client.delete_collection(CollectionId="Life.of-1_x")
    assert caught.value.response["Error"] == {
        "Code": "ResourceNotFoundException",
        "Message": "There is no collection Life.of-1_x; create it first.",
    }
    with pytest.raises(client.exceptions.ResourceNotFoundException):
        client.describe_collection(CollectionId="Life.of-1_x")


def test_tags_are_added_replaced_and_taken_away(client: Any, collection: str) -> None:
    arn = ARN + collection
    assert plain(client.list_tags_for_resource(ResourceArn=arn)) == {"Tags": {}}
    client.tag_resource(ResourceArn=arn, Tags={"a": "1", "b": ""})
    assert plain(client.tag_resource(ResourceArn=arn, Tags={"a": "2"})) == {}
    found = client.list_tags_for_resource(ResourceArn=arn)
    assert plain(found) == {"Tags": {"a": "2", "b": ""}}
    client.untag_resource(ResourceArn=arn, TagKeys=["a", "never there"])
    assert client.list_tags_for_resource(ResourceArn=arn)["Tags"] == {"b": ""}


@pytest.mark.parametrize(
    "arn",
    [
        f"{ARN}nobody-made-this-one",
        "arn:aws:rekognition:eu-west-1:123456789012:collection/x",
        f"arn:aws:rekognition:{REGION}:000000000000:project/x",
        "arn:aws:s3:::a-bucket-of-someone",
        "a text that is no ARN at all",
    ],
)
def test_an_arn_that_names_nothing(client: Any, arn: str) -> None:
    calls: list[Callable[[], Any]] = [
        lambda: client.list_tags_for_resource(ResourceArn=arn),
        lambda: client.tag_resource(ResourceArn=arn, Tags={"a": "1"}),
        lambda: client.untag_resource(ResourceArn=arn, TagKeys=["a"]),
    ]
    for call in calls:
        with pytest.raises(client.exceptions.ResourceNotFoundException):
            call()


def test_there_is_a_limit_to_tags(client: Any, collection: str) -> None:
    arn = ARN + collection
    tags = {f"tag {number}": "" for number in range(200)}
    client.tag_resource(ResourceArn=arn, Tags=tags)
    with pytest.raises(client.exceptions.ServiceQuotaExceededException):
        client.tag_resource(ResourceArn=arn, Tags={"one more": ""})
    assert client.list_tags_for_resource(ResourceArn=arn)["Tags"] == tags


def test_all_collections_come_page_by_page(client: Any, served: Served) -> None:
    longest = "z" * 255
    names = [*(f"paged-{number}" for number in range(4)), longest]
    for name in names:
        client.create_collection(CollectionId=name)
    every = [each.name for each in served.gallery.collections(limit=4000).items]
    pages = list(
        client.get_paginator("list_collections").paginate(
            PaginationConfig={"PageSize": 2}
        )
    )
    found = [one for page in pages for one in page["CollectionIds"]]
    assert found == every
    assert all(
        len(page["FaceModelVersions"]) == len(page["CollectionIds"]) for page in pages
    )
    assert ["NextToken" in page for page in pages] == [True] * (len(pages) - 1) + [
        False
    ]
    # The longest id makes the longest token, which has to fit into a request.
    client.create_collection(CollectionId="z" * 254 + "_")
    whole = client.list_collections(MaxResults=0)
    assert set(names) <= set(whole["CollectionIds"])
    for name in [*names, "z" * 254 + "_"]:
        client.delete_collection(CollectionId=name)
