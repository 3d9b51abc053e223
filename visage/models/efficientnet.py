"""Makes the ONNX file of EfficientNet-Lite0, an image classifier for phones.

The network is that of Tan and Le, "EfficientNet: Rethinking Model Scaling for
Convolutional Neural Networks" (2019), as its authors changed it for small devices
(2020): without squeeze and excitation, with ReLU6 in place of Swish. The weights are
the authors' own, brought to torch's names by the package that carries them. Batch
normalisation is folded into the convolutions.

https://github.com/tensorflow/tpu/tree/master/models/official/efficientnet/lite
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from visage.models.checkpoint import checked
from visage.models.graph import Floats, Graph

SIDE = 224
CLASSES = 1000
STEM, HEAD = 32, 1280  # channels of the first and the last convolution
# What TensorFlow added to a variance before its root was taken.
EPSILON = 1e-3
# Repeats, kernel, stride of the first repeat, expansion, channels: of each stage.
STAGES = (
    (1, 3, 1, 1, 16),
    (2, 3, 2, 6, 24),
    (2, 5, 2, 6, 40),
    (3, 3, 2, 6, 80),
    (3, 5, 1, 6, 112),
    (4, 5, 2, 6, 192),
    (1, 3, 1, 6, 320),
)


@dataclass(frozen=True)
class Block:
    """An inverted residual block: wider, a convolution a channel, narrower again."""

    name: str
    channels: int
    wide: int
    filters: int
    kernel: int
    stride: int

    @property
    def expands(self) -> bool:
        return self.wide != self.channels

    @property
    def adds_its_input(self) -> bool:
        return self.stride == 1 and self.channels == self.filters


def blocks() -> Iterator[Block]:
    """The blocks of the network, from the picture to the classes."""
    channels, number = STEM, 0
    for repeats, kernel, first_stride, expansion, filters in STAGES:
        for repeat in range(repeats):
            stride = 1 if repeat else first_stride
            wide = channels * expansion
            yield Block(f"_blocks.{number}", channels, wide, filters, kernel, stride)
            channels, number = filters, number + 1


def efficientnet_lite0(content: bytes) -> bytes:
    """`pixels` (n, 3, 224, 224) to `logits` (n, 1000).

    Pixels are RGB, `(p - 127) / 128`. Raises ModelCorrupt where the bytes are another
    checkpoint.
    """
    tensors = checked(content, "EfficientNet-Lite0", shapes())
    graph = Graph()
    x = _convolution(graph, "pixels", tensors, "_conv_stem", "_bn0", stride=2)
    x = graph.clip(x, 0, 6)
    for block in blocks():
        x = _block(graph, tensors, block, x)
    x = graph.clip(_convolution(graph, x, tensors, "_conv_head", "_bn1"), 0, 6)
    x = graph.node("Flatten", graph.node("GlobalAveragePool", x))
    weight, bias = tensors["_fc.weight"].T, tensors["_fc.bias"]
    graph.node("Gemm", x, graph.weight(weight), graph.weight(bias))
    return graph.model(
        "efficientnet_lite0",
        ("pixels", ["n", 3, SIDE, SIDE]),
        ("logits", ["n", CLASSES]),
    )


def shapes() -> dict[str, tuple[int, ...]]:
    """Names and shapes of all tensors that the network's checkpoint holds."""
    found = {
        **_unit("_conv_stem", "_bn0", (STEM, 3, 3, 3)),
        **_unit("_conv_head", "_bn1", (HEAD, STAGES[-1][-1], 1, 1)),
        "_fc.weight": (CLASSES, HEAD),
        "_fc.bias": (CLASSES,),
    }
    for each in blocks():
        name, wide = each.name, each.wide
        deep = (wide, 1, each.kernel, each.kernel)
        if each.expands:
            wider = (wide, each.channels, 1, 1)
            found |= _unit(f"{name}._expand_conv", f"{name}._bn0", wider)
        found |= _unit(f"{name}._depthwise_conv", f"{name}._bn1", deep)
        narrower = (each.filters, wide, 1, 1)
        found |= _unit(f"{name}._project_conv", f"{name}._bn2", narrower)
    return found


def _unit(
    convolution: str, norm: str, shape: tuple[int, ...]
) -> dict[str, tuple[int, ...]]:
    """Names and shapes of a convolution and of the batch normalisation behind it."""
    parts = ("weight", "bias", "running_mean", "running_var")
    return {
        f"{convolution}.weight": shape,
        **{f"{norm}.{part}": shape[:1] for part in parts},
        f"{norm}.num_batches_tracked": (),
    }


def _block(graph: Graph, tensors: dict[str, Floats], block: Block, x: str) -> str:
    name, before = block.name, x
    if block.expands:
        x = _convolution(graph, x, tensors, f"{name}._expand_conv", f"{name}._bn0")
        x = graph.clip(x, 0, 6)
    deep, norm = f"{name}._depthwise_conv", f"{name}._bn1"
    x = _convolution(graph, x, tensors, deep, norm, block.stride, block.wide)
    x = graph.clip(x, 0, 6)
    x = _convolution(graph, x, tensors, f"{name}._project_conv", f"{name}._bn2")
    return graph.node("Add", x, before) if block.adds_its_input else x


def _convolution(
    graph: Graph,
    x: str,
    tensors: dict[str, Floats],
    convolution: str,
    norm: str,
    stride: int = 1,
    group: int = 1,
) -> str:
    """A convolution with its batch normalisation, padded as TensorFlow pads.

    Every map of this network has an even side where a stride of 2 goes over it, or any
    side where a stride of 1 does. What is odd of the padding then comes at the end.
    """
    weight = tensors[f"{convolution}.weight"]
    mean, variance = tensors[f"{norm}.running_mean"], tensors[f"{norm}.running_var"]
    root: Floats = np.sqrt(variance + np.float32(EPSILON))
    factor: Floats = tensors[f"{norm}.weight"] / root
    padding = weight.shape[-1] - stride
    return graph.convolution(
        x,
        weight * factor.reshape(-1, 1, 1, 1),
        tensors[f"{norm}.bias"] - mean * factor,
        stride,
        (padding // 2, padding - padding // 2),
        group,
    )
