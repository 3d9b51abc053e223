"""What is asked and answered about alerts."""

from __future__ import annotations

from pydantic import BaseModel, Field

from visage.answers.fields import Parameters
from visage.answers.gallery import PageParameters
from visage.errors import NoReference
from visage.gallery.audit import Caller
from visage.gallery.checks import LONGEST_TEXT
from visage.watch.alerts import Alert, AlertId, Alerts, Asked, Kind, State
from visage.watch.events import CameraName
from visage.watch.judging import Decided, Judge


class AlertParameters(Parameters):
    """Which alert is meant."""

    id: AlertId = Field(description="the alert's id")


class AlertsParameters(PageParameters):
    """Which alerts are listed."""

    state: State | None = Field(default=None, description="of these alone")
    kind: Kind | None = Field(default=None, description="of these alone")
    camera: CameraName | None = Field(default=None, description="of this one alone")


class DecideParameters(AlertParameters):
    """What is said of an alert that is decided."""

    note: str | None = Field(
        default=None,
        min_length=1,
        max_length=LONGEST_TEXT,
        description="why, for whoever asks later",
    )


class AlertsAnswer(BaseModel):
    """Alerts, the newest first; `after` is null on the last page.

    A page may be shorter than asked for and not the last one.
    """

    alerts: list[Alert]
    after: str | None


def list_alerts(alerts: Alerts, asked: AlertsParameters) -> AlertsAnswer:
    """Alerts, a page at a time."""
    chosen = Asked(asked.state, asked.kind, asked.camera)
    found, after = alerts.page(chosen, asked.after, asked.limit)
    return AlertsAnswer(alerts=found, after=after)


def show_alert(alerts: Alerts, asked: AlertParameters) -> Alert:
    """One alert. Raises UnknownAlert."""
    return alerts.get(asked.id)


def crop_of(alerts: Alerts, asked: AlertParameters) -> bytes:
    """The look that an alert was decided by: JPEG. Raises UnknownAlert."""
    return alerts.crop(asked.id)


def reference_of(alerts: Alerts, asked: AlertParameters) -> bytes:
    """The picture of the watch list that an alert is compared with.

    Raises UnknownAlert or NoReference.
    """
    found = alerts.reference(asked.id)
    if found is None:
        raise NoReference(
            "No picture is kept that this alert could be compared with: of customers, "
            "none is."
        )
    return found


def decide_alert(
    judge: Judge, asked: DecideParameters, state: Decided, caller: Caller
) -> Alert:
    """Confirm or reject an alert. Raises UnknownAlert or AlertDecided."""
    return judge.decide(asked.id, state, caller, asked.note)
