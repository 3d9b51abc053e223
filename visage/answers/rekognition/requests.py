"""What each call takes: the members of its body and their bounds.

Clients check little before they send: types, required members and smallest values. So
all bounds are here. A member that is null counts as absent, and members that nobody
knows are passed over, as Rekognition passes over them.
"""

from __future__ import annotations

import base64
import binascii
import unicodedata
from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictFloat,
    StrictInt,
    StrictStr,
    ValidationError,
    model_validator,
)
from pydantic.alias_generators import to_pascal

from visage.answers.rekognition.errors import WireError, invalid
from visage.answers.rekognition.paging import LONGEST_TOKEN

# Bytes of a picture in a body, and of one in a bucket.
MOST_BYTES = 5_242_880
MOST_OBJECT_BYTES = 15_728_640


class Body(BaseModel):
    """The members of a call, by the names that Rekognition gives them."""

    model_config = ConfigDict(
        frozen=True,
        alias_generator=to_pascal,
        extra="ignore",
        hide_input_in_errors=True,
    )

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, given: Any) -> Any:
        if not isinstance(given, Mapping):
            return given
        return {name: value for name, value in given.items() if value is not None}


B = TypeVar("B", bound=Body)


def parsed(model: type[B], body: Mapping[str, Any]) -> B:
    """The members of a body. Raises WireError, which is about the first fault."""
    try:
        return model.model_validate(body)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the body"
        if first["type"] in _WRONG_TYPES:
            raise WireError(
                "SerializationException", f"{where} is of another type: {first['msg']}."
            ) from error
        reason = first["msg"].removeprefix("Value error, ")
        raise invalid(f"{where}: {reason}.") from error


_WRONG_TYPES = frozenset(
    f"{kind}_type"
    for kind in ("string", "int", "float", "bool", "list", "dict", "model", "mapping")
) | {"model_attributes_type"}


def _decoded(value: Any) -> Any:
    if not isinstance(value, str):
        return value  # the next check says that it is no text
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError(f"this is not base64: {error}") from error


def _tag_key(key: str) -> str:
    if key.startswith("aws:"):
        raise ValueError("keys of tags that begin with aws: are Amazon's own")
    return _tag_letters(key)


def _tag_letters(text: str) -> str:
    for letter in text:
        if unicodedata.category(letter)[0] not in "LNZ" and letter not in "_.:/=+-@":
            raise ValueError(
                f"a tag holds letters, digits, spaces and _.:/=+-@, not {letter!r}"
            )
    return text


