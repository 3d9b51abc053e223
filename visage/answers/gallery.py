"""What requests and answers about a gallery have in common."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, WithJsonSchema

from visage.answers.fields import Parameters
from visage.errors import BadParameter, CollectionExists, UnknownCollection
from visage.gallery import rules
from visage.gallery.audit import Caller
from visage.gallery.checks import COLLECTION, matched
from visage.gallery.collections import NewCollection
from visage.gallery.consent import Consent, ConsentNow, operator_policy
from visage.gallery.people import NewPerson
from visage.gallery.protocol import Gallery
from visage.settings import settings

T = TypeVar("T")

MOST_LISTED = 1000
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


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


def _own_collection() -> str:
    return settings().collection


class InCollection(Parameters):
    """A request about one collection."""

    collection: CollectionName = Field(
        default_factory=_own_collection,
        description="the collection's name; people, if not given",
    )


def is_own(collection: str) -> bool:
    """Whether it is the collection that the operator's requests mean by default.

    It counts as there, and empty, before anyone has been enrolled.
    """
    return collection == _own_collection()


def make_own(
    gallery: Gallery, profile: str, dimension: int, first: NewPerson, caller: Caller
) -> None:
    """Make the default collection for the first person of it.

    It is for vectors of so many numbers by the embedder of this name. Raises
    ConsentMissing or ConsentExpired where they could not be kept in it.
    """
    new = NewCollection(_own_collection(), profile, dimension, operator_policy())
    rules.person_consent(first, new, rules.utc_now())
    with suppress(CollectionExists):  # someone else has just made it
        # The caller's key is for what they ask for themselves.
        gallery.create_collection(new, caller.without_key())


def _moment(value: Any, *, end_of_day: bool) -> datetime:
    """A moment with its time zone, or a day, which begins and ends in UTC."""
    try:
        if not isinstance(value, str):
            raise ValueError
        moment = datetime.fromisoformat(value)
        if _DAY.fullmatch(value):
            day = datetime.combine(moment.date(), time(), UTC)
            return day + timedelta(days=1) if end_of_day else day
        if moment.tzinfo is None:
            raise ValueError
        return moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(
            "it should be a day such as 2027-12-31, or a moment with its time zone "
            "such as 2027-12-31T18:00:00Z"
        ) from error


_IN_ISO = WithJsonSchema({"type": "string", "examples": ["2027-12-31"]})
Since = Annotated[
    datetime, BeforeValidator(lambda value: _moment(value, end_of_day=False)), _IN_ISO
]
Until = Annotated[
    datetime, BeforeValidator(lambda value: _moment(value, end_of_day=True)), _IN_ISO
]


class ConsentSaid(Parameters):
    """A consent, as a request records it."""

    consent_by: str | None = Field(
        default=None, description="who has agreed: the person, or who speaks for them"
    )
    consent_purpose: str | None = Field(
        default=None, description="what they have agreed to"
    )
    consent_given: Since | None = Field(
        default=None, description="since when: a day or a moment; now, if not given"
    )
    consent_expires: Until | None = Field(
        default=None,
        description="until when: a day, the last one, or a moment; never, if not given",
    )

    @property
    def consent(self) -> Consent | ConsentNow | None:
        """The consent that is said, if any. Raises BadParameter where it is half."""
        by, purpose = self.consent_by, self.consent_purpose
        given, expires = self.consent_given, self.consent_expires
        if (by, purpose, given, expires) == (None,) * 4:
            return None
        if by is None or purpose is None:
            raise BadParameter(
                "A consent says who has given it and to what: give consent_by and "
                "consent_purpose together."
            )
        if given is None:
            return ConsentNow(by, purpose, expires)
        return Consent(by, purpose, given, expires)


class ConsentFacts(BaseModel):
    """Who has agreed to what, and whether that still holds."""

    by: str
    purpose: str
    given: datetime
    expires: datetime | None
    source: str = Field(description="request, or policy of the collection")
    in_force: bool


def consent_facts(consent: Consent) -> ConsentFacts:
    """What an answer says of a consent."""
    return ConsentFacts(
        by=consent.by,
        purpose=consent.purpose,
        given=consent.given,
        expires=consent.expires,
        source=consent.source,
        in_force=consent.in_force(rules.utc_now()),
    )


def or_empty(collection: str, ask: Callable[[], T], empty: T) -> T:
    """What the gallery says; `empty` where the default collection is not made yet."""
    try:
        return ask()
    except UnknownCollection:
        if not is_own(collection):
            raise
        return empty
