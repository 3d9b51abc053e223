"""Makes the OpenAPI 3.1 document from the routes that the functions declare."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

import visage
from visage import errors
from visage.answers.fields import Parameters
from visage.errors import VisageError
from visage.http.app import WARNINGS, Problem, Route
from visage.http.request import MAX_BODY
from visage.pictures.formats import FORMATS

REF = "#/components/schemas/{model}"
WARNED = {
    "description": "With a picture: the codes of what is doubtful, comma-separated.",
    "schema": {"type": "string"},
}
# What every route that takes a picture may refuse.
BODY_REFUSALS: tuple[type[VisageError], ...] = (
    errors.EmptyBody,
    errors.BadParameter,
    errors.BadBase64,
    errors.BadMultipart,
    errors.BadJson,
    errors.MissingImage,
    errors.TruncatedImage,
    errors.BodyTooLarge,
    errors.TooManyPixels,
    errors.TooCostly,
    errors.AnswerTooLarge,
    errors.UnknownUpload,
    errors.NoUploads,
    errors.UnsupportedMediaType,
    errors.UnsupportedImage,
    errors.TooNarrow,
    errors.ModelMissing,
    errors.ModelCorrupt,
    errors.StoreUnreachable,
)


def document(routes: Iterable[Route[Any]]) -> dict[str, Any]:
    """The whole document, ready for JSON."""
    declared = sorted(routes, key=lambda route: (route.path, route.method))
    answers: dict[str, type[BaseModel]] = {
        route.answer.__name__: route.answer for route in declared
    }
    answers["Problem"] = Problem
    _, schemas = models_json_schema(
        [(model, "serialization") for model in answers.values()], ref_template=REF
    )
    paths: dict[str, Any] = {}
    for route in declared:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Visage",
            "version": visage.__version__,
            "description": "Your own face API on AWS Lambda.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {"schemas": dict(sorted(schemas["$defs"].items()))},
    }


def _operation(route: Route[Any]) -> dict[str, Any]:
    name = route.path.strip("/").replace("/", "-").replace(".", "-")
    operation: dict[str, Any] = {
        "operationId": f"{route.method.lower()}-{name}",
        "summary": route.summary,
        "responses": _responses(route),
    }
    if len(route.images) - len(route.optional) <= 1:
        operation["parameters"] = [
            {"name": field, "in": "query", "required": False, "schema": schema}
            for field, schema in _fields(route.parameters).items()
        ]
    if route.images:
        operation["requestBody"] = {"required": True, "content": _bodies(route)}
    return operation


def _fields(parameters: type[Parameters]) -> dict[str, Any]:
    fields: dict[str, Any] = parameters.model_json_schema().get("properties", {})
    return fields


def _bodies(route: Route[Any]) -> dict[str, Any]:
    fields = _fields(route.parameters)
    files = {name: {"type": "string", "format": "binary"} for name in route.images}
    text = {"type": "string", "description": "base64 or a data URI"}
    named = {"type": "string", "description": "what POST /uploads gave"}
    texts = {
        name: {"oneOf": [text, _object({"upload": named}, ["upload"])]}
        for name in route.images
    }
    required = [name for name in route.images if name not in route.optional]
    bodies: dict[str, Any] = {}
    if len(required) == 1:
        limit = {"type": "string", "format": "binary", "maxLength": MAX_BODY}
        bodies["image/*"] = {"schema": limit}
    bodies["multipart/form-data"] = {"schema": _object({**files, **fields}, required)}
    bodies["application/json"] = {"schema": _object({**texts, **fields}, required)}
    return bodies


def _object(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _responses(route: Route[Any]) -> dict[str, Any]:
    content: dict[str, Any] = {
        "application/json": {"schema": {"$ref": _reference(route.answer)}}
    }
    if route.gives_image:
        image = {"schema": {"type": "string", "format": "binary"}}
        content.update(dict.fromkeys(FORMATS, image))
    answers = {"200": {"description": "The answer.", "content": content}}
    if route.gives_image and "warnings" in route.answer.model_fields:
        answers["200"]["headers"] = {WARNINGS: WARNED}
    refusals = (*route.refusals, *(BODY_REFUSALS if route.images else ()))
    if route.scope is not None:
        refusals += (errors.Unauthorized, errors.Forbidden)
    for status in sorted({refusal.status for refusal in refusals}):
        codes = sorted({r.code for r in refusals if r.status == status})
        answers[str(status)] = _problem(f"Refused: {', '.join(codes)}.")
    answers["500"] = _problem("Something went wrong here: internal.")
    return answers


def _problem(description: str) -> dict[str, Any]:
    schema = {"schema": {"$ref": _reference(Problem)}}
    return {"description": description, "content": {"application/json": schema}}


def _reference(model: type[BaseModel]) -> str:
    return REF.format(model=model.__name__)
