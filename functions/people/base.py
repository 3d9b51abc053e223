"""What all routes of the people function share: the app, the gallery, the networks."""

from __future__ import annotations

from typing import Any

from visage.errors import (
    GalleryUnreachable,
    SettingsInvalid,
    StorageFull,
    UnknownCollection,
    UnknownPerson,
    VisageError,
)
from visage.gallery.audit import Caller
from visage.http.app import create_app
from visage.http.entry import Loaded, warmed
from visage.http.request import Incoming
from visage.recognition.recognizer import Recognizer
from visage.watch.address import watched_gallery
from visage.watch.reserved import reserved

app = create_app("people")

# What every route may refuse because of the service itself.
MAY_FAIL: tuple[type[VisageError], ...] = (
    *(GalleryUnreachable, SettingsInvalid, StorageFull),
)
# What a route about someone of a collection may refuse.
UNKNOWN = (*MAY_FAIL, UnknownCollection, UnknownPerson)

gallery = Loaded(lambda: reserved(watched_gallery()))
recognizer = warmed(Recognizer.configured)


def asking(request: Incoming[Any]) -> Caller:
    """Who asks for a change, as the gallery's audit writes it down."""
    caller = request.caller
    return Caller(caller.subject or "a stranger", caller.token, request.key)
