"""Labeled Faces in the Wild, read out of its archives.

Huang, Ramesh, Berg and Learned-Miller, "Labeled Faces in the Wild" (2007), and
deep-funneled by Huang, Mattar, Lee and Learned-Miller (2012). For research only.
"""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PAIRS_ARCHIVE = "lfw-pairs-folds1-2.tar"
PAIRS_LIST = "pairs_folds1-2.txt"
PEOPLE_ARCHIVE = "lfw-62-people.tar"


@dataclass(frozen=True)
class Pair:
    """Two pictures by file name, whether they show one person, and their fold."""

    first: str
    second: str
    same: bool
    fold: int


def pairs(folder: Path) -> list[Pair]:
    """The pairs of the list, in its order.

    The list starts with the number of folds and of pairs; each fold has so many
    pairs of one person (`name i j`), then so many of two (`name i name j`).
    """
    lines = (folder / PAIRS_LIST).read_text().splitlines()
    folds, count = (int(number) for number in lines[0].split())
    found = []
    for at, line in enumerate(lines[1 : 1 + folds * count * 2]):
        words = line.split()
        same = len(words) == 3
        other = words[0] if same else words[2]
        first, second = _file(words[0], words[1]), _file(other, words[-1])
        found.append(Pair(first, second, same, at // (2 * count)))
    return found


def _file(name: str, number: str) -> str:
    return f"{name}_{int(number):04d}.jpg"


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
