"""Records as text: how the stores that keep rows write what is in them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import TypeAdapter

from visage.gallery.audit import AuditEntry
from visage.gallery.consent import Consent, ConsentPolicy
from visage.gallery.idempotency import Answer
from visage.gallery.receipts import Receipt

CONSENT = TypeAdapter(Consent)
POLICY = TypeAdapter(ConsentPolicy)
ANSWER = TypeAdapter(Answer)
RECEIPT = TypeAdapter(Receipt)
ENTRY = TypeAdapter(AuditEntry)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def micros(moment: datetime) -> int:
    """A moment as rows keep it: microseconds since 1970, UTC."""
    return (moment - _EPOCH) // _MICROSECOND


def moment(microseconds: int) -> datetime:
    """A moment of a row, in UTC."""
    return _EPOCH + microseconds * _MICROSECOND


def expiry(consent: Consent | None) -> int | None:
    """When a consent ends."""
    return micros(consent.expires) if consent and consent.expires else None


def written(adapter: TypeAdapter[Any], value: Any) -> str | None:
    """A record as JSON text."""
    return None if value is None else adapter.dump_json(value).decode()
