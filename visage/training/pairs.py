"""Are two pictures of one person: Labeled Faces in the Wild's protocol of pairs.

Huang, Ramesh, Berg and Learned-Miller, "Labeled Faces in the Wild" (2007): the pairs
come in folds, and the pairs of a fold are decided by the threshold that is best on all
the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from visage.errors import VisageError

Floats = NDArray[np.float32]
# What a pair without two faces counts as: below every cosine.
UNLIKE = -1.0


class BadPairs(VisageError):
    """A file is not a list of pairs, or its pictures are not there."""

    code = "bad_pairs"


@dataclass(frozen=True)
class Pair:
    """Two pictures by file name, whether they show one person, and their fold."""

    first: str
    second: str
    same: bool
    fold: int


def read_pairs(path: Path) -> list[Pair]:
    """The pairs of a list, in its order. Raises BadPairs.

    The list starts with the number of folds and of pairs; each fold has so many
    pairs of one person (`name i j`), then so many of two (`name i name j`).
    """
    try:
        lines = [line.split() for line in path.read_text().splitlines()]
        folds, count = (int(number) for number in lines[0])
        wanted = folds * count * 2
        found = [
            _pair(words, at // (2 * count))
            for at, words in enumerate(lines[1 : 1 + wanted])
        ]
    except OSError as error:
        raise BadPairs(f"{path} cannot be read: {error.strerror}.") from error
    except (ValueError, IndexError) as error:
        raise BadPairs(
            f"{path} is not a list of pairs like LFW's pairs.txt: a line with the "
            "number of folds and of pairs, then `name i j` or `name i name j` a line."
        ) from error
    if len(found) < wanted or folds < 2:
        raise BadPairs(
            f"{path} has {len(found)} pairs in {folds} folds; its first line says "
            f"{wanted}, and at least two folds are needed."
        )
    return found


def _pair(words: list[str], fold: int) -> Pair:
    if len(words) not in (3, 4):
        raise ValueError("neither three words nor four")
    same = len(words) == 3
    other = words[0] if same else words[2]
    return Pair(_file(words[0], words[1]), _file(other, words[-1]), same, fold)


def _file(name: str, number: str) -> str:
    return f"{name}_{int(number):04d}.jpg"


def similarities(pairs: list[Pair], found: Mapping[str, Floats | None]) -> Floats:
    """The cosine of every pair, UNLIKE where a picture has no face."""
    values = np.full(len(pairs), UNLIKE, np.float32)
    for at, pair in enumerate(pairs):
        first, second = found[pair.first], found[pair.second]
        if first is not None and second is not None:
            values[at] = first @ second
    return values


def best_threshold(similarity: Floats, same: NDArray[np.bool_]) -> float:
    """The middle of the thresholds that decide the most pairs rightly."""
    steps = np.sort(similarity)
    cuts = (steps[1:] + steps[:-1]) / 2
    right = [int(((similarity >= cut) == same).sum()) for cut in cuts]
    return float(np.median(cuts[np.array(right) == max(right)]))


def decided_rightly(
    similarity: Floats, same: NDArray[np.bool_], folds: NDArray[np.intp]
) -> int:
    """How many pairs are decided rightly, each fold by the others' threshold."""
    right = 0
    for fold in np.unique(folds):
        here = folds == fold
        threshold = best_threshold(similarity[~here], same[~here])
        right += int(((similarity[here] >= threshold) == same[here]).sum())
    return right


def roc(similarity: Floats, same: NDArray[np.bool_]) -> list[tuple[float, float]]:
    """Shares of pairs of two people and of one that are accepted, by every cut."""
    cuts = np.unique(similarity)[::-1]
    return [
        (
            float((similarity[~same] >= cut).mean()),
            float((similarity[same] >= cut).mean()),
        )
        for cut in cuts
    ]
