"""The routes of the service itself: its health, version, models, uploads, OpenAPI."""

from __future__ import annotations

from visage.answers.fields import Parameters
from visage.answers.service import (
    Health,
    ModelsAnswer,
    OpenApi,
    Version,
    check_health,
    list_models,
    read_openapi,
    read_version,
)
from visage.answers.uploads import UploadAnswer, grant
from visage.errors import NoUploads
from visage.http.app import Answer, Route, create_app, route
from visage.http.request import Incoming
from visage.models.store import model_store

app = create_app("service")


@route(app, Route("GET", "/health", Parameters, Health))
def health(request: Incoming[Parameters]) -> Answer:
    """Say whether the service has the models that its functions need."""
    return check_health(model_store())


@route(app, Route("GET", "/version", Parameters, Version))
def version(request: Incoming[Parameters]) -> Answer:
    """Say which version this is."""
    return read_version()


@route(app, Route("GET", "/models", Parameters, ModelsAnswer))
def models(request: Incoming[Parameters]) -> Answer:
    """List the model files, their licences and whether they are here."""
    return list_models(model_store())


@route(
    app,
    Route(
        "POST",
        "/uploads",
        Parameters,
        UploadAnswer,
        scope="read",
        refusals=(NoUploads,),
    ),
)
def uploads(request: Incoming[Parameters]) -> Answer:
    """Give a form to upload one large picture with, for a later request."""
    return grant()


@route(app, Route("GET", "/openapi.json", Parameters, OpenApi))
def openapi(request: Incoming[Parameters]) -> Answer:
    """Describe every route in OpenAPI 3.1."""
    return read_openapi()
