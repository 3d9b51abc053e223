"""Structures that several calls answer."""

from __future__ import annotations

import uuid

from visage.answers.rekognition.context import Context
from visage.answers.rekognition.details import Members, bounding_box
from visage.answers.rekognition.errors import WireError
from visage.gallery.collections import Collection
from visage.gallery.faces import FaceRecord
from visage.gallery.people import Person

# Programs take the version for digits and dots, and compare it.
VERSIONS = {
    "dlib_resnet_v1": "1.0",
    "inception_resnet_v1_casia": "2.0",
    "inception_resnet_v1_vggface2": "3.0",
}
UNKNOWN_VERSION = "0.0"
# Where there is no account, as in emulators of AWS.
ACCOUNT = "000000000000"


def model_version(profile: str) -> str:
    """FaceModelVersion: one for each embedder."""
    return VERSIONS.get(profile, UNKNOWN_VERSION)


def arn(name: str, context: Context) -> str:
    """The ARN of a collection, in the region that the client believes to be in."""
    return f"arn:aws:rekognition:{context.region}:{ACCOUNT}:collection/{name}"


def collection_of(arn: str, context: Context) -> Collection:
    """The collection that an ARN names, whatever its region. Raises WireError."""
    parts = arn.split(":", 5)
    if len(parts) == 6 and parts[2] == "rekognition" and parts[4] == ACCOUNT:
        kind, _, name = parts[5].partition("/")
        if kind == "collection":
            return context.gallery.collection(name)
    raise WireError(
        "ResourceNotFoundException",
        "This ARN names no collection of ours; CreateCollection and "
        "DescribeCollection say a collection's ARN.",
    )


def face_of(record: FaceRecord, collection: Collection) -> Members:
    """A Face as the collection keeps it."""
    face: Members = {
        "FaceId": record.id,
        "BoundingBox": bounding_box(record.sighting.box),
        "ImageId": image_id(record.sighting.picture),
        "Confidence": round(100 * record.confidence, 4),
        "IndexFacesModelVersion": model_version(collection.profile),
    }
    if record.external_id is not None:
        face["ExternalImageId"] = record.external_id
    if record.person is not None:
        face["UserId"] = record.person
    return face


def image_id(digest: str) -> str:
    """The id of a picture: half of the keyed hash of its bytes, as a UUID."""
    return str(uuid.UUID(hex=digest[:32]))


def user_of(person: Person) -> Members:
    """A User: whoever has no face cannot be found yet."""
    status = "ACTIVE" if person.faces else "CREATED"
    return {"UserId": person.id, "UserStatus": status}
