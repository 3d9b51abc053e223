"""The people function with a gallery of its own, asked as API Gateway asks it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from functions.people.handler import handler
from tests.test_align_event import content, event

# Someone who may do everything, and the id of their token.
ADMINISTRATOR = {
    "sub": "0f9b0c1e-6f0a-4a43-9b1c-2f1f6f0e7d11",
    "client_id": "1h57kf5cpq17m0eml12EXAMPLE",
    "jti": "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee",
    "scope": "visage/read visage/enrol visage/erase visage/admin",
    "cognito:groups": "administrator",
}

Answered = tuple[int, Any]


def ask(
    method: str,
    path: str,
    body: object = None,
    *,
    kind: str = "application/json",
    query: dict[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    claims: dict[str, str] | None = None,
) -> Answered:
    """Status and JSON of an answer; a `body` that is no bytes is sent as JSON."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    sent = event(
        b"" if body is None else raw,
        quote(path, safe="/%"),
        None if body is None else kind,
        query,
        method=method,
        claims=ADMINISTRATOR if claims is None else claims,
    )
    sent["headers"] |= headers or {}
    sent["multiValueHeaders"] |= {k: [v] for k, v in (headers or {}).items()}
    answer = handler(sent, None)
    return answer["statusCode"], json.loads(content(answer))
