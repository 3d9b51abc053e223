"""Who was taken for somebody, and is not: what rejected alerts teach.

While a rejected alert is kept, a look that is nearer to whom it showed than to the
person it named is no vote for that person.
"""

from __future__ import annotations

from datetime import datetime

from visage.gallery.rules import time_in_id
from visage.gallery.vectors import Floats
from visage.watch.keys import joined, within
from visage.watch.table import Put, Row, Table
from visage.watch.vectors import as_text, of_text

KIND = "impostor"


def put(
    collection: str, person: str, alert: str, vector: Floats, expires: datetime | None
) -> Put:
    """What remembers that whom an alert showed is not the person."""
    value = {"vector": as_text(vector)}
    key = joined(collection, person, alert)
    return Put(Row(KIND, key, value, None, expires), anyway=True)


class Impostors:
    """Whom rejected alerts have shown."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def of(self, collection: str, person: str, since: datetime) -> list[Floats]:
        """Vectors of those who were taken for a person, (dimension,) each.

        For the person who was enrolled at that moment, and not one before of that id.
        """
        prefix = within(collection, person)
        after = prefix + time_in_id(since)
        rows = self._table.rows(KIND, prefix=prefix, after=after)
        return [of_text(each.value["vector"]) for each in rows]
