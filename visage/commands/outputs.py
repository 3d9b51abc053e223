"""How the files that a run writes are named, so that no two have one name."""

from __future__ import annotations

import os
from pathlib import Path

from visage.commands.search import Source


class Outputs:
    """Names beside the pictures, or in a folder.

    In the folder, the folders of a recursive search are kept. A second picture of one
    name becomes NAME-2, whatever its suffix.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._owners: dict[str, Path] = {}  # of each name, the picture that has it

    def stem(self, source: Source) -> Path:
        """Where the files of a picture go, without what is put behind the name."""
        path = source.path
        folder = path.parent if self._folder is None else self._folder / source.below
        stem, count = folder / path.stem, 1
        while self._owner(stem, source) != source.path:
            count += 1
            stem = folder / f"{path.stem}-{count}"
        return stem

    def _owner(self, stem: Path, source: Source) -> Path:
        # Some file systems take capitals and small letters for the same.
        key = os.path.normpath(stem.absolute()).casefold()
        return self._owners.setdefault(key, source.path)
