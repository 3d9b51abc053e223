"""Model files in a directory."""

from __future__ import annotations

import errno
import os
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from visage.errors import ModelMissing, StorageFull, StoreUnreachable

LOCK = ".lock"
PART = ".part"  # ends the name of what is not yet whole
# A full disk, a quota, and the largest file that this process may write.
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class DirectoryStore:
    """An ObjectStore in a directory, which is made when first written to."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.address = str(root)

    def read(self, key: str) -> bytes:
        try:
            return (self.root / key).read_bytes()
        except FileNotFoundError as error:
            raise ModelMissing(f"{key} is not in {self.address}.") from error
        except OSError as error:
            raise self._unreachable(error) from error

    def write(self, key: str, content: bytes) -> None:
        try:
            whole = self.root / key
            whole.parent.mkdir(parents=True, exist_ok=True)
            part = whole.with_name(f".{whole.name}.{uuid.uuid4().hex}{PART}")
            try:
                part.write_bytes(content)
                part.replace(whole)
            finally:
                part.unlink(missing_ok=True)
        except OSError as error:
            raise self._unreachable(error) from error

    def update(self, key: str, change: Callable[[bytes | None], bytes]) -> None:
        with self.locked():
            try:
                before: bytes | None = self.read(key)
            except ModelMissing:
                before = None
            self.write(key, change(before))

    def size(self, key: str) -> int | None:
        try:
            return (self.root / key).stat().st_size
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._unreachable(error) from error

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Processes and threads that ask for the lock get it one after the other.

        What a process that was killed has left half-written is removed.
        """
        file = self._lock()
        try:
            for part in self.root.rglob(f".*{PART}"):
                part.unlink()
            yield
        finally:
            (self.root / LOCK).unlink(missing_ok=True)
            file.close()

    def _lock(self) -> TextIO:
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            while True:
                file = (self.root / LOCK).open("w")
                _wait_for(file)
                # Who had the lock has removed the file: the lock of a file that is
                # gone keeps nobody out.
                if os.fstat(file.fileno()).st_nlink:
                    return file
                file.close()
        except OSError as error:
            raise self._unreachable(error) from error

    def path(self, key: str) -> Path | None:
        return self.root / key

    def _unreachable(self, error: OSError) -> StoreUnreachable | StorageFull:
        if error.errno in NO_ROOM:
            return no_room(self.root, error)
        return StoreUnreachable(
            f"The model store {self.address} cannot be used: {error.strerror}. Set "
            "VISAGE_MODELS to a directory that can be read and written, or to "
            "s3://bucket/prefix."
        )


def no_room(folder: Path, error: OSError) -> StorageFull:
    """The error for a folder whose disk is full."""
    return StorageFull(
        f"There is no room left in {folder}: {error.strerror}. Nothing was left half "
        "written there; make room and try again."
    )


def _wait_for(file: TextIO) -> None:
    """Lock an open file, waiting for whoever holds it. Windows goes without."""
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX)
