"""MTCNN: faces with five points by a cascade of three small networks.

Zhang, Zhang, Li and Qiao, "Joint Face Detection and Alignment using Multi-task
Cascaded Convolutional Networks", IEEE Signal Processing Letters 23 (2016). P-Net
slides over a pyramid of the picture and proposes squares, R-Net looks at each
with 24 pixels and refines it, O-Net at each that is left with 48 pixels, and
gives the five points. The weights are the authors', as facenet-pytorch's wheel
carries them (MIT); parameters have its names, and results are equal to its own.

The coordinates are facenet-pytorch's too: a box is where its `extract_face` cuts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from visage.errors import BadParameter
from visage.faces.face import Detection
from visage.geometry import Box, Points
from visage.models.network import Floats, Network

Pixels = NDArray[np.uint8]
Whole = NDArray[np.intp]

# P-Net sees a window of 12 pixels, moved by 2; O-Net's has 48.
CELL = 12
_STRIDE = 2
LAST_SIDE = 48

# Overlap above which the weaker of two boxes goes: among the proposals of one
# level, among those of all levels and after R-Net, and after O-Net.
_LEVEL_OVERLAP = 0.5
_OVERLAP = 0.7
_FINAL_OVERLAP = 0.7

# Boxes compared with all others at once while the weaker ones are taken away.
_BLOCK = 64

# Crops that a network sees at once: what a layer writes is still in the cache
# when the next one reads it.
_RUN = 32


class MTCNN:
    """The cascade, made from the three ONNX files of `visage.convert`.

    Raises ModelCorrupt where a file is not the network that it should be.
    """

    def __init__(
        self,
        p_net: bytes,
        r_net: bytes,
        o_net: bytes,
        *,
        min_face_size: int = 20,
        thresholds: tuple[float, float, float] = (0.6, 0.7, 0.7),
        factor: float = 0.709,
        threads: int = 1,
    ) -> None:
        if min_face_size < CELL:
            raise BadParameter(f"min_face_size is {min_face_size}, at least {CELL}")
        self.min_face_size = min_face_size
        self.factor = factor
        self._logits = [float(np.log(t / (1 - t))) for t in thresholds]
        self._p_net = Network(
            "P-Net", p_net, (None, 3, None, None), (None, 5, None, None)
        )
        self._r_net = Network("R-Net", r_net, (None, 3, 24, 24), (None, 5))
        self._o_net = Network(
            "O-Net", o_net, (None, 3, LAST_SIDE, LAST_SIDE), (None, 15)
        )
        # The networks are too small to share one run; levels and crops are shared out.
        self._each: Callable[
            [Callable[[Any], Floats], Iterable[Any]], Iterable[Floats]
        ] = ThreadPoolExecutor(threads).map if threads > 1 else map

    def warm(self) -> None:
        """One run of every network, which allocates what they need."""
        self._p_net(np.zeros((1, 3, CELL, CELL), np.float32))
        self._r_net(np.zeros((1, 3, 24, 24), np.float32))
        self._o_net(np.zeros((1, 3, LAST_SIDE, LAST_SIDE), np.float32))

    def detect(
        self, picture: Pixels, min_face_size: float | None = None
    ) -> list[Detection]:
        """Every face of an RGB picture (height, width, 3), the largest first."""
        means = _Means(picture)
        smallest = min_face_size or self.min_face_size
        boxes = _squares(self._propose(means, smallest))
        boxes, _ = self._look(means, boxes, self._r_net, 24, self._logits[1])
        kept = _suppress(boxes[:, :4], boxes[:, 4], _OVERLAP)
        boxes = _squares(_moved(boxes[kept], 1))
        boxes, points = self._look(
            means, boxes, self._o_net, LAST_SIDE, self._logits[2]
        )
        faces = _moved(boxes, 1)
        kept = _suppress(faces[:, :4], faces[:, 4], _FINAL_OVERLAP, of_smaller=True)
        return _largest_first(faces[kept], points[kept])

    def ask_last(self, chips: Pixels) -> tuple[Floats, Points]:
        """O-Net's answers for RGB crops of upright heads, (n, 48, 48, 3).

        Returns the logits, (n,), and the five points in pixels of each crop, (n, 5, 2).
        """
        runs = [chips[at : at + _RUN] for at in range(0, len(chips), _RUN)]
        answers = np.concatenate(list(self._each(self._upright, runs)))
        across, down = np.split(answers[:, 5:, None].astype(np.float64), 2, axis=1)
        points = np.concatenate([across, down], axis=2) * LAST_SIDE - 0.5
        return answers[:, 0], points

    def _upright(self, chips: Pixels) -> Floats:
        batch = np.ascontiguousarray(chips.transpose(0, 3, 1, 2), np.float32)
        return self._o_net(_scaled(batch))

    def _propose(self, means: _Means, min_face_size: float) -> Floats:
        """P-Net over the pyramid: (n, 5) of corners and logit."""
        scales = _scales(means.height, means.width, min_face_size, self.factor)
        levels = self._each(partial(self._level, means), scales)
        boxes = np.concatenate([np.empty((0, 9), np.float32), *levels])
        boxes = boxes[_suppress(boxes[:, :4], boxes[:, 4], _OVERLAP)]
        return _moved(boxes, 0)

    def _level(self, means: _Means, scale: float) -> Floats:
        """The proposals of one level: (n, 9) of corners, logit and offsets."""
        height, width = int(means.height * scale + 1), int(means.width * scale + 1)
        cells = self._p_net(means.resized(height, width))[0]  # (5, h, w)
        rows, columns = np.nonzero(cells[0] >= self._logits[0])
        corner = np.stack([columns, rows], 1).astype(np.float32) * _STRIDE
        found = np.concatenate(
            [
                np.floor((corner + 1) / np.float32(scale)),
                np.floor((corner + CELL) / np.float32(scale)),
                cells[:, rows, columns].T,
            ],
            axis=1,
        )
        return found[_suppress(found[:, :4], found[:, 4], _LEVEL_OVERLAP)]

    def _look(
        self, means: _Means, boxes: Floats, network: Network, side: int, logit: float
    ) -> tuple[Floats, Floats]:
        """Ask a network about squares of the picture.

        Returns, for those it takes for faces, (n, 9) of corners, logit and
        offsets, and the points (n, 5, 2), which only O-Net gives.
        """
        windows = _inside(boxes, means.height, means.width)
        nonempty = (windows[:, 2:] > windows[:, :2]).all(1)
        boxes, windows = boxes[nonempty], windows[nonempty]
        if len(boxes) == 0:
            return np.empty((0, 9), np.float32), np.empty((0, 5, 2), np.float32)
        parts = [windows[at : at + _RUN] for at in range(0, len(windows), _RUN)]
        asked = self._each(lambda part: network(means.cut(part, side)), parts)
        answers = np.concatenate(list(asked))
        taken = answers[:, 0] > logit
        boxes, answers = boxes[taken, :4], answers[taken]
        sizes = boxes[:, None, 2:] - boxes[:, None, :2] + 1  # (n, 1, 2)
        across, down = np.split(answers[:, 5:, None], 2, axis=1)  # (n, 5, 1) each
        shares = np.concatenate([across, down], axis=2)
        points = shares * sizes + boxes[:, None, :2] - 1
        return np.concatenate([boxes, answers[:, :5]], axis=1), points


def _scales(
    height: int, width: int, min_face_size: float, factor: float
) -> Iterator[float]:
    """From the scale at which the smallest face fills P-Net's window, downwards."""
    scale = CELL / min_face_size
    side = min(height, width) * scale
    while side >= CELL:
        yield scale
        scale *= factor
        side *= factor


