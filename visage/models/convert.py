"""Makes model files of what packages carry: the functions that the catalogue names.

Here are MTCNN's three networks and dlib's face recognition ResNet, as ONNX files, the
trees of dlib's shape predictor, and the names of ImageNet's classes;
`visage.models.efficientnet` has one more network.

The graphs are written node by node from the published weights, without torch. The same
weights give the same bytes on every machine, so that the catalogue can name the digest
of the result. Nothing here is imported while a function serves.

Three things are computed in another way than the originals do, with the same result:

- PReLU becomes two channelwise products and a sum, for which ONNX Runtime does not
  leave the memory layout of its convolutions, as it does for its own PReLU;
- the two outputs "no face" and "face", which a softmax compares, become one, their
  difference;
- dlib's scaling of pixels and its affine layers are folded into its convolutions.
"""

from __future__ import annotations

import json

import numpy as np

from visage.errors import ModelCorrupt
from visage.models import dlibnet, dlibtrees
from visage.models.checkpoint import checked
from visage.models.efficientnet import efficientnet_lite0 as efficientnet_lite0
from visage.models.graph import Floats, Graph, Sizes

# ONNX Runtime stores channels in blocks of 16 with AVX-512, and of 8 with AVX2. A
# convolution whose channels fill whole blocks needs no special case for the rest.
_BLOCK = 16


def dlib_resnet(content: bytes) -> bytes:
    """`face_chips` (n, 3, 150, 150), RGB in 0 to 255, to `embeddings` (n, 128)."""
    net = dlibnet.read(content)
    graph = Graph()
    x = graph.node("Relu", _dlib_convolution(graph, "face_chips", net.stem))
    x = graph.max_pool(x, 3, 2, ceil=False)
    side, channels = _halved(_halved(dlibnet.CHIP_SIZE, 7), 3), len(net.stem.bias)
    for unit in net.units:
        x, side, channels = _dlib_unit(graph, unit, x, side, channels)
    x = graph.node("Flatten", graph.node("GlobalAveragePool", x))
    graph.node("MatMul", x, graph.weight(net.linear))
    chips: Sizes = ["n", 3, dlibnet.CHIP_SIZE, dlibnet.CHIP_SIZE]
    vectors: Sizes = ["n", dlibnet.DIMENSION]
    return graph.model("dlib_resnet_v1", ("face_chips", chips), ("embeddings", vectors))


def _dlib_convolution(graph: Graph, x: str, layer: dlibnet.Convolution) -> str:
    return graph.convolution(x, layer.weight, layer.bias, layer.stride, layer.padding)


def _halved(side: int, window: int) -> int:
    """The side of a map after a window has gone over it in steps of two pixels."""
    return (side - window) // 2 + 1


def _dlib_unit(
    graph: Graph, unit: dlibnet.Unit, x: str, side: int, channels: int
) -> tuple[str, int, int]:
    """One residual unit; returns its result, side and channels.

    Where two tensors of different sizes are added, dlib takes what one of them lacks
    at the right, at the bottom and in the last channels for zeros.
    """
    filters = len(unit.second.bias)
    branch = graph.node("Relu", _dlib_convolution(graph, x, unit.first))
    branch = _dlib_convolution(graph, branch, unit.second)
    branch_side = shortcut_side = side
    if unit.halves:
        branch_side, shortcut_side = _halved(side, 3), _halved(side, 2)
        x = graph.node("AveragePool", x, kernel_shape=[2, 2], strides=[2, 2])
    side = max(branch_side, shortcut_side)
    branch = _padded(graph, branch, 0, side - branch_side)
    x = _padded(graph, x, filters - channels, side - shortcut_side)
    return graph.node("Relu", graph.node("Add", branch, x)), side, filters


def _padded(graph: Graph, x: str, channels: int, pixels: int) -> str:
    if channels == pixels == 0:
        return x
    ends = np.array([0, 0, 0, 0, 0, channels, pixels, pixels], np.int64)
    return graph.node("Pad", x, graph.weight(ends))


