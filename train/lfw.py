"""Labeled Faces in the Wild, read out of its archives.

Huang, Ramesh, Berg and Learned-Miller, "Labeled Faces in the Wild" (2007), and
deep-funneled by Huang, Mattar, Lee and Learned-Miller (2012). For research only.
"""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from pathlib import Path

PAIRS_ARCHIVE = "lfw-pairs-folds1-2.tar"
PAIRS_LIST = "pairs_folds1-2.txt"
PEOPLE_ARCHIVE = "lfw-62-people.tar"


def pictures(archive: Path) -> Iterator[tuple[str, str, bytes]]:
    """Person, file name and bytes of every picture of an archive."""
    with tarfile.open(archive) as tar:
        for item in tar:
            if not item.isfile() or not item.name.endswith(".jpg"):
                continue
            content = tar.extractfile(item)
            if content is not None:
                *_, person, file = item.name.split("/")
                yield person, file, content.read()
