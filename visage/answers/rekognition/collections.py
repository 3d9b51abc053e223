"""Collections and their tags."""

from __future__ import annotations

from visage.answers.rekognition import consent, paging, requests
from visage.answers.rekognition.context import Context
from visage.answers.rekognition.details import Members
from visage.answers.rekognition.errors import WireError
from visage.answers.rekognition.shapes import arn, collection_of, model_version
from visage.gallery.checks import MOST_TAGS
from visage.gallery.collections import NewCollection

# Where a call names no number, or 0.
LISTED = 1000


def create(call: requests.CreateCollection, context: Context) -> Members:
    """CreateCollection: with the policy that its tags or the operator state."""
    policy = consent.stated(call.tags) or context.policy
    profile = context.profile
    made = context.gallery.create_collection(
        NewCollection(
            call.collection_id,
            profile.name,
            profile.dimension,
            policy,
            tags=call.tags,
        ),
        context.caller,
    )
    return {
        "StatusCode": 200,
        "CollectionArn": arn(made.name, context),
        "FaceModelVersion": model_version(made.profile),
    }


def describe(call: requests.OfCollection, context: Context) -> Members:
    """DescribeCollection."""
    found = context.gallery.collection(call.collection_id)
    return {
        "FaceCount": found.faces,
        "UserCount": found.people,
        "FaceModelVersion": model_version(found.profile),
        "CollectionARN": arn(found.name, context),
        "CreationTimestamp": round(found.created.timestamp(), 3),
    }


def listed(call: requests.ListCollections, context: Context) -> Members:
    """ListCollections: ids and model versions, one for one."""
    gallery, of = context.gallery, "collections"
    after = paging.after(gallery, of, call.next_token)
    page = gallery.collections(after, call.max_results or LISTED)
    return {
        "CollectionIds": [each.name for each in page.items],
        "FaceModelVersions": [model_version(each.profile) for each in page.items],
        **paging.token(gallery, of, page.after),
    }


def delete(call: requests.OfCollection, context: Context) -> Members:
    """DeleteCollection: with its users and faces."""
    context.gallery.erase_collection(call.collection_id, context.caller, suppress=False)
    return {"StatusCode": 200}


def tag(call: requests.TagResource, context: Context) -> Members:
    """TagResource: adds tags, or says them anew."""
    collection = collection_of(call.resource_arn, context)
    tags = {**collection.tags, **call.tags}
    if len(tags) > MOST_TAGS:
        raise WireError(
            "ServiceQuotaExceededException",
            f"The collection would have {len(tags)} tags; at most {MOST_TAGS} can be.",
        )
    changes = consent.tagged(collection, tags, context)
    context.gallery.update_collection(collection.name, changes, context.caller)
    return {}


def untag(call: requests.UntagResource, context: Context) -> Members:
    """UntagResource: takes tags away; one that is not there is no error."""
    collection = collection_of(call.resource_arn, context)
    tags = {k: v for k, v in collection.tags.items() if k not in call.tag_keys}
    changes = consent.tagged(collection, tags, context)
    context.gallery.update_collection(collection.name, changes, context.caller)
    return {}


def tags(call: requests.ListTags, context: Context) -> Members:
    """ListTagsForResource."""
    return {"Tags": dict(collection_of(call.resource_arn, context).tags)}
