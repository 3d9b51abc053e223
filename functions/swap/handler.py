"""The Lambda entry point of the swap function."""

from __future__ import annotations

from typing import Any

from serverless_wsgi import handle_request

from functions.swap.app import app, landmarker

landmarker.warm()  # before the snapshot, so that a restored function has it


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Answer one API Gateway event."""
    answer: dict[str, Any] = handle_request(app, event, context)
    return answer
