"""The HTTP edge that every function shares.

A function makes its app with `create_app` and declares each route once, with `route`:
which pictures and parameters it takes and what it answers. Errors become answers here
and nowhere else; so do CORS headers, request ids, logs and metrics.
"""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from traceback import extract_tb
from typing import Any, Generic

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from flask import Flask, Response, current_app, g, request
from pydantic import BaseModel
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound
from werkzeug.exceptions import RequestEntityTooLarge as BodyTooLong

from visage.answers.fields import P
from visage.answers.limits import limited
from visage.errors import AnswerTooLarge, SettingsInvalid, UnknownRoute, VisageError
from visage.http.caller import OWNER, Caller, Scope, check_may, check_pictures
from visage.http.request import (
    MAX_BODY,
    MAX_FIELDS,
    MAX_PARTS,
    Incoming,
    InMemory,
    body_too_large,
    incoming,
)
from visage.pictures.formats import Format
from visage.settings import settings

# A function may answer with 6 MB. Bytes of a picture travel in it as base64, which is a
# third longer.
MAX_TEXT_ANSWER = 6_000_000
MAX_BYTES_ANSWER = 4_500_000
# API Gateway cannot tell an unknown path from a wrong method, and answers both by
# itself, before any function runs: resources/cors.yml says the same sentence.
NO_ROUTE = "No route has this path and method; GET /openapi.json lists those there are."

WARNINGS = "X-Visage-Warnings"
# How a route's path names the values that stand in it.
_IN_PATH = re.compile(r"{(\w+)}")
ABOUT = "X-Visage-About"
# Headers that a page of another origin may read.
EXPOSED = f"X-Request-Id, {WARNINGS}, {ABOUT}"
# An HTML page of ours has its styles and pictures in it. It may run no script, ask
# nobody, and be framed by nobody.
PAGE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

logger = Logger(service="visage")
metrics = Metrics(namespace="Visage", service="visage")


@dataclass(frozen=True)
class ImageAnswer:
    """A picture as an answer; codes of what is doubtful about it go in a header."""

    content: bytes
    format: Format
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class ListAnswer:
    """A JSON list as an answer; what there is to say about it goes in a header."""

    content: BaseModel
    about: BaseModel


@dataclass(frozen=True)
class PageAnswer:
    """An HTML page as an answer, in UTF-8."""

    content: bytes


Answer = BaseModel | ImageAnswer | ListAnswer | PageAnswer


class Problem(BaseModel):
    """Why a request was refused: a sentence for people, a code for programs."""

    error: str
    code: str
    request_id: str | None = None


@dataclass(frozen=True)
class Route(Generic[P]):
    """A route: what it takes, what it answers, what it may refuse.

    `path` may hold parameters, each a whole segment: `/people/{person}`. `images` names
    its pictures, of which those in `optional` may be missing. With
    `gives_image` it answers a picture too, where the request accepts one. `about` is
    what a header says about a list. `scope` is
    what its caller has to be allowed; without one it is for strangers too. `summary`
    is the first line of the endpoint's docstring.
    """

    method: str
    path: str
    parameters: type[P]
    answer: type[BaseModel] | type[PageAnswer] | type[ImageAnswer]
    images: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    gives_image: bool = False
    about: type[BaseModel] | None = None
    scope: Scope | None = None
    refusals: tuple[type[VisageError], ...] = ()
    summary: str = ""
    # What the OpenAPI document says of a route that speaks another service's language.
    foreign: Mapping[str, Any] | None = None

    @property
    def in_path(self) -> list[str]:
        """The parameters that stand in the path."""
        return _IN_PATH.findall(self.path)

    @property
    def changes(self) -> bool:
        """Whether it changes people or collections, as a caller may ask for once."""
        return self.method != "GET" and self.scope in ("enrol", "erase")


Endpoint = Callable[[Incoming[P]], Answer]
# How a route that speaks another service's language says a refusal: its sentence, and
# the error of ours, where it was one.
AsProblem = Callable[[str, VisageError | None], Response]


def create_app(name: str) -> Flask:
    """A Flask app that treats requests and errors as all functions do."""
    app = Flask(name, static_folder=None)
    app.request_class = InMemory
    # Two slashes are no path of ours; werkzeug would send the client to another one.
    app.url_map.merge_slashes = False
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.config["MAX_FORM_PARTS"] = MAX_PARTS
    app.config["MAX_FORM_MEMORY_SIZE"] = MAX_FIELDS
    app.extensions["routes"] = []
    app.extensions["problems"] = {}
    app.before_request(_begin)
    app.after_request(_finish)
    app.register_error_handler(VisageError, _refuse)
    app.register_error_handler(HTTPException, _refuse_http)
    app.register_error_handler(Exception, _fail)
    return app


def route(app: Flask, declared: Route[P]) -> Callable[[Endpoint[P]], Endpoint[P]]:
    """Declare a route: its endpoint gets an Incoming and returns an Answer."""

    def declare(endpoint: Endpoint[P]) -> Endpoint[P]:
        def view(**in_path: str) -> Response:
            if declared.scope is not None:
                check_may(g.caller, declared.scope)
            taken = incoming(
                request,
                g.caller,
                declared.parameters,
                declared.images,
                declared.optional,
                in_path,
            )
            sent = taken.images.keys() - taken.uploaded
            check_pictures(g.caller, [taken.images[name] for name in sent])
            with limited():
                return _respond(endpoint(taken))

        summary = (endpoint.__doc__ or "").strip().split("\n")[0].rstrip(".")
        app.extensions["routes"].append(replace(declared, summary=summary))
        rule = _IN_PATH.sub(r"<\1>", declared.path)
        app.add_url_rule(rule, endpoint.__name__, view, methods=[declared.method])
        return endpoint

    return declare


