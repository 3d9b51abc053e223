"""Somebody confirms or rejects an alert, once.

A confirmed match with the watch list goes to its subscribers. A rejected alert teaches:
the look is never taken for that person again, and nor is anyone who is nearer to whom
it showed than to the person, while the alert is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Literal

from visage.errors import AlertDecided, NotInGallery
from visage.gallery.audit import Caller
from visage.gallery.protocol import Gallery
from visage.gallery.rules import Clock, utc_now
from visage.watch import impostors, notices, tracks, trail, visits
from visage.watch.alerts import CROP, Alert, AlertDecision, Alerts, KeptAlert
from visage.watch.announcer import Announcer
from visage.watch.notices import Sending
from visage.watch.table import Change, Table, settled
from visage.watch.tracks import Track
from visage.watch.untold import untold
from visage.watch.vectors import of_text

Decided = Literal["confirmed", "rejected"]


class Judge:
    """Writes what people decide about alerts."""

    def __init__(
        self,
        table: Table,
        gallery: Gallery,
        announcer: Announcer,
        clock: Clock = utc_now,
        sending: Sending | None = None,
    ) -> None:
        self._table = table
        self._gallery = gallery
        self._announcer = announcer
        self._sending = sending
        self._clock = clock
        self._alerts = Alerts(table, gallery)

    def decide(
        self, alert: str, state: Decided, caller: Caller, note: str | None = None
    ) -> Alert:
        """Decide about an alert; who decides the same again changes nothing.

        Raises UnknownAlert, or AlertDecided where it was decided otherwise.
        """

        def attempt() -> tuple[Sequence[Change], tuple[KeptAlert, bool]]:
            found = self._alerts.find(alert)
            if found.alert.state == state:
                return [], (found, False)
            return self._changes(found, state, caller.name, note), (found, True)

        found, is_new = settled(attempt, self._table)
        if state == "rejected":
            self._teach(found, caller)
        if is_new:
            self._announcer.announce("decision", [alert])
        if is_new and self._sending and self._sending.send(alert):
            self._announcer.announce("decision", [alert])
        return self._alerts.get(alert)

    def _changes(
        self, found: KeptAlert, state: Decided, by: str, note: str | None
    ) -> list[Change]:
        alert, now = found.alert, self._clock()
        if alert.decision is not None:
            raise AlertDecided(
                f"The alert {alert.id} was {alert.state} by {alert.decision.by} at "
                f"{alert.decision.at:%Y-%m-%d %H:%M} UTC."
            )
        decision = AlertDecision(by=by, at=now, note=note)
        decided = alert.model_copy(update={"state": state, "decision": decision})
        action: Literal["alert_confirmed", "alert_rejected"] = (
            "alert_confirmed" if state == "confirmed" else "alert_rejected"
        )
        changes: list[Change] = [
            found.changed(decided),
            trail.entry(now, by, action, alert.id, camera=alert.camera),
            untold("decision", alert.id, now),
        ]
        if state == "rejected":
            return changes + self._unlearnt(found)
        if alert.kind == "watchlist":
            changes.append(notices.waiting(alert.id, now, found.kept.row.expires))
        return changes

    def _unlearnt(self, found: KeptAlert) -> list[Change]:
        """What keeps the person from being seen in that face again."""
        alert, changes = found.alert, list[Change]()
        if crop := self._table.get(CROP, alert.id):
            shown = of_text(crop.value["vector"])
            changes.append(
                impostors.put(
                    alert.collection,
                    alert.person.id,
                    alert.id,
                    shown,
                    found.kept.row.expires,
                )
            )
        key = visits.key(alert.camera, alert.collection, alert.person.id)
        if kept := self._table.get(visits.KIND, key):
            marked = [
                replace(each, rejected=each.rejected or each.alert == alert.id)
                for each in visits.visits_of(kept)
            ]
            changes.append(visits.put(key, marked, self._clock(), kept))
        key = tracks.key(alert.camera, alert.track)
        if kept := self._table.get(tracks.KIND, key):
            track = Track.of(kept).without(alert.collection, alert.person.id)
            changes.append(track.put(key, self._clock(), kept))
        return changes

    def _teach(self, found: KeptAlert, caller: Caller) -> None:
        """Tell the gallery, unless it knows already or has forgotten the person."""
        collection, person = found.alert.collection, found.alert.person.id
        with suppress(NotInGallery):
            said = self._gallery.rejections(collection, person)
            if not any(each.sighting.is_same(found.sighting) for each in said):
                self._gallery.reject(collection, person, found.sighting, caller)
