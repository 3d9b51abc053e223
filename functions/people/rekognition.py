"""The route of Amazon Rekognition's calls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from functions.people.base import app, gallery, recognizer
from visage.answers.rekognition.context import Context
from visage.answers.rekognition.operations import OPERATIONS
from visage.gallery.audit import Caller
from visage.gallery.consent import operator_policy
from visage.http.caller import Caller as Asking
from visage.http.rekognition import serve
from visage.settings import settings
from visage.stores.buckets import fetch
from visage.stores.key import Keys
from visage.stores.keys import keys_at


def respond(
    name: str, body: Mapping[str, Any], asking: Asking, region: str
) -> Mapping[str, Any]:
    """The answer to a call over the configured gallery."""
    context = Context(
        gallery=gallery(),
        recognizer=recognizer,
        caller=Caller(asking.subject or "a stranger", asking.token),
        region=region,
        policy=operator_policy(),
        buckets=settings().allowed_buckets,
        fetch=fetch,
    )
    return OPERATIONS[name](body, context)


def access_keys() -> Keys | None:
    """The access keys that the settings name, if they name any."""
    address = settings().keys
    return keys_at(address) if address else None


serve(app, respond, access_keys)
