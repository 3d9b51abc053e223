"""A linear classifier over embeddings."""

from __future__ import annotations

from visage.models.graph import Floats, Graph


def network(weight: Floats, bias: Floats) -> bytes:
    """The ONNX file of a linear classifier: (n, dimension) to (n, classes).

    `weight` has the shape (classes, dimension), `bias` (classes,).
    """
    graph = Graph()
    graph.node("Gemm", "embeddings", graph.weight(weight), graph.weight(bias), transB=1)
    classes, dimension = weight.shape
    return graph.model(
        "people", ("embeddings", ["n", dimension]), ("logits", ["n", classes])
    )
