"""A function that says what reached it, to test the local gateway with."""

import base64
import hashlib
import json
import os
import time
from typing import Any

PICTURE = bytes(range(256)) * 16


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Do what the query string asks; by default, describe the event."""
    print("no line end", end="")
    print('{"result": {"statusCode": 418}}')
    query = event["queryStringParameters"] or {}
    match query.get("do"):
        case "raise":
            raise ValueError("asked to")
        case "exit":
            os._exit(3)
        case "sleep":
            time.sleep(float(query["seconds"]))
        case "much":
            return answer("text/plain", "x" * 7_000_000)
        case "picture":
            body = base64.b64encode(PICTURE).decode()
            return answer("image/png", body) | {"isBase64Encoded": True}
        case "nothing":
            return {}
    return answer("application/json", json.dumps(describe(event, context)))


def answer(kind: str, body: str) -> dict[str, Any]:
    headers = {"Content-Type": kind, "Access-Control-Allow-Origin": "*"}
    return {"statusCode": 200, "headers": headers, "body": body}


def describe(event: dict[str, Any], context: Any) -> dict[str, Any]:
    body = event["body"]
    headers = {name.lower(): text for name, text in event["headers"].items()}
    return {
        "encoded": event["isBase64Encoded"],
        "sha256": body and hashlib.sha256(base64.b64decode(body)).hexdigest(),
        "type": headers.get("content-type"),
        "path": event["path"],
        "function": context.function_name,
        "in_time": 0 < context.get_remaining_time_in_millis() <= 28_000,
        "models": os.environ.get("VISAGE_MODELS"),
        "process": os.getpid(),
    }
