"""Who looks like a face: faces and users found by similarity."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from visage.answers.rekognition import requests
from visage.answers.rekognition.context import Context
from visage.answers.rekognition.details import (
    Members,
    bounding_box,
    confidence,
)
from visage.answers.rekognition.errors import invalid
from visage.answers.rekognition.images import MOST_FACES, Picture, lasting, of_largest
from visage.answers.rekognition.requests import QualityFilter
from visage.answers.rekognition.shapes import face_of, model_version, user_of
from visage.answers.rekognition.similarity import Scale, of_faces, of_users
from visage.faces.face import Face
from visage.gallery.collections import Collection
from visage.gallery.people import MOST_FACES as MOST_OF_A_PERSON
from visage.gallery.pictures import shares
from visage.gallery.probes import MOST_MATCHES, FaceMatch, PersonMatch, Probe
from visage.gallery.vectors import template

# Values that are compared with a threshold are rounded to 0.0001; the search looks so
# far below.
_ROUNDING = 1e-4
MOST_USERS = 500


def faces_by_id(call: requests.SearchFaces, context: Context) -> Members:
    """SearchFaces: what looks like a face of the collection, without itself."""
    collection = context.gallery.collection(call.collection_id)
    probe = _kept_probe(collection, call.face_id, context)
    limit = (call.max_faces or MOST_MATCHES) + 1
    found = [
        each
        for each in _faces(collection, probe, limit, call.face_match_threshold, context)
        if each.face.id != call.face_id
    ]
    return {
        "SearchedFaceId": call.face_id,
        "FaceMatches": _face_matches(found[: limit - 1], collection),
        "FaceModelVersion": model_version(collection.profile),
    }


def faces_by_image(call: requests.SearchFacesByImage, context: Context) -> Members:
    """SearchFacesByImage: what looks like the largest face of a picture."""
    collection = context.gallery.collection(call.collection_id)
    picture = of_largest(call.image, call.quality_filter, context)
    face = picture.largest(call.quality_filter)
    [shown] = picture.shown([face], context)
    limit = call.max_faces or MOST_MATCHES
    threshold = call.face_match_threshold
    found = _faces(collection, lasting(shown), limit, threshold, context)
    return {
        "SearchedFaceBoundingBox": bounding_box(shares(face.box, picture.photo)),
        "SearchedFaceConfidence": confidence(face),
        "FaceMatches": _face_matches(found, collection),
        "FaceModelVersion": model_version(collection.profile),
    }


def users(call: requests.SearchUsers, context: Context) -> Members:
    """SearchUsers: who looks like a face, or like another user."""
    collection = context.gallery.collection(call.collection_id)
    answer: Members = {"FaceModelVersion": model_version(collection.profile)}
    if call.face_id is not None:
        answer["SearchedFace"] = {"FaceId": call.face_id}
        probe: Probe | None = _kept_probe(collection, call.face_id, context)
    else:
        answer["SearchedUser"] = {"UserId": call.user_id}
        probe = _probe_of_user(collection, str(call.user_id), context)
    found = _users(collection, probe, call.user_match_threshold, context)
    others = [each for each in found if each["User"]["UserId"] != call.user_id]
    return {**answer, "UserMatches": others[: call.max_users or MOST_USERS]}


def users_by_image(call: requests.SearchUsersByImage, context: Context) -> Members:
    """SearchUsersByImage: who looks like the largest face of a picture."""
    collection = context.gallery.collection(call.collection_id)
    picture = Picture.read(call.image, context)
    searched, others = _largest_first(picture, call.quality_filter)
    answer: Members = {
        "UserMatches": [],
        "FaceModelVersion": model_version(collection.profile),
        "UnsearchedFaces": [
            {"FaceDetails": picture.described(face), "Reasons": reasons}
            for face, reasons in others
        ],
    }
    if searched is not None:
        [shown] = picture.shown([searched], context)
        found = _users(collection, lasting(shown), call.user_match_threshold, context)
        answer["UserMatches"] = found[: call.max_users or MOST_USERS]
        answer["SearchedFace"] = {"FaceDetail": picture.described(searched)}
    return answer


def _largest_first(
    picture: Picture, wanted: QualityFilter
) -> tuple[Face | None, list[tuple[Face, list[str]]]]:
    """The face to search for, and the others with the reasons why not them."""
    searched: Face | None = None
    others = list[tuple[Face, list[str]]]()
    for face in picture.faces[:MOST_FACES]:
        if poor := picture.too_poor(face, wanted):
            others.append((face, poor))
        elif searched is None:
            searched = face
        else:
            others.append((face, ["FACE_NOT_LARGEST"]))
    return searched, others


def _kept_probe(collection: Collection, face: str, context: Context) -> Probe:
    """A face of the collection, to be searched for. Raises WireError."""
    vectors = context.gallery.vectors(collection.name, [face])
    if face not in vectors:
        raise invalid(f"There is no face {face} in the collection {collection.name}.")
    return Probe(vectors[face], collection.profile)


def _probe_of_user(collection: Collection, user: str, context: Context) -> Probe | None:
    """A user's template, to be searched for; None where they have no face."""
    gallery, name = context.gallery, collection.name
    records = gallery.faces(name, person=user, limit=MOST_OF_A_PERSON).items
    vectors = gallery.vectors(name, [each.id for each in records])
    if not vectors:
        return None
    rows = np.stack([vectors[face] for face in sorted(vectors)])
    return Probe(template(rows), collection.profile)


def _faces(
    collection: Collection,
    probe: Probe,
    limit: int,
    threshold: float,
    context: Context,
) -> list[FaceMatch]:
    """The best faces whose similarity reaches a threshold, the best first."""
    scale = of_faces(collection.profile)
    at_least = scale.cosine(threshold - _ROUNDING)
    [found] = context.gallery.search_faces(
        collection.name, [probe], min(limit, MOST_MATCHES), at_least=at_least
    )
    return [each for each in found if scale.value(each.similarity) >= threshold]


def _face_matches(found: Iterable[FaceMatch], collection: Collection) -> list[Members]:
    scale = of_faces(collection.profile)
    return [
        {
            "Similarity": scale.value(each.similarity),
            "Face": face_of(each.face, collection),
        }
        for each in found
    ]


def _users(
    collection: Collection, probe: Probe | None, threshold: float, context: Context
) -> list[Members]:
    """The users whose similarity reaches a threshold, the best first.

    A template of many faces needs a higher cosine for the same similarity, so that the
    order of cosines is not that of similarities.
    """
    if probe is None:
        return []
    at_least = min(
        _scale(collection, faces).cosine(threshold - _ROUNDING)
        for faces in (1, MOST_OF_A_PERSON)
    )
    [found] = context.gallery.search_people(
        collection.name, [probe], MOST_MATCHES, at_least=at_least
    )
    matches = [(_value(each, collection), each.person) for each in found.matches]
    matches.sort(key=lambda match: (-match[0], match[1].id))
    return [
        {"Similarity": value, "User": user_of(person)}
        for value, person in matches
        if value >= threshold
    ]


def _value(match: PersonMatch, collection: Collection) -> float:
    return _scale(collection, match.person.faces).value(match.similarity)


def _scale(collection: Collection, faces: int) -> Scale:
    return of_users(collection.profile, faces)
