"""Who agreed that a face is kept, for what, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from visage.errors import BadParameter, ConsentExpired, SettingsInvalid
from visage.gallery.checks import LONGEST_TEXT, instant, text
from visage.settings import settings

# A policy that outlives a century is a slip of the keyboard.
MOST_DAYS = 36_500


@dataclass(frozen=True)
class Consent:
    """A consent as it was given; it is in force until `expires`, or without end.

    `by` says who gave it: the person, or who speaks for them. `source` says whether
    it came with the request or from the collection's policy.
    """

    by: str
    purpose: str
    given: datetime
    expires: datetime | None = None
    source: Literal["request", "policy"] = "request"

    def __post_init__(self) -> None:
        text("name of who consents", self.by, LONGEST_TEXT)
        text("purpose of the consent", self.purpose, LONGEST_TEXT)
        instant("moment of the consent", self.given)
        if self.expires is not None:
            instant("expiry of the consent", self.expires)

    def in_force(self, now: datetime) -> bool:
        """Whether it holds at this moment; at `expires` itself it does no longer."""
        return self.expires is None or now < self.expires

    def required(self, now: datetime, whose: str) -> Consent:
        """This consent, in force. Raises ConsentExpired."""
        if not self.in_force(now):
            raise ConsentExpired(
                f"The consent of {whose} expired at {self.expires:%Y-%m-%d %H:%M} UTC; "
                "record a new one first."
            )
        return self


@dataclass(frozen=True)
class ConsentNow:
    """A consent that is given at the moment when it is recorded.

    The same request sent again says the same, which a moment of its own would not.
    """

    by: str
    purpose: str
    expires: datetime | None = None

    def __post_init__(self) -> None:
        self.at(datetime.now(UTC))

    def at(self, now: datetime) -> Consent:
        """The consent as it is recorded. Raises BadParameter."""
        return Consent(self.by, self.purpose, now, self.expires)


@dataclass(frozen=True)
class ConsentPolicy:
    """What a collection's operator states once for all who are put into it.

    Whoever is enrolled without a consent of their own is recorded with this one,
    which ends `days` days later, or never.
    """

    by: str
    purpose: str
    days: int | None = None

    def __post_init__(self) -> None:
        text("name of who states the policy", self.by, LONGEST_TEXT)
        text("purpose of the policy", self.purpose, LONGEST_TEXT)
        days("days of the policy", self.days)

    def consent(self, now: datetime) -> Consent:
        """The consent that is recorded for someone enrolled at this moment."""
        ends = None if self.days is None else now + timedelta(days=self.days)
        return Consent(self.by, self.purpose, now, ends, "policy")


def dated(consent: Consent | ConsentNow, now: datetime) -> Consent:
    """A consent with its moment."""
    return consent.at(now) if isinstance(consent, ConsentNow) else consent


def operator_policy() -> ConsentPolicy | None:
    """The policy that the settings state for collections without one of their own.

    Raises SettingsInvalid where half of it is there, or what cannot be kept.
    """
    by, purpose = settings().policy_by, settings().policy_purpose
    if not by and not purpose:
        return None
    if not by or not purpose:
        raise SettingsInvalid(
            "VISAGE_POLICY_BY and VISAGE_POLICY_PURPOSE have to be given together: who "
            "states the consent policy, and for which purpose."
        )
    try:
        return ConsentPolicy(by, purpose)
    except BadParameter as error:
        raise SettingsInvalid(
            f"VISAGE_POLICY_BY and VISAGE_POLICY_PURPOSE cannot be used: {error}"
        ) from error


def days(what: str, value: int | None) -> None:
    """Raises BadParameter where a number of days makes no sense."""
    if value is not None and not 1 <= value <= MOST_DAYS:
        raise BadParameter(f"The {what} are {value}; 1 to {MOST_DAYS} can be.")
