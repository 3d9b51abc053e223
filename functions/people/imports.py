"""Routes about imports of many people from the bucket."""

from __future__ import annotations

from functions.people.base import app, gallery
from visage.answers.imports import (
    ImportAnswer,
    ImportIdParameters,
    ImportParameters,
    begin_import,
    show_import,
)
from visage.errors import (
    GalleryUnreachable,
    NoImports,
    NoPicturesThere,
    StoreUnreachable,
    UnknownCollection,
    UnknownImport,
)
from visage.http.app import Answer, Route, route
from visage.http.keeping import asking
from visage.http.request import Incoming


@route(
    app,
    Route(
        "POST",
        "/imports",
        ImportParameters,
        ImportAnswer,
        scope="enrol",
        refusals=(
            NoImports,
            NoPicturesThere,
            UnknownCollection,
            GalleryUnreachable,
            StoreUnreachable,
        ),
    ),
)
def post_import(request: Incoming[ImportParameters]) -> Answer:
    """Begin to enrol everyone whose pictures lie in a folder of the bucket."""
    return begin_import(gallery(), request.parameters, asking(request))


@route(
    app,
    Route(
        "GET",
        "/imports/{id}",
        ImportIdParameters,
        ImportAnswer,
        scope="enrol",
        refusals=(NoImports, UnknownImport, StoreUnreachable),
    ),
)
def get_import(request: Incoming[ImportIdParameters]) -> Answer:
    """Say how far an import is, and what came of it."""
    return show_import(request.parameters)
