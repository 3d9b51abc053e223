"""ONNX files written without the onnx package.

An ONNX file is one protocol buffer (onnx/onnx.proto, IR version 8). The dozen of its
messages that our converters need are few enough to be written here; the package would
cost whoever installs Visage 33 MB for the minute in which models are converted. Fields
are written in the order of their numbers, as protobuf's deterministic serialisation
does, so that the same weights give the same bytes everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from visage.models.protobuf import field

# What ONNX Runtime 1.17 and later read.
OPSET = 17
IR_VERSION = 8

Floats = NDArray[np.float32]
Sizes = list[int | str]  # a size, or the name of one that changes

# TensorProto.DataType and AttributeProto.AttributeType.
_FLOAT, _INT64 = 1, 7
_INT, _INTS = 2, 7


class Graph:
    """Collects nodes and weights; each verb returns the name of its result."""

    def __init__(self) -> None:
        self._nodes: list[tuple[str, Sequence[str], str, bytes]] = []
        self._weights: list[bytes] = []

    def node(self, kind: str, *inputs: str, **attributes: int | list[int]) -> str:
        result = f"{kind.lower()}_{len(self._nodes)}"
        written = b"".join(
            field(5, _attribute(name, attributes[name])) for name in sorted(attributes)
        )
        self._nodes.append((kind, inputs, result, written))
        return result

    def weight(self, values: NDArray[np.generic]) -> str:
        name = f"weight_{len(self._weights)}"
        self._weights.append(_tensor(name, values))
        return name

    def convolution(
        self,
        x: str,
        weight: Floats,
        bias: Floats,
        stride: int = 1,
        padding: int | tuple[int, int] = 0,
        group: int = 1,
    ) -> str:
        """`padding` is that of every side, or first that of the left and the top."""
        first, last = (padding, padding) if isinstance(padding, int) else padding
        attributes: dict[str, int | list[int]] = {} if group == 1 else {"group": group}
        return self.node(
            "Conv",
            x,
            self.weight(weight),
            self.weight(bias),
            kernel_shape=list(weight.shape[2:]),
            strides=[stride] * 2,
            pads=[first, first, last, last],
            **attributes,
        )

    def clip(self, x: str, low: float, high: float) -> str:
        """Bring what is below or above two bounds to them."""
        bounds = (self.weight(np.array(each, np.float32)) for each in (low, high))
        return self.node("Clip", x, *bounds)

    def times(self, x: str, factors: Floats) -> str:
        """Multiply each channel by its factor."""
        return self.node(
            "Conv",
            x,
            self.weight(factors.reshape(-1, 1, 1, 1)),
            kernel_shape=[1, 1],
            group=len(factors),
        )

    def max_pool(self, x: str, size: int, stride: int, ceil: bool = True) -> str:
        return self.node(
            "MaxPool",
            x,
            kernel_shape=[size] * 2,
            strides=[stride] * 2,
            ceil_mode=int(ceil),
        )

    def model(
        self, name: str, source: tuple[str, Sizes], result: tuple[str, Sizes]
    ) -> bytes:
        """The file, with one input and one output, each a name and a shape.

        The output is what the last node makes.
        """
        *others, (kind, inputs, _, attributes) = self._nodes
        nodes = [_node(*each) for each in others]
        nodes.append(_node(kind, inputs, result[0], attributes))
        graph = b"".join(
            [
                *(field(1, node) for node in nodes),
                field(2, name),
                *(field(5, weight) for weight in self._weights),
                field(11, _end(*source)),
                field(12, _end(*result)),
            ]
        )
        return b"".join(
            [
                field(1, IR_VERSION),
                field(2, "visage"),
                field(7, graph),
                field(8, field(1, "") + field(2, OPSET)),
            ]
        )


def _node(kind: str, inputs: Iterable[str], result: str, attributes: bytes) -> bytes:
    """A NodeProto."""
    read = b"".join(field(1, each) for each in inputs)
    return read + field(2, result) + field(4, kind) + attributes


def _attribute(name: str, value: int | list[int]) -> bytes:
    """An AttributeProto that holds a whole number or several."""
    if isinstance(value, int):
        return field(1, name) + field(3, value) + field(20, _INT)
    numbers = b"".join(field(8, each) for each in value)
    return field(1, name) + numbers + field(20, _INTS)


def _tensor(name: str, values: NDArray[np.generic]) -> bytes:
    """A TensorProto; its numbers are little-endian, as the format wants them."""
    whole = values.dtype.kind == "i"
    raw = np.ascontiguousarray(values, "<i8" if whole else "<f4").tobytes()
    shape = b"".join(field(1, size) for size in values.shape)
    kind = field(2, _INT64 if whole else _FLOAT)
    return shape + kind + field(8, name) + field(9, raw)


def _end(name: str, sizes: Sizes) -> bytes:
    """A ValueInfoProto: a tensor of floats that goes into the graph or comes out."""
    # Field 1 of a dimension is its size, field 2 its name.
    shape = b"".join(
        field(1, field(1 if isinstance(size, int) else 2, size)) for size in sizes
    )
    tensor = field(1, _FLOAT) + field(2, shape)
    return field(1, name) + field(2, field(1, tensor))
