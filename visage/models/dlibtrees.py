"""Reads the regression trees of dlib's shape predictor from its `.dat` file.

The predictor (Kazemi and Sullivan 2014) is a cascade: each of its stages compares the
brightness of pixels around the points so far, walks down some hundred trees by what it
finds, and adds up the shifts of the points that it arrives at.

The file is nothing but integers, each a byte that says how many bytes follow (its top
bit is the sign), and those bytes, the least significant first. A float is two integers,
a mantissa and a power of two. So where an integer begins is known only when the one
before it has been read; 33 million of them are read here by following many at once.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from visage.errors import ModelCorrupt

Integers = NDArray[np.int64]
Floats = NDArray[np.float32]

# So many bytes are followed at once; they and what is made of them fit a core's cache.
_BLOCK = 1 << 15
_LONGEST = 8  # bytes of an integer


@dataclass(frozen=True)
class Trees:
    """A predictor of n points: s stages of t trees, with k splits and k + 1 leaves.

    A split says in which of a stage's m pixels two are compared, and that the walk goes
    to the left child where the first is brighter by more than the threshold. The
    children of split i are 2 i + 1 and 2 i + 2, and behind the splits come the leaves.
    Points are in the box's width: its corners are (0, 0) and (1, 1). A pixel lies at an
    offset from a point, its anchor, on a head that stands as `start` does.
    """

    start: Floats  # (n, 2)
    pairs: NDArray[np.uint16]  # (s, t, k, 2)
    thresholds: Floats  # (s, t, k), in levels of 255
    leaves: Floats  # (s, t, k + 1, n, 2)
    anchors: NDArray[np.uint16]  # (s, m)
    offsets: Floats  # (s, m, 2)

    def packed(self) -> bytes:
        """All of it as an uncompressed `.npz` file, the same bytes on every machine."""
        file = io.BytesIO()
        np.savez(file, allow_pickle=False, **vars(self))
        return file.getvalue()


def read(content: bytes) -> Trees:
    """The trees of a shape predictor. Raises ModelCorrupt where the bytes are none."""
    try:
        return _read(_Reader(_integers(content)))
    except (ValueError, IndexError, OverflowError) as error:
        raise ModelCorrupt(f"this is not dlib's shape predictor: {error}") from error


class _Reader:
    """Walks through the integers of a file."""

    def __init__(self, integers: Integers) -> None:
        self._left = integers

    def take(self, *shape: int) -> Integers:
        """The next integers, in this shape."""
        count = int(np.prod(shape))
        if count > len(self._left):
            raise ValueError("it ends too early")
        taken, self._left = self._left[:count], self._left[count:]
        return taken.reshape(shape)

    def one(self) -> int:
        return int(self.take(1)[0])

    def expect(self, *expected: int) -> None:
        found = tuple(self.take(len(expected)).tolist())
        if found != expected:
            raise ValueError(f"found {found} where {expected} should be")

    def floats(self, *shape: int) -> Floats:
        return _floats(self.take(*shape, 2))

    def ahead(self, count: int) -> int:
        """The integer that comes after so many others."""
        return int(self._left[count])

    def end(self) -> None:
        if len(self._left):
            raise ValueError(f"{len(self._left)} integers are left over")


def _read(reader: _Reader) -> Trees:
    reader.expect(1)  # the version
    numbers, columns = reader.take(2).tolist()
    if columns != -1 or numbers >= 0 or numbers % 2:
        raise ValueError(f"a shape of {-numbers} x {-columns} numbers")
    points = -numbers // 2
    start = reader.floats(points, 2)
    stages = [_stage(reader, points) for _ in range(reader.one())]
    reader.expect(len(stages))
    anchors = [reader.take(reader.one()) for _ in stages]
    reader.expect(len(stages))
    offsets = [reader.floats(reader.one(), 2) for _ in stages]
    reader.end()
    pairs, thresholds, leaves = zip(*stages, strict=True)
    return Trees(
        start,
        np.stack(pairs).astype(np.uint16),
        np.stack(thresholds),
        np.stack(leaves),
        np.stack(anchors).astype(np.uint16),
        np.stack(offsets),
    )


def _stage(reader: _Reader, points: int) -> tuple[Integers, Floats, Floats]:
    """The pixels that one stage compares, its thresholds, and its leaves."""
    trees, splits = reader.one(), reader.ahead(0)
    leaves = reader.ahead(1 + 4 * splits)
    head = 1 + 4 * splits + 1  # a split is two pixels and a float
    stage = reader.take(trees, head + leaves * (2 + 4 * points))
    split = stage[:, 1 : head - 1].reshape(trees, splits, 4)
    leaf = stage[:, head:].reshape(trees, leaves, 2 + 4 * points)
    expected = {splits}, {splits + 1}, {-2 * points}, {-1}
    sizes = stage[:, 0], stage[:, head - 1], leaf[..., 0], leaf[..., 1]
    if tuple(set(size.ravel().tolist()) for size in sizes) != expected:
        raise ValueError("its trees are not all of one size")
    shifts = leaf[..., 2:].reshape(trees, leaves, points, 2, 2)
    return split[..., :2], _floats(split[..., 2:]), _floats(shifts)


def _floats(pairs: Integers) -> Floats:
    """Of mantissas and powers of two, in the last axis."""
    numbers = np.ldexp(pairs[..., 0].astype(np.float64), pairs[..., 1])
    return numbers.astype(np.float32)


def _integers(content: bytes) -> Integers:
    """Every integer of the file."""
    raw = np.frombuffer(content + bytes(_LONGEST), np.uint8)
    found, at = [], 0
    while at < len(content):
        heads = at + _chain(raw[at : min(at + _BLOCK, len(content))])
        lengths = raw[heads] & 0x0F
        if lengths.max() > _LONGEST:
            raise ValueError(f"an integer of {lengths.max()} bytes")
        value = np.zeros(len(heads), np.int64)
        for byte in range(lengths.max()):
            more = raw[heads + 1 + byte].astype(np.int64) << (8 * byte)
            value |= np.where(lengths > byte, more, 0)
        found.append(np.where(raw[heads] & 0x80, -value, value))
        at = int(heads[-1]) + 1 + int(lengths[-1])
    if at > len(content):
        raise ValueError("it ends within an integer")
    return np.concatenate(found) if found else np.zeros(0, np.int64)


def _chain(block: NDArray[np.uint8]) -> NDArray[np.intp]:
    """Where in a block integers begin, of which the first is at 0.

    Every byte is taken for a beginning and points to the next. Following all pointers
    doubles their reach, and so what is known to be reached from 0.
    """
    end = len(block)
    following = np.arange(1, end + 1) + (block & 0x0F)
    after = np.append(np.minimum(following, end), end)
    reached = np.zeros(1, np.intp)
    while after[0] < end:
        reached = np.concatenate([reached, after[reached]])
        after = after[after]
    return np.sort(reached[reached < end])
