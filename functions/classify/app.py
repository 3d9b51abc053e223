"""The routes of the classify function: what a picture shows, by handle."""

from __future__ import annotations

from visage.answers.classifiers import Classifiers
from visage.answers.classify import (
    ClassifiersAnswer,
    ClassifyAbout,
    ClassifyAnswer,
    ClassifyParameters,
    HandleParameters,
    classify_picture,
    list_classifiers,
    read_report,
)
from visage.answers.fields import Parameters
from visage.errors import (
    AnswerTooLarge,
    ManifestInvalid,
    ModelCorrupt,
    ModelMissing,
    ModelUnknown,
    NoFace,
    NoReport,
    StoreUnreachable,
    UnknownHandle,
)
from visage.http.app import (
    Answer,
    ListAnswer,
    PageAnswer,
    Route,
    create_app,
    route,
)
from visage.http.entry import warmed
from visage.http.request import Incoming

app = create_app("classify")

# The classifiers of the store, those that are kept loaded already.
classifiers = warmed(Classifiers.configured)


@route(
    app,
    Route(
        "GET",
        "/classify",
        Parameters,
        ClassifiersAnswer,
        scope="read",
        refusals=(ManifestInvalid, StoreUnreachable),
    ),
)
def listed(request: Incoming[Parameters]) -> Answer:
    """List the classifiers, what they know and how good they are."""
    return list_classifiers(classifiers())


@route(
    app,
    Route(
        "POST",
        "/classify/{handle}",
        ClassifyParameters,
        ClassifyAnswer,
        images=("image",),
        about=ClassifyAbout,
        scope="read",
        refusals=(UnknownHandle, NoFace, ManifestInvalid, ModelUnknown),
    ),
)
def classify(request: Incoming[ClassifyParameters]) -> Answer:
    """Say what a picture shows, or whose face, by a classifier of the store."""
    raw = request.images["image"]
    return ListAnswer(*classify_picture(raw, classifiers(), request.parameters))


@route(
    app,
    Route(
        "GET",
        "/classify/{handle}/report",
        HandleParameters,
        PageAnswer,
        scope="read",
        refusals=(
            *(UnknownHandle, NoReport, AnswerTooLarge, ManifestInvalid),
            *(ModelMissing, ModelCorrupt, StoreUnreachable),
        ),
    ),
)
def report(request: Incoming[HandleParameters]) -> Answer:
    """Show the report of the run that a classifier comes from, as a page."""
    return PageAnswer(read_report(classifiers(), request.parameters))
