"""Files read and written, and what is said where the system refuses."""

from __future__ import annotations

import os
from base64 import b64decode
from pathlib import Path

from visage.commands.words import file_name
from visage.errors import VisageError


class NoSuchFile(VisageError):
    """There is no file of this name."""

    code = "no_such_file"


class NoPictures(VisageError):
    """A folder has no pictures, or no file has a name of this pattern."""

    code = "no_pictures"


class UnreadableFile(VisageError):
    """A file cannot be read."""

    code = "unreadable_file"


class UnwritableFile(VisageError):
    """A file cannot be written."""

    code = "unwritable_file"


def read(path: Path) -> bytes:
    """The bytes of a file. Raises NoSuchFile or UnreadableFile."""
    try:
        # A folder cannot be read, and a pipe would be waited for.
        if path.exists() and not path.is_file():
            kind = "a folder" if path.is_dir() else "not a file"
            raise UnreadableFile(f"{{picture}} is {kind}; it should be a picture.")
        return path.read_bytes()
    except FileNotFoundError as error:
        if path.is_symlink():
            target = file_name(path.readlink())
            raise NoSuchFile(
                f"{{picture}} is a link to {target}, which does not exist."
            ) from error
        raise NoSuchFile("{picture} does not exist.") from error
    except OSError as error:
        raise unreadable(error) from error


def unreadable(error: OSError) -> UnreadableFile:
    """The system's own error as one that the terminal words."""
    return UnreadableFile(f"{{picture}} cannot be read: {_reason(error)}.")


def write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, into a folder that is made where missing.

    A file of this name is replaced at the last moment, so that whoever interrupts the
    program finds the old one or the new one. Raises UnwritableFile.
    """
    part = path.with_name(f".visage-{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            part.write_bytes(content)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise UnwritableFile(
            f"{file_name(path)} cannot be written: {_reason(error)}."
        ) from error


def from_data_uri(uri: str) -> bytes:
    """The bytes of a picture that an answer carries."""
    return b64decode(uri.partition(",")[2])


def same_file(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file, whether it is there or not."""
    return one.resolve() == other.resolve()


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
