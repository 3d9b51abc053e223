"""What all routes and events of the alerts function share."""

from __future__ import annotations

from visage.http.app import create_app
from visage.http.entry import Loaded
from visage.http.keeping import report
from visage.watch.address import configured_table, watched_gallery
from visage.watch.alerts import Alerts
from visage.watch.closing import Closing
from visage.watch.customers.address import configured_customers
from visage.watch.inbox import Unknown
from visage.watch.judging import Judge
from visage.watch.live import Live
from visage.watch.reserved import reserved

app = create_app("alerts")

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
