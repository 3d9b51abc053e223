"""The route of the swap function."""

from __future__ import annotations

from visage.answers.swap import SwapAnswer, SwapParameters, describe, swapped
from visage.errors import (
    FaceOutOfRange,
    LowQuality,
    NoFace,
    TooManyFaces,
    TooSmall,
    TooTurned,
)
from visage.faces.finder import Finder
from visage.http.app import Answer, ImageAnswer, Route, create_app, route
from visage.http.entry import Loaded
from visage.http.request import Incoming

app = create_app("swap")


def load() -> Finder:
    """The networks and the landmarks' model, each ready for the first picture."""
    finder = Finder.configured()
    finder.warm(landmarks=True)
    return finder


finder = Loaded(load)


@route(
    app,
    Route(
        "POST",
        "/swap",
        SwapParameters,
        SwapAnswer,
        images=("source", "target"),
        optional=("source",),
        gives_image=True,
        refusals=(
            NoFace,
            FaceOutOfRange,
            TooManyFaces,
            TooTurned,
            LowQuality,
            TooSmall,
        ),
    ),
)
def swap(request: Incoming[SwapParameters]) -> Answer:
    """Put the source's face onto the target's, or exchange two faces of the target."""
    chosen = request.parameters
    result = swapped(
        request.images.get("source"),
        request.images["target"],
        finder(),
        chosen,
    )
    form = request.format(chosen.format or result.form)
    if request.wants == "json":
        return describe(result, chosen, form)
    codes = tuple(doubt.code for doubt in result.doubts)
    return ImageAnswer(result.encoded(chosen, form), form, codes)
