"""What was erased, where copies may live on, and the proof that it was said here.

A receipt holds no name, vector, picture or id that a person chose: `subject` is a
keyed hash of the collection's name and the person's id, so that whoever knows these
can have it checked, and nobody else learns them.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Literal

Erasure = Literal["face", "person", "collection", "expired"]


@dataclass(frozen=True)
class Copy:
    """A place that the gallery cannot reach into, and when its copies end."""

    place: str
    until: str


@dataclass(frozen=True)
class Receipt:
    """One erasure. `faces` holds the ids of the faces, save for a whole collection."""

    id: str
    erased: datetime
    kind: Erasure
    collection: str
    subject: str | None
    by: str
    people_count: int
    faces_count: int
    faces: tuple[str, ...]
    suppressed: bool
    copies: tuple[Copy, ...]
    signature: str = ""


def signed(receipt: Receipt, key: bytes) -> Receipt:
    """The receipt with the gallery's signature (HMAC-SHA256)."""
    return replace(receipt, signature=_signature(receipt, key))


def is_genuine(receipt: Receipt, key: bytes) -> bool:
    """Whether the receipt is as this gallery signed it, to the last character."""
    return hmac.compare_digest(receipt.signature, _signature(receipt, key))


def _signature(receipt: Receipt, key: bytes) -> str:
    fields = asdict(receipt)
    del fields["signature"]
    fields["erased"] = receipt.erased.isoformat()
    written = json.dumps(fields, sort_keys=True, separators=(",", ":"))
    return keyed(key, "receipt", written.encode())


def keyed(key: bytes, use: str, content: bytes) -> str:
    """A keyed hash (HMAC-SHA256, hexadecimal) that is of no worth for another use."""
    mac = hmac.new(key, use.encode() + b"\0", hashlib.sha256)
    mac.update(content)
    return mac.hexdigest()


def hidden_subject(key: bytes, collection: str, person: str) -> str:
    """The keyed hash that stands for a person where their id may not stay."""
    return keyed(key, "subject", f"{collection}\0{person}".encode())
