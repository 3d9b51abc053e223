"""Who agreed: by tags of the collection, or by the operator's word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.rekognition.pictures import astronaut, hopper, image
from tests.rekognition.serving import POLICY, Served
from tests.rekognition.test_collections import ARN
from tests.rekognition.test_faces import ids, index
from visage.gallery.audit import Caller
from visage.gallery.collections import CollectionChanges
from visage.gallery.consent import ConsentPolicy

TAGS = {
    "visage:consent-by": "each member of the crew",
    "visage:consent-purpose": "opening the hatch",
    "visage:consent-days": "30",
}
STATED = ConsentPolicy("each member of the crew", "opening the hatch", 30)


@pytest.fixture
def bare(client: Any, served: Served) -> Iterator[str]:
    """A collection that was made where nobody has stated a consent."""
    served.policy = None
    client.create_collection(CollectionId="bare")
    yield "bare"
    client.delete_collection(CollectionId="bare")


def test_nobody_is_put_in_without_a_consent(
    client: Any, served: Served, bare: str
) -> None:
    for call in (
        lambda: index(client, bare, astronaut()),
        lambda: client.create_user(CollectionId=bare, UserId="u"),
    ):
        with pytest.raises(client.exceptions.AccessDeniedException) as caught:
            call()
        said = caught.value.response["Error"]["Message"]
        for name in ("visage:consent-by", "VISAGE_POLICY_BY", "TagResource"):
            assert name in said
    assert client.describe_collection(CollectionId=bare)["FaceCount"] == 0


def test_tags_state_it(client: Any, served: Served, bare: str) -> None:
    client.tag_resource(ResourceArn=ARN + bare, Tags=TAGS)
    assert served.gallery.collection(bare).policy == STATED
    [face] = ids(index(client, bare, astronaut()))
    [record] = served.gallery.faces_by_id(bare, [face])
    assert record.consent is not None
    assert (record.consent.by, record.consent.source) == (STATED.by, "policy")
    client.tag_resource(ResourceArn=ARN + bare, Tags={"colour": "red"})
    assert served.gallery.collection(bare).policy == STATED
    client.untag_resource(ResourceArn=ARN + bare, TagKeys=list(TAGS))
    assert served.gallery.collection(bare).policy is None
    with pytest.raises(client.exceptions.AccessDeniedException):
        index(client, bare, hopper())


def test_tags_at_the_start(client: Any, served: Served) -> None:
    served.policy = None
    client.create_collection(CollectionId="tagged", Tags=TAGS)
    assert served.gallery.collection("tagged").policy == STATED
    client.delete_collection(CollectionId="tagged")


def test_the_operator_states_it(client: Any, served: Served, bare: str) -> None:
    served.policy = POLICY
    index(client, bare, astronaut())
    assert served.gallery.collection(bare).policy == POLICY


def test_a_policy_that_was_stated_elsewhere_stays(
    client: Any, served: Served, bare: str
) -> None:
    other = ConsentPolicy("the works council", "the canteen")
    changes = CollectionChanges(policy=other)
    served.gallery.update_collection(bare, changes, Caller("an operator"))
    client.tag_resource(ResourceArn=ARN + bare, Tags={"colour": "red"})
    index(client, bare, astronaut())
    assert served.gallery.collection(bare).policy == other


def test_what_has_expired_is_not_found(client: Any, served: Served, bare: str) -> None:
    client.tag_resource(ResourceArn=ARN + bare, Tags=TAGS)
    index(client, bare, astronaut())

    def found() -> int:
        answer = client.search_faces_by_image(
            CollectionId=bare, Image=image(astronaut())
        )
        return len(answer["FaceMatches"])

    assert found() == 1
    served.later = timedelta(days=31)
    assert found() == 0


def test_what_was_erased_for_good_does_not_come_back(
    client: Any, served: Served, collection: str
) -> None:
    [face] = ids(index(client, collection, astronaut()))
    served.gallery.erase_faces(collection, [face], Caller("an officer"), suppress=True)
    with pytest.raises(client.exceptions.AccessDeniedException) as caught:
        index(client, collection, astronaut())
    assert "receipt" in caught.value.response["Error"]["Message"]
