"""Events of a WebSocket, as API Gateway hands them to a function.

A client connects, says something, or is gone. Errors become statuses here: of one that
connects, its client reads the status; of what it says, nobody does.
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from visage.errors import Forbidden, VisageError
from visage.http.app import exceptions, logger
from visage.settings import settings

CONNECT, DISCONNECT, MESSAGE = "$connect", "$disconnect", "$default"
LIFE = (CONNECT, DISCONNECT)


@dataclass(frozen=True)
class SocketEvent:
    """What happened on which connection; `query` and `body` may be empty."""

    route: str
    connection: str
    query: Mapping[str, str]
    body: str


def is_of_socket(event: Mapping[str, Any]) -> bool:
    """Whether an event is one of a WebSocket."""
    return "connectionId" in (event.get("requestContext") or {})


def answered(
    event: Mapping[str, Any], work: Callable[[SocketEvent], None]
) -> dict[str, Any]:
    """Work on an event; the answer's status says how that went."""
    context = event["requestContext"]
    told = SocketEvent(
        # serverless-offline names what a client says after the client's own words.
        context["routeKey"] if context["routeKey"] in LIFE else MESSAGE,
        context["connectionId"],
        event.get("queryStringParameters") or {},
        event.get("body") or "",
    )
    status = 200
    try:
        if told.route == CONNECT:
            _check_origin(event.get("headers") or {})
        work(told)
    except VisageError as error:
        status = error.status
        if error.told is not None:
            extra = {"code": error.code, "why": str(error)}
            logger.error("not ready", extra=extra)
    except Exception as error:  # noqa: BLE001  the edge, as for requests over HTTP
        status = 500
        logger.error("internal error", extra={"exceptions": list(exceptions(error))})
    logger.info("socket", extra={"route": told.route, "status": status})
    return {"statusCode": status}


def _check_origin(headers: Mapping[str, str]) -> None:
    """Raises Forbidden for a page of another origin than the site's.

    Browsers let any page open a WebSocket to anywhere, and say whose page it is. What
    is no page says nothing.
    """
    named = {name.lower(): value for name, value in headers.items()}
    origin, ours = named.get("origin"), settings().origin
    if origin is not None and ours not in ("*", origin):
        raise Forbidden("Only the pages of this service's site may connect.")
