"""Users: people of the gallery, and the faces that are theirs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from visage.answers.rekognition import paging, requests
from visage.answers.rekognition.consent import ready_to_enrol
from visage.answers.rekognition.context import Context
from visage.answers.rekognition.details import Members
from visage.answers.rekognition.search import MOST_USERS
from visage.answers.rekognition.shapes import user_of
from visage.answers.rekognition.similarity import of_users
from visage.errors import FaceTaken, UnknownPerson
from visage.gallery.faces import FaceRecord
from visage.gallery.people import MOST_FACES, NewPerson, Person
from visage.gallery.vectors import Floats, similarities, template

NOT_FOUND = "FACE_NOT_FOUND"
OF_ANOTHER = "ASSOCIATED_TO_A_DIFFERENT_USER"
TOO_UNLIKE = "LOW_MATCH_CONFIDENCE"


def create(call: requests.OneUser, context: Context) -> Members:
    """CreateUser: a person whose name is their id."""
    ready_to_enrol(call.collection_id, context)
    new = NewPerson(call.user_id, call.user_id)
    asking = context.asking(call.client_request_token)
    context.gallery.enrol(call.collection_id, [], new, asking)
    return {}


def delete(call: requests.OneUser, context: Context) -> Members:
    """DeleteUser: their faces stay, as faces of nobody."""
    gallery, name = context.gallery, call.collection_id
    try:
        theirs = _theirs(call, context)
    except UnknownPerson:
        theirs = {}  # erased by this very request before, or refused below
    token = call.client_request_token
    if theirs:
        # With a token of its own, so that one used before for something else is
        # refused before anything has changed.
        releasing = context.asking(token and f"{token}/faces")
        gallery.release_faces(name, list(theirs), call.user_id, releasing)
    asking = context.asking(token)
    gallery.erase_person(name, call.user_id, asking, suppress=False)
    return {}


def listed(call: requests.ListUsers, context: Context) -> Members:
    """ListUsers."""
    gallery, of = context.gallery, f"users\0{call.collection_id}"
    after = paging.after(gallery, of, call.next_token)
    limit = call.max_results or MOST_USERS
    page = gallery.people(call.collection_id, after, limit)
    return {
        "Users": [user_of(each) for each in page.items],
        **paging.token(gallery, of, page.after),
    }


def associate(call: requests.AssociateFaces, context: Context) -> Members:
    """AssociateFaces: those faces that are nobody's and look like the user.

    Each is compared with the faces that the user has by then, in the order given; the
    first face of a user without faces is taken as it is.
    """
    gallery, name = context.gallery, call.collection_id
    owner = gallery.person(name, call.user_id)
    ids = list(dict.fromkeys(call.face_ids))
    there = {each.id: each for each in gallery.faces_by_id(name, ids)}
    chosen, refused = _chosen(call, ids, there, context)
    if chosen:
        asking = context.asking(call.client_request_token)
        owner = gallery.assign_faces(name, chosen, call.user_id, asking)
    return {
        "AssociatedFaces": [{"FaceId": face} for face in chosen],
        "UnsuccessfulFaceAssociations": refused,
        "UserStatus": user_of(owner)["UserStatus"],
    }


def disassociate(call: requests.FacesOfUser, context: Context) -> Members:
    """DisassociateFaces: those faces that are the user's become nobody's."""
    gallery, name = context.gallery, call.collection_id
    owner = gallery.person(name, call.user_id)
    ids = list(dict.fromkeys(call.face_ids))
    there = {each.id: each for each in gallery.faces_by_id(name, ids)}
    released, owner = _released(call, ids, there, owner, context)
    return {
        "DisassociatedFaces": [{"FaceId": face} for face in released],
        "UnsuccessfulFaceDisassociations": [
            _refused(face, there.get(face), call.user_id)
            for face in ids
            if face not in released
        ],
        "UserStatus": user_of(owner)["UserStatus"],
    }


def _released(
    call: requests.FacesOfUser,
    ids: Sequence[str],
    there: dict[str, FaceRecord],
    owner: Person,
    context: Context,
) -> tuple[list[str], Person]:
    """The faces that are released, and the user without them.

    Where none is the user's, the same request may have released them before: then the
    gallery remembers it, and else says that they are not the user's.
    """
    of = {face: there[face].person for face in ids if face in there}
    theirs = [face for face, person in of.items() if person == call.user_id]
    again = [face for face, person in of.items() if person is None]
    asking = context.asking(call.client_request_token)
    release = context.gallery.release_faces
    if theirs:
        return theirs, release(call.collection_id, theirs, call.user_id, asking)
    if again and asking.idempotency_key:
        try:
            return again, release(call.collection_id, again, call.user_id, asking)
        except FaceTaken:
            pass
    return [], owner


def _chosen(
    call: requests.AssociateFaces,
    ids: Sequence[str],
    there: dict[str, FaceRecord],
    context: Context,
) -> tuple[list[str], list[Members]]:
    """The faces to associate, and why not the others.

    Faces of this call that are the user's already take no part in what the others are
    compared with, so that the same call again chooses the same.
    """
    gallery, name = context.gallery, call.collection_id
    profile = gallery.collection(name).profile
    before = [face for face in _theirs(call, context) if face not in ids]
    vectors = gallery.vectors(name, [*before, *there])
    known = [vectors[face] for face in before if face in vectors]
    chosen, refused = list[str](), list[Members]()
    for face in ids:
        record = there.get(face)
        if record is None or face not in vectors:
            refused.append(_refused(face, None, call.user_id))
        elif record.person not in (None, call.user_id):
            refused.append(_refused(face, record, call.user_id))
        else:
            value = _likeness(vectors[face], known, profile)
            if record.person is None and value < call.user_match_threshold:
                refused.append(
                    {"FaceId": face, "Confidence": value, "Reasons": [TOO_UNLIKE]}
                )
                continue
            chosen.append(face)
            known.append(vectors[face])
    return chosen, refused


def _likeness(vector: Floats, known: Sequence[Floats], profile: str) -> float:
    """The similarity, 0 to 100, of a face and a user with these faces."""
    if not known:
        return 100.0
    whole = template(np.stack(known))[None]
    [cosine] = similarities(whole, vector)
    return of_users(profile, len(known)).value(float(cosine))


def _theirs(call: requests.OneUser, context: Context) -> dict[str, FaceRecord]:
    """All faces of a user. Raises UnknownCollection or UnknownPerson."""
    page = context.gallery.faces(
        call.collection_id, person=call.user_id, limit=MOST_FACES
    )
    return {each.id: each for each in page.items}


def _refused(face: str, record: FaceRecord | None, user: str) -> Members:
    """Why a face is none of a user's."""
    if record is None or record.person in (None, user):
        return {"FaceId": face, "Reasons": [NOT_FOUND]}
    return {"FaceId": face, "UserId": record.person, "Reasons": [OF_ANOTHER]}
