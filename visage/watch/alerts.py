"""An alert: a camera has seen somebody whom it looks for.

`Alert` is what everyone is shown, over HTTP and live alike. What is kept beside it says
which crop it was decided by. An alert is in one row, its crop in another one, and both
expire together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    StringConstraints,
)

from visage.errors import NotInGallery, UnknownAlert
from visage.gallery.faces import Sighting
from visage.gallery.people import Person
from visage.gallery.protocol import Gallery
from visage.gallery.rules import time_in_id
from visage.geometry import Box
from visage.watch.cases import REFERENCE
from visage.watch.keys import within
from visage.watch.notices import KIND as NOTICE
from visage.watch.notices import notice_of
from visage.watch.table import Change, Drop, Kept, Put, Row, Table

KIND, CROP = "alert", "crop"
# Rows that one page of a list looks at, for alerts that are asked for and still hold.
MOST_READ = 2000
_READ_AT_ONCE = 200

# As `visage.gallery.rules.timed_id` makes them.
AlertId = Annotated[
    str, StringConstraints(pattern=r"^[0-9a-f]{16}-[0-9a-f]{8}-[0-9a-f]{8}$")
]
Kind = Literal["customer", "watchlist"]
State = Literal["candidate", "confirmed", "rejected"]


class _Fact(BaseModel):
    model_config = ConfigDict(frozen=True)


class AlertPerson(_Fact):
    """Who was seen, as the gallery knew them then."""

    id: str
    name: str
    metadata: dict[str, JsonValue]

    @classmethod
    def of(cls, kept: Person) -> AlertPerson:
        return cls(id=kept.id, name=kept.name, metadata=dict(kept.metadata))


class AlertVisit(_Fact):
    """From when to when the camera has seen the person, so far."""

    first: AwareDatetime
    last: AwareDatetime


class AlertAccount(_Fact):
    """What the business says of the person's account, in the order of its source."""

    state: Literal["found", "none", "pending", "unavailable"]
    id: str
    fields: dict[str, JsonValue] = Field(default_factory=dict)


class AlertCase(_Fact):
    """The case that a person is looked for in."""

    id: str
    note: str
    expires: AwareDatetime


class AlertDecision(_Fact):
    """Who has confirmed or rejected an alert, and when."""

    by: str
    at: AwareDatetime
    note: str | None


class AlertNotice(_Fact):
    """How far the message to subscribers is."""

    state: Literal["none", "waiting", "sent", "failed"] = "none"
    tries: int = 0
    at: AwareDatetime | None = None


class Alert(_Fact):
    """Somebody whom a camera looks for was seen, as a vote over a track's looks says.

    `far` is how often a look of somebody else is taken for this person. `taken` is
    when the look was taken that is shown, `created` when the alert was made; it is
    `late` where the message came a minute or more after the look.
    """

    id: str
    kind: Kind
    state: State
    camera: str
    track: str
    collection: str
    person: AlertPerson
    similarity: float
    far: float
    votes: int = Field(description="looks that were taken for the person")
    looks: int = Field(description="looks that were asked, of which those are some")
    taken: AwareDatetime
    created: AwareDatetime
    visit: AlertVisit
    late: bool
    account: AlertAccount | None
    case: AlertCase | None
    has_reference: bool
    decision: AlertDecision | None
    notice: AlertNotice


@dataclass(frozen=True)
class KeptAlert:
    """An alert as its row was read, and where its face was seen."""

    alert: Alert
    sighting: Sighting
    kept: Kept

    @classmethod
    def of(cls, kept: Kept) -> KeptAlert:
        picture, edges = kept.value["sighting"]
        alert = Alert.model_validate(kept.value["alert"])
        return cls(alert, Sighting(picture, Box(*edges)), kept)

    def changed(self, alert: Alert) -> Put:
        """The change that writes the alert anew, where nobody else has."""
        row = self.kept.row
        value = _value(alert, self.sighting)
        return Put(Row(KIND, alert.id, value, None, row.expires), over=self.kept)


def new_rows(
    alert: Alert, sighting: Sighting, crop: Row, expires: datetime
) -> list[Change]:
    """What writes a new alert."""
    return [Put(Row(KIND, alert.id, _value(alert, sighting), None, expires)), Put(crop)]


def drops_of(alert: str) -> list[Change]:
    """What removes an alert and all that is kept for it."""
    return [Drop(KIND, alert), Drop(CROP, alert), Drop(NOTICE, alert)]