def p_net(checkpoint: bytes) -> bytes:
    """`pixels` (n, 3, h, w) to `faces` (n, 5, h', w'): logit and four offsets.

    Pixels are RGB, `(p - 127.5) / 128`; h' = ceil((h - 2) / 2) - 4.
    """
    tensors = checked(checkpoint, "P-Net", _P_NET)
    graph = Graph()
    x = _conv_prelu(graph, "pixels", tensors, 1)
    x = graph.max_pool(x, 2, 2)
    x = _conv_prelu(graph, x, tensors, 2)
    x = _conv_prelu(graph, x, tensors, 3)
    graph.convolution(x, *_heads(tensors, "conv4_1", "conv4_2"))
    faces: Sizes = ["n", 5, "rows", "columns"]
    return graph.model("p_net", ("pixels", ["n", 3, "h", "w"]), ("faces", faces))


def r_net(checkpoint: bytes) -> bytes:
    """`pixels` (n, 3, 24, 24) to `faces` (n, 5): logit and four offsets."""
    tensors = checked(checkpoint, "R-Net", _R_NET)
    graph = Graph()
    x = graph.max_pool(_conv_prelu(graph, "pixels", tensors, 1), 3, 2)
    x = graph.max_pool(_conv_prelu(graph, x, tensors, 2), 3, 2)
    x = _conv_prelu(graph, x, tensors, 3)
    x = _flat_prelu(graph, x, tensors, "dense4", "prelu4", (64, 3, 3))
    _dense(graph, x, *_heads(tensors, "dense5_1", "dense5_2"))
    return graph.model("r_net", ("pixels", ["n", 3, 24, 24]), ("faces", ["n", 5]))


def o_net(checkpoint: bytes) -> bytes:
    """`pixels` (n, 3, 48, 48) to `faces` (n, 15).

    Logit, four offsets, x of the five points, y of the five points.
    """
    tensors = checked(checkpoint, "O-Net", _O_NET)
    graph = Graph()
    x = graph.max_pool(_conv_prelu(graph, "pixels", tensors, 1), 3, 2)
    x = graph.max_pool(_conv_prelu(graph, x, tensors, 2), 3, 2)
    x = graph.max_pool(_conv_prelu(graph, x, tensors, 3), 2, 2)
    x = _conv_prelu(graph, x, tensors, 4)
    x = _flat_prelu(graph, x, tensors, "dense5", "prelu5", (128, 3, 3))
    _dense(graph, x, *_heads(tensors, "dense6_1", "dense6_2", "dense6_3"))
    return graph.model("o_net", ("pixels", ["n", 3, 48, 48]), ("faces", ["n", 15]))


def _convolutions(*layers: tuple[int, int, int]) -> dict[str, tuple[int, ...]]:
    """Names and shapes of numbered convolutions with their slopes."""
    shapes: dict[str, tuple[int, ...]] = {}
    for number, (filters, channels, size) in enumerate(layers, start=1):
        shapes[f"conv{number}.weight"] = (filters, channels, size, size)
        shapes[f"conv{number}.bias"] = (filters,)
        shapes[f"prelu{number}.weight"] = (filters,)
    return shapes


def _layers(**layers: tuple[int, ...]) -> dict[str, tuple[int, ...]]:
    """Names and shapes of layers that have a weight and a bias."""
    return {
        f"{name}.{part}": shape if part == "weight" else shape[:1]
        for name, shape in layers.items()
        for part in ("weight", "bias")
    }


_P_NET = {
    **_convolutions((10, 3, 3), (16, 10, 3), (32, 16, 3)),
    **_layers(conv4_1=(2, 32, 1, 1), conv4_2=(4, 32, 1, 1)),
}
_R_NET = {
    **_convolutions((28, 3, 3), (48, 28, 3), (64, 48, 2)),
    **_layers(dense4=(128, 576), dense5_1=(2, 128), dense5_2=(4, 128)),
    "prelu4.weight": (128,),
}
_O_NET = {
    **_convolutions((32, 3, 3), (64, 32, 3), (64, 64, 3), (128, 64, 2)),
    **_layers(dense5=(256, 1152), dense6_1=(2, 256), dense6_2=(4, 256)),
    **_layers(dense6_3=(10, 256)),
    "prelu5.weight": (256,),
}


