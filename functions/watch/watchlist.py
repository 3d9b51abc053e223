"""Routes about the watch list."""

from __future__ import annotations

from functions.watch.base import LOOKING_UP, app, recognizer, wanted
from visage.answers.fields import Parameters
from visage.answers.watchlist import (
    CaseFacts,
    CaseParameters,
    CasePictureParameters,
    CasesAnswer,
    EnableParameters,
    EndAnswer,
    OnePictureParameters,
    PictureAnswer,
    add_picture,
    enable_case,
    end_case,
    list_cases,
    picture_of,
)
from visage.errors import (
    CaseClosed,
    CaseFull,
    ConsentExpired,
    FaceOutOfRange,
    LowQuality,
    NoFace,
    PersonFull,
    ProfileMismatch,
    SeveralFaces,
    Suppressed,
    TooManyFaces,
    UnknownCase,
)
from visage.http.app import Answer, ImageAnswer, Route, route
from visage.http.keeping import MAY_FAIL, asking
from visage.http.request import Incoming

ALL, ONE = "/watchlist", "/watchlist/{case}"


@route(
    app,
    Route("GET", ALL, Parameters, CasesAnswer, scope="watchlist", refusals=MAY_FAIL),
)
def get_cases(request: Incoming[Parameters]) -> Answer:
    """List the cases of the watch list, ended ones too."""
    del request
    return list_cases(wanted())


@route(
    app,
    Route(
        "PUT",
        ONE,
        EnableParameters,
        CaseFacts,
        scope="watchlist",
        refusals=MAY_FAIL,
    ),
)
def put_case(request: Incoming[EnableParameters]) -> Answer:
    """Enable a case, or say its note, expiry or name anew."""
    return enable_case(wanted(), request.parameters, asking(request))


@route(
    app,
    Route(
        "DELETE",
        ONE,
        CaseParameters,
        EndAnswer,
        scope="watchlist",
        refusals=(*MAY_FAIL, UnknownCase),
    ),
)
def delete_case(request: Incoming[CaseParameters]) -> Answer:
    """End a case, and erase the person, the pictures and the alerts."""
    return end_case(wanted(), request.parameters, asking(request))


@route(
    app,
    Route(
        "POST",
        f"{ONE}/pictures",
        CasePictureParameters,
        PictureAnswer,
        images=("image",),
        scope="watchlist",
        refusals=(
            *(*LOOKING_UP, UnknownCase, CaseClosed, CaseFull, ProfileMismatch),
            *(NoFace, SeveralFaces, FaceOutOfRange, TooManyFaces, LowQuality),
            *(ConsentExpired, PersonFull, Suppressed),
        ),
    ),
)
def post_picture(request: Incoming[CasePictureParameters]) -> Answer:
    """Add a picture of the person whom a case is about."""
    raw, chosen = request.images["image"], request.parameters
    return add_picture(raw, wanted(), recognizer(), chosen, asking(request))


@route(
    app,
    Route(
        "GET",
        f"{ONE}/pictures/{{n}}",
        OnePictureParameters,
        ImageAnswer,
        scope="watchlist",
        refusals=(*MAY_FAIL, UnknownCase),
    ),
)
def get_picture(request: Incoming[OnePictureParameters]) -> Answer:
    """Show the face of a picture that a case is looked for by."""
    return ImageAnswer(picture_of(wanted(), request.parameters), "jpeg")