def _value(alert: Alert, sighting: Sighting) -> Mapping[str, Any]:
    box = sighting.box
    return {
        "alert": alert.model_dump(mode="json"),
        "sighting": [sighting.picture, [box.left, box.top, box.right, box.bottom]],
    }


@dataclass(frozen=True)
class Asked:
    """Which alerts are asked for; None: all of them."""

    state: State | None = None
    kind: Kind | None = None
    camera: str | None = None

    def fits(self, alert: Alert) -> bool:
        return (
            self.state in (None, alert.state)
            and self.kind in (None, alert.kind)
            and self.camera in (None, alert.camera)
        )


class Alerts:
    """Alerts as they are shown: none of people whom the gallery has forgotten."""

    def __init__(self, table: Table, gallery: Gallery) -> None:
        self._table = table
        self._gallery = gallery

    def find(self, alert: str) -> KeptAlert:
        """Raises UnknownAlert."""
        kept = self._table.get(KIND, alert)
        found = KeptAlert.of(kept) if kept else None
        if found is None or not Known(self._gallery).had(found.alert):
            raise UnknownAlert(
                f"There is no alert {alert[:60]}; it may have been forgotten."
            )
        return found

    def get(self, alert: str) -> Alert:
        """An alert as it is shown. Raises UnknownAlert."""
        return self.shown(self.find(alert).alert)

    def page(
        self, asked: Asked, after: str | None, limit: int
    ) -> tuple[list[Alert], str | None]:
        """Alerts, the newest first, and after which id the next page starts.

        A page may have fewer than `limit` and still not be the last one.
        """
        found: list[Alert] = []
        known = Known(self._gallery)
        read, last = 0, after
        for kept in self._newest_first(after):
            if len(found) == limit or read == MOST_READ:
                return found, last
            read, last = read + 1, kept.row.key
            alert = KeptAlert.of(kept).alert
            if asked.fits(alert) and known.had(alert):
                found.append(self.shown(alert))
        return found, None

    def shown(self, alert: Alert) -> Alert:
        """The alert with how far its notice is."""
        if alert.kind != "watchlist" or alert.state != "confirmed":
            return alert
        notice = notice_of(self._table, alert.id)
        if notice is None:
            return alert
        said = AlertNotice(state=notice.state, tries=notice.tries, at=notice.at)
        return alert.model_copy(update={"notice": said})

    def crop(self, alert: str) -> bytes:
        """The look that an alert was decided by: JPEG. Raises UnknownAlert."""
        self.find(alert)
        kept = self._table.get(CROP, alert)
        if kept is None or kept.row.blob is None:
            raise UnknownAlert(f"The crop of the alert {alert} has been forgotten.")
        return kept.row.blob

    def reference(self, alert: str) -> bytes | None:
        """A picture of whom an alert names, if any is kept. Raises UnknownAlert."""
        found = self.find(alert).alert
        if found.kind != "watchlist":
            return None
        prefix = within(found.person.id)
        rows = self._table.rows(REFERENCE, prefix=prefix, limit=1)
        return rows[0].row.blob if rows else None

    def _newest_first(self, after: str | None) -> Iterator[Kept]:
        while True:
            rows = self._table.rows(
                KIND, after=after, limit=_READ_AT_ONCE, newest_first=True
            )
            yield from rows
            if len(rows) < _READ_AT_ONCE:
                return
            after = rows[-1].row.key


class Known:
    """Whom a gallery has, and since when; asked once about each.

    Somebody who was enrolled anew under an id, or in the place of another, is somebody
    else than who had the id before.
    """

    def __init__(self, gallery: Gallery) -> None:
        self._gallery = gallery
        self._asked: dict[tuple[str, str], datetime | None] = {}

    def had(self, alert: Alert) -> bool:
        """Whether the gallery has the person whom an alert is about."""
        return self.since(alert.collection, alert.person.id, alert.id)

    def since(self, collection: str, person: str, made: str | None) -> bool:
        """Whether it has a person, and had them when an alert of this id was made."""
        who = (collection, person)
        if who not in self._asked:
            self._asked[who] = _enrolled(self._gallery, *who)
        enrolled = self._asked[who]
        if enrolled is None:
            return False
        return made is None or time_in_id(enrolled) <= made


def _enrolled(gallery: Gallery, collection: str, person: str) -> datetime | None:
    """When a person was enrolled; None where the gallery does not have them."""
    try:
        return gallery.person(collection, person).created
    except NotInGallery:
        return None
