"""Routes about cameras, and about what was done in watching."""

from __future__ import annotations

from functions.alerts.base import app, table
from visage.answers.cameras import (
    CameraChangesParameters,
    CameraFacts,
    CamerasAnswer,
    TrailAnswer,
    change_camera,
    list_cameras,
    list_trail,
)
from visage.answers.fields import Parameters
from visage.answers.gallery import PageParameters
from visage.errors import UnknownCamera
from visage.http.app import Answer, Route, route
from visage.http.keeping import MAY_FAIL, asking
from visage.http.request import Incoming


@route(
    app,
    Route(
        "GET", "/cameras", Parameters, CamerasAnswer, scope="watch", refusals=MAY_FAIL
    ),
)
def get_cameras(request: Incoming[Parameters]) -> Answer:
    """List the cameras that have sent a message, or a frame with a face."""
    del request
    return list_cameras(table())


@route(
    app,
    Route(
        "PATCH",
        "/cameras/{camera}",
        CameraChangesParameters,
        CameraFacts,
        scope="admin",
        refusals=(*MAY_FAIL, UnknownCamera),
    ),
)
def patch_camera(request: Incoming[CameraChangesParameters]) -> Answer:
    """Say anew whom a camera looks for, and how long a visit lasts there."""
    return change_camera(table(), request.parameters, asking(request).name)


@route(
    app,
    Route(
        "GET",
        "/watch/audit",
        PageParameters,
        TrailAnswer,
        scope="admin",
        refusals=MAY_FAIL,
    ),
)
def get_audit(request: Incoming[PageParameters]) -> Answer:
    """List what was done with alerts, cases, faces and cameras, the newest first."""
    return list_trail(table(), request.parameters)
