"""What requests and answers about a gallery have in common."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field, WithJsonSchema

from visage.answers.fields import Parameters
from visage.gallery.checks import COLLECTION, matched
from visage.gallery.receipts import Erasure, Receipt
from visage.settings import settings

MOST_LISTED = 1000


def matching(what: str, pattern: re.Pattern[str]) -> AfterValidator:
    """Refuses an id that does not match a pattern."""
    return AfterValidator(lambda value: matched(what, value, pattern))


def described(pattern: re.Pattern[str]) -> WithJsonSchema:
    """How the description of a route tells what an id looks like."""
    return WithJsonSchema({"type": "string", "pattern": f"^{pattern.pattern}$"})


CollectionName = Annotated[
    str, matching("name of the collection", COLLECTION), described(COLLECTION)
]


class PageParameters(Parameters):
    """Which part of a list is asked for."""

    after: str | None = Field(
        default=None,
        max_length=300,
        description="what the page before says of where the next one starts",
    )
    limit: int = Field(
        default=100, ge=1, le=MOST_LISTED, description="the most items of an answer"
    )


class InCollection(Parameters):
    """A request about one collection."""

    collection: CollectionName = Field(
        default_factory=lambda: settings().collection,
        description="the collection's name; the operator's default, if not given",
    )


class CopyFacts(BaseModel):
    """A place that the gallery cannot reach into, and when its copies end."""

    place: str
    until: str


class ReceiptFacts(BaseModel):
    """One erasure: what went, when, at whose word, and where copies may live on."""

    id: str
    erased: datetime
    kind: Erasure
    collection: str
    subject: str | None = Field(
        description="keyed hash of the collection's name and the person's id"
    )
    by: str
    people_count: int
    faces_count: int
    faces: list[str] = Field(description="ids; empty for a whole collection")
    suppressed: bool = Field(description="whether it is kept from coming back")
    copies: list[CopyFacts]
    signature: str = Field(description="HMAC-SHA256, by the gallery's own key")


def receipt_facts(receipt: Receipt) -> ReceiptFacts:
    """A receipt as it is handed out."""
    return ReceiptFacts.model_validate(receipt, from_attributes=True)
