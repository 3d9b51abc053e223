"""What all routes and events of the alerts function share."""

from __future__ import annotations

from typing import Any

from visage.errors import (
    GalleryUnreachable,
    SettingsInvalid,
    StorageFull,
    VisageError,
    WatchUnreachable,
)
from visage.gallery.audit import Caller
from visage.http.app import create_app, logger
from visage.http.entry import Loaded
from visage.http.request import Incoming
from visage.watch.address import configured_table, watched_gallery
from visage.watch.alerts import Alerts
from visage.watch.customers.account import Customers
from visage.watch.judging import Judge
from visage.watch.live import Live

app = create_app("alerts")

# What every route may refuse because of the service itself.
MAY_FAIL: tuple[type[VisageError], ...] = (
    *(GalleryUnreachable, WatchUnreachable, SettingsInvalid, StorageFull),
)


def customers() -> Customers | None:
    """Where accounts are asked for; None where the business has named no source."""
    return None


def report(what: str, why: str) -> None:
    """Say in the log what did not work, and is tried again."""
    logger.warning(f"{what} failed", extra={"why": why})


table = Loaded(configured_table)
gallery = Loaded(watched_gallery)
alerts = Loaded(lambda: Alerts(table(), gallery()))
live = Loaded(lambda: Live(table(), alerts(), report))
judge = Loaded(
    lambda: Judge(table(), gallery(), live().announcer, sending=live().notices)
)


def asking(request: Incoming[Any]) -> Caller:
    """Who asks for a change, as audits write it down."""
    caller = request.caller
    return Caller(caller.subject or "a stranger", caller.token, request.key)
