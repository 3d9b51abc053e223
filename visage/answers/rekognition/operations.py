"""The calls that are answered: what each takes, does, and is allowed to whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Literal

from visage.answers.rekognition import (
    collections,
    compare,
    faces,
    requests,
    search,
    users,
)
from visage.answers.rekognition.context import Context
from visage.answers.rekognition.details import Members
from visage.answers.rekognition.errors import WireError
from visage.answers.rekognition.requests import B, parsed

# As in the header X-Amz-Target.
TARGET = "RekognitionService."
Scope = Literal["read", "enrol", "erase"]


@dataclass(frozen=True)
class Operation(Generic[B]):
    """A call: the model of its body, what answers it, and the scope it takes."""

    takes: type[B]
    answer: Callable[[B, Context], Members]
    scope: Scope

    def __call__(self, body: Mapping[str, Any], context: Context) -> Members:
        """The answer to a body. Raises WireError or VisageError."""
        return self.answer(parsed(self.takes, body), context)


OPERATIONS: dict[str, Operation[Any]] = {
    "CreateCollection": Operation(
        requests.CreateCollection, collections.create, "enrol"
    ),
    "DescribeCollection": Operation(
        requests.OfCollection, collections.describe, "read"
    ),
    "ListCollections": Operation(requests.ListCollections, collections.listed, "read"),
    "DeleteCollection": Operation(requests.OfCollection, collections.delete, "erase"),
    "TagResource": Operation(requests.TagResource, collections.tag, "enrol"),
    "UntagResource": Operation(requests.UntagResource, collections.untag, "enrol"),
    "ListTagsForResource": Operation(requests.ListTags, collections.tags, "read"),
    "IndexFaces": Operation(requests.IndexFaces, faces.index, "enrol"),
    "ListFaces": Operation(requests.ListFaces, faces.listed, "read"),
    "DeleteFaces": Operation(requests.DeleteFaces, faces.delete, "erase"),
    "SearchFaces": Operation(requests.SearchFaces, search.faces_by_id, "read"),
    "SearchFacesByImage": Operation(
        requests.SearchFacesByImage, search.faces_by_image, "read"
    ),
    "DetectFaces": Operation(requests.DetectFaces, compare.detect, "read"),
    "CompareFaces": Operation(requests.CompareFaces, compare.compare, "read"),
    "CreateUser": Operation(requests.OneUser, users.create, "enrol"),
    "DeleteUser": Operation(requests.OneUser, users.delete, "erase"),
    "ListUsers": Operation(requests.ListUsers, users.listed, "read"),
    "AssociateFaces": Operation(requests.AssociateFaces, users.associate, "enrol"),
    "DisassociateFaces": Operation(requests.FacesOfUser, users.disassociate, "enrol"),
    "SearchUsers": Operation(requests.SearchUsers, search.users, "read"),
    "SearchUsersByImage": Operation(
        requests.SearchUsersByImage, search.users_by_image, "read"
    ),
}


def operation(target: str) -> Operation[Any]:
    """The call that a header X-Amz-Target names. Raises WireError."""
    found = OPERATIONS.get(target.removeprefix(TARGET))
    if found is None or not target.startswith(TARGET):
        raise WireError(
            "UnknownOperationException",
            f"X-Amz-Target is {target[:80]!r}; it should be {TARGET} and one of "
            f"{', '.join(sorted(OPERATIONS))}.",
        )
    return found
