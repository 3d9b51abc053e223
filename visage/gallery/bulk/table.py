"""Rows from a table: a CSV file with a line for each picture.

The columns are `path` and `name`, and where wanted `id`, `face`, `consent_by`,
`consent_purpose`, `consent_given`, `consent_expires`, and any number that begin with
`metadata.`. An empty cell says nothing.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

from visage.errors import BadParameter, VisageError
from visage.gallery.bulk.rows import MOST_ROWS, Fault, Plan, Row, agreed, person_id
from visage.gallery.consent import Consent

METADATA = "metadata."
NEEDED = ("path", "name")
OPTIONAL = (
    "id",
    "face",
    "consent_by",
    "consent_purpose",
    "consent_given",
    "consent_expires",
)
MOST_BYTES = 500_000_000

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

Cells = Mapping[str, str]


def plan_of_table(content: bytes, now: datetime) -> Plan:
    """What a CSV file asks for. Raises BadParameter where it is no such table.

    Lines that are wrong are faults, and stop none of the others. Columns are separated
    by commas, semicolons or tabs, as the first line shows. A consent that says not when
    it was given was given now.
    """
    lines = table_lines(content)
    columns = _columns(next(lines, (1, []))[1])
    rows: list[Row] = []
    faults: list[Fault] = []
    for number, cells in lines:
        if not any(cells):
            continue
        if len(rows) + len(faults) == MOST_ROWS:
            raise BadParameter(
                f"The table has more than {MOST_ROWS:,} lines; cut it into parts."
            )
        named = {
            column: cell.strip() for column, cell in zip(columns, cells, strict=False)
        }
        try:
            rows.append(_row(named, len(cells) - len(columns), number, now))
        except VisageError as error:
            faults.append(Fault(named.get("path") or f"line {number}", error))
    plan = agreed(rows)
    return Plan(plan.rows, (*faults, *plan.faults))


def table_lines(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """The cells of every line, with its number."""
    if len(content) > MOST_BYTES:
        raise BadParameter(
            f"The table has {len(content):,} bytes; at most {MOST_BYTES:,} are read."
        )
    try:
        # Excel puts a byte order mark before its CSV files.
        written = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadParameter(
            f"The table is not UTF-8 text (byte {error.start}); save it as CSV UTF-8."
        ) from error
    head = written.partition("\n")[0]
    separator = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(written, newline=""), delimiter=separator)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise BadParameter(
            f"The table cannot be read near line {reader.line_num}: {error}."
        ) from error


def _columns(cells: list[str]) -> list[str]:
    columns = [cell.strip() for cell in cells]
    for needed in NEEDED:
        if needed not in columns:
            raise BadParameter(
                f"The table has no column {needed}: its first line should name the "
                f"columns, at least {', '.join(NEEDED)}. It names "
                f"{', '.join(columns)[:200] or 'none'}."
            )
    for column in columns:
        is_metadata = column.startswith(METADATA) and column != METADATA
        if column not in NEEDED + OPTIONAL and not is_metadata:
            raise BadParameter(
                f"The table has a column {column[:60]!r} that means nothing here; the "
                f"columns are {', '.join(NEEDED + OPTIONAL)}, and metadata.WORD for "
                "what else is to be remembered of a person."
            )
        if columns.count(column) > 1:
            raise BadParameter(f"The table has two columns {column[:60]!r}.")
    return columns


def _row(cells: Cells, more: int, line: int, now: datetime) -> Row:
    if more > 0:
        raise BadParameter(
            f"Line {line} has {more} cells more than the table has columns; put what "
            "holds a separator in double quotes."
        )
    for needed in NEEDED:
        if not cells.get(needed):
            raise BadParameter(f"Line {line} has no {needed}.")
    name = cells["name"]
    return Row(
        path=cells["path"],
        person=cells.get("id") or person_id(name),
        name=name,
        metadata={
            column.removeprefix(METADATA): cell
            for column, cell in cells.items()
            if column.startswith(METADATA) and cell
        },
        consent=_consent(cells, line, now),
        face=_index(cells.get("face", ""), line),
        line=line,
    )


def _index(cell: str, line: int) -> int | None:
    if not cell:
        return None
    if not (cell.isascii() and cell.isdigit()):
        raise BadParameter(
            f"Line {line} has the face {cell[:40]!r}; it should be a number from 0, "
            "the largest face of the picture."
        )
    return int(cell)


def _consent(cells: Cells, line: int, now: datetime) -> Consent | None:
    said = [column for column in OPTIONAL if column.startswith("consent_")]
    if not any(cells.get(column) for column in said):
        return None
    by, purpose = cells.get("consent_by"), cells.get("consent_purpose")
    if not by or not purpose:
        raise BadParameter(
            f"Line {line} has a part of a consent only; consent_by and consent_purpose "
            "belong together."
        )
    given, expires = cells.get("consent_given"), cells.get("consent_expires")
    return Consent(
        by,
        purpose,
        moment(given, f"consent_given of line {line}") if given else now,
        moment(expires, f"consent_expires of line {line}", last=True)
        if expires
        else None,
    )


def moment(written: str, what: str, *, last: bool = False) -> datetime:
    """A day, or a moment with its time zone, in ISO 8601.

    A day begins in UTC; where it is the `last` one, its end counts. Raises
    BadParameter.
    """
    try:
        read = datetime.fromisoformat(written)
        if _DAY.fullmatch(written):
            day = read.replace(tzinfo=UTC)
            return day + timedelta(days=1) if last else day
        if read.tzinfo is not None:
            return read
    except (ValueError, OverflowError):
        pass
    raise BadParameter(
        f"The {what} is {written[:40]!r}; it should be a day such as 2030-01-31, or a "
        "moment with its time zone such as 2030-01-31T12:00Z."
    )