def _conv_prelu(graph: Graph, x: str, tensors: dict[str, Floats], number: int) -> str:
    """A convolution and its PReLU, with channels of zeros up to a whole block.

    PReLU is written as `a x + (1 - a) relu(x)` with channelwise 1x1 convolutions,
    because ONNX Runtime would leave its blocked layout for the operator `PRelu`.
    """
    weight, bias = tensors[f"conv{number}.weight"], tensors[f"conv{number}.bias"]
    slope = tensors[f"prelu{number}.weight"]
    more = -len(weight) % _BLOCK
    less = 0 if number == 1 else -weight.shape[1] % _BLOCK
    weight = np.pad(weight, [(0, more), (0, less), (0, 0), (0, 0)])
    slope = np.pad(slope, (0, more))
    x = graph.convolution(x, weight, np.pad(bias, (0, more)))
    bent = graph.times(graph.node("Relu", x), 1 - slope)
    return graph.node("Add", graph.times(x, slope), bent)


def _flat_prelu(
    graph: Graph,
    x: str,
    tensors: dict[str, Floats],
    dense: str,
    prelu: str,
    shape: tuple[int, int, int],
) -> str:
    """A dense layer on a map of `shape` (channels, height, width), then PReLU.

    The weights come from Caffe under Matlab: in their order the channel changes
    fastest, then the row, then the column. They are put into the order of the map once,
    here, so that the map need not be turned for every face.
    """
    channels, height, width = shape
    maps = tensors[f"{dense}.weight"].reshape(-1, width, height, channels)
    weight = maps.transpose(0, 3, 2, 1).reshape(len(maps), -1)
    x = graph.node("Flatten", x)
    x = _dense(graph, x, weight, tensors[f"{dense}.bias"])
    return graph.node("PRelu", x, graph.weight(tensors[f"{prelu}.weight"]))


def _dense(graph: Graph, x: str, weight: Floats, bias: Floats) -> str:
    return graph.node("Gemm", x, graph.weight(weight.T), graph.weight(bias))


def _heads(
    tensors: dict[str, Floats], faces: str, *others: str
) -> tuple[Floats, Floats]:
    """Weight and bias of several last layers, put together into one layer.

    The first of them has the outputs "no face" and "face", from which a softmax makes
    a probability. Their difference, the logit, is all that is needed for that.
    """
    weight, bias = tensors[f"{faces}.weight"], tensors[f"{faces}.bias"]
    weights, biases = [weight[1:] - weight[:1]], [bias[1:] - bias[:1]]
    for layer in others:
        weights.append(tensors[f"{layer}.weight"])
        biases.append(tensors[f"{layer}.bias"])
    return np.concatenate(weights), np.concatenate(biases)


def dlib_trees(content: bytes) -> bytes:
    """The arrays of `visage.models.dlibtrees.Trees`, as an `.npz` file."""
    return dlibtrees.read(content).packed()


def imagenet_labels(content: bytes) -> bytes:
    """The names of ImageNet's 1,000 classes, one a line, in the order of their numbers.

    Takes a JSON object from numbers to the synonyms of the class, with commas between
    them; the first one becomes the name. Two pairs of classes share theirs: the later
    one has its second synonym beside it, or its number.
    """
    try:
        listed = json.loads(content)
        synonyms = [listed[str(number)].split(", ") for number in range(len(listed))]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ModelCorrupt(
            f"these are not the labels of ImageNet: {error!r}"
        ) from error
    names: list[str] = []
    for number, (name, *others) in enumerate(synonyms):
        taken = name in names
        names.append(f"{name} ({[*others, number][0]})" if taken else name)
    return "".join(f"{name}\n" for name in names).encode()