class _Means:
    """Means over rectangles of a picture, each in constant time.

    The sums over all rectangles from the top left corner are kept as uint32.
    They may run over; differences are right all the same, as long as a single
    window holds less than 2^32 / 255 pixels.
    """

    def __init__(self, picture: Pixels) -> None:
        self.height, self.width = picture.shape[:2]
        sums = np.zeros((3, self.height + 1, self.width + 1), np.uint32)
        inner = sums[:, 1:, 1:]
        np.cumsum(picture.transpose(2, 0, 1), axis=2, dtype=np.uint32, out=inner)
        for row in range(1, self.height):
            inner[:, row] += inner[:, row - 1]
        self._sums = sums

    def resized(self, height: int, width: int) -> Floats:
        """The picture at another size, each pixel the mean of what it covers.

        The windows are those of torch's `adaptive_avg_pool2d`, which may share a
        row or a column. Returns (1, 3, height, width), scaled for the networks.
        """
        top, bottom = _edges(np.array([0]), np.array([self.height]), height)
        left, right = _edges(np.array([0]), np.array([self.width]), width)
        means = np.empty((3, height, width), np.float32)
        # One channel at a time stays in the cache.
        for plane, mean in zip(self._sums, means, strict=True):
            bands = plane.take(bottom[0], axis=0)  # (height, width + 1)
            bands -= plane.take(top[0], axis=0)
            sums = bands.take(right[0], axis=1)
            sums -= bands.take(left[0], axis=1)
            mean[:] = sums
        means *= (1 / (bottom - top)).astype(np.float32).T
        means *= (1 / (right - left)).astype(np.float32)
        return _scaled(means)[None]

    def cut(self, windows: Whole, side: int) -> Floats:
        """Cut out (left, top, right, bottom), shape (n, 4), each to `side` pixels.

        Returns (n, 3, side, side), scaled for the networks.
        """
        left, right = _edges(windows[:, 0], windows[:, 2], side)  # (n, side)
        top, bottom = _edges(windows[:, 1], windows[:, 3], side)
        upper = top[:, :, None] * (self.width + 1)
        lower = bottom[:, :, None] * (self.width + 1)
        plus = lower + right[:, None], upper + left[:, None]  # (n, side, side)
        minus = lower + left[:, None], upper + right[:, None]
        means = np.empty((len(windows), 3, side, side), np.float32)
        for channel, plane in enumerate(self._sums.reshape(3, -1)):
            sums = plane.take(plus[0])
            sums += plane.take(plus[1])
            for index in minus:
                sums -= plane.take(index)
            means[:, channel] = sums
        means *= (1 / (bottom - top)).astype(np.float32)[:, None, :, None]
        means *= (1 / (right - left)).astype(np.float32)[:, None, None]
        return _scaled(means)


