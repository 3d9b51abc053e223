"""Reads the layers of dlib's face recognition ResNet from its `.dat` file.

dlib writes a network as a sequence of records from the input on, each of which begins
with the name of its layer. The layers are those of dlib's example program
`dnn_face_recognition_ex.cpp` (Davis King, public domain): a 29-layer ResNet
after He et al., "Deep Residual Learning for Image Recognition" (2016), with half
the filters, fed with a 150 px face and trained with a metric loss.

An integer is a byte that says how many bytes follow (its top bit is the sign), and
those bytes, the least significant first. A float is two integers, a mantissa and a
power of two. The numbers of a tensor are plain float32.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from visage.errors import ModelCorrupt

Weights = NDArray[np.float32]

CHIP_SIZE = 150
DIMENSION = 128

# (filters, halves the picture) of the fourteen residual units, input first.
UNITS: tuple[tuple[int, bool], ...] = (
    *[(32, False)] * 3,
    *[(64, True)] + [(64, False)] * 3,
    *[(128, True)] + [(128, False)] * 2,
    *[(256, True)] + [(256, False)] * 2,
    (256, True),
)


@dataclass(frozen=True)
class Convolution:
    """A convolution, into which the affine layer that follows it has been folded."""

    weight: Weights  # (filters, channels, height, width)
    bias: Weights  # (filters,)
    stride: int
    padding: int


@dataclass(frozen=True)
class Unit:
    """A residual unit: two convolutions around a shortcut.

    Where `halves` is true, the shortcut is a mean over 2x2 pixels.
    """

    first: Convolution
    second: Convolution
    halves: bool


@dataclass(frozen=True)
class FaceNet:
    """The network: stem, max pool of 3 by 2, units, mean, a linear layer."""

    stem: Convolution
    units: tuple[Unit, ...]
    linear: Weights  # (256, 128)


class _Reader:
    """Walks through the records of a `.dat` file."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0

    def seek(self, layer: str) -> None:
        """Move on to behind the next record whose layer has this name."""
        name = bytes([len(layer)]) + layer.encode()
        found = self._content.find(name, self._at)
        if found < 0:
            raise ModelCorrupt(
                f"this is not dlib's face recognition ResNet: no {layer} after "
                f"byte {self._at}"
            )
        self._at = found + len(name)

    def integer(self) -> int:
        head = self._take(1)[0]
        magnitude = int.from_bytes(self._take(head & 0x0F), "little")
        return -magnitude if head & 0x80 else magnitude

    def number(self) -> float:
        mantissa, exponent = self.integer(), self.integer()
        return math.ldexp(mantissa, exponent)

    def tensor(self) -> Weights:
        """A flat tensor: version, four sizes, then float32."""
        version, *sizes = (self.integer() for _ in range(5))
        if version != 2:
            raise ModelCorrupt(f"dlib tensor of version {version}, expected 2")
        return np.frombuffer(self._take(4 * math.prod(sizes)), "<f4")

    def _take(self, count: int) -> bytes:
        taken = self._content[self._at : self._at + count]
        if len(taken) != count:
            raise ModelCorrupt("dlib's face recognition ResNet ends too early")
        self._at += count
        return taken


def read(content: bytes) -> FaceNet:
    """The network of `dlib_face_recognition_resnet_model_v1.dat`.

    The stem takes pixels as they are, RGB in 0 to 255: that dlib subtracts a mean and
    divides by 256 first has been folded into its weights.
    Raises ModelCorrupt where the bytes are another file or another network.
    """
    reader = _Reader(content)
    reader.seek("input_rgb_image_sized")
    means = np.array([reader.number() for _ in range(3)], np.float64)
    stem = _after_pixels(_convolution(reader, (32, 3, 7, 7), stride=2), means)
    units, channels = [], 32
    for filters, halves in UNITS:
        shape = (filters, channels, 3, 3)
        first = _convolution(reader, shape, stride=2 if halves else 1)
        second = _convolution(reader, (filters, filters, 3, 3), stride=1)
        units.append(Unit(first, second, halves))
        channels = filters
    reader.seek("fc_2")
    outputs, inputs = reader.integer(), reader.integer()
    if (inputs, outputs) != (channels, DIMENSION):
        raise ModelCorrupt(
            f"the last layer maps {inputs} to {outputs} numbers, expected "
            f"{channels} to {DIMENSION}"
        )
    return FaceNet(stem, tuple(units), reader.tensor().reshape(inputs, outputs))


def _convolution(
    reader: _Reader, shape: tuple[int, int, int, int], stride: int
) -> Convolution:
    """Reads the next convolution and its affine layer, and makes one of the two."""
    reader.seek("con_4")
    parameters = reader.tensor()
    filters, height, width, stride_y, stride_x, pad_y, pad_x = (
        reader.integer() for _ in range(7)
    )
    padding = 0 if stride > 1 else shape[2] // 2
    found = (filters, height, width, stride_y, stride_x, pad_y, pad_x)
    expected = (shape[0], *shape[2:], stride, stride, padding, padding)
    if found != expected or len(parameters) != math.prod(shape) + filters:
        raise ModelCorrupt(f"a convolution has the layout {found}, expected {expected}")
    weight, bias = parameters[:-filters].reshape(shape), parameters[-filters:]
    reader.seek("affine_")
    gain, shift = reader.tensor().reshape(2, filters).astype(np.float64)
    return Convolution(
        (weight * gain[:, None, None, None]).astype(np.float32),
        (bias * gain + shift).astype(np.float32),
        stride,
        padding,
    )


def _after_pixels(stem: Convolution, means: NDArray[np.float64]) -> Convolution:
    """A stem that takes pixels as they are instead of `(pixel - mean) / 256`.

    The result is the same at the edges too, because the stem does not pad with zeros.
    """
    weight = stem.weight.astype(np.float64) / 256
    bias = stem.bias - np.einsum("fcyx,c->f", weight, means)
    return Convolution(
        weight.astype(np.float32), bias.astype(np.float32), stem.stride, stem.padding
    )
