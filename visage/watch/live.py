"""What tells connected clients, put together from the settings."""

from __future__ import annotations

from typing import Any

from visage.errors import UnknownAlert
from visage.gallery.rules import Clock, utc_now
from visage.settings import settings
from visage.watch.alerts import Alerts
from visage.watch.announce import LiveAnnouncer, Report
from visage.watch.conversation import Conversation
from visage.watch.notices import Notices
from visage.watch.push import Push
from visage.watch.table import Table
from visage.watch.topics import configured_topic


def configured_push() -> Push | None:
    """The way to connections; None where nobody can connect."""
    address = settings().live
    if address is None:
        return None
    from visage.watch.gateway import GatewayPush  # boto3 takes 0.2 s

    return GatewayPush(address)


class Live:
    """Everything that tells of alerts: to connected clients, and to subscribers."""

    def __init__(
        self, table: Table, alerts: Alerts, report: Report, clock: Clock = utc_now
    ) -> None:
        self._alerts = alerts
        self.table, self.push, self.clock = table, configured_push(), clock
        self.announcer = LiveAnnouncer(table, self.push, self._described, report, clock)
        self.notices = Notices(
            table, configured_topic(), self._described, report, clock
        )

    def conversation(self, push: Push) -> Conversation:
        """Answers the messages of connections."""
        return Conversation(self.table, push, self._described, self.clock)

    def notify(self) -> int:
        """Send the notices that are due, and tell of it; how many have changed."""
        changed = self.notices.send_due()
        self.announcer.announce("decision", changed)
        return len(changed)

    def _described(self, alert: str) -> dict[str, Any] | None:
        try:
            return self._alerts.get(alert).model_dump(mode="json")
        except UnknownAlert:
            return None
