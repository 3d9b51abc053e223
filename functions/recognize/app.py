"""The routes of the recognize function: who is in a picture, and are two the same."""

from __future__ import annotations

from visage.answers.classified import FaceClassifiers
from visage.answers.compare import CompareAnswer, CompareParameters, compare_faces
from visage.answers.recognize import (
    RecognizeAnswer,
    RecognizeParameters,
    recognize_faces,
)
from visage.errors import (
    FaceOutOfRange,
    GalleryUnreachable,
    ManifestInvalid,
    NoFace,
    ProfileMismatch,
    SettingsInvalid,
    TooManyFaces,
    UnknownCollection,
    UnknownHandle,
)
from visage.gallery.address import existing_gallery
from visage.gallery.protocol import Gallery
from visage.http.app import Answer, Route, create_app, route
from visage.http.entry import Loaded, warmed
from visage.http.request import Incoming
from visage.recognition.recognizer import Recognizer
from visage.watch.reserved import reserved

app = create_app("recognize")

recognizer = warmed(Recognizer.configured)
classifiers = Loaded(lambda: FaceClassifiers.configured(recognizer()))


def there() -> Gallery | None:
    """The gallery, where there is one: to recognise must not make it."""
    found = existing_gallery()
    return reserved(found) if found else None


# Looked for at every request until there is one.
gallery = Loaded(there)


@route(
    app,
    Route(
        "POST",
        "/recognize",
        RecognizeParameters,
        RecognizeAnswer,
        images=("image",),
        scope="read",
        refusals=(
            *(TooManyFaces, UnknownCollection, ProfileMismatch),
            *(GalleryUnreachable, SettingsInvalid, UnknownHandle, ManifestInvalid),
        ),
    ),
)
def recognize(request: Incoming[RecognizeParameters]) -> Answer:
    """Find, describe and name every face of a picture."""
    raw = request.images["image"]
    return recognize_faces(
        raw, recognizer(), request.parameters, gallery(), classifiers()
    )


@route(
    app,
    Route(
        "POST",
        "/compare",
        CompareParameters,
        CompareAnswer,
        images=("a", "b"),
        scope="read",
        refusals=(NoFace, FaceOutOfRange),
    ),
)
def compare(request: Incoming[CompareParameters]) -> Answer:
    """Say whether two faces are of one person, and how often that is wrong."""
    a, b = request.images["a"], request.images["b"]
    return compare_faces(a, b, recognizer(), request.parameters)
