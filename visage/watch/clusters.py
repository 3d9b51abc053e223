"""Faces of one person put together: clustering by average linkage.

Two clusters are as similar as the pairs of their faces are on average, and the two that
are most similar become one for as long as they are similar enough. Clusters found so
do not depend on the order of the faces, and no chain of look-alikes joins two people as
with single linkage (Murtagh and Contreras, "Algorithms for hierarchical clustering",
2012).

Nearest-neighbour chains find the same clusters in a time that grows with the square of
the number of faces: a chain goes from each cluster to the nearest, until two are each
other's nearest. With average linkage nobody else comes nearer to those two by becoming
one, so that they can be joined at once; and where they are not similar enough, neither
ever joins anyone.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from visage.gallery.vectors import Floats
from visage.recognition.thresholds import Table

# Faces that are put into clusters at once: the similarities take 4 bytes a pair, 64 MB.
MOST_FACES = 4000
# How often a pair of strangers is as similar as two clusters have to be. Chosen on half
# of the LFW people of `python -m train.clusters`: of the rates tried, the largest at
# which 99.9 % of the faces are with their own person, as who names a cluster names all
# of it. The other half, and eight people of another data set, are printed beside it.
CLUSTER_FAR = 0.0003


def clusters(vectors: Floats, needed: float) -> list[list[int]]:
    """The rows of unit vectors, (n, dimension), by cluster; each is in one.

    `needed` is the mean similarity from which two clusters are one. Clusters come in
    the order of their first rows, and rows in theirs. Raises ValueError for more than
    MOST_FACES.
    """
    if len(vectors) > MOST_FACES:
        raise ValueError(
            f"{len(vectors)} faces to cluster; at most {MOST_FACES} can be"
        )
    members = {row: [row] for row in range(len(vectors))}
    similar = vectors @ vectors.T
    np.fill_diagonal(similar, -np.inf)
    waiting = set(members)
    chain: list[int] = []
    while waiting:
        if not chain:
            chain.append(min(waiting))
        top = chain[-1]
        nearest = int(similar[top].argmax())
        if similar[top, nearest] < needed:
            _leave(similar, top)
            waiting.discard(top)
            chain.pop()
        elif len(chain) > 1 and similar[top, chain[-2]] >= similar[top, nearest]:
            other = chain[-2]
            _join(similar, other, top, len(members[other]), len(members[top]))
            members[other] += members.pop(top)
            waiting.discard(top)
            del chain[-2:]
        else:
            chain.append(nearest)
    return sorted(sorted(rows) for rows in members.values())


def _join(
    similar: NDArray[np.float32], kept: int, gone: int, some: int, more: int
) -> None:
    """Make two clusters one: the mean of their similarities, by their faces."""
    joined = (some * similar[kept] + more * similar[gone]) / (some + more)
    similar[kept] = joined
    similar[:, kept] = joined
    _leave(similar, gone)


def _leave(similar: NDArray[np.float32], row: int) -> None:
    """Take a cluster out: it is similar to none from here on."""
    similar[row] = -np.inf
    similar[:, row] = -np.inf


def needed_for(far: float, table: Table) -> float:
    """The similarity of two faces at a false-accept rate, between those measured."""
    measured = sorted(table.thresholds, key=lambda each: each.far)
    rates = [np.log(each.far) for each in measured]
    return float(np.interp(np.log(far), rates, [each.similarity for each in measured]))
