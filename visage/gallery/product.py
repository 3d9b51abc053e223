"""The product of two matrices of small integers, by ONNX Runtime's `MatMulInteger`.

A network of this one node is the fastest exact integer product that the wheels of the
project bring: numpy has none that uses the processor's instructions for bytes. It is
written here byte by byte, as `onnx`, which writes such files, is not there when the
gallery is used.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from visage.settings import forbid_telemetry

forbid_telemetry()  # it starts as the module is imported

import onnxruntime  # noqa: E402

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
def _session() -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    return onnxruntime.InferenceSession(
        _network(), options, providers=["CPUExecutionProvider"]
    )


def _network() -> bytes:
    """The file: a message of protocol buffers with the fields of onnx.proto."""
    node = b"".join(
        [
            *(_field(1, name) for name in (b"codes", b"weights", b"zero")),
            _field(2, b"products"),
            _field(4, b"MatMulInteger"),
        ]
    )
    zero = _number(2, _UINT8) + _field(8, b"zero") + _field(9, bytes([ZERO]))
    graph = b"".join(
        [
            _field(1, node),
            _field(2, b"product"),
            _field(5, zero),
            _field(11, _matrix(b"codes", _UINT8, b"n", b"d")),
            _field(11, _matrix(b"weights", _INT8, b"d", b"m")),
            _field(12, _matrix(b"products", _INT32, b"n", b"m")),
        ]
    )
    operators = _field(1, b"") + _number(2, _OPSET)
    return _number(1, _IR_VERSION) + _field(7, graph) + _field(8, operators)


def _matrix(name: bytes, kind: int, *sizes: bytes) -> bytes:
    """A ValueInfoProto: a matrix whose sizes are open and have names."""
    shape = b"".join(_field(1, _field(2, size)) for size in sizes)
    tensor = _number(1, kind) + _field(2, shape)
    return _field(1, name) + _field(2, _field(1, tensor))


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _field(field: int, content: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    """Seven bits a byte, the lowest first; the eighth bit says that more follow."""
    written = bytearray()
    while value > 0x7F:
        written.append(value & 0x7F | 0x80)
        value >>= 7
    written.append(value)
    return bytes(written)
