"""The routes of the align function: faces, landmarks, and the service itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel, RootModel

import visage
from visage.answers import (
    AlignAnswer,
    AlignParameters,
    LandmarksAnswer,
    LandmarksParameters,
    align_faces,
    align_one,
    draw_landmarks,
    find_landmarks,
)
from visage.body import Incoming, Parameters
from visage.errors import FaceOutOfRange, NoFace, NotAcceptable, NoUploads, TooSmall
from visage.landmarks import Landmarker
from visage.models import catalogue, models
from visage.uploads import UploadAnswer, grant
from visage.web import Answer, ImageAnswer, Loaded, create_app, route

OPENAPI = Path(visage.__file__).parent / "openapi.json"

app = create_app("align")
landmarker = Loaded(lambda: Landmarker.load(models().path("dlib_68")))


class Health(BaseModel):
    """Whether the function can do its work."""

    status: str


class Version(BaseModel):
    """The version of the service."""

    version: str


class ModelFacts(BaseModel):
    """One model file and what it may be used for."""

    name: str
    kind: str
    file: str
    sha256: str | None
    size: int | None
    licence: str
    commercial: str
    training_data: str
    used_for: str
    present: bool


class ModelsAnswer(BaseModel):
    """Every model file that the service knows."""

    models: list[ModelFacts]


class OpenApi(RootModel[dict[str, Any]]):
    """This document."""


@route(
    app,
    "POST",
    "/align",
    AlignAnswer,
    images=("image",),
    parameters=AlignParameters,
    gives_image=True,
    refusals=(NoFace, FaceOutOfRange, TooSmall, NotAcceptable),
)
def align(request: Incoming[AlignParameters]) -> Answer:
    """Bring the faces of a picture upright."""
    raw, chosen = request.images["image"], request.parameters
    if request.wants is None:
        return align_faces(raw, landmarker.get(), chosen)
    form = request.format(chosen.format)
    return ImageAnswer(align_one(raw, landmarker.get(), chosen, form), form)


@route(
    app,
    "POST",
    "/landmarks",
    LandmarksAnswer,
    images=("image",),
    parameters=LandmarksParameters,
    gives_image=True,
    refusals=(NoFace, FaceOutOfRange, TooSmall),
)
def landmarks(request: Incoming[LandmarksParameters]) -> Answer:
    """Find the 68 landmarks of the faces of a picture."""
    raw, chosen = request.images["image"], request.parameters
    if request.wants is None:
        return find_landmarks(raw, landmarker.get(), chosen)
    form = request.format(chosen.format)
    return ImageAnswer(draw_landmarks(raw, landmarker.get(), chosen, form), form)


@route(app, "POST", "/uploads", UploadAnswer, refusals=(NoUploads,))
def uploads(request: Incoming[Parameters]) -> Answer:
    """Give a form to upload one large picture with, for a later request."""
    return grant()


@route(app, "GET", "/health", Health)
def health(request: Incoming[Parameters]) -> Answer:
    """Say whether the function can do its work."""
    landmarker.get()
    return Health(status="ok")


@route(app, "GET", "/version", Version)
def version(request: Incoming[Parameters]) -> Answer:
    """Say which version this is."""
    return Version(version=visage.__version__)


@route(app, "GET", "/models", ModelsAnswer)
def list_models(request: Incoming[Parameters]) -> Answer:
    """List the model files, their licences and whether they are here."""
    held = models().held()
    return ModelsAnswer(
        models=[
            ModelFacts(
                **entry.model_dump(exclude={"source", "release"}),
                present=name in held,
            )
            for name, entry in catalogue().items()
        ]
    )


@route(app, "GET", "/openapi.json", OpenApi)
def openapi(request: Incoming[Parameters]) -> Answer:
    """Describe every route in OpenAPI 3.1."""
    return OpenApi(json.loads(OPENAPI.read_text()))
