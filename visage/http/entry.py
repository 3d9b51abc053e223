"""How Lambda enters a function: its models loaded first, then one event at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from flask import Flask
from serverless_wsgi import handle_request

from visage.errors import Unready
from visage.http.app import logger
from visage.once import Once

T = TypeVar("T")


class Loaded(Once[T]):
    """What a function needs: made at the start, or else at the first request.

    A function whose models are not there yet must start all the same, so that it can
    say what is missing. The next request then tries again.
    """

    def warm(self) -> None:
        """Make it now. A failure is only logged: the next call tries again."""
        try:
            self()
        except Unready as error:
            logger.warning("not ready", extra={"code": error.code, "why": str(error)})


class Warmable(Protocol):
    """What is slow the first time, unless it was tried before."""

    def warm(self) -> None:
        """Try it once."""


W = TypeVar("W", bound=Warmable)


def warmed(configured: Callable[[], W]) -> Loaded[W]:
    """What the settings name, tried once, so that the first request is not slow."""

    def load() -> W:
        made = configured()
        made.warm()
        return made

    return Loaded(load)


Handler = Callable[[dict[str, Any], object], dict[str, Any]]


def lambda_handler(app: Flask, *needed: Loaded[Any]) -> Handler:
    """The entry point of a function, after loading what the function needs.

    Loading happens here because Lambda then takes its snapshot: functions that are
    restored from it have their models already.
    """
    for each in needed:
        each.warm()

    def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
        answer: dict[str, Any] = handle_request(app, event, context)
        return answer

    return handler
