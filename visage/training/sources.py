"""Where pictures of people come from: folders, archives and CSV files.

A picture's person is the folder that it lies in, in a folder as in an archive:
`people/Ada/1.jpg` shows Ada, and so does `lfw-funneled.tgz` with
`lfw_funneled/Ada/Ada_0001.jpg`. A CSV file says it itself, in its columns `file` and
`person`. One person may be in several sources. Whatever is passed over is told, with
the reason.
"""

from __future__ import annotations

import csv
import os
import tarfile
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from visage.pictures.formats import PICTURE_SUFFIXES
from visage.training.faults import BadSource, Left

TARS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
# A file of an archive is read into memory, whatever its size; this is more than any
# picture that is decoded has.
MOST_BYTES = 100_000_000
# The columns of a CSV file, by the names that such files give them.
FILE_COLUMNS = ("file", "path", "filename", "image")
PERSON_COLUMNS = ("person", "name", "label", "identity")
# What systems leave in folders and archives, which no user put there.
LEFT_BY_SYSTEMS = ("__MACOSX", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class Labelled:
    """A file and the person whose it is, or else the `fault` for which it is left out.

    `name` is what people know the file by: its path, in an archive behind its name.
    A file of an archive can be read until the next one is asked for.
    """

    person: str
    name: str
    load: Callable[[], bytes] | None = None
    fault: str | None = None

    def read(self) -> bytes | str:
        """The bytes, or why they cannot be had."""
        if self.load is None:
            return self.fault or Left.NOT_A_PICTURE
        try:
            content = self.load()
        except OSError as error:
            return f"cannot be read: {error.strerror or error}"
        return content if len(content) <= MOST_BYTES else Left.TOO_LARGE


def labelled(source: Path) -> Iterator[Labelled]:
    """Every file of a source, in a fixed order; each is read when that is asked for.

    Raises BadSource where the source cannot be one, at once or on the way.
    """
    suffix = source.name.lower()
    if source.is_dir():
        return _of_folder(source)
    if not source.exists():
        raise BadSource(
            f"There is no {source}. Name a folder with one folder for each person, "
            f"an archive of such folders, or a CSV file with the columns "
            "file,person."
        )
    if suffix.endswith(TARS):
        return _of_tar(source)
    if suffix.endswith(".zip"):
        return _of_zip(source)
    if suffix.endswith(".csv"):
        return _of_csv(source)
    raise BadSource(
        f"{source} is neither a folder, an archive ({', '.join((*TARS, '.zip'))}) nor "
        "a CSV file."
    )


def _of_folder(root: Path) -> Iterator[Labelled]:
    faults: list[OSError] = []
    for place, folders, names in os.walk(root, onerror=faults.append):
        here = Path(place)
        folders[:] = sorted(each for each in folders if not _is_hidden(each))
        for name in folders:
            if (here / name).is_symlink():  # it may lead into a circle
                yield Labelled("", str(here / name), fault=Left.LINK)
        for name in sorted(each for each in names if not _is_hidden(each)):
            inside = here.relative_to(root) / name
            yield _told(inside.as_posix(), str(here / name), (here / name).read_bytes)
    for error in faults:
        yield Labelled(
            "", str(error.filename), fault=f"cannot be read: {error.strerror}"
        )


def _of_tar(archive: Path) -> Iterator[Labelled]:
    try:
        with tarfile.open(archive) as tar:
            for item in tar:
                if not item.isfile() or _is_hidden(item.name):
                    continue
                yield _told(
                    item.name,
                    f"{archive}: {item.name}",
                    lambda item=item: _read_of_tar(tar, item),  # type: ignore[misc]
                    item.size,
                )
    except (tarfile.TarError, EOFError, OSError) as error:
        raise _broken(archive, error) from error


def _read_of_tar(tar: tarfile.TarFile, item: tarfile.TarInfo) -> bytes:
    content = tar.extractfile(item)
    assert content is not None  # it is a file
    return content.read()


def _of_zip(archive: Path) -> Iterator[Labelled]:
    try:
        with zipfile.ZipFile(archive) as opened:
            for item in opened.infolist():
                if item.is_dir() or _is_hidden(item.filename):
                    continue
                yield _told(
                    item.filename,
                    f"{archive}: {item.filename}",
                    lambda item=item: opened.read(item),  # type: ignore[misc]
                    item.file_size,
                )
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError) as error:
        raise _broken(archive, error) from error


def _of_csv(table: Path) -> Iterator[Labelled]:
    try:
        with table.open(newline="", encoding="utf-8-sig") as file:
            rows = list(csv.DictReader(file, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _broken(table, error) from error
    columns = list(rows[0]) if rows else []
    known = {str(each).strip().lower(): each for each in columns}
    files = next((known[each] for each in FILE_COLUMNS if each in known), None)
    people = next((known[each] for each in PERSON_COLUMNS if each in known), None)
    if files is None or people is None:
        raise BadSource(
            f"{table} should begin with a line of its columns' names, among them file "
            f"and person; it has {', '.join(map(str, columns)) or 'no rows'}."
        )
    for row in rows:
        path = table.parent / (row[files] or "")
        yield _one(row[people] or "", str(path), path.read_bytes)


def _told(inside: str, name: str, load: Callable[[], bytes], size: int = 0) -> Labelled:
    """A file by its place in a folder or an archive, whose last folder is a person."""
    path = PurePosixPath(inside)
    if path.suffix.lower() not in PICTURE_SUFFIXES:
        return Labelled("", name, fault=Left.NOT_A_PICTURE)
    if not path.parent.name:
        return Labelled("", name, fault=Left.NO_PERSON)
    if size > MOST_BYTES:
        return Labelled(path.parent.name, name, fault=Left.TOO_LARGE)
    return _one(path.parent.name, name, load)


def _one(person: str, name: str, load: Callable[[], bytes]) -> Labelled:
    known = unicodedata.normalize("NFC", person).strip()
    if not known:
        return Labelled("", name, fault=Left.NO_PERSON)
    return Labelled(known, name, load)


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(
        part in LEFT_BY_SYSTEMS or (part.startswith(".") and part not in (".", ".."))
        for part in parts
    )


def _broken(source: Path, error: Exception) -> BadSource:
    return BadSource(f"{source} cannot be read to its end: {error}. Is it whole?")
