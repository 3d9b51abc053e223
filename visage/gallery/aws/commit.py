"""Making a change count, and putting its rows in their places.

In this order: a mark of what is sent before it counts; vectors, a new index, a journal
of many rows; then one transaction, in which the head becomes the next version, together
with the entry of the audit, the receipt and the remembered answer, and without the
mark. That is the moment of the change. What comes after it mends itself: rows are put
in their places, and what no longer counts is removed.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from visage.errors import BadParameter, GalleryUnreachable
from visage.gallery.aws.calls import batches
from visage.gallery.aws.head import (
    JOURNAL,
    Head,
    Pending,
    Rows,
    fits_inline,
    head_key,
    listed,
    parts,
    pending_rows,
)
from visage.gallery.aws.index import VectorIndexes
from visage.gallery.aws.items import Key
from visage.gallery.aws.leftovers import (
    MOST_KEYS,
    Leftovers,
    Mark,
    mark_key,
    mark_text,
)
from visage.gallery.aws.rows import AUDIT
from visage.gallery.aws.session import Session
from visage.gallery.aws.table import (
    MOST_WRITTEN,
    MOST_WRITTEN_BYTES,
    Condition,
    Table,
    Write,
)
from visage.gallery.aws.view import Draft, View
from visage.gallery.rules import Clock

# Of the 400 KB that an item can have.
_LARGEST_ITEM = 390_000


class Commits:
    """Writes what steps have drafted."""

    def __init__(
        self,
        table: Table,
        indexes: VectorIndexes,
        leftovers: Leftovers,
        clock: Clock,
    ) -> None:
        self._table = table
        self._indexes = indexes
        self._leftovers = leftovers
        self._clock = clock

    def commit(self, view: View, session: Session) -> bool:
        """Make a draft count; False where what it was made from is no longer so.

        Raises BadParameter where a record is larger than the table can hold.
        """
        draft, new = view.draft, None
        self._check_sizes(draft, session)
        marks: dict[Key, Mark] = {}
        if draft.heads:
            [(name, head)] = draft.heads.items()
            generation = head.generation or view.heads[name].generation or ""
            if session.sent and session.generation != generation:
                self.undo(session)
                return False
            session.generation = generation
            journal = None if fits_inline(draft.rows) else secrets.token_hex(16)
            mark = Mark(generation, self._clock(), sure=True)
            marks = _superfluous(draft, session, mark, journal)
            rows = draft.rows | {key: mark_text(each) for key, each in marks.items()}
            new = name, _following(head, draft, rows, journal)
            if not self._send(session, mark, draft, rows, journal):
                self.undo(session)
                return False
        if not self._written([*_transaction(view, session, new)], draft):
            self._see_to_mark(session)
            return False
        # What follows mends itself where it fails.
        with suppress(GalleryUnreachable):
            if new:
                self.finish(*new)
            for key, each in marks.items():
                self._leftovers.clear(key, each)
        return True

    def finish(self, name: str, head: Head) -> None:
        """Put pending rows in their places, unless someone else has done so."""
        if head.pending is None:
            return
        check = Write(head_key(name), condition=head.condition, check=True)
        for batch in _in_transactions(pending_rows(self._table, head.pending)):
            if not self._table.write([check, *batch]):
                return
        settled = head.settled()
        self._table.write(
            [Write(head_key(name), settled.text, settled.stamp, head.condition)]
        )

    def undo(self, session: Session) -> None:
        """Remove what was sent for a call that changed nothing in the end."""
        if session.mark is not None:
            # What stays in spite of this goes with a sweep.
            with suppress(GalleryUnreachable):
                self._leftovers.clear(mark_key(session.id), session.mark)
        session.forget()

    def _send(
        self,
        session: Session,
        mark: Mark,
        draft: Draft,
        rows: Rows,
        journal: str | None,
    ) -> bool:
        """Write what has to be there before the change counts, marked before.

        False where a sweep has taken this call for dead.
        """
        fresh = {
            key: vector
            for key, vector in draft.vectors.items()
            if key not in session.sent
        }
        making = draft.made is not None and not session.made
        if not (fresh or making or journal):
            return True
        session.journals += [journal] if journal else []
        left = replace(
            mark,
            keys=(*session.sent, *fresh),
            journals=tuple(session.journals),
            whole=draft.made is not None,
            sure=False,
        )
        if not self._leave(session, left):
            return False
        if draft.made and making:
            self._indexes.create(mark.generation, draft.made)
            session.made = True
        self._indexes.put(mark.generation, fresh)
        session.sent |= fresh.keys()
        for number, part in enumerate(parts(listed(rows)) if journal else []):
            place = f"{JOURNAL}{journal}", f"{number:06d}"
            self._table.write([Write(place, part)])
        return True

    def _leave(self, session: Session, mark: Mark) -> bool:
        stamp = secrets.token_hex(8)
        condition = Condition(session.mark_stamp)
        where = mark_key(session.id)
        if not self._table.write([Write(where, mark_text(mark), stamp, condition)]):
            return False
        session.mark, session.mark_stamp = mark, stamp
        return True

    def _see_to_mark(self, session: Session) -> None:
        """Send everything anew if a sweep has taken this call for dead."""
        if session.mark:
            item = self._table.get(mark_key(session.id))
            if item is None or item.stamp != session.mark_stamp:
                self.undo(session)

    def _check_sizes(self, draft: Draft, session: Session) -> None:
        texts = [*draft.rows.values(), *(each.text for each in draft.beside.values())]
        # The mark of what is sent lists all keys.
        texts.append(json.dumps(list(draft.vectors)))
        if any(len((text or "").encode()) > _LARGEST_ITEM for text in texts):
            self.undo(session)
            raise BadParameter(
                "This is too much for one call: a record of it would have more than "
                f"{_LARGEST_ITEM // 1000} KB. Send fewer faces at once."
            )

    def _written(self, writes: list[Write], draft: Draft) -> bool:
        """Write, and find out what came of it where no answer says so."""
        entries = [key for key in draft.beside if key[0] == AUDIT]

        def is_there() -> bool:
            return any(self._table.get(key) for key in entries)

        try:
            # An answer that got lost makes the client ask again, and then the
            # condition no longer holds.
            return self._table.write(writes) or is_there()
        except GalleryUnreachable:
            if is_there():
                return True
            raise


def _superfluous(
    draft: Draft, session: Session, mark: Mark, journal: str | None
) -> dict[Key, Mark]:
    """Marks of what a change makes superfluous. They lie among its rows, at the end."""
    unused = [key for key in session.sent if key not in draft.vectors]
    journals = [*session.journals, *([journal] if journal else [])]
    marks = [
        *(
            replace(mark, keys=tuple(batch))
            for batch in batches([*draft.dropped, *unused], MOST_KEYS)
        ),
        *(
            replace(mark, answers=tuple(batch))
            for batch in batches(draft.forgotten, MOST_KEYS)
        ),
    ]
    if draft.gone:
        marks = [replace(mark, generation=draft.gone, whole=True)]
    if journals:
        marks.append(replace(mark, journals=tuple(journals)))
    return {mark_key(secrets.token_hex(16)): each for each in marks}


def _following(head: Head, draft: Draft, rows: Rows, journal: str | None) -> Head:
    pending = Pending([] if journal else listed(rows), journal)
    return head.following(tuple(draft.vectors), set(draft.dropped), pending)


def _transaction(
    view: View, session: Session, new: tuple[str, Head] | None
) -> Iterator[Write]:
    """What makes a draft count, all at once."""
    for name, head in view.heads.items():
        if new and name == new[0]:
            yield Write(head_key(name), new[1].text, new[1].stamp, head.condition)
        else:
            yield Write(head_key(name), condition=head.condition, check=True)
    yield from view.draft.beside.values()
    for key, stamp in view.stamps.items():
        if key not in view.draft.beside:
            yield Write(key, condition=Condition(stamp), check=True)
    if session.mark:
        yield Write(mark_key(session.id), condition=Condition(session.mark_stamp))


def _in_transactions(rows: Rows) -> Iterator[list[Write]]:
    """Rows in lists that fit into a transaction beside one more item."""
    batch: list[Write] = []
    size = 0
    for key, text in rows.items():
        write = Write(key, text)
        full = len(batch) == MOST_WRITTEN - 1 or size + write.size > MOST_WRITTEN_BYTES
        if full:
            yield batch
            batch, size = [], 0
        batch.append(write)
        size += write.size
    if batch:
        yield batch
