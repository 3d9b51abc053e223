"""Stands in for API Gateway: takes requests and has the deployed functions answer.

Everything is read from what was deployed: the stage, the routes, the preflights, the
authoriser, the gateway's own answers, and through each route's integration the alias,
its version, that version's archive and layers.
"""

from __future__ import annotations

import base64
import json
import threading
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from local.rehearsal.functions import Functions
from local.rehearsal.runtime import FunctionFailed
from local.rehearsal.stack import Account, Properties

# The most bytes of an event that Lambda takes.
PAYLOAD_LIMIT = 6_291_556
HEADER = "gatewayresponse.header."


class Refused(Exception):
    """The gateway refuses a request itself: the type of its response, and why."""

    def __init__(self, kind: str, status: int, message: str = "") -> None:
        super().__init__(message)
        self.kind = kind
        self.status = status


@dataclass(frozen=True)
class Answer:
    """What goes back over the wire."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Tokens:
    """A stand-in for Cognito: the claims of each token that counts as valid."""

    claims: Mapping[str, Mapping[str, str]]


class Gateway:
    """Answers requests as the deployed API would."""

    def __init__(self, account: Account, functions: Functions, tokens: Tokens) -> None:
        self.account = account
        self.functions = functions
        self.tokens = tokens

    def answer(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes
    ) -> Answer:
        """The answer to one request, whoever gives it."""
        request_id = str(uuid.uuid4())
        parts = urlsplit(url)
        try:
            path = self.below_stage(parts.path)
            route = self.route(method, path)
            if route["Integration"]["Type"] == "MOCK":
                return preflight(route)
            claims = self.authorise(route, headers.get("Authorization"))
            event = self.event(method, path, parts.query, headers, body, request_id)
            if claims is not None:
                event["requestContext"]["authorizer"] = {"claims": dict(claims)}
            if len(json.dumps(event)) > PAYLOAD_LIMIT:
                raise Refused("REQUEST_TOO_LARGE", 413)
            return self.call(route, event)
        except Refused as refusal:
            return self.own(refusal, request_id)

    def below_stage(self, path: str) -> str:
        """The path behind the stage's name. The stage must have a deployment."""
        (stage,) = self.account.of_type("ApiGateway::Stage").values()
        name = stage.properties["StageName"]
        self.account.by_id(stage.properties["DeploymentId"])
        if not path.startswith(f"/{name}/"):
            raise Refused("MISSING_AUTHENTICATION_TOKEN", 403)
        return path.removeprefix(f"/{name}")

    def route(self, method: str, path: str) -> Properties:
        """The method of the API that a request is for."""
        fitting = [
            found.properties
            for found in self.account.of_type("ApiGateway::Method").values()
            if found.properties["HttpMethod"] == method
            and fits(self.path(found.properties["ResourceId"]), path)
        ]
        if not fitting:
            raise Refused("MISSING_AUTHENTICATION_TOKEN", 403)
        # A path without parameters goes before one with them.
        return min(fitting, key=lambda found: self.path(found["ResourceId"]).count("{"))

    def path(self, resource_id: str) -> str:
        """The path of an API resource, from the root down."""
        try:
            resource = self.account.by_id(resource_id)
        except KeyError:
            return ""  # the root, which is made with the API
        properties = resource.properties
        return f"{self.path(properties['ParentId'])}/{properties['PathPart']}"

    def authorise(
        self, route: Properties, token: str | None
    ) -> Mapping[str, str] | None:
        """The claims of a token that has a scope of the route; None on open routes.

        Other tokens are refused. Signatures are not checked.
        """
        if route["AuthorizationType"] == "NONE":
            return None
        self.account.by_id(route["AuthorizerId"])
        claims = self.tokens.claims.get((token or "").removeprefix("Bearer "))
        if claims is None:
            raise Refused("UNAUTHORIZED", 401)
        if not set(claims["scope"].split()) & set(route["AuthorizationScopes"]):
            raise Refused("ACCESS_DENIED", 403)
        return claims

    def event(
        self,
        method: str,
        path: str,
        query: str,
        headers: Mapping[str, str],
        body: bytes,
        request_id: str,
    ) -> dict[str, Any]:
        """A request as a proxy integration gives it to a function."""
        (api,) = self.account.of_type("ApiGateway::RestApi").values()
        binary = "*/*" in api.properties.get("BinaryMediaTypes", [])
        text = base64.b64encode(body).decode() if binary else body.decode()
        values = parse_qs(query, keep_blank_values=True)
        return {
            "resource": path,
            "path": path,
            "httpMethod": method,
            "headers": dict(headers),
            "multiValueHeaders": {name: [value] for name, value in headers.items()},
            "queryStringParameters": {name: each[-1] for name, each in values.items()},
            "multiValueQueryStringParameters": values,
            "pathParameters": None,
            "stageVariables": None,
            "requestContext": {
                "requestId": request_id,
                "stage": self.stage(),
                "identity": {"sourceIp": "127.0.0.1"},
                "httpMethod": method,
                # As it was asked for, with the stage: clients sign this one.
                "path": f"/{self.stage()}{path}",
            },
            "body": text if body else None,
            "isBase64Encoded": bool(body) and binary,
        }

    def stage(self) -> str:
        (stage,) = self.account.of_type("ApiGateway::Stage").values()
        return str(stage.properties["StageName"])

    def call(self, route: Properties, event: dict[str, Any]) -> Answer:
        """The answer of the function behind a route."""
        uri = route["Integration"]["Uri"]
        alias = uri.partition("/functions/")[2].removesuffix("/invocations")
        try:
            result = self.functions.instance(alias).invoke(event)
        except FunctionFailed as failure:
            raise Refused("DEFAULT_5XX", 502, str(failure)) from failure
        headers = {
            **result.get("headers", {}),
            **{
                name: values[-1]
                for name, values in result.get("multiValueHeaders", {}).items()
            },
        }
        encoded = result.get("isBase64Encoded")
        body = result.get("body") or ""
        content = base64.b64decode(body) if encoded else body.encode()
        return Answer(int(result["statusCode"]), headers, content)

    def own(self, refusal: Refused, request_id: str) -> Answer:
        """The gateway's own answer, from the deployed GatewayResponses."""
        responses = {
            one.properties["ResponseType"]: one.properties
            for one in self.account.of_type("ApiGateway::GatewayResponse").values()
        }
        default = "DEFAULT_4XX" if refusal.status < 500 else "DEFAULT_5XX"
        chosen = responses.get(refusal.kind) or responses[default]
        context = {
            "context.requestId": request_id,
            "context.error.messageString": json.dumps(str(refusal)),
        }
        headers = {
            name.removeprefix(HEADER): value.strip("'")
            for name, value in chosen["ResponseParameters"].items()
        }
        text = chosen["ResponseTemplates"]["application/json"]
        for name, value in context.items():
            text = text.replace(f"${name}", value)
        status = int(chosen.get("StatusCode", refusal.status))
        return Answer(
            status,
            {
                "Content-Type": "application/json",
                "X-Amzn-RequestId": request_id,
                **headers,
            },
            text.encode(),
        )


