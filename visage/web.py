"""The HTTP edge that every function shares.

A function makes its app with `create_app` and declares each route once, with
`route`: its pictures, its parameters, its answer. Body parsing, errors, CORS,
request ids, logs and metrics happen here and nowhere else.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from flask import Flask, Response, g, request
from pydantic import BaseModel
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound
from werkzeug.exceptions import RequestEntityTooLarge as BodyTooLong

from visage import errors
from visage.body import MAX_BODY, Incoming, P, Parameters, body_too_large, incoming
from visage.errors import AnswerTooLarge, Unready, VisageError
from visage.image import Format
from visage.settings import settings

# Lambda carries 6 MB; a picture travels as base64, which adds a third.
MAX_TEXT_ANSWER = 6_000_000
MAX_BYTES_ANSWER = 4_500_000

WARNINGS = "X-Visage-Warnings"
EXPOSED = f"X-Request-Id, {WARNINGS}"  # headers that a page of another origin may read

logger = Logger(service="visage")
metrics = Metrics(namespace="Visage", service="visage")


@dataclass(frozen=True)
class ImageAnswer:
    """A picture as an answer; codes of what is doubtful about it go in a header."""

    content: bytes
    format: Format
    warnings: tuple[str, ...] = ()


Answer = BaseModel | ImageAnswer


class Problem(BaseModel):
    """Why a request was refused: a sentence for people, a code for programs."""

    error: str
    code: str
    request_id: str | None = None


@dataclass(frozen=True)
class Route:
    """What the OpenAPI document says of a route."""

    method: str
    path: str
    summary: str
    answer: type[BaseModel]
    images: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    parameters: type[Parameters] = Parameters
    gives_image: bool = False
    refusals: tuple[type[VisageError], ...] = ()


T = TypeVar("T")


class Loaded(Generic[T]):
    """Something costly that is made once: at the start if it can be, else when asked.

    A function must start even where its models are not there yet, so that it can
    say so; the next request tries again.
    """

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._made: T | None = None

    def warm(self) -> None:
        """Make it now; a failure is logged, and raised when it is asked for."""
        try:
            self.get()
        except Unready as error:
            logger.warning("not ready", extra={"code": error.code, "why": str(error)})

    def get(self) -> T:
        """The thing itself. Raises what making it raises."""
        if self._made is None:
            self._made = self._make()
        return self._made


def create_app(name: str) -> Flask:
    """A Flask app with the manners that all functions share."""
    app = Flask(name, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.extensions["routes"] = []
    app.before_request(_begin)
    app.after_request(_finish)
    app.register_error_handler(VisageError, _refuse)
    app.register_error_handler(HTTPException, _refuse_http)
    app.register_error_handler(Exception, _fail)
    return app


def route(
    app: Flask,
    method: str,
    path: str,
    answer: type[BaseModel],
    *,
    images: tuple[str, ...] = (),
    optional: tuple[str, ...] = (),
    parameters: type[P] = Parameters,  # type: ignore[assignment]
    gives_image: bool = False,
    refusals: tuple[type[VisageError], ...] = (),
) -> Callable[[Callable[[Incoming[P]], Answer]], Callable[[Incoming[P]], Answer]]:
    """Declare a route: the function gets an Incoming and returns a model or a picture.

    The first line of its docstring is the summary in the OpenAPI document.
    """

    def declare(
        endpoint: Callable[[Incoming[P]], Answer],
    ) -> Callable[[Incoming[P]], Answer]:
        def view() -> Response:
            return _respond(endpoint(incoming(request, parameters, images, optional)))

        summary = (endpoint.__doc__ or "").strip().split("\n")[0].rstrip(".")
        app.extensions["routes"].append(
            Route(
                method=method,
                path=path,
                summary=summary,
                answer=answer,
                images=images,
                optional=optional,
                parameters=parameters,
                gives_image=gives_image,
                refusals=refusals,
            )
        )
        app.add_url_rule(path, endpoint.__name__, view, methods=[method])
        return endpoint

    return declare


def routes(app: Flask) -> list[Route]:
    """What was declared with `route`, for the OpenAPI document."""
    declared: list[Route] = app.extensions["routes"]
    return declared


def _begin() -> None:
    g.started = time.perf_counter()
    event = request.environ.get("serverless.event") or {}
    context = event.get("requestContext") or {}
    g.request_id = str(context.get("requestId") or uuid.uuid4())


def _finish(response: Response) -> Response:
    response = _bounded(response)
    response.headers["X-Request-Id"] = g.request_id
    response.headers["Access-Control-Allow-Origin"] = settings().origin
    response.headers["Access-Control-Expose-Headers"] = EXPOSED
    response.headers["Vary"] = "Origin, Accept"
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    _record(response.status_code)
    return response


def _bounded(response: Response) -> Response:
    text = response.mimetype == "application/json"
    limit = MAX_TEXT_ANSWER if text else MAX_BYTES_ANSWER
    size = response.content_length or 0
    if size <= limit:
        return response
    return _refuse(
        AnswerTooLarge(
            f"The answer has {size:,} bytes, and at most {limit:,} can be sent; ask "
            "for one face, a smaller size, or format=jpeg."
        )
    )


def _record(status: int) -> None:
    """One line of log and one of metrics; neither holds anything of the picture."""
    milliseconds = (time.perf_counter() - g.started) * 1e3
    path = request.url_rule.rule if request.url_rule else "unknown"
    logger.info(
        "request",
        extra={
            "method": request.method,
            "route": path,
            "status": status,
            "milliseconds": round(milliseconds, 1),
            "bytes": request.content_length or 0,
            "request_id": g.request_id,
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
    return Response(answer.model_dump_json(), mimetype="application/json")


def _refuse(error: VisageError) -> Response:
    return _problem(error.status, str(error), error.code)


def _refuse_http(error: HTTPException) -> Response:
    if isinstance(error, NotFound):
        return _refuse(
            errors.UnknownRoute(
                f"There is no route {request.path[:80]}; /openapi.json lists them."
            )
        )
    if isinstance(error, MethodNotAllowed):
        allowed = ", ".join(sorted(error.valid_methods or ()))
        return _refuse(
            errors.MethodNotAllowed(
                f"{request.path[:80]} takes {allowed}, not {request.method}."
            )
        )
    if isinstance(error, BodyTooLong):
        return _refuse(body_too_large(request.content_length))
    return _problem(error.code or 500, f"{error.description}", "http_error")


def _fail(error: Exception) -> Response:
    """The one place where every exception is caught."""
    logger.exception("internal error", extra={"request_id": g.request_id})
    return _problem(500, "Something went wrong here; the log has it.", "internal")


def _problem(status: int, sentence: str, code: str) -> Response:
    request_id = g.request_id if status >= 500 else None
    problem = Problem(error=sentence, code=code, request_id=request_id)
    return Response(
        problem.model_dump_json(exclude_none=True),
        status=status,
        mimetype="application/json",
    )
