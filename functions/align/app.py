"""The routes of the align function: aligned faces and landmarks."""

from __future__ import annotations

from visage.answers.align import (
    AlignAnswer,
    AlignParameters,
    LandmarksAnswer,
    LandmarksParameters,
    align_faces,
    align_one,
    draw_landmarks,
    find_landmarks,
)
from visage.errors import FaceOutOfRange, NoFace, NotAcceptable, TooManyFaces, TooSmall
from visage.faces.finder import Finder
from visage.http.app import Answer, ImageAnswer, Route, create_app, route
from visage.http.entry import Loaded
from visage.http.request import Incoming

app = create_app("align")


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
        "/align",
        AlignParameters,
        AlignAnswer,
        images=("image",),
        gives_image=True,
        refusals=(NoFace, FaceOutOfRange, TooSmall, TooManyFaces, NotAcceptable),
    ),
)
def align(request: Incoming[AlignParameters]) -> Answer:
    """Bring the faces of a picture upright."""
    raw, chosen = request.images["image"], request.parameters
    if request.wants == "json":
        return align_faces(raw, finder(), chosen)
    form = request.format(chosen.format)
    return ImageAnswer(align_one(raw, finder(), chosen, form), form)


@route(
    app,
    Route(
        "POST",
        "/landmarks",
        LandmarksParameters,
        LandmarksAnswer,
        images=("image",),
        gives_image=True,
        refusals=(NoFace, FaceOutOfRange, TooSmall, TooManyFaces),
    ),
)
def landmarks(request: Incoming[LandmarksParameters]) -> Answer:
    """Find the 68 landmarks of the faces of a picture."""
    raw, chosen = request.images["image"], request.parameters
    if request.wants == "json":
        return find_landmarks(raw, finder(), chosen)
    form = request.format(chosen.format)
    return ImageAnswer(draw_landmarks(raw, finder(), chosen, form), form)
