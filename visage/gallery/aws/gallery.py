"""The gallery of a service on AWS."""

from __future__ import annotations

import secrets

from visage.gallery import rules
from visage.gallery.aws.calls import Denied
from visage.gallery.aws.index import VectorIndexes
from visage.gallery.aws.rows import GALLERY_KEY
from visage.gallery.aws.store import AwsStore
from visage.gallery.aws.table import Condition, Table, Write
from visage.gallery.receipts import Copy
from visage.gallery.stored import StoredGallery

COPIES = (
    Copy(
        "the table's point-in-time recovery: names, metadata, consents and boxes, but "
        "no vectors",
        "35 days after the erasure",
    ),
    Copy("backups and exports that the table's operator made", "they are deleted"),
    Copy(
        "rows and vectors that AWS failed to remove at that moment, which nobody finds",
        "the next sweep, which comes every hour",
    ),
    Copy(
        "looks of cameras, where there are any, that wait in a camera or in a queue",
        "they are taken, a day at most; four days where taking them failed",
    ),
)


class AwsGallery(StoredGallery):
    """A Gallery in a DynamoDB table and an S3 vector bucket that are there already."""

    def __init__(
        self,
        address: str,
        table: Table,
        indexes: VectorIndexes,
        clock: rules.Clock = rules.utc_now,
    ) -> None:
        store = AwsStore(table, indexes)
        super().__init__(address, store, GalleryKey(table), COPIES, clock)


class GalleryKey:
    """The gallery's key, which lies in the table; whoever comes first makes it."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._found: bytes | None = None

    def __call__(self) -> bytes:
        """The key.

        A function that may only read can come before there is one. The gallery is
        empty then, and a key of the moment does: nothing made with it can match.
        """
        if self._found is None:
            try:
                self._found = _made_key(self._table)
            except Denied:
                return secrets.token_bytes(32)
        return self._found


def _made_key(table: Table) -> bytes:
    while (item := table.get(GALLERY_KEY)) is None:
        made = secrets.token_hex(32)
        table.write([Write(GALLERY_KEY, made, condition=Condition(None))])
    return bytes.fromhex(item.text)
