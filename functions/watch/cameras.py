"""Routes that cameras send to."""

from __future__ import annotations

from functions.watch.base import LOOKING_UP, app, watcher
from visage.answers.watching import (
    EventAnswer,
    EventParameters,
    FrameAnswer,
    FrameParameters,
    take_event,
    take_picture,
)
from visage.http.app import Answer, Route, route
from visage.http.request import Incoming


@route(
    app,
    Route(
        "POST",
        "/watch/{camera}/events",
        EventParameters,
        EventAnswer,
        scope="watch",
        refusals=LOOKING_UP,
    ),
)
def post_event(request: Incoming[EventParameters]) -> Answer:
    """Take a message of a camera about a face that it followed."""
    return take_event(watcher(), request.parameters)


@route(
    app,
    Route(
        "POST",
        "/watch/{camera}/frames",
        FrameParameters,
        FrameAnswer,
        images=("image",),
        scope="watch",
        refusals=LOOKING_UP,
    ),
)
def post_frame(request: Incoming[FrameParameters]) -> Answer:
    """Take a frame of a camera in a browser, and say whom it shows."""
    return take_picture(watcher(), request.images["image"], request.parameters)
