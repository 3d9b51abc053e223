"""Tells Schemathesis that what Amazon Rekognition's clients speak is JSON."""

from __future__ import annotations

import json
from typing import Any

import schemathesis

AMAZON_JSON = "application/x-amz-json-1.1"

schemathesis.serializer.alias(AMAZON_JSON, "application/json")


@schemathesis.deserializer(AMAZON_JSON)
def read(context: schemathesis.DeserializationContext, response: Any) -> Any:
    """What such an answer says."""
    return json.loads(response.content)
