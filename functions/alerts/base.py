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
from visage.watch.closing import Closing
from visage.watch.customers.address import configured_customers
from visage.watch.inbox import Unknown
from visage.watch.judging import Judge
from visage.watch.live import Live
from visage.watch.reserved import reserved

app = create_app("alerts")

# What every route may refuse because of the service itself.
MAY_FAIL: tuple[type[VisageError], ...] = (
    *(GalleryUnreachable, WatchUnreachable, SettingsInvalid, StorageFull),
)


def report(what: str, why: str) -> None:
    """Say in the log what did not work, and is tried again."""
    logger.warning(f"{what} failed", extra={"why": why})


table = Loaded(configured_table)
customers = Loaded(lambda: configured_customers(table))
gallery = Loaded(watched_gallery)
alerts = Loaded(lambda: Alerts(table(), gallery()))
live = Loaded(lambda: Live(table(), alerts(), report))
unknown = Loaded(lambda: Unknown(table(), reserved(gallery())))
closing = Loaded(lambda: Closing(table(), gallery()))
judge = Loaded(
    lambda: Judge(table(), gallery(), live().announcer, sending=live().notices)
)


def asking(request: Incoming[Any]) -> Caller:
    """Who asks for a change, as audits write it down."""
    caller = request.caller
    return Caller(caller.subject or "a stranger", caller.token, request.key)