def routes(app: Flask) -> list[Route[Any]]:
    """What was declared with `route`, for the OpenAPI document."""
    declared: list[Route[Any]] = app.extensions["routes"]
    return declared


def _begin() -> None:
    g.started = time.perf_counter()
    event = request.environ.get("serverless.event")
    g.caller = OWNER if event is None else Caller.of(event)
    context = (event or {}).get("requestContext") or {}
    g.request_id = str(context.get("requestId") or uuid.uuid4())


def _finish(response: Response) -> Response:
    response = _bounded(response)
    response.headers["X-Request-Id"] = g.request_id
    # Where the settings cannot be used, the answer says so, to no page in particular.
    with suppress(SettingsInvalid):
        response.headers["Access-Control-Allow-Origin"] = settings().origin
    response.headers["Access-Control-Expose-Headers"] = EXPOSED
    response.headers["Vary"] = "Origin, Accept"
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    _record(response.status_code)
    return response


def _bounded(response: Response) -> Response:
    text = response.mimetype in ("application/json", "text/html")
    limit = MAX_TEXT_ANSWER if text else MAX_BYTES_ANSWER
    size = response.content_length or 0
    if size <= limit:
        return response
    return _refuse(
        AnswerTooLarge(
            f"The answer has {size:,} bytes, and at most {limit:,} can be sent; ask "
            "for one face, a lower limit, a smaller size, or format=jpeg."
        )
    )


def _record(status: int) -> None:
    """Write one line of log and one of metrics, with nothing of what was sent."""
    milliseconds = (time.perf_counter() - g.started) * 1e3
    rule = request.url_rule.rule if request.url_rule else "unknown"
    path = rule.replace("<", "{").replace(">", "}")
    logger.info(
        "request",
        extra={
            "method": request.method,
            "route": path,
            "status": status,
            "milliseconds": round(milliseconds, 1),
            "bytes": request.content_length or 0,
            "request_id": g.request_id,
            "caller": g.caller.subject,
            "client": g.caller.client,
        },
    )
    metrics.add_dimension("route", path)
    metrics.add_metric("Duration", MetricUnit.Milliseconds, milliseconds)
    metrics.add_metric("Refused", MetricUnit.Count, int(400 <= status < 500))
    metrics.add_metric("Failed", MetricUnit.Count, int(status >= 500))
    metrics.flush_metrics()


def _respond(answer: Answer) -> Response:
    if isinstance(answer, ImageAnswer):
        response = Response(answer.content, mimetype=f"image/{answer.format}")
        if answer.warnings:
            response.headers[WARNINGS] = ", ".join(answer.warnings)
        return response
    if isinstance(answer, PageAnswer):
        page = Response(answer.content, mimetype="text/html")
        page.headers["Content-Security-Policy"] = PAGE_POLICY
        return page
    if isinstance(answer, ListAnswer):
        response = _json(answer.content)
        response.headers[ABOUT] = answer.about.model_dump_json(ensure_ascii=True)
        return response
    return _json(answer)


def _json(content: BaseModel) -> Response:
    return Response(content.model_dump_json(), mimetype="application/json")


def _refuse(error: VisageError) -> Response:
    if error.told is None:
        return _problem(error.status, str(error), error.code, error)
    # An error of AWS names the account and the role: for the operator, not the client.
    extra = {"request_id": g.request_id, "code": error.code, "why": str(error)}
    logger.error("not ready", extra=extra)
    return _problem(error.status, error.told, error.code, error)


def _refuse_http(error: HTTPException) -> Response:
    if isinstance(error, NotFound | MethodNotAllowed):
        return _refuse(UnknownRoute(NO_ROUTE))
    if isinstance(error, BodyTooLong):
        return _refuse(body_too_large(request.content_length))
    return _problem(error.code or 500, f"{error.description}", "http_error")


def _fail(error: Exception) -> Response:
    """The one place where every exception is caught.

    The log has the kind of every exception in the chain and the lines it passed, but
    not its message, which may quote what was sent: a name, or bytes of a picture.
    """
    logger.error(
        "internal error",
        extra={"request_id": g.request_id, "exceptions": list(exceptions(error))},
    )
    return _problem(500, "Something went wrong here; the log has it.", "internal")


def exceptions(error: BaseException | None) -> Iterator[dict[str, Any]]:
    """An exception and those that led to it: its kind, and the lines it passed."""
    while error is not None:
        passed = extract_tb(error.__traceback__)
        yield {
            "kind": type(error).__name__,
            "lines": [f"{at.filename}:{at.lineno} {at.name}" for at in passed],
        }
        error = error.__cause__ or error.__context__


def _problem(
    status: int, sentence: str, code: str, error: VisageError | None = None
) -> Response:
    problems: dict[str, AsProblem] = current_app.extensions["problems"]
    if request.endpoint in problems:
        return problems[request.endpoint](sentence, error)
    request_id = g.request_id if status >= 500 else None
    problem = Problem(error=sentence, code=code, request_id=request_id)
    return Response(
        problem.model_dump_json(exclude_none=True),
        status=status,
        mimetype="application/json",
    )
