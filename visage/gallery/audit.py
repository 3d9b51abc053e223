"""Who did what to the gallery, without a name, a picture or a vector."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from visage.gallery.checks import KEY, LONGEST_TEXT, matched, text

Operation = Literal[
    "create_collection",
    "update_collection",
    "erase_collection",
    "enrol",
    "update_person",
    "merge_people",
    "erase_person",
    "assign_faces",
    "release_faces",
    "erase_faces",
    "reject",
    "withdraw_rejection",
    "lift_suppressions",
    "sweep",
]


@dataclass(frozen=True)
class Caller:
    """Who asks for a change.

    `token` is the id of the token that the caller showed. With an `idempotency_key`,
    asking again within a day changes nothing more and gets the same answer.
    """

    name: str
    token: str | None = None
    idempotency_key: str | None = None

    def __post_init__(self) -> None:
        text("name of the caller", self.name, LONGEST_TEXT)
        if self.token is not None:
            text("id of the token", self.token, LONGEST_TEXT)
        if self.idempotency_key is not None:
            matched("idempotency key", self.idempotency_key, KEY)

    def without_key(self) -> Caller:
        """The caller, for a second change of a request: the key stands for one."""
        return replace(self, idempotency_key=None)


@dataclass(frozen=True)
class AuditEntry:
    """One change. Ids are in the order of time; `subject` is as in a receipt."""

    id: str
    at: datetime
    by: str
    token: str | None
    operation: Operation
    collection: str | None
    subject: str | None
    faces_count: int
