"""One ONNX network, loaded from bytes and checked when it is loaded.

A file of another architecture is refused at once, with what was expected and what
came, and not when the first picture comes.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from visage.errors import ModelCorrupt
from visage.settings import forbid_telemetry

forbid_telemetry()  # it starts as the module is imported
import onnxruntime  # noqa: E402

Floats = NDArray[np.float32]

# The sizes of a tensor, None where a size may vary.
Shape = tuple[int | None, ...]


class Network:
    """A network with one input and one output, both float32 and batched.

    `source` and `result` are the shapes that the file must have; None stands
    for a size that changes from call to call.

    Raises ModelCorrupt where the bytes are no ONNX file or have other shapes.
    """

    def __init__(
        self,
        name: str,
        model: bytes,
        source: Shape,
        result: Shape,
        *,
        threads: int = 1,
    ) -> None:
        try:
            self._session = session(model, threads)
        except Exception as error:
            raise ModelCorrupt(f"{name} is not an ONNX file: {error}") from error
        inputs, outputs = self._session.get_inputs(), self._session.get_outputs()
        if len(inputs) != 1 or len(outputs) != 1:
            raise ModelCorrupt(
                f"{name} has {len(inputs)} inputs and {len(outputs)} outputs, "
                "expected one of each"
            )
        _check(name, "input", inputs[0], source)
        _check(name, "output", outputs[0], result)
        self._input = inputs[0].name

    def __call__(self, batch: Floats) -> Floats:
        """The results for a batch; the first axis counts the items."""
        results: Floats = self._session.run(None, {self._input: batch})[0]
        return results


def session(model: bytes, threads: int = 1) -> onnxruntime.InferenceSession:
    """An ONNX file, ready to be run on the processor. Raises what ONNX Runtime does."""
    return onnxruntime.InferenceSession(
        model, _options(threads), providers=["CPUExecutionProvider"]
    )


def _options(threads: int) -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # A session would keep its threads busy while it waits for work, and so take the
    # cores from the other sessions of the process.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # With an arena, the process would keep the memory that its largest picture needed
    # for as long as it lives. Without one that memory is given back; it is not slower.
    options.enable_cpu_mem_arena = False
    # 3 is errors alone: warnings about a graph are of use to whoever exports it only.
    options.log_severity_level = 3
    return options


def _check(
    name: str, side: str, found: onnxruntime.NodeArg, expected: Sequence[int | None]
) -> None:
    """Raise ModelCorrupt where a file's tensor has another type or shape.

    A size that the file leaves open fits any; one that it states must be equal.
    """
    sizes = [size if isinstance(size, int) else None for size in found.shape]
    fits = len(sizes) == len(expected) and all(
        size is None or wanted is None or size == wanted
        for size, wanted in zip(sizes, expected, strict=True)
    )
    if found.type != "tensor(float)" or not fits:
        raise ModelCorrupt(
            f"{name} has an {side} {found.type} of shape {found.shape}, expected "
            f"float32 of shape {list(expected)}"
        )
