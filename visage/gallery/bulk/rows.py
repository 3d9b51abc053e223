"""What is to be enrolled: one row for each picture, with whose it is.

A row comes from where a picture lies, in a folder named for its person, or from a line
of a table. Ids are made of names by code, so that the same folder gives the same person
whenever and wherever it is imported.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from visage.errors import BadParameter, VisageError
from visage.gallery.checks import LONGEST_NAME, PERSON, Metadata, matched, text
from visage.gallery.checks import metadata as checked_metadata
from visage.gallery.consent import Consent
from visage.gallery.people import IfExists, NewPerson
from visage.pictures.formats import PICTURE_SUFFIXES

# Pictures of one import.
MOST_ROWS = 1_000_000

_UNPLAIN = re.compile(r"[^a-zA-Z0-9_.\-]+")
_LONGEST_STEM = 100  # characters of an id before its hash


@dataclass(frozen=True)
class Row:
    """One picture and whose it is. `path` is as the import's user wrote it.

    `face` chooses among several faces of the picture, 0 the largest. `line` is that of
    the table which the row comes from.
    """

    path: str
    person: str
    name: str
    metadata: Metadata = field(default_factory=dict)
    consent: Consent | None = None
    face: int | None = None
    line: int | None = None

    def __post_init__(self) -> None:
        matched("id of the person", self.person, PERSON)
        text("name of the person", self.name, LONGEST_NAME)
        checked_metadata(self.metadata)

    def new_person(self, if_exists: IfExists = "add") -> NewPerson:
        """The person as they are enrolled."""
        return NewPerson(self.name, self.person, self.metadata, self.consent, if_exists)


@dataclass(frozen=True)
class Fault:
    """A picture, or a line of a table, that no row can be made of."""

    path: str
    error: VisageError


@dataclass(frozen=True)
class Plan:
    """All that is to be enrolled, and what cannot be."""

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...] = ()


def person_id(name: str) -> str:
    """An id for the person of a name: the name itself where that is one.

    Spaces become `_`. Where any other letter has to go, a hash of the name makes up for
    it, so that two names never become one id.
    """
    given = unicodedata.normalize("NFC", name).strip()
    plain = given.replace(" ", "_")
    if PERSON.fullmatch(plain) and plain not in (".", ".."):
        return plain
    folded = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    stem = _UNPLAIN.sub("_", folded).strip("_.")[:_LONGEST_STEM]
    digest = hashlib.sha256(given.encode("utf-8", "surrogateescape")).hexdigest()[:12]
    return f"{stem}-{digest}" if stem else digest


def row_of_folder(path: str, below: str) -> Row:
    """The row of a picture that lies in a folder named for its person.

    `below` is where it lies as seen from the folder of people, such as
    `Ada_Lovelace/portrait.jpg`; folders in a person's folder are that person's too.
    Underscores in the folder's name are spaces in the person's. Raises BadParameter.
    """
    parts = PurePosixPath(below).parts
    if len(parts) < 2:
        raise BadParameter(
            "The picture lies beside the people's folders; put it into a folder that "
            "is named for its person."
        )
    folder = unicodedata.normalize("NFC", parts[0])
    return Row(path, person_id(folder), folder.replace("_", " ").strip())


def is_picture(path: str) -> bool:
    """Whether a file counts as a picture by its name; hidden ones don't."""
    file = PurePosixPath(path)
    hidden = any(part.startswith(".") for part in file.parts)
    return not hidden and file.suffix.lower() in PICTURE_SUFFIXES


def agreed(rows: Iterable[Row]) -> Plan:
    """The rows, where all of one person say the same of them.

    The first row that says something of a person says it for all of theirs. One that
    says something else is a fault, as it may be another person.
    """
    told: dict[str, Row] = {}
    kept: list[Row] = []
    faults: list[Fault] = []
    for row in rows:
        known = told.setdefault(row.person, row)
        if disagreement := _disagreement(known, row):
            sentence = (
                f"The {disagreement} of the person {row.person} is another one here "
                f"than in {_place(known)}; give two people two ids, or say the same of "
                "both."
            )
            faults.append(Fault(row.path, BadParameter(sentence)))
            continue
        kept.append(row)
        told[row.person] = replace(
            known,
            metadata=known.metadata or row.metadata,
            consent=known.consent or row.consent,
        )
    said = (
        replace(row, metadata=whole.metadata, consent=whole.consent)
        for row in kept
        for whole in (told[row.person],)
    )
    return Plan(tuple(said), tuple(faults))


def _place(row: Row) -> str:
    return row.path if row.line is None else f"line {row.line}"


def _disagreement(known: Row, row: Row) -> str | None:
    if row.name != known.name:
        return "name"
    if row.metadata and known.metadata and row.metadata != known.metadata:
        return "metadata"
    if row.consent and known.consent and row.consent != known.consent:
        return "consent"
    return None