def _edges(start: Whole, end: Whole, count: int) -> tuple[Whole, Whole]:
    """First and last edge of `count` windows in each of n ranges, (n, count)."""
    length = (end - start)[:, None]
    steps = np.arange(count)
    first = start[:, None] + steps * length // count
    last = start[:, None] - (-(steps + 1) * length // count)
    return first, last


def _scaled(means: Floats) -> Floats:
    """Pixels as the networks were trained on them, in place."""
    means -= np.float32(127.5)
    means *= np.float32(1 / 128)
    return means


def _inside(boxes: Floats, height: int, width: int) -> Whole:
    """The pixels (left, top, right, bottom) of boxes, clipped to the picture.

    The networks' boxes count pixels from 1, with both ends inside.
    """
    whole = np.trunc(boxes[:, :4]).astype(np.intp)
    first = np.maximum(whole[:, :2], 1) - 1
    last = np.minimum(whole[:, 2:], (width, height))
    return np.concatenate([first, last], axis=1)


def _moved(boxes: Floats, end: int) -> Floats:
    """Apply offsets: (n, 9) to (n, 5). Sizes are right - left + `end`."""
    sizes = np.tile(boxes[:, 2:4] - boxes[:, :2] + end, 2)
    corners = boxes[:, :4] + boxes[:, 5:9] * sizes
    return np.concatenate([corners, boxes[:, 4:5]], axis=1)


def _squares(boxes: Floats) -> Floats:
    """The squares around the same centres with the longer sides, (n, 5)."""
    sizes = boxes[:, 2:4] - boxes[:, :2]
    side = sizes.max(axis=1, keepdims=True)
    corner = boxes[:, :2] + sizes * np.float32(0.5) - side * np.float32(0.5)
    return np.concatenate([corner, corner + side, boxes[:, 4:5]], axis=1)


def _suppress(
    boxes: Floats, scores: Floats, overlap: float, of_smaller: bool = False
) -> Whole:
    """Non-maximum suppression: indices of the boxes that stay, best first.

    A box goes where it shares more than `overlap` of their union with a better
    one; with `of_smaller`, of the smaller of the two, counting both ends' pixels.
    """
    order = np.argsort(-scores, kind="stable")
    ranked = boxes[order]
    kept: list[int] = []
    alive = np.arange(len(order))
    while len(alive):
        block = alive[:_BLOCK]
        covers = _overlaps(ranked[block], ranked[alive], of_smaller) > overlap
        gone = np.zeros(len(alive), bool)
        for row, candidate in enumerate(block):
            if not gone[row]:
                kept.append(candidate)
                gone |= covers[row]
        alive = alive[_BLOCK:][~gone[_BLOCK:]]
    return order[np.array(kept, np.intp)]


def _overlaps(boxes: Floats, others: Floats, of_smaller: bool) -> Floats:
    """How much n boxes share with m others, (n, m), in [0, 1]."""
    end = np.float32(1 if of_smaller else 0)
    left, top, right, bottom = boxes.T[:, :, None]
    left_2, top_2, right_2, bottom_2 = others.T
    shared = np.minimum(right, right_2) - np.maximum(left, left_2) + end
    np.maximum(shared, 0, out=shared)
    down = np.minimum(bottom, bottom_2) - np.maximum(top, top_2) + end
    shared *= np.maximum(down, 0, out=down)
    area = (right - left + end) * (bottom - top + end)
    area_2 = (right_2 - left_2 + end) * (bottom_2 - top_2 + end)
    whole = np.minimum(area, area_2) if of_smaller else area + area_2 - shared
    overlaps: Floats = shared / np.maximum(whole, np.float32(1e-9))
    return overlaps


def _largest_first(boxes: Floats, points: Floats) -> list[Detection]:
    sizes = boxes[:, 2:4] - boxes[:, :2]
    order = np.argsort(-sizes.prod(axis=1), kind="stable")
    return [
        Detection(
            Box(*(float(edge) for edge in boxes[index, :4])),
            float(1 / (1 + np.exp(-np.float64(boxes[index, 4])))),
            points[index].astype(np.float64),
        )
        for index in order
    ]
