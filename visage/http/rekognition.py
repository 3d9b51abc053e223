"""The route that answers Amazon Rekognition's calls: AWS JSON 1.1 over HTTP.

The call is named by a header, not by the path; an answer and an error are JSON objects
that the AWS SDKs take apart. Where the operator has made access keys, a request is who
signed it with one; elsewhere it is who API Gateway says, or the owner of the process.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from flask import Flask, Response, g, request

from visage.answers.fields import Parameters
from visage.answers.rekognition.errors import (
    INTERNAL,
    WireError,
    on_the_wire,
)
from visage.answers.rekognition.operations import OPERATIONS, TARGET, operation
from visage.errors import BodyTooLarge, VisageError
from visage.http.app import Problem, Route
from visage.http.caller import Caller, Scope
from visage.http.signature import SignatureRefused, Signed, credential, verify
from visage.stores.key import Key, Keys

PATH = "/rekognition"
# SDKs send to the path of the address that they were given: as it is (Python), or with
# a slash behind it (JavaScript).
PATHS = (PATH, f"{PATH}/")
SUMMARY = "Answer Amazon Rekognition's calls for collections, faces and users"
CONTENT_TYPE = "application/x-amz-json-1.1"
SERVICE = "rekognition"
# A picture of 5 MB as base64, and the rest of a call. Through API Gateway it is less.
MOST_BYTES = 7_100_000
# Where a client that does not sign believes to be.
NOWHERE = "us-east-1"

# Answers a call: its operation's name, its body, who asks, and in which region.
Respond = Callable[[str, Mapping[str, Any], Caller, str], Mapping[str, Any]]


def serve(app: Flask, respond: Respond, keys: Callable[[], Keys | None]) -> None:
    """Answer Rekognition's calls; `keys` gives the access keys, if there are any."""

    def rekognition() -> Response:
        request.max_content_length = MOST_BYTES
        try:
            return _answered(respond, keys())
        except WireError as refusal:
            return _error(refusal)

    for path in PATHS:
        app.add_url_rule(path, view_func=rekognition, methods=["POST"])
    app.extensions["problems"]["rekognition"] = _refused
    app.extensions["routes"].append(
        Route("POST", PATH, Parameters, Problem, summary=SUMMARY, foreign=_documented())
    )


def _answered(respond: Respond, keys: Keys | None) -> Response:
    body = request.get_data()
    if keys is not None:
        g.caller = _signer(body, keys)
    target = request.headers.get("X-Amz-Target", "")
    scope = operation(target).scope
    if not g.caller.may(scope):
        raise WireError("AccessDeniedException", _why_not(g.caller, scope))
    signed_for = credential(request.headers.get("Authorization"))
    region = signed_for.region if signed_for else NOWHERE
    name = target.removeprefix(TARGET)
    return _response(200, respond(name, _members(body), g.caller, region))


def _why_not(caller: Caller, scope: Scope) -> str:
    if caller.is_stranger:
        return (
            "This service has no access keys, so that it knows nobody who may ask: its "
            "operator can name them in VISAGE_KEYS."
        )
    return f"This access key may not do that; it takes one with the scope {scope}."


def _members(body: bytes) -> dict[str, Any]:
    """The members of a body, which may be empty. Raises WireError."""
    try:
        members = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        members = None
    if not isinstance(members, dict):
        raise WireError("SerializationException", "The body is not a JSON object.")
    return members


def _signer(body: bytes, keys: Keys) -> Caller:
    """Who signed the request. Raises WireError."""
    found: dict[str, Key | None] = {}

    def secret_of(name: str) -> str | None:
        key = found[name] = keys.find(name)
        return key.secret if key else None

    headers = {name.lower(): value for name, value in request.headers.items()}
    signed = Signed(
        request.method, _paths(), list(request.args.items(multi=True)), headers, body
    )
    try:
        named = verify(signed, SERVICE, secret_of, datetime.now(UTC)).key
    except SignatureRefused as refusal:
        raise WireError(refusal.kind, str(refusal)) from refusal
    key = found[named]
    scopes = key.scopes if key else frozenset[str]()
    return Caller(named, named, scopes=frozenset(f"visage/{each}" for each in scopes))


def _paths() -> list[str]:
    """What the path may have been when it was signed: with the stage, and the slash."""
    event = request.environ.get("serverless.event") or {}
    context = event.get("requestContext") or {}
    known = (context.get("path"), event.get("path"), request.root_path + request.path)
    bare = {path.rstrip("/") for path in known if isinstance(path, str)}
    return sorted(bare | {f"{path}/" for path in bare})


def _refused(sentence: str, error: VisageError | None) -> Response:
    if isinstance(error, BodyTooLarge):
        sentence = f"The request has more than {MOST_BYTES:,} bytes, the most taken."
    kind = on_the_wire(error).kind if error else INTERNAL
    return _error(WireError(kind, sentence))


def _error(refusal: WireError) -> Response:
    said = {"__type": refusal.kind, "Code": refusal.kind, "Message": str(refusal)}
    response = _response(refusal.status, said)
    response.headers["x-amzn-ErrorType"] = refusal.kind
    return response


def _response(status: int, members: Mapping[str, Any]) -> Response:
    response = Response(json.dumps(members), status, content_type=CONTENT_TYPE)
    response.headers["x-amzn-RequestId"] = g.request_id
    return response


def _documented() -> dict[str, Any]:
    """What the OpenAPI document says of the route."""
    target = {
        "name": "X-Amz-Target",
        "in": "header",
        "required": True,
        "schema": {"enum": [f"{TARGET}{name}" for name in sorted(OPERATIONS)]},
    }
    members = {"type": "object", "additionalProperties": True}
    error = {
        "type": "object",
        "properties": {
            name: {"type": "string"} for name in ("__type", "Code", "Message")
        },
        "required": ["__type", "Code", "Message"],
    }

    def said(description: str, schema: dict[str, Any]) -> dict[str, Any]:
        return {
            "description": description,
            "content": {CONTENT_TYPE: {"schema": schema}},
        }

    return {
        "parameters": [target],
        "requestBody": {
            "required": True,
            "content": {CONTENT_TYPE: {"schema": members}},
        },
        "responses": {
            "200": said("The answer of the call.", members),
            "400": said("Refused, with the type that the call's clients know.", error),
            "500": said("Something went wrong here: InternalServerError.", error),
        },
    }
