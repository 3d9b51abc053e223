"""Routes about alerts."""

from __future__ import annotations

from functions.alerts.base import alerts, app, judge
from visage.answers.alerts import (
    AlertParameters,
    AlertsAnswer,
    AlertsParameters,
    DecideParameters,
    crop_of,
    decide_alert,
    list_alerts,
    reference_of,
    show_alert,
)
from visage.errors import AlertDecided, NoReference, UnknownAlert
from visage.http.app import Answer, ImageAnswer, Route, route
from visage.http.keeping import MAY_FAIL, asking
from visage.http.request import Incoming
from visage.watch.alerts import Alert

ALL, ONE = "/alerts", "/alerts/{id}"
UNKNOWN = (*MAY_FAIL, UnknownAlert)


@route(
    app,
    Route("GET", ALL, AlertsParameters, AlertsAnswer, scope="watch", refusals=MAY_FAIL),
)
def get_alerts(request: Incoming[AlertsParameters]) -> Answer:
    """List alerts, the newest first."""
    return list_alerts(alerts(), request.parameters)


@route(app, Route("GET", ONE, AlertParameters, Alert, scope="watch", refusals=UNKNOWN))
def get_alert(request: Incoming[AlertParameters]) -> Answer:
    """Show an alert."""
    return show_alert(alerts(), request.parameters)


@route(
    app,
    Route(
        "GET",
        f"{ONE}/crop",
        AlertParameters,
        ImageAnswer,
        scope="watch",
        refusals=UNKNOWN,
    ),
)
def get_crop(request: Incoming[AlertParameters]) -> Answer:
    """Show the look that an alert was decided by."""
    return ImageAnswer(crop_of(alerts(), request.parameters), "jpeg")


@route(
    app,
    Route(
        "GET",
        f"{ONE}/reference",
        AlertParameters,
        ImageAnswer,
        scope="watch",
        refusals=(*UNKNOWN, NoReference),
    ),
)
def get_reference(request: Incoming[AlertParameters]) -> Answer:
    """Show the picture of the watch list that an alert is compared with."""
    return ImageAnswer(reference_of(alerts(), request.parameters), "jpeg")


@route(
    app,
    Route(
        "POST",
        f"{ONE}/confirm",
        DecideParameters,
        Alert,
        scope="watch",
        refusals=(*UNKNOWN, AlertDecided),
    ),
)
def confirm(request: Incoming[DecideParameters]) -> Answer:
    """Say that an alert is right."""
    return decide_alert(judge(), request.parameters, "confirmed", asking(request))


@route(
    app,
    Route(
        "POST",
        f"{ONE}/reject",
        DecideParameters,
        Alert,
        scope="watch",
        refusals=(*UNKNOWN, AlertDecided),
    ),
)
def reject(request: Incoming[DecideParameters]) -> Answer:
    """Say that an alert is wrong: it showed somebody else."""
    return decide_alert(judge(), request.parameters, "rejected", asking(request))
