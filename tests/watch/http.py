"""The watch and alerts functions, asked as API Gateway asks them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from tests.test_align_event import content, event

Answered = tuple[int, Any]


def claims(*scopes: str, group: str = "administrator") -> dict[str, str]:
    """What a token says of somebody of a group who asked for scopes."""
    return {
        "sub": "0f9b0c1e-6f0a-4a43-9b1c-2f1f6f0e7d11",
        "client_id": "1h57kf5cpq17m0eml12EXAMPLE",
        "jti": "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee",
        "scope": " ".join(f"visage/{scope}" for scope in scopes),
        "cognito:groups": group,
    }


# Somebody who may do everything.
ADMINISTRATOR = claims("read", "enrol", "erase", "watch", "watchlist", "admin")


def ask(
    function: Any,
    method: str,
    path: str,
    body: object = None,
    *,
    kind: str = "application/json",
    query: dict[str, str] | None = None,
    who: dict[str, str] | None = None,
    key: str | None = None,
) -> Answered:
    """Status and answer; a `body` that is no bytes is sent as JSON.

    `key` says that it is the same request. An answer that is a picture is its bytes.
    """
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    sent = event(
        b"" if body is None else raw,
        quote(path, safe="/%"),
        None if body is None else kind,
        query,
        method=method,
        accept="*/*",
        claims=ADMINISTRATOR if who is None else who,
    )
    if key is not None:
        sent["headers"]["Idempotency-Key"] = key
        sent["multiValueHeaders"]["Idempotency-Key"] = [key]
    answer = function(sent, None)
    said = content(answer)
    [kind_of_answer] = answer["multiValueHeaders"]["Content-Type"]
    if kind_of_answer == "image/jpeg":
        return answer["statusCode"], said
    return answer["statusCode"], json.loads(said)


def queued(*bodies: str | bytes) -> dict[str, Any]:
    """An event of SQS with these messages, as the topic rule of AWS IoT puts them."""
    return {
        "Records": [
            {
                "messageId": f"message-{number}",
                "receiptHandle": "AQEBwJnK",
                "body": body.decode() if isinstance(body, bytes) else body,
                "attributes": {"ApproximateReceiveCount": "1"},
                "messageAttributes": {},
                "md5OfBody": "",
                "eventSource": "aws:sqs",
                "eventSourceARN": "arn:aws:sqs:eu-west-1:123456789012:events",
                "awsRegion": "eu-west-1",
            }
            for number, body in enumerate(bodies)
        ]
    }


def failed(answer: dict[str, Any]) -> Iterable[str]:
    """Which messages a function gives back to the queue."""
    return [each["itemIdentifier"] for each in answer["batchItemFailures"]]
