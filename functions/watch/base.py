"""What all routes and events of the watch function share."""

from __future__ import annotations

from visage.errors import (
    ModelCorrupt,
    ModelMissing,
    WrongEmbedder,
)
from visage.http.app import create_app
from visage.http.entry import Loaded, warmed
from visage.http.keeping import MAY_FAIL, report
from visage.recognition.recognizer import Recognizer
from visage.watch.address import configured_table, watched_gallery
from visage.watch.alerts import Alerts
from visage.watch.customers.address import configured_customers
from visage.watch.live import Live
from visage.watch.watching import Watcher
from visage.watch.watchlist import WatchList

app = create_app("watch")


def make() -> Watcher:
    """Takes messages, with everything that it needs."""
    announcer = live().announcer
    return Watcher(table(), gallery(), recognizer(), announcer, customers())


# What routes may refuse that look faces up.
LOOKING_UP = (*MAY_FAIL, ModelMissing, ModelCorrupt, WrongEmbedder)

table = Loaded(configured_table)
customers = Loaded(lambda: configured_customers(table))
gallery = Loaded(watched_gallery)
recognizer = warmed(Recognizer.configured)
live = Loaded(lambda: Live(table(), Alerts(table(), gallery()), report))
watcher = Loaded(make)
wanted = Loaded(lambda: WatchList(table(), gallery()))
