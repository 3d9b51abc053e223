"""The gallery of a laptop or a server: one file."""

from __future__ import annotations

from pathlib import Path

from visage.gallery import rules
from visage.gallery.receipts import Copy
from visage.gallery.sqlite.store import SqliteStore
from visage.gallery.stored import StoredGallery

COPIES = (
    Copy("copies and backups of the file that its operator made", "they are deleted"),
    Copy(
        "the log beside the file (-wal), while another process reads",
        "the next erasure or the file is closed",
    ),
    Copy(
        "the memory of processes that have searched the collection, without names",
        "their next search or end",
    ),
    Copy(
        "looks of cameras, where there are any, that wait in a camera or in a broker",
        "they are taken, a day at most in a camera",
    ),
)


class SqliteGallery(StoredGallery):
    """A Gallery in one SQLite file, made where there is none.

    Raises GalleryUnreachable where the file cannot be used.
    """

    def __init__(self, path: Path, clock: rules.Clock = rules.utc_now) -> None:
        self._file = SqliteStore(path)
        key = self._file.key()
        super().__init__(str(path), self._file, lambda: key, COPIES, clock)

    def close(self) -> None:
        """Close the file, in all threads of this process."""
        self._file.close()
