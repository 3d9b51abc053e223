"""Routes about the faces of a person, and about faces that are not theirs."""

from __future__ import annotations

from functions.people.base import UNKNOWN, app, gallery, recognizer
from functions.people.people import ENROL, ONE
from visage.answers.enrol import EnrolAnswer, NewFaceParameters, add_face
from visage.answers.faces import (
    EraseFaceParameters,
    FacesAnswer,
    FacesParameters,
    erase_face,
    list_faces,
)
from visage.answers.people import PersonParameters
from visage.answers.receipts import ReceiptFacts
from visage.answers.rejections import (
    RejectionFacts,
    RejectionsAnswer,
    RejectParameters,
    Withdrawn,
    WithdrawParameters,
    list_rejections,
    reject,
    withdraw_rejection,
)
from visage.errors import (
    FaceOutOfRange,
    NoFace,
    SeveralFaces,
    TooManyFaces,
    UnknownFace,
    UnknownRejection,
)
from visage.http.app import Answer, Route, route
from visage.http.keeping import asking
from visage.http.request import Incoming

FACES, REJECTIONS = f"{ONE}/faces", f"{ONE}/rejections"


@route(
    app,
    Route("GET", FACES, FacesParameters, FacesAnswer, scope="read", refusals=UNKNOWN),
)
def get_faces(request: Incoming[FacesParameters]) -> Answer:
    """List the faces of a person."""
    return list_faces(gallery(), request.parameters)


@route(
    app,
    Route(
        "POST",
        FACES,
        NewFaceParameters,
        EnrolAnswer,
        images=("image",),
        scope="enrol",
        refusals=(*UNKNOWN, *ENROL),
    ),
)
def post_face(request: Incoming[NewFaceParameters]) -> Answer:
    """Enrol one more face of a person."""
    raw, chosen = request.images["image"], request.parameters
    return add_face(raw, gallery(), recognizer(), chosen, asking(request))


@route(
    app,
    Route(
        "DELETE",
        f"{FACES}/{{face}}",
        EraseFaceParameters,
        ReceiptFacts,
        scope="erase",
        refusals=(*UNKNOWN, UnknownFace),
    ),
)
def delete_face(request: Incoming[EraseFaceParameters]) -> Answer:
    """Erase a face of a person; the answer is the receipt."""
    return erase_face(gallery(), request.parameters, asking(request))


@route(
    app,
    Route(
        "GET",
        REJECTIONS,
        PersonParameters,
        RejectionsAnswer,
        scope="read",
        refusals=UNKNOWN,
    ),
)
def get_rejections(request: Incoming[PersonParameters]) -> Answer:
    """List the faces of pictures that were said not to be a person."""
    return list_rejections(gallery(), request.parameters)


@route(
    app,
    Route(
        "POST",
        REJECTIONS,
        RejectParameters,
        RejectionFacts,
        images=("image",),
        scope="enrol",
        refusals=(*UNKNOWN, NoFace, SeveralFaces, FaceOutOfRange, TooManyFaces),
    ),
)
def post_rejection(request: Incoming[RejectParameters]) -> Answer:
    """Say that a face of a picture is not a person."""
    raw, chosen = request.images["image"], request.parameters
    return reject(raw, gallery(), recognizer(), chosen, asking(request))


@route(
    app,
    Route(
        "DELETE",
        f"{REJECTIONS}/{{rejection}}",
        WithdrawParameters,
        Withdrawn,
        scope="enrol",
        refusals=(*UNKNOWN, UnknownRejection),
    ),
)
def delete_rejection(request: Incoming[WithdrawParameters]) -> Answer:
    """Take back that a face is not a person."""
    return withdraw_rejection(gallery(), request.parameters, asking(request))