CollectionId = Annotated[
    StrictStr, Field(min_length=1, max_length=255, pattern=r"^[a-zA-Z0-9_.\-]+$")
]
ExternalImageId = Annotated[
    StrictStr, Field(min_length=1, max_length=255, pattern=r"^[a-zA-Z0-9_.\-:]+$")
]
UserId = Annotated[
    StrictStr, Field(min_length=1, max_length=128, pattern=r"^[a-zA-Z0-9_.\-:]+$")
]
FaceId = Annotated[
    StrictStr, Field(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
]
RequestToken = Annotated[
    StrictStr, Field(min_length=1, max_length=64, pattern=r"^[a-zA-Z0-9\-_]+$")
]
TagKey = Annotated[
    StrictStr, Field(min_length=1, max_length=128), AfterValidator(_tag_key)
]
TagValue = Annotated[StrictStr, Field(max_length=256), AfterValidator(_tag_letters)]
Tags = Annotated[dict[TagKey, TagValue], Field(max_length=200)]
ResourceArn = Annotated[StrictStr, Field(min_length=20, max_length=2048)]
NextToken = Annotated[StrictStr, Field(max_length=LONGEST_TOKEN)]
Percentage = Annotated[StrictFloat | StrictInt, Field(ge=0, le=100)]
Matches = Annotated[StrictInt, Field(ge=1, le=4096)]
Users = Annotated[StrictInt, Field(ge=1, le=500)]
Listed = Annotated[StrictInt, Field(ge=0, le=4096)]
QualityFilter = Literal["NONE", "AUTO", "LOW", "MEDIUM", "HIGH"]
Attribute = Literal[
    "DEFAULT",
    "ALL",
    "AGE_RANGE",
    "BEARD",
    "EMOTIONS",
    "EYE_DIRECTION",
    "EYEGLASSES",
    "EYES_OPEN",
    "GENDER",
    "MOUTH_OPEN",
    "MUSTACHE",
    "FACE_OCCLUDED",
    "SMILE",
    "SUNGLASSES",
]
Attributes = tuple[Attribute, ...]
Blob = Annotated[bytes, BeforeValidator(_decoded), Field(min_length=1)]


class S3Object(Body):
    """A picture in a bucket."""

    bucket: Annotated[
        StrictStr,
        Field(min_length=3, max_length=255, pattern=r"^[0-9A-Za-z.\-_]+$"),
    ]
    name: Annotated[StrictStr, Field(min_length=1, max_length=1024)]
    version: Annotated[StrictStr, Field(min_length=1, max_length=1024)] | None = None


class Image(Body):
    """A picture: its bytes, or where they lie."""

    raw: Blob | None = Field(default=None, alias="Bytes")
    s3_object: S3Object | None = Field(default=None, alias="S3Object")

    @model_validator(mode="after")
    def _one(self) -> Image:
        if (self.raw is None) == (self.s3_object is None):
            raise ValueError("give Bytes or S3Object, and not both")
        return self


class Nothing(Body):
    """No members."""


class OfCollection(Body):
    collection_id: CollectionId


class CreateCollection(OfCollection):
    tags: Tags = Field(default_factory=dict)


class ListCollections(Body):
    next_token: NextToken | None = None
    max_results: Listed | None = None


class TagResource(Body):
    resource_arn: ResourceArn
    tags: Tags


class UntagResource(Body):
    resource_arn: ResourceArn
    tag_keys: Annotated[tuple[TagKey, ...], Field(max_length=200)]


class ListTags(Body):
    resource_arn: ResourceArn


class IndexFaces(OfCollection):
    image: Image
    external_image_id: ExternalImageId | None = None
    detection_attributes: Attributes = ()
    max_faces: Annotated[StrictInt, Field(ge=1)] | None = None
    quality_filter: QualityFilter = "AUTO"


class ListFaces(OfCollection):
    next_token: NextToken | None = None
    max_results: Listed | None = None
    user_id: UserId | None = None
    face_ids: (
        Annotated[tuple[FaceId, ...], Field(min_length=1, max_length=4096)] | None
    ) = None


class DeleteFaces(OfCollection):
    face_ids: Annotated[tuple[FaceId, ...], Field(min_length=1, max_length=4096)]


class SearchFaces(OfCollection):
    face_id: FaceId
    max_faces: Matches | None = None
    face_match_threshold: Percentage = 80


class SearchFacesByImage(OfCollection):
    image: Image
    max_faces: Matches | None = None
    face_match_threshold: Percentage = 80
    quality_filter: QualityFilter = "NONE"


class DetectFaces(Body):
    image: Image
    attributes: Attributes = ()


class CompareFaces(Body):
    source_image: Image
    target_image: Image
    similarity_threshold: Percentage = 80
    quality_filter: QualityFilter = "NONE"


class OneUser(OfCollection):
    user_id: UserId
    client_request_token: RequestToken | None = None


class ListUsers(OfCollection):
    max_results: Users | None = None
    next_token: NextToken | None = None


class FacesOfUser(OneUser):
    face_ids: Annotated[tuple[FaceId, ...], Field(min_length=1, max_length=100)]


class AssociateFaces(FacesOfUser):
    user_match_threshold: Percentage = 75


class SearchUsers(OfCollection):
    user_id: UserId | None = None
    face_id: FaceId | None = None
    user_match_threshold: Percentage = 80
    max_users: Users | None = None

    @model_validator(mode="after")
    def _one(self) -> SearchUsers:
        if (self.user_id is None) == (self.face_id is None):
            raise ValueError("give UserId or FaceId, and not both")
        return self


class SearchUsersByImage(OfCollection):
    image: Image
    user_match_threshold: Percentage = 80
    max_users: Users | None = None
    quality_filter: QualityFilter = "NONE"
