"""Faces of a collection: indexed, listed, deleted."""

from __future__ import annotations

from visage.answers.limits import MOST_DESCRIBED
from visage.answers.rekognition import paging, requests
from visage.answers.rekognition.collections import LISTED
from visage.answers.rekognition.consent import ready_to_enrol
from visage.answers.rekognition.context import Context
from visage.answers.rekognition.details import Asked, Members
from visage.answers.rekognition.images import MOST_FACES, Picture, lasting
from visage.answers.rekognition.shapes import face_of, model_version
from visage.faces.face import Face
from visage.gallery.faces import FaceRecord
from visage.gallery.pictures import Shown

# Vectors of the same face of the same picture differ by rounding at the most.
_SAME_VECTOR = 0.9999
# Of one face of one picture there is one record for each external id.
_COPIES = 100


def index(call: requests.IndexFaces, context: Context) -> Members:
    """IndexFaces: keeps the faces of a picture as faces of nobody.

    Those that are there already, whoever's they have become, are answered once more.
    """
    collection = ready_to_enrol(call.collection_id, context)
    picture = Picture.read(call.image, context)
    asked = Asked.of(call.detection_attributes)
    faces, left = _sorted_out(picture, call)
    shown = picture.shown(faces, context)
    kept = _kept(shown, call, context)
    return {
        "FaceRecords": [
            {
                "Face": face_of(record, collection),
                "FaceDetail": picture.described(face, asked),
            }
            for record, face in zip(kept, faces, strict=True)
        ],
        "FaceModelVersion": model_version(collection.profile),
        "UnindexedFaces": [
            {
                "Reasons": reasons,
                "FaceDetail": picture.described(face, asked),
            }
            for face, reasons in left
        ],
    }


def listed(call: requests.ListFaces, context: Context) -> Members:
    """ListFaces: of a collection, of a user, or those of some ids."""
    gallery, name = context.gallery, call.collection_id
    collection = gallery.collection(name)
    limit = call.max_results or LISTED
    of = f"faces\0{name}\0{call.user_id or ''}"
    after = paging.after(gallery, of, call.next_token)
    if call.face_ids is None:
        page = gallery.faces(name, person=call.user_id, after=after, limit=limit)
        items, last = page.items, page.after
    else:
        items, last = _named(call, after, limit, context)
    return {
        "Faces": [face_of(each, collection) for each in items],
        "FaceModelVersion": model_version(collection.profile),
        **paging.token(gallery, of, last),
    }


def delete(call: requests.DeleteFaces, context: Context) -> Members:
    """DeleteFaces: those that are there and belong to no user."""
    gallery, name = context.gallery, call.collection_id
    ids = list(dict.fromkeys(call.face_ids))
    there = {each.id: each for each in gallery.faces_by_id(name, ids)}
    free = [face for face in ids if face in there and there[face].person is None]
    if free:
        gallery.erase_faces(name, free, context.caller, suppress=False)
    return {
        "DeletedFaces": free,
        "UnsuccessfulFaceDeletions": [
            _undeleted(face, there.get(face)) for face in ids if face not in free
        ],
    }


def _undeleted(face: str, record: FaceRecord | None) -> Members:
    if record is None:
        return {"FaceId": face, "Reasons": ["FACE_NOT_FOUND"]}
    return {
        "FaceId": face,
        "UserId": record.person,
        "Reasons": ["ASSOCIATED_TO_AN_EXISTING_USER"],
    }


def _sorted_out(
    picture: Picture, call: requests.IndexFaces
) -> tuple[list[Face], list[tuple[Face, list[str]]]]:
    """The faces to keep, and the others with the reasons: first poor, then small ones.

    As many are described as one answer may hold.
    """
    good, left = list[Face](), list[tuple[Face, list[str]]]()
    for number, face in enumerate(picture.faces[:MOST_DESCRIBED]):
        poor = (
            picture.too_poor(face, call.quality_filter) if number < MOST_FACES else []
        )
        if poor:
            left.append((face, poor))
        else:
            good.append(face)
    most = min(call.max_faces or MOST_FACES, MOST_FACES)
    left += [(face, ["EXCEEDS_MAX_FACES"]) for face in good[most:]]
    return good[:most], left


def _kept(
    shown: list[Shown], call: requests.IndexFaces, context: Context
) -> list[FaceRecord]:
    """The record of each face: the one that was there, or a new one."""
    if not shown:
        return []
    there = _already_there(shown, call, context)
    new = [
        each.new_face(call.external_image_id)
        for each, known in zip(shown, there, strict=True)
        if known is None
    ]
    made = iter(list[FaceRecord]())
    if new:
        enrolment = context.gallery.enrol(call.collection_id, new, None, context.caller)
        made = iter([each.face for each in enrolment.faces])
    return [known or next(made) for known in there]


def _already_there(
    shown: list[Shown], call: requests.IndexFaces, context: Context
) -> list[FaceRecord | None]:
    """Which of the faces are kept, under the same external id, whoever's they are.

    The gallery finds those of nobody by itself; one that has become a user's is
    another face to it.
    """
    found = context.gallery.search_faces(
        call.collection_id,
        [lasting(each) for each in shown],
        _COPIES,
        at_least=_SAME_VECTOR,
    )
    return [
        next(
            (
                match.face
                for match in matches
                if match.face.external_id == call.external_image_id
                and match.face.sighting.is_same(each.sighting)
            ),
            None,
        )
        for each, matches in zip(shown, found, strict=True)
    ]


def _named(
    call: requests.ListFaces, after: str | None, limit: int, context: Context
) -> tuple[tuple[FaceRecord, ...], str | None]:
    """A page of the faces that a call names, in the order of their ids."""
    if call.user_id is not None:
        context.gallery.person(call.collection_id, call.user_id)
    found = context.gallery.faces_by_id(call.collection_id, call.face_ids or ())
    rest = sorted(
        (
            each
            for each in found
            if call.user_id in (None, each.person)
            and (after is None or each.id > after)
        ),
        key=lambda each: each.id,
    )
    shown = tuple(rest[:limit])
    return shown, shown[-1].id if len(rest) > limit else None
