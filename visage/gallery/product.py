"""The product of two matrices of small integers, by ONNX Runtime's `MatMulInteger`.

A network of this one node is the fastest exact integer product that the wheels of the
project bring: numpy has none that uses the processor's instructions for bytes. It is
written here byte by byte, as `onnx`, which writes such files, is not there when the
gallery is used.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from visage.models.network import session
from visage.models.protobuf import field

Codes = NDArray[np.uint8]
Weights = NDArray[np.int8]
Products = NDArray[np.int32]

# The code that stands for zero.
ZERO = 128
# The largest weight for which two products of a code and a weight fit into 16 bits
# together: processors without VNNI add them there, and would cut off what is larger.
LARGEST_WEIGHT = 64

# Numbers of the ONNX format: onnx.proto, TensorProto.DataType; operators of version 17.
_UINT8, _INT8, _INT32 = 2, 3, 6
_IR_VERSION, _OPSET = 8, 17


def product(codes: Codes, weights: Weights) -> Products:
    """`(codes - ZERO) @ weights`: (n, d) by (d, m) to (n, m), exactly.

    Weights lie between -LARGEST_WEIGHT and LARGEST_WEIGHT.
    """
    result: Products = _session().run(None, {"codes": codes, "weights": weights})[0]
    return result


@cache
def _session() -> Any:
    return session(_network())


def _network() -> bytes:
    """The file: a message of protocol buffers with the fields of onnx.proto."""
    node = b"".join(
        [
            *(field(1, name) for name in (b"codes", b"weights", b"zero")),
            field(2, b"products"),
            field(4, b"MatMulInteger"),
        ]
    )
    zero = field(2, _UINT8) + field(8, b"zero") + field(9, bytes([ZERO]))
    graph = b"".join(
        [
            field(1, node),
            field(2, b"product"),
            field(5, zero),
            field(11, _matrix(b"codes", _UINT8, b"n", b"d")),
            field(11, _matrix(b"weights", _INT8, b"d", b"m")),
            field(12, _matrix(b"products", _INT32, b"n", b"m")),
        ]
    )
    operators = field(1, b"") + field(2, _OPSET)
    return field(1, _IR_VERSION) + field(7, graph) + field(8, operators)


def _matrix(name: bytes, kind: int, *sizes: bytes) -> bytes:
    """A ValueInfoProto: a matrix whose sizes are open and have names."""
    shape = b"".join(field(1, field(2, size)) for size in sizes)
    tensor = field(1, kind) + field(2, shape)
    return field(1, name) + field(2, field(1, tensor))
