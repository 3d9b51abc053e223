"""Routes of the field's DeepFace-based service, answered as that service does.

A refusal is a status and `{"error": sentence}`, and what cannot be understood at all is
the status 400 and one fixed sentence.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, g, request

from visage.answers.fields import Parameters
from visage.answers.limits import limited
from visage.answers.samples import MOST_SAMPLES, Sample, Samples
from visage.errors import (
    Forbidden,
    MalformedRequest,
    Unprocessable,
    UnsupportedMedia,
    VisageError,
)
from visage.http.app import Problem, Route
from visage.http.caller import Caller, Scope, check_may

INVALID = "Invalid request."
FIELDS = ("id", "name", "image", "metadata", "action")


class Invalid(MalformedRequest):
    """A request that is not of the contract."""

    code = "invalid"

    def __init__(self) -> None:
        super().__init__(INVALID)


def serve(app: Flask, asked_by: Callable[[Caller], Samples]) -> None:
    """Answer the contract's routes from the samples that a caller asks for."""

    def samples(scope: Scope) -> Samples:
        check_may(g.caller, scope)
        return asked_by(g.caller)

    def update() -> Response:
        asked = samples("enrol")
        wanted = [_sample(each) for each in _listed(_body())]
        if any(each.verb == "delete" for each in wanted):
            check_may(g.caller, "erase")
        return _answer(asked.update(wanted))

    def recognize() -> Response:
        asked = samples("read")
        body = _body()
        if not isinstance(body, dict) or not isinstance(body.get("image"), str):
            raise Invalid
        with limited():
            return _answer(asked.known(body["image"], _distance(body)))

    def clear() -> Response:
        # A page of another site could have a browser ask for this with a link.
        if request.headers.get("Sec-Fetch-Site") == "cross-site":
            raise Forbidden("A page of another site cannot clear the samples.")
        samples("erase").clear()
        return _answer({"success": True})

    for path, methods, operation, view in (
        ("/update-samples", ("POST",), UPDATE, update),
        ("/face-recognition", ("POST",), RECOGNIZE, recognize),
        ("/clear-samples", ("GET", "POST"), CLEAR, clear),
    ):
        name = path.strip("/")
        app.add_url_rule(path, name, view, methods=methods)
        app.extensions["problems"][name] = refused
        app.extensions["routes"] += [
            Route(method, path, Parameters, Problem, foreign=operation)
            for method in methods
        ]


def refused(sentence: str, error: VisageError | None) -> Response:
    """A refusal in the contract's form, which knows 400 for whatever is not right."""
    status = error.status if error else 500
    if isinstance(error, MalformedRequest | UnsupportedMedia | Unprocessable):
        status = 400
    return _answer({"error": sentence}, status)


def _body() -> Any:
    try:
        return json.loads(request.get_data(), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise Invalid from error


def _no_constant(word: str) -> None:
    raise ValueError(word)  # NaN and Infinity are not JSON


def _listed(body: Any) -> list[Any]:
    if not isinstance(body, list):
        raise Invalid
    return body


def _sample(given: Any) -> Sample:
    """A sample whose answer can name it. Raises Invalid."""
    if not isinstance(given, dict):
        raise Invalid
    named = given.get("id")
    if not isinstance(named, str | int) or isinstance(named, bool):
        raise Invalid
    return Sample(**{name: given[name] for name in FIELDS if name in given})


def _distance(body: dict[str, Any]) -> float | None:
    given = body.get("min_distance")
    if given is None:
        return None
    if not isinstance(given, int | float) or isinstance(given, bool):
        raise Invalid
    try:
        wanted = float(given)
    except OverflowError as error:
        raise Invalid from error
    if not math.isfinite(wanted) or wanted < 0:
        raise Invalid
    return wanted


def _answer(content: object, status: int = 200) -> Response:
    return Response(json.dumps(content), status, mimetype="application/json")


_ERROR = {
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "properties": {"error": {"type": "string"}},
                "required": ["error"],
            }
        }
    }
}
_REFUSALS = {
    "400": {"description": "Refused: not of the contract.", **_ERROR},
    "401": {"description": "Refused: unauthorized.", **_ERROR},
    "403": {"description": "Refused: forbidden.", **_ERROR},
    "413": {"description": "Refused: too much for one call.", **_ERROR},
    "500": {"description": "Something went wrong here.", **_ERROR},
}
_ID = {"oneOf": [{"type": "string"}, {"type": "integer"}]}
_IMAGE = {"type": "string", "description": "a data URI, or base64"}


def _operation(
    summary: str, answer: dict[str, Any], body: dict[str, Any] | None = None
) -> dict[str, Any]:
    content = {"application/json": {"schema": answer}}
    operation: dict[str, Any] = {
        "summary": summary,
        "responses": {
            "200": {"description": "The answer.", "content": content},
            **_REFUSALS,
        },
    }
    if body is not None:
        sent = {"application/json": {"schema": body}}
        operation["requestBody"] = {"required": True, "content": sent}
    return operation


def _object(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
    }


UPDATE = _operation(
    "Add, replace or delete samples",
    _object(
        {
            "success": {"type": "array", "items": _ID},
            "fail": {"type": "array", "items": _ID},
        },
        "success",
        "fail",
    ),
    {
        "type": "array",
        "maxItems": MOST_SAMPLES,
        "items": _object(
            {
                "id": _ID,
                "name": {"type": "string"},
                "image": _IMAGE,
                "metadata": {},
                "action": {
                    "type": "string",
                    "description": "add (the default) or delete",
                },
            },
            "id",
        ),
    },
)
RECOGNIZE = _operation(
    "Say whose sample is nearest to each face of a picture",
    {
        "type": "array",
        "items": _object(
            {
                "bbox": {"type": "string", "examples": ["120, 80, 64, 72"]},
                "id": _ID,
                "name": {"type": "string"},
                "metadata": {},
            },
            *("bbox", "id", "name", "metadata"),
        ),
    },
    _object(
        {
            "image": _IMAGE,
            "min_distance": {
                "type": "number",
                "minimum": 0,
                "description": "the largest distance of a sample that counts",
            },
        },
        "image",
    ),
)
CLEAR = _operation(
    "Erase every sample",
    _object({"success": {"type": "boolean"}}, "success"),
)
