"""Makes the OpenAPI 3.1 document from the routes that the functions declare."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

import visage
from visage import errors
from visage.errors import VisageError
from visage.http.app import (
    ABOUT,
    WARNINGS,
    ImageAnswer,
    PageAnswer,
    Problem,
    Route,
)
from visage.http.request import IDEMPOTENCY_KEY, MAX_BODY, WITH_BODY
from visage.pictures.formats import FORMATS

REF = "#/components/schemas/{model}"
WARNED = {
    "description": "With a picture: the codes of what is doubtful, comma-separated.",
    "schema": {"type": "string"},
}
KEY = {
    "type": "string",
    "maxLength": 255,
    "description": "with it, asking again within a day changes nothing more",
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
# What every other route that takes a body may refuse.
TEXT_REFUSALS: tuple[type[VisageError], ...] = (
    errors.BadParameter,
    errors.BadJson,
    errors.BadMultipart,
    errors.BodyTooLarge,
    errors.UnsupportedMediaType,
)


def document(routes: Iterable[Route[Any]]) -> dict[str, Any]:
    """The whole document, ready for JSON."""
    declared = sorted(routes, key=lambda route: (route.path, route.method))
    answers: dict[str, type[BaseModel]] = {
        model.__name__: model
        for route in declared
        for model in (route.answer, route.about)
        if model is not None and not issubclass(model, PageAnswer | ImageAnswer)
    }
    answers["Problem"] = Problem
    _, schemas = models_json_schema(
        [(model, "serialization") for model in answers.values()], ref_template=REF
    )
    for route in declared:  # what parameters are made of
        schemas["$defs"] = {**_schema(route).get("$defs", {}), **schemas["$defs"]}
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
    name = route.path.strip("/").translate(str.maketrans("/.", "--", "{}"))
    operation: dict[str, Any] = {
        "operationId": f"{route.method.lower()}-{name}",
        "summary": route.summary,
    }
    if route.foreign is not None:
        return {**operation, **route.foreign}
    operation["responses"] = _responses(route)
    parameters = _parameters(route)
    if parameters or _takes_query(route):
        operation["parameters"] = parameters
    if _has_body(route):
        needed = len(route.images) > len(route.optional) or bool(_required(route))
        operation["requestBody"] = {"required": needed, "content": _bodies(route)}
    return operation


def _takes_query(route: Route[Any]) -> bool:
    """Whether the query string is a good place for parameters.

    It is where a raw picture may be the body, and where there is no body.
    """
    if route.images:
        return len(route.images) - len(route.optional) <= 1
    return not _has_body(route)


def _has_body(route: Route[Any]) -> bool:
    return bool(route.images) or (
        route.method in WITH_BODY and bool(_fields(route).keys())
    )


def _parameters(route: Route[Any]) -> list[dict[str, Any]]:
    """What stands in the path, the query string and the headers."""
    every = _schema(route).get("properties", {})
    listed = [_parameter("path", name, every[name]) for name in route.in_path]
    if _takes_query(route):
        listed += [
            _parameter("query", field, schema)
            for field, schema in _fields(route).items()
        ]
    if route.changes:
        listed.append(_parameter("header", IDEMPOTENCY_KEY, KEY))
    return listed


def _parameter(place: str, name: str, schema: Any) -> dict[str, Any]:
    return {"name": name, "in": place, "required": place == "path", "schema": schema}


def _schema(route: Route[Any]) -> dict[str, Any]:
    schema: dict[str, Any] = route.parameters.model_json_schema(ref_template=REF)
    return schema


def _fields(route: Route[Any]) -> dict[str, Any]:
    """The parameters that do not stand in the path."""
    fields = _schema(route).get("properties", {})
    return {name: each for name, each in fields.items() if name not in route.in_path}


def _required(route: Route[Any]) -> list[str]:
    """Those of the fields that cannot be left out."""
    required = _schema(route).get("required", [])
    return [name for name in required if name not in route.in_path]


def _bodies(route: Route[Any]) -> dict[str, Any]:
    fields = _fields(route)
    files = {name: {"type": "string", "format": "binary"} for name in route.images}
    text = {"type": "string", "description": "base64 or a data URI"}
    named = {"type": "string", "description": "what POST /uploads gave"}
    texts = {
        name: {"oneOf": [text, _object({"upload": named}, ["upload"])]}
        for name in route.images
    }
    pictures = [name for name in route.images if name not in route.optional]
    required = pictures + _required(route)
    bodies: dict[str, Any] = {}
    if len(pictures or route.images) == 1:
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
    content: dict[str, Any] = {}
    if issubclass(route.answer, PageAnswer):
        content["text/html"] = {"schema": {"type": "string"}}
    elif issubclass(route.answer, ImageAnswer):
        content["image/jpeg"] = {"schema": {"type": "string", "format": "binary"}}
    else:
        schema = {"schema": {"$ref": _reference(route.answer)}}
        content["application/json"] = schema
    if route.gives_image:
        image = {"schema": {"type": "string", "format": "binary"}}
        content.update(dict.fromkeys(FORMATS, image))
    answers = {"200": {"description": "The answer.", "content": content}}
    if route.gives_image and "warnings" in getattr(route.answer, "model_fields", {}):
        answers["200"]["headers"] = {WARNINGS: WARNED}
    if route.about is not None:
        about = {"schema": {"$ref": _reference(route.about)}}
        answers["200"]["headers"] = {ABOUT: {"content": {"application/json": about}}}
    refusals = (*route.refusals, *(BODY_REFUSALS if route.images else ()))
    if _has_body(route):
        refusals += TEXT_REFUSALS
    elif _parameters(route):
        refusals += (errors.BadParameter,)
    if route.changes:
        refusals += (errors.IdempotencyConflict,)
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
