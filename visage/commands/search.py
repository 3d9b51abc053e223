"""Which pictures a command works on: those of files, folders and globs.

Folders come in the order in which they are first named; the pictures of one folder come
in natural order, `img2` before `img10`, whether we or the shell expanded a glob.
"""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from visage.commands.files import (
    NoPictures,
    NoSuchFile,
    read,
    same_file,
    unreadable,
)
from visage.commands.words import file_name
from visage.errors import VisageError
from visage.pictures.formats import READ_SUFFIXES


@dataclass(frozen=True)
class Source:
    """A picture to work on, or the fault that was met when it was looked for.

    `below` is its folder, as seen from the folder that was named as an argument.
    """

    path: Path
    below: Path = Path()
    fault: VisageError | None = None

    @property
    def name(self) -> str:
        """The path as it can be shown."""
        return file_name(self.path)

    def read(self) -> bytes:
        """The bytes. Raises the fault, NoSuchFile or UnreadableFile."""
        if self.fault is not None:
            raise self.fault
        return read(self.path)


@dataclass(frozen=True)
class Search:
    """How folders are searched: with the folders in them, or without.

    What the command has made itself is passed over: the folder `output`, and beside
    a picture the files that have `mark` behind its name.
    """

    recursive: bool = False
    output: Path | None = None
    mark: str | None = None

    def sources(self, arguments: Iterable[str]) -> list[Source]:
        """The pictures of the arguments, each once."""
        folders: dict[Path, dict[str, Source]] = {}
        for argument in arguments:
            for source in self._of(argument):
                folder = folders.setdefault(source.path.absolute().parent, {})
                folder.setdefault(source.path.name, source)
        return [
            folder[name]
            for folder in folders.values()
            for name in sorted(folder, key=natural)
        ]

    def _of(self, argument: str) -> Iterator[Source]:
        path = Path(argument)
        if not argument:
            yield Source(path, fault=NoSuchFile("The name of the file is empty."))
        elif path.is_dir():
            yield from self._of_folder(path)
        elif glob.has_magic(argument) and not os.path.lexists(path):
            yield from self._of_glob(argument)
        else:
            yield Source(path)

    def _of_glob(self, pattern: str) -> Iterator[Source]:
        # Path.glob takes no absolute pattern, and no ** within a name.
        found = sorted(glob.glob(pattern, recursive=True), key=natural)  # noqa: PTH207
        if not found:
            fault = NoPictures("No file is named like {picture}.")
            yield Source(Path(pattern), fault=fault)
        fixed = re.split(r"[*?[]", pattern, maxsplit=1)[0]
        base = Path(fixed if fixed.endswith("/") else Path(fixed).parent)
        for path in map(Path, found):
            if not path.is_dir():
                yield Source(path, path.parent.relative_to(base))
            elif "**" not in pattern:  # which finds the folders' files itself
                yield from self._of_folder(path)

    def _of_folder(self, folder: Path) -> Iterator[Source]:
        faults: list[OSError] = []
        empty, deeper = True, False
        for place, folders, names in os.walk(folder, onerror=faults.append):
            here = Path(place)
            inner = [name for name in folders if self._enters(here / name)]
            folders[:] = sorted(inner, key=natural) if self.recursive else []
            deeper = deeper or bool(inner)
            for name in self._pictures(names):
                empty = False
                yield Source(here / name, here.relative_to(folder))
        for error in faults:
            yield Source(Path(error.filename), fault=unreadable(error))
        if empty and not faults:
            ask = deeper and not self.recursive
            advice = "; --recursive looks into its folders" if ask else ""
            fault = NoPictures(f"{{picture}} is a folder without pictures{advice}.")
            yield Source(folder, fault=fault)

    def _enters(self, folder: Path) -> bool:
        if folder.name.startswith("."):
            return False
        return self.output is None or not same_file(folder, self.output)

    def _pictures(self, names: Iterable[str]) -> list[str]:
        pictures = [
            name
            for name in names
            if not name.startswith(".") and Path(name).suffix.lower() in READ_SUFFIXES
        ]
        stems = {Path(name).stem for name in pictures}
        return [name for name in pictures if not self._is_made(name, stems)]

    def _is_made(self, name: str, stems: set[str]) -> bool:
        if self.mark is None:
            return False
        return Path(name).stem.rpartition(self.mark)[0] in stems


def natural(name: str) -> list[tuple[bool, int, str]]:
    """A key that sorts `a` before `a2` before `a10`, and `B` between `a` and `c`."""
    parts = re.split(r"(\d+|\.[^./]*$)", name.casefold())  # numbers, and the suffix
    return [
        (True, int(part), "") if part.isdecimal() else (False, 0, part)
        for part in parts
    ]
