"""The route that searches for the faces of a picture."""

from __future__ import annotations

from functions.people.base import app, gallery, recognizer
from visage.answers.search import SearchAnswer, SearchParameters, search_picture
from visage.errors import ProfileMismatch, TooManyFaces, UnknownCollection
from visage.http.app import Answer, Route, route
from visage.http.keeping import MAY_FAIL
from visage.http.request import Incoming


@route(
    app,
    Route(
        "POST",
        "/search",
        SearchParameters,
        SearchAnswer,
        images=("image",),
        scope="read",
        refusals=(*MAY_FAIL, TooManyFaces, UnknownCollection, ProfileMismatch),
    ),
)
def search(request: Incoming[SearchParameters]) -> Answer:
    """Say who is in a picture, and how often that is wrong."""
    raw = request.images["image"]
    return search_picture(raw, gallery(), recognizer(), request.parameters)
