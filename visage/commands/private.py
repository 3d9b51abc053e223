"""Files about people: for their owner alone, and not replaced by accident."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from visage.commands.files import UnwritableFile
from visage.commands.words import file_name
from visage.errors import VisageError


class FileThere(VisageError):
    """A file of this name is there already."""

    code = "file_exists"


@contextmanager
def private_file(path: Path, *, replace: bool) -> Iterator[TextIO]:
    """A text file that is there whole when the block ends, or not at all.

    Nobody but its owner may read it. Raises FileThere, unless an older file is to be
    replaced, and UnwritableFile.
    """
    check_free(path, replace=replace)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        opened = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(opened, "w", encoding="utf-8", newline="") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            _put(part, path, replace=replace)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UnwritableFile(
            f"{file_name(path)} cannot be written: {reason}."
        ) from error


def check_free(path: Path, *, replace: bool) -> None:
    """Raises FileThere where a file must not be replaced."""
    if not replace and os.path.lexists(path):
        raise FileThere(
            f"{file_name(path)} is there already; choose another name, or replace it "
            "with --force."
        )


def _put(part: Path, path: Path, *, replace: bool) -> None:
    if replace:
        part.replace(path)
        return
    try:
        # Unlike a rename, a link fails where another program was faster.
        os.link(part, path)
    except FileExistsError:
        check_free(path, replace=False)
        raise
