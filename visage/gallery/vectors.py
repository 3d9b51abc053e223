"""Arithmetic on faces' vectors, done alike by every gallery.

A person with several faces is searched by their template: the direction of the mean
of the faces' vectors. Noise of single pictures averages out in it. On the 62 LFW
people with five faces each, and dlib's vectors, a template names 98.9 % of probes
where 1 % of strangers are named, the most similar face 97.6 %; at 0.1 %, 96.1 and
92.7 % (`python -m train.identify` measures it anew).
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from visage.errors import BadVector

Floats: TypeAlias = NDArray[np.float32]

# Shorter than this, a vector has no direction that could be trusted.
_SHORTEST = 1e-6
# How far from 1 rounding to float32 leaves the length of a unit vector.
_ROUNDING = 1e-6


def unit(vector: Floats) -> Floats:
    """A vector in length 1, read-only, (dimension,). Raises BadVector."""
    given = np.array(vector, np.float32)
    if given.ndim != 1 or not np.isfinite(given).all():
        raise BadVector(
            f"A face's vector is one row of finite numbers; this one has the shape "
            f"{given.shape} or holds a number that is not finite."
        )
    length = float(np.linalg.norm(given.astype(np.float64)))
    if length < _SHORTEST:
        raise BadVector("A face's vector has a length; this one is all zeros.")
    # What is a unit vector already stays as it is, to the last bit.
    kept: Floats = given
    if abs(length - 1) > _ROUNDING:
        kept = (given.astype(np.float64) / length).astype(np.float32)
    kept.setflags(write=False)
    return kept


def template(rows: Floats) -> Floats:
    """The unit vector in the direction of the mean of unit vectors, (n, dimension).

    The faces come in the order of their ids, so that every gallery rounds alike. Where
    they cancel out, which faces of one person don't, the first stands for all.
    """
    first: Floats = rows[0]
    total = rows.astype(np.float64).sum(axis=0)
    length = float(np.linalg.norm(total))
    if len(rows) == 1 or length < _SHORTEST:
        return first
    direction: Floats = (total / length).astype(np.float32)
    return direction


def similarities(rows: Floats, probe: Floats) -> NDArray[np.float64]:
    """The cosine, -1 to 1, of each of n unit vectors, (n, dimension), to a probe.

    The sum is taken in double precision and row by row, so that equal rows have equal
    similarities wherever they lie, and the order of results depends on nothing else.
    """
    products = rows.astype(np.float64) * probe.astype(np.float64)
    totals: NDArray[np.float64] = products.sum(axis=1).clip(-1, 1)
    return totals
