"""What all routes and events of the watch function share."""

from __future__ import annotations

from typing import Any

from visage.errors import (
    GalleryUnreachable,
    ModelCorrupt,
    ModelMissing,
    SettingsInvalid,
    StorageFull,
    VisageError,
    WatchUnreachable,
    WrongEmbedder,
)
from visage.gallery.audit import Caller
from visage.http.app import create_app, logger
from visage.http.entry import Loaded, warmed
from visage.http.request import Incoming
from visage.recognition.recognizer import Recognizer
from visage.watch.address import configured_table, watched_gallery
from visage.watch.alerts import Alerts
from visage.watch.customers.address import configured_customers
from visage.watch.live import Live
from visage.watch.watching import Watcher
from visage.watch.watchlist import WatchList

app = create_app("watch")


def report(what: str, why: str) -> None:
    """Say in the log what did not work, and is tried again."""
    logger.warning(f"{what} failed", extra={"why": why})


def make() -> Watcher:
    """Takes messages, with everything that it needs."""
    announcer = live().announcer
    return Watcher(table(), gallery(), recognizer(), announcer, customers())


# What every route may refuse because of the service itself.
MAY_FAIL: tuple[type[VisageError], ...] = (
    *(GalleryUnreachable, WatchUnreachable, SettingsInvalid, StorageFull),
)
# And what those may that look faces up.
LOOKING_UP = (*MAY_FAIL, ModelMissing, ModelCorrupt, WrongEmbedder)

table = Loaded(configured_table)
customers = Loaded(lambda: configured_customers(table))
gallery = Loaded(watched_gallery)
recognizer = warmed(Recognizer.configured)
live = Loaded(lambda: Live(table(), Alerts(table(), gallery()), report))
watcher = Loaded(make)
wanted = Loaded(lambda: WatchList(table(), gallery()))


def asking(request: Incoming[Any]) -> Caller:
    """Who asks for a change, as audits write it down."""
    caller = request.caller
    return Caller(caller.subject or "a stranger", caller.token, request.key)
