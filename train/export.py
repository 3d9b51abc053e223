"""InceptionResnetV1 from a torch checkpoint to ONNX, by torch's exporter.

    .venv-train/bin/python -m train.export CHECKPOINT --model NAME

Takes facenet-pytorch's checkpoints (`20180402-114759-vggface2.pt`,
`20180408-102900-casia-webface.pt`) and state dicts of a network tuned from them.
Batch normalisation is folded into the convolutions before the export, so that
loading the file has little left to optimise. The result goes into the model store
under NAME (`inception_resnet_v1_vggface2`, …), or into a file with `--output`.
"""

from __future__ import annotations

import argparse
import pickle
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from facenet_pytorch import InceptionResnetV1
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval, fuse_linear_bn_eval

from visage.errors import ModelCorrupt, ModelMissing, ModelUnknown, VisageError
from visage.models.store import model_store

SIZE = 160

# The classifier that checkpoints carry from their training; embedding has no use
# for it.
CLASSIFIER = ("logits.weight", "logits.bias")
# Counters that torch before 1.0 did not save, and that inference does not read.
COUNTER = "num_batches_tracked"


def load(checkpoint: Path) -> Any:
    """The network with the checkpoint's weights, ready for inference.

    Raises ModelMissing where there is no file, ModelCorrupt where it is not a
    checkpoint of this architecture, naming the tensors that are amiss.
    """
    state = read_state(checkpoint)
    network = InceptionResnetV1(pretrained=None)
    check(checkpoint.name, state, network.state_dict(), "InceptionResnetV1", CLASSIFIER)
    kept = {name: state[name] for name in state if name not in CLASSIFIER}
    network.load_state_dict(kept, strict=False)
    return network.eval()


def read_state(checkpoint: Path) -> Any:
    """What a checkpoint holds, of which nothing is run.

    Raises ModelMissing where there is no file, ModelCorrupt where it holds more than
    tensors in dicts and lists.
    """
    if not checkpoint.exists():
        raise ModelMissing(f"There is no checkpoint {checkpoint}.")
    try:
        return torch.load(checkpoint, map_location="cpu", weights_only=True)
    except (pickle.UnpicklingError, RuntimeError, EOFError, KeyError) as error:
        raise ModelCorrupt(
            f"{checkpoint.name} is not a checkpoint of plain tensors: it is another "
            "kind of file, or it asks for code to run. Save the weights alone: "
            "torch.save(network.state_dict(), file)."
        ) from error


def check(
    name: str,
    state: Any,
    expected: dict[str, Any],
    architecture: str,
    ignored: Sequence[str] = (),
) -> None:
    """Refuse a state dict whose tensors are not those expected, by name."""
    if not isinstance(state, dict) or not all(
        isinstance(value, torch.Tensor) for value in state.values()
    ):
        raise ModelCorrupt(f"{name} is not a state dict: it holds more than tensors.")
    missing = [key for key in expected if key not in state and COUNTER not in key]
    extra = [key for key in state if key not in expected and key not in ignored]
    shapes = [
        f"{key} {tuple(state[key].shape)} instead of {tuple(tensor.shape)}"
        for key, tensor in expected.items()
        if key in state and state[key].shape != tensor.shape
    ]
    faults = [
        f"{what}: {', '.join(found[:4])}{' …' if len(found) > 4 else ''}"
        for what, found in (
            (f"{len(missing)} missing", missing),
            (f"{len(extra)} unexpected", extra),
            (f"{len(shapes)} of another shape", shapes),
        )
        if found
    ]
    if faults:
        raise ModelCorrupt(
            f"{name} is not a checkpoint of {architecture}; {'; '.join(faults)}."
        )


def folded(network: Any) -> Any:
    """The same network without batch normalisation; changes the one given."""
    for block in list(network.modules()):
        if hasattr(block, "conv") and hasattr(block, "bn"):
            block.conv, block.bn = (
                fuse_conv_bn_eval(block.conv, block.bn),
                nn.Identity(),
            )
    network.last_linear = fuse_linear_bn_eval(network.last_linear, network.last_bn)
    network.last_bn = nn.Identity()
    return network


def export(network: Any) -> bytes:
    """The ONNX file of an InceptionResnetV1: (n, 3, 160, 160) to (n, 512)."""
    return written(folded(network), SIZE, "face_chips", "embeddings")


def written(network: Any, side: int, source: str, result: str) -> bytes:
    """The ONNX file of a network from `source` (n, 3, side, side) to `result`."""
    with tempfile.TemporaryDirectory(prefix="visage-export-") as folder:
        path = Path(folder) / "network.onnx"
        with warnings.catch_warnings():
            # The exporter warns about its own deprecations.
            warnings.simplefilter("ignore")
            torch.onnx.export(
                network,
                (torch.zeros(2, 3, side, side),),
                str(path),
                input_names=[source],
                output_names=[result],
                dynamic_shapes=({0: torch.export.Dim("n")},),
                external_data=False,
                dynamo=True,
                verbose=False,
            )
        return path.read_bytes()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--model", help="name in the store")
    parser.add_argument("--output", type=Path, help="file to write instead")
    arguments = parser.parse_args()
    if (arguments.model is None) == (arguments.output is None):
        parser.error("give either --model or --output")
    try:
        if arguments.model and not arguments.model.startswith("inception_resnet_v1_"):
            raise ModelUnknown(
                f"{arguments.model} is not an InceptionResnetV1 profile."
            )
        content = export(load(arguments.checkpoint))
        if arguments.output:
            arguments.output.write_bytes(content)
        else:
            model_store().put(arguments.model, f"{arguments.model}.onnx", content)
    except VisageError as error:
        parser.exit(1, f"{error}\n")
    print(f"{arguments.output or arguments.model}: {len(content) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
