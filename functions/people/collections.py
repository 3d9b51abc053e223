"""Routes about collections."""

from __future__ import annotations

from functions.people.base import app, gallery
from visage.answers.collections import (
    CollectionChangesParameters,
    CollectionFacts,
    CollectionParameters,
    CollectionsAnswer,
    EraseCollectionParameters,
    NewCollectionParameters,
    create_collection,
    erase_collection,
    list_collections,
    show_collection,
    update_collection,
)
from visage.answers.gallery import PageParameters
from visage.answers.receipts import ReceiptFacts
from visage.errors import CollectionExists, UnknownCollection
from visage.http.app import Answer, Route, route
from visage.http.keeping import MAY_FAIL, asking
from visage.http.request import Incoming
from visage.recognition.recognizer import configured_profile

ALL, ONE = "/collections", "/collections/{collection}"


@route(
    app,
    Route(
        "GET", ALL, PageParameters, CollectionsAnswer, scope="read", refusals=MAY_FAIL
    ),
)
def get_collections(request: Incoming[PageParameters]) -> Answer:
    """List the collections of the gallery."""
    return list_collections(gallery(), request.parameters)


@route(
    app,
    Route(
        "POST",
        ALL,
        NewCollectionParameters,
        CollectionFacts,
        scope="enrol",
        refusals=(*MAY_FAIL, CollectionExists),
    ),
)
def post_collection(request: Incoming[NewCollectionParameters]) -> Answer:
    """Make a collection for people."""
    profile = configured_profile()
    return create_collection(gallery(), profile, request.parameters, asking(request))


@route(
    app,
    Route(
        "GET",
        ONE,
        CollectionParameters,
        CollectionFacts,
        scope="read",
        refusals=(*MAY_FAIL, UnknownCollection),
    ),
)
def get_collection(request: Incoming[CollectionParameters]) -> Answer:
    """Show a collection, and how many people and faces it holds."""
    return show_collection(gallery(), request.parameters.collection)


@route(
    app,
    Route(
        "PATCH",
        ONE,
        CollectionChangesParameters,
        CollectionFacts,
        scope="enrol",
        refusals=(*MAY_FAIL, UnknownCollection),
    ),
)
def patch_collection(request: Incoming[CollectionChangesParameters]) -> Answer:
    """Say a collection's policy, retention or tags anew."""
    return update_collection(gallery(), request.parameters, asking(request))


@route(
    app,
    Route(
        "DELETE",
        ONE,
        EraseCollectionParameters,
        ReceiptFacts,
        scope="erase",
        refusals=(*MAY_FAIL, UnknownCollection),
    ),
)
def delete_collection(request: Incoming[EraseCollectionParameters]) -> Answer:
    """Erase a collection and everyone in it; the answer is the receipt."""
    return erase_collection(gallery(), request.parameters, asking(request))
