"""Many unit vectors in one byte a number, and bounds for their cosines to a probe.

A row is kept as `scale * (codes - ZERO)` with the length of what that leaves out, its
error. The probe is taken apart into two digits to the base 128, so that almost nothing
of it is left out. By Cauchy and Schwarz, the true cosine lies above the approximate one
by no more than

    error * (1 + rest) + rest,

where `rest` is the length of what the probe's digits leave out. Whoever looks exactly
at every row whose upper bound reaches the best similarities found has missed none, so
that the search is exact, though it reads a quarter of the bytes of the vectors.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from visage.gallery.product import LARGEST_WEIGHT, ZERO, Codes, Weights, product
from visage.gallery.vectors import Floats

Keys = NDArray[np.int64]

# Rows of one array: what is added fills the last one, so that nothing is ever moved to
# make room, and a block's products stay in the processor's cache.
BLOCK = 16_384
# Rows that are quantised at once, for the same reason.
_RUN = 256
# Probes that one pass over the rows serves: the integer product takes as long for one.
_PROBES = 8

# Covers what is rounded off in single precision: products are exact integers below
# 2^24, and the few sums and factors behind them are of numbers near 1.
_ROUNDING = np.float32(4e-6)


class QuantisedRows:
    """Unit vectors by key, growing and shrinking, approximately."""

    def __init__(self, dimension: int) -> None:
        self._dimension = dimension
        self._blocks: list[Codes] = []
        self._scales = np.empty(0, np.float32)
        self._errors = np.empty(0, np.float32)
        self._keys = np.empty(0, np.int64)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    @property
    def keys(self) -> Keys:
        """The key of each row, (n,)."""
        return self._keys[: self._count]

    def add(self, keys: Keys, rows: Floats) -> None:
        """Append unit vectors, (n, dimension)."""
        for at in range(0, len(rows), _RUN):
            part = rows[at : at + _RUN]
            codes, scales, errors = quantised(part)
            self._make_room(len(part))
            here = slice(self._count, self._count + len(part))
            self._scales[here], self._errors[here] = scales, errors
            self._keys[here] = keys[at : at + _RUN]
            for block, inside, given in _spans(self._count, len(part)):
                self._blocks[block][inside] = codes[given]
            self._count += len(part)

    def drop(self, keys: Keys) -> None:
        """Forget rows. The last rows take their places, and theirs are cleared."""
        holes = np.flatnonzero(np.isin(self.keys, keys))
        kept = self._count - len(holes)
        moved = np.setdiff1d(np.arange(kept, self._count), holes)
        for hole, last in zip(holes[holes < kept], moved, strict=True):
            self._blocks[hole // BLOCK][hole % BLOCK] = self._codes(last)
        for part in (self._scales, self._errors, self._keys):
            part[holes[holes < kept]] = part[moved]
        for block, inside, _ in _spans(kept, self._count - kept):
            self._blocks[block][inside] = ZERO
        self._count = kept

    def upper_bounds(self, probes: Floats) -> Iterator[Floats]:
        """For each probe, (dimension,), what the cosine of no row exceeds, (n,)."""
        for at in range(0, len(probes), _PROBES):
            yield from self._upper_bounds(probes[at : at + _PROBES])

    def _upper_bounds(self, probes: Floats) -> Floats:
        weights, factors, rests = _digits(probes)
        bounds = np.empty((len(probes), self._count), np.float32)
        for block, inside, here in _spans(0, self._count):
            products = product(self._blocks[block][inside], weights)
            for probe, bound in enumerate(bounds[:, here]):
                first, second = products[:, 2 * probe], products[:, 2 * probe + 1]
                np.multiply(first, factors[probe, 0], out=bound, casting="unsafe")
                bound += second * factors[probe, 1]
                bound *= self._scales[here]
                bound += self._errors[here] * (1 + rests[probe])
                bound += rests[probe] + _ROUNDING
        return bounds

    def _codes(self, row: int) -> Codes:
        codes: Codes = self._blocks[row // BLOCK][row % BLOCK]
        return codes

    def _make_room(self, count: int) -> None:
        while len(self._blocks) * BLOCK < self._count + count:
            block = np.full((BLOCK, self._dimension), ZERO, np.uint8)
            self._blocks.append(block)
        room = len(self._blocks) * BLOCK
        if len(self._keys) < room:
            # Doubled, so that growing by blocks does not copy these time and again.
            room = max(room, 2 * len(self._keys))
            self._scales = np.concatenate([self._scales, _empty(self._scales, room)])
            self._errors = np.concatenate([self._errors, _empty(self._errors, room)])
            self._keys = np.concatenate([self._keys, _empty(self._keys, room)])


def quantised(rows: Floats) -> tuple[Codes, Floats, Floats]:
    """Codes (n, dimension), scales and errors (n,) of vectors (n, dimension)."""
    scales = np.abs(rows).max(axis=1, initial=np.float32(1e-30)) / np.float32(127)
    whole = np.rint(rows / scales[:, None])
    rest = rows - whole * scales[:, None]
    errors = np.sqrt(np.einsum("ij,ij->i", rest, rest))
    codes = (whole + ZERO).astype(np.uint8)
    return codes, scales, errors


def _digits(probes: Floats) -> tuple[Weights, Floats, Floats]:
    """Two digits of each probe as columns (d, 2n), their worth (n, 2), and the rests.

    The rest, (n,), is the length of what the digits leave out.
    """
    steps = np.abs(probes).max(axis=1) / LARGEST_WEIGHT
    worth = np.stack([steps, steps / (2 * LARGEST_WEIGHT)], axis=1)
    first = np.rint(probes / worth[:, :1])
    rest = probes - first * worth[:, :1]
    second = np.rint(rest / worth[:, 1:])
    rest = rest - second * worth[:, 1:]
    digits = np.stack([first, second], axis=1).reshape(-1, probes.shape[1])
    columns = np.ascontiguousarray(digits.T, np.int8)
    lengths = np.linalg.norm(rest, axis=1)
    return columns, worth.astype(np.float32), lengths.astype(np.float32)


def _spans(start: int, count: int) -> Iterator[tuple[int, slice, slice]]:
    """Rows from `start` on, block by block: the block, where in it, which rows."""
    at = start
    while at < start + count:
        block, inside = divmod(at, BLOCK)
        length = min(BLOCK - inside, start + count - at)
        yield (
            block,
            slice(inside, inside + length),
            slice(at - start, at - start + length),
        )
        at += length


def _empty(like: NDArray[np.generic], room: int) -> NDArray[np.generic]:
    return np.empty(room - len(like), like.dtype)
