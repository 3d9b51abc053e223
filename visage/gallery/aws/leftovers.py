"""What was begun and not brought to its end, and how it goes.

Nothing here is ever found by a search or a list. Before a call sends a vector, an index
or a journal that counts only later, it leaves a mark that says so; the writing of the
head that makes it count removes the mark. A change that makes something superfluous
leaves a mark for it among its rows. So whatever is in the index without a row, there is
a mark for it, and `mend` needs to look at marks alone.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pydantic import TypeAdapter

from visage.gallery.aws.head import JOURNAL
from visage.gallery.aws.index import VectorIndexes
from visage.gallery.aws.items import Key
from visage.gallery.aws.rows import ANSWER, ANSWERS, PARTS, answer_key
from visage.gallery.aws.table import Condition, Item, Table, Write
from visage.gallery.idempotency import Answer

LOOSE = "loose"
# No call takes as long: a function on AWS has 15 minutes at most.
ABANDONED = timedelta(minutes=16)
MOST_KEYS = 1000


@dataclass(frozen=True)
class Mark:
    """Vectors, a journal, or all of a generation, that may be there without counting.

    `sure` where they never will; else whoever sent them may still be at it.
    """

    generation: str
    at: datetime
    keys: tuple[str, ...] = ()
    journals: tuple[str, ...] = ()
    whole: bool = False
    answers: tuple[tuple[str, str], ...] = ()
    sure: bool = False


_MARK = TypeAdapter(Mark)


def mark_key(mark: str) -> Key:
    return LOOSE, mark


def mark_text(mark: Mark) -> str:
    return _MARK.dump_json(mark, exclude_defaults=True).decode()


class Leftovers:
    """Removes what doesn't count."""

    def __init__(self, table: Table, indexes: VectorIndexes) -> None:
        self._table = table
        self._indexes = indexes

    def clear(self, key: Key, mark: Mark) -> None:
        """Remove all that a mark stands for, and then the mark."""
        if mark.whole:
            self._clear_generation(mark)
        else:
            self._indexes.delete(mark.generation, mark.keys)
        for slot, stamp in mark.answers:
            self._forget(slot, stamp)
        for journal in mark.journals:
            self._clear_partition(JOURNAL + journal)
        self._table.remove([key])

    def mend(self, now: datetime, settle: Callable[[], None]) -> None:
        """Clear every mark that was left behind.

        `settle` puts everything pending in its place, some of the marks too. A journal
        that a mark stands for is needed until all that it came with is in its place.
        """
        settle()
        marks = list(self._marks())
        settle()
        for key, item, mark in marks:
            abandoned = now - mark.at >= ABANDONED
            if mark.sure or (abandoned and self._taken(key, item, mark)):
                self.clear(key, mark)

    def drop_answers(self, before: datetime) -> None:
        """Remove the answers to requests that were made at a moment or earlier."""
        for partition in ANSWERS:
            for slot, item in list(self._table.walk(partition)):
                if ANSWER.validate_json(item.text).at <= before:
                    condition = Condition(item.stamp)
                    self._table.write([Write(answer_key(slot), condition=condition)])

    def _marks(self) -> Iterator[tuple[Key, Item, Mark]]:
        for place, item in self._table.walk(LOOSE):
            yield mark_key(place), item, _MARK.validate_json(item.text)

    def _taken(self, key: Key, item: Item, mark: Mark) -> bool:
        """Whether nobody can make count any more what a mark stands for.

        Whoever left it needs it as it was to do so, and has not done so while it is
        there.
        """
        stamp = secrets.token_hex(8)
        taken = Write(key, mark_text(mark), stamp, Condition(item.stamp))
        return self._table.write([taken])

    def _clear_generation(self, mark: Mark) -> None:
        """Remove all of an erased collection."""
        for place, item in self._table.walk(f"{mark.generation}/answers"):
            self._forget(place.rsplit("/", 1)[1], item.text)
        for part in PARTS:
            self._clear_partition(f"{mark.generation}/{part}")
        self._indexes.drop(mark.generation)

    def _clear_partition(self, partition: str) -> None:
        self._table.remove(
            (partition, place) for place, _ in self._table.walk(partition)
        )

    def _forget(self, slot: str, stamp: str) -> None:
        """Leave of an answer only that it was given, and that its person is gone."""
        item = self._table.get(answer_key(slot))
        if item is None or item.stamp != stamp:
            return
        kept = ANSWER.validate_json(item.text)
        gone = replace(kept, answer=Answer(kept.answer.collection, gone=True))
        text = ANSWER.dump_json(replace(gone, person=None)).decode()
        now = Write(answer_key(slot), text, secrets.token_hex(8), Condition(stamp))
        self._table.write([now])
