"""What all routes of the people function share: the app, the gallery, the networks."""

from __future__ import annotations

from visage.errors import UnknownCollection, UnknownPerson
from visage.http.app import create_app
from visage.http.entry import Loaded, warmed
from visage.http.keeping import MAY_FAIL
from visage.recognition.recognizer import Recognizer
from visage.watch.address import watched_gallery
from visage.watch.reserved import reserved

app = create_app("people")

# What a route about someone of a collection may refuse.
UNKNOWN = (*MAY_FAIL, UnknownCollection, UnknownPerson)

gallery = Loaded(lambda: reserved(watched_gallery()))
recognizer = warmed(Recognizer.configured)