def fits(pattern: str, path: str) -> bool:
    """Whether a path is one of a route whose parameters stand for a segment each."""
    wanted, given = pattern.split("/"), path.split("/")
    return len(wanted) == len(given) and all(
        one.startswith("{") or one == unquote(segment)
        for one, segment in zip(wanted, given, strict=True)
    )


def preflight(route: Properties) -> Answer:
    """The answer that the gateway's mock gives to OPTIONS."""
    (response,) = route["Integration"]["IntegrationResponses"]
    prefix = "method.response.header."
    headers = {
        name.removeprefix(prefix): value.strip("'")
        for name, value in response["ResponseParameters"].items()
    }
    return Answer(int(response["StatusCode"]), headers, b"")


class Front(BaseHTTPRequestHandler):
    """HTTP on loopback before a gateway."""

    protocol_version = "HTTP/1.1"
    server: FrontServer

    def serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = dict(self.headers.items())
        answer = self.server.gateway.answer(self.command, self.path, headers, body)
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            if name.lower() != "content-length":
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("do_"):
            return self.serve
        raise AttributeError(name)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing; what counts is asserted."""


class FrontServer(ThreadingHTTPServer):
    """The address of a gateway."""

    daemon_threads = True

    def __init__(self, gateway: Gateway) -> None:
        super().__init__(("127.0.0.1", 0), Front)
        self.gateway = gateway


@contextmanager
def serving(gateway: Gateway) -> Iterator[str]:
    """The address of the deployed API, stage included."""
    server = FrontServer(gateway)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/{gateway.stage()}"
    finally:
        server.shutdown()
        server.server_close()
