"""A change that is asked for twice is made once.

What is remembered of a request is a keyed hash, and of its answer the ids it is made
of; where one of those is erased, the answer is forgotten too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime, timedelta
from typing import Any

from visage.errors import IdempotencyConflict
from visage.gallery.audit import Caller, Operation
from visage.gallery.faces import NewFace
from visage.gallery.receipts import keyed

# As long as clients try again; Amazon's own tokens live for some minutes to a day.
REMEMBERED = timedelta(days=1)


@dataclass(frozen=True)
class Answer:
    """What an answer is made of. `gone` where the person has been erased since.

    `faces` holds ids, and whether each was there already.
    """

    collection: str
    person: str | None = None
    faces: tuple[tuple[str, bool], ...] = ()
    receipt: str | None = None
    count: int = 0
    gone: bool = False


@dataclass(frozen=True)
class Request:
    """One request for a change, as it is remembered. `slot` is None without a key."""

    operation: Operation
    slot: str | None
    fingerprint: str

    @classmethod
    def made(
        cls, key: bytes, operation: Operation, caller: Caller, *arguments: Any
    ) -> Request:
        """The request of a caller; `key` is the gallery's."""
        slot = None
        if caller.idempotency_key is not None:
            whose = f"{caller.name}\0{caller.idempotency_key}"
            slot = keyed(key, "idempotency key", whose.encode())
        said = written(operation, *arguments).encode()
        return cls(operation, slot, keyed(key, "request", said))

    def same_as(self, fingerprint: str) -> None:
        """Raises IdempotencyConflict where the key stood for something else."""
        if fingerprint != self.fingerprint:
            raise conflict()


def conflict() -> IdempotencyConflict:
    """What is said where a key stood for another request."""
    return IdempotencyConflict(
        "This idempotency key was used for another request within the last day; send a "
        "new key with a new request."
    )


def written(*arguments: Any) -> str:
    """A request's arguments as text, by which it is known again."""
    return json.dumps(_plain(arguments), sort_keys=True)


def _plain(value: Any) -> Any:
    """A request's argument as JSON. Of a face, only what tells it from another."""
    if isinstance(value, NewFace):
        value = (value.sighting, value.external_id, value.consent, value.id)
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value
