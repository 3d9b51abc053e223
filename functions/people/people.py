"""Routes about people."""

from __future__ import annotations

from functions.people.base import UNKNOWN, app, gallery, recognizer
from visage.answers.enrol import EnrolAnswer, NewPersonParameters, enrol_person
from visage.answers.people import (
    ErasePersonParameters,
    MergeParameters,
    PeopleAnswer,
    PeopleParameters,
    PersonChangesParameters,
    PersonFacts,
    PersonParameters,
    erase_person,
    list_people,
    merge_people,
    show_person,
    update_person,
)
from visage.answers.receipts import ReceiptFacts
from visage.errors import (
    ConsentExpired,
    ConsentMissing,
    FaceOutOfRange,
    LowQuality,
    NoFace,
    PersonExists,
    PersonFull,
    ProfileMismatch,
    SeveralFaces,
    Suppressed,
    TooManyFaces,
    UnknownCollection,
    VisageError,
)
from visage.http.app import Answer, Route, route
from visage.http.keeping import MAY_FAIL, asking
from visage.http.request import Incoming

ALL, ONE = "/people", "/people/{id}"
# What may be refused of a face that is to be enrolled.
ENROL: tuple[type[VisageError], ...] = (
    *(NoFace, SeveralFaces, FaceOutOfRange, TooManyFaces, LowQuality),
    *(ProfileMismatch, PersonFull, Suppressed, ConsentExpired),
)


@route(
    app,
    Route(
        "GET",
        ALL,
        PeopleParameters,
        PeopleAnswer,
        scope="read",
        refusals=(*MAY_FAIL, UnknownCollection),
    ),
)
def get_people(request: Incoming[PeopleParameters]) -> Answer:
    """List the people of a collection."""
    return list_people(gallery(), request.parameters)


@route(
    app,
    Route(
        "POST",
        ALL,
        NewPersonParameters,
        EnrolAnswer,
        images=("image",),
        optional=("image",),
        scope="enrol",
        refusals=(*MAY_FAIL, *ENROL, UnknownCollection, PersonExists, ConsentMissing),
    ),
)
def post_person(request: Incoming[NewPersonParameters]) -> Answer:
    """Enrol a person, with a picture of theirs or without one yet."""
    raw, chosen = request.images.get("image"), request.parameters
    return enrol_person(raw, gallery(), recognizer, chosen, asking(request))


@route(
    app,
    Route("GET", ONE, PersonParameters, PersonFacts, scope="read", refusals=UNKNOWN),
)
def get_person(request: Incoming[PersonParameters]) -> Answer:
    """Show a person."""
    return show_person(gallery(), request.parameters)


@route(
    app,
    Route(
        "PATCH",
        ONE,
        PersonChangesParameters,
        PersonFacts,
        scope="enrol",
        refusals=(*UNKNOWN, ConsentExpired),
    ),
)
def patch_person(request: Incoming[PersonChangesParameters]) -> Answer:
    """Say a person's name, metadata or consent anew."""
    return update_person(gallery(), request.parameters, asking(request))


@route(
    app,
    Route(
        "DELETE",
        ONE,
        ErasePersonParameters,
        ReceiptFacts,
        scope="erase",
        refusals=UNKNOWN,
    ),
)
def delete_person(request: Incoming[ErasePersonParameters]) -> Answer:
    """Erase a person and their faces; the answer is the receipt."""
    return erase_person(gallery(), request.parameters, asking(request))


@route(
    app,
    Route(
        "POST",
        f"{ONE}/merge",
        MergeParameters,
        PersonFacts,
        scope="enrol",
        refusals=(*UNKNOWN, PersonFull, ConsentExpired),
    ),
)
def post_merge(request: Incoming[MergeParameters]) -> Answer:
    """Give a person's faces to another; the first is no more."""
    return merge_people(gallery(), request.parameters, asking(request))
