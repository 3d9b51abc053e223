"""Routes about unknown faces."""

from __future__ import annotations

from functions.alerts.base import app, gallery, unknown
from visage.answers.fields import Parameters
from visage.answers.unknown import (
    DismissAnswer,
    DismissParameters,
    NameAnswer,
    NameParameters,
    UnknownAnswer,
    UnknownParameters,
    dismiss_unknown,
    list_unknown,
    name_unknown,
    unknown_crop,
)
from visage.errors import (
    ConsentExpired,
    ConsentMissing,
    PersonExists,
    PersonFull,
    ProfileMismatch,
    Suppressed,
    UnknownCollection,
    UnknownPerson,
    UnknownSighting,
)
from visage.http.app import Answer, ImageAnswer, Route, route
from visage.http.keeping import MAY_FAIL, asking
from visage.http.request import Incoming

ALL = "/unknown"


@route(
    app,
    Route("GET", ALL, Parameters, UnknownAnswer, scope="watch", refusals=MAY_FAIL),
)
def get_unknown(request: Incoming[Parameters]) -> Answer:
    """List the faces of nobody known, those of one person together."""
    del request
    return list_unknown(unknown())


@route(
    app,
    Route(
        "GET",
        f"{ALL}/{{face}}/crop",
        UnknownParameters,
        ImageAnswer,
        scope="watch",
        refusals=(*MAY_FAIL, UnknownSighting),
    ),
)
def get_unknown_crop(request: Incoming[UnknownParameters]) -> Answer:
    """Show an unknown face."""
    return ImageAnswer(unknown_crop(unknown(), request.parameters), "jpeg")


@route(
    app,
    Route(
        "POST",
        f"{ALL}/name",
        NameParameters,
        NameAnswer,
        scope="enrol",
        refusals=(
            *(*MAY_FAIL, UnknownSighting, UnknownCollection, UnknownPerson),
            *(PersonExists, PersonFull),
            *(ConsentMissing, ConsentExpired, ProfileMismatch, Suppressed),
        ),
    ),
)
def post_name(request: Incoming[NameParameters]) -> Answer:
    """Enrol unknown faces as one person, by what was kept of them."""
    return name_unknown(unknown(), gallery(), request.parameters, asking(request))


@route(
    app,
    Route(
        "POST",
        f"{ALL}/dismiss",
        DismissParameters,
        DismissAnswer,
        scope="watch",
        refusals=MAY_FAIL,
    ),
)
def post_dismiss(request: Incoming[DismissParameters]) -> Answer:
    """Take unknown faces out of the inbox for good."""
    return dismiss_unknown(unknown(), request.parameters, asking(request))
