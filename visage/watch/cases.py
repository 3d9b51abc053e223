"""Cases of the watch list: one wanted person each, looked for until a moment.

A case says who allowed the search and until when, in words. Its row is what is shown
and what an auditor reads; the person and the faces that cameras are searched for lie
in the gallery, in the collection of the watch list, under the case's id. A match counts
only where both say that the case is in force.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from visage.errors import BadParameter, CaseClosed, UnknownCase
from visage.gallery.checks import LONGEST_NAME, LONGEST_TEXT, instant, text
from visage.watch.keys import joined, within
from visage.watch.table import Kept, Put, Row, Table, every

KIND, REFERENCE = "case", "reference"
# It becomes a part of keys in a bucket and of addresses, so that few letters are taken.
CASE = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._\-]{0,62}[A-Za-z0-9])?")
# A search that nobody has looked at again for a year is not one that goes on.
MOST_DAYS = 366
# How long it can be asked what a case was, after it has ended.
REMEMBERED = timedelta(days=366)
# Rows of one change, with room to spare; more pictures of one face name nobody better.
MOST_PICTURES = 20
# The note is in the consent that the gallery keeps, behind these words.
_PURPOSE = "case {id}: {note}"
LONGEST_NOTE = LONGEST_TEXT - 100

State = Literal["active", "expired", "ended"]


@dataclass(frozen=True)
class Reference:
    """A picture that a case is searched by, and the face of the gallery made of it."""

    n: int
    face: str
    quality: float
    by: str
    added: datetime


@dataclass(frozen=True)
class Case:
    """A case as it is kept.

    `by` is who enabled it. `ended` is when somebody ended it, or when it was found to
    have expired; `erased` says that what it held is gone since then, and `receipt` is
    the gallery's for that, if it held a picture.
    """

    id: str
    note: str
    name: str
    expires: datetime
    by: str
    created: datetime
    pictures: tuple[Reference, ...] = ()
    ended: datetime | None = None
    receipt: str | None = None
    erased: bool = False

    @property
    def purpose(self) -> str:
        """What the gallery writes down as the purpose of keeping the faces."""
        return _PURPOSE.format(id=self.id, note=self.note)

    def state(self, now: datetime) -> State:
        """Whether it is looked for; at `expires` itself it is no longer."""
        if self.ended is not None and self.ended < self.expires:
            return "ended"
        return "active" if now < self.expires else "expired"

    def put(self, over: Kept | None) -> Put:
        """What writes the case over the row that was read."""
        value: dict[str, Any] = {
            "note": self.note,
            "name": self.name,
            "expires": self.expires.isoformat(),
            "by": self.by,
            "created": self.created.isoformat(),
            "pictures": [
                [each.n, each.face, each.quality, each.by, each.added.isoformat()]
                for each in self.pictures
            ],
            "ended": self.ended.isoformat() if self.ended else None,
            "receipt": self.receipt,
            "erased": self.erased,
        }
        until = (self.ended or self.expires) + REMEMBERED
        return Put(Row(KIND, self.id, value, expires=until), over=over)

    @classmethod
    def of(cls, kept: Kept) -> Case:
        """The case of a row."""
        value = dict(kept.value)
        ended = value["ended"]
        pictures = tuple(
            Reference(n, face, quality, by, datetime.fromisoformat(added))
            for n, face, quality, by, added in value["pictures"]
        )
        return cls(
            id=kept.row.key,
            note=value["note"],
            name=value["name"],
            expires=datetime.fromisoformat(value["expires"]),
            by=value["by"],
            created=datetime.fromisoformat(value["created"]),
            pictures=pictures,
            ended=datetime.fromisoformat(ended) if ended else None,
            receipt=value["receipt"],
            # A row of before this was written down: only a receipt says that it is so.
            erased=value.get("erased", value["receipt"] is not None),
        )

    def over(self, now: datetime) -> Case:
        """The case once it has ended: what it was, but not whom it was about."""
        return replace(self, name="", pictures=(), ended=now)


@dataclass(frozen=True)
class Order:
    """What somebody says to enable a case, or to change one.

    Raises BadParameter, which names everything that is missing.
    """

    case: str | None
    note: str | None
    expires: datetime | None
    name: str | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        missing = [
            what
            for what, said in (
                ("a case id (case)", self.case),
                ("an authorisation note (note)", self.note),
                ("an expiry (expires)", self.expires),
            )
            if said is None or (isinstance(said, str) and not said.strip())
        ]
        if missing:
            raise BadParameter(
                "Nobody is put on the watch list without a case id, an authorisation "
                f"note and an expiry; what is missing: {', '.join(missing)}. "
                "Nothing was changed."
            )
        case_id(self.case or "")
        text("authorisation note", self.note or "", LONGEST_NOTE)
        if self.name is not None:
            text("name of the person", self.name, LONGEST_NAME)

    def until(self, now: datetime) -> datetime:
        """The expiry. Raises BadParameter where it is past or too far ahead."""
        assert self.expires is not None
        latest = now + timedelta(days=MOST_DAYS)
        if not now < instant("expiry of the case", self.expires) <= latest:
            raise BadParameter(
                f"The expiry of a case lies ahead, at most {MOST_DAYS} days: before "
                f"{latest:%Y-%m-%d}; {self.expires:%Y-%m-%d %H:%M} UTC does not. It "
                "can be extended later."
            )
        return self.expires


def case_id(value: str) -> str:
    """An id of a case as it has to be. Raises BadParameter."""
    if not CASE.fullmatch(value) or ".." in value:
        raise BadParameter(
            f"The id of a case {value[:70]!r} cannot be used: it has 1 to 64 letters, "
            "digits, dots, hyphens and underscores, and starts and ends with a letter "
            "or digit."
        )
    return value


def found_case(table: Table, case: str) -> tuple[Case, Kept]:
    """A case and its row. Raises UnknownCase."""
    kept = table.get(KIND, case)
    if kept is None:
        raise UnknownCase(
            f"There is no case {case[:64]} on the watch list; enable it first, with an "
            "authorisation note and an expiry."
        )
    return Case.of(kept), kept


def active_case(table: Table, case: str, now: datetime) -> Case | None:
    """The case, where it is looked for at this moment."""
    kept = table.get(KIND, case)
    found = Case.of(kept) if kept else None
    return found if found and found.state(now) == "active" else None


def required(table: Table, case: str, now: datetime) -> tuple[Case, Kept]:
    """A case that is looked for, and its row. Raises UnknownCase or CaseClosed."""
    found, kept = found_case(table, case)
    if (state := found.state(now)) != "active":
        when = found.expires if state == "expired" else found.ended
        raise CaseClosed(
            f"The case {case} has {state} ({when:%Y-%m-%d %H:%M} UTC). Enable it "
            "again, with an authorisation note and an expiry, before pictures are "
            "added."
        )
    return found, kept


def all_cases(table: Table) -> Iterator[Case]:
    """Every case that is remembered, by id."""
    return map(Case.of, every(table, KIND))


def reference_row(case: Case, n: int, picture: bytes) -> Row:
    """The row of a picture, a JPEG; it is there for as long as the case."""
    return Row(REFERENCE, _key(case.id, n), {}, picture, case.expires)


def reference(table: Table, case: str, n: int) -> Kept | None:
    """The row of a picture."""
    return table.get(REFERENCE, _key(case, n))


def references(table: Table, case: str) -> list[Kept]:
    """The rows of all pictures of a case."""
    return table.rows(REFERENCE, prefix=within(case))


def _key(case: str, n: int) -> str:
    return joined(case, f"{n:02d}")
