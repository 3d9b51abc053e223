"""A classifier of torchvision's from its checkpoint to ONNX, under a handle.

    .venv-train/bin/python -m train.torchvision_export CHECKPOINT --architecture NAME
        --labels LABELS --handle HANDLE

The checkpoint is a state dict of one of torchvision's classification networks, with as
many classes as the file of labels has lines. It is read as tensors alone. The ONNX file
must answer as torch does before it is put into the model store.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torchvision

from train.export import check, read_state, written
from visage.errors import (
    BadParameter,
    ModelCorrupt,
    ModelMissing,
    ModelTooLarge,
    ModelUnknown,
    VisageError,
)
from visage.models.card import CLASSIFIER, Card, File, ImageInput
from visage.models.handles import Handles, check_handle
from visage.models.network import session
from visage.models.served import MOST_BYTES
from visage.models.store import model_store

FILE = "classifier.onnx"
# How far the answers of the two may be apart, as a share of the largest of torch's.
TOLERANCE = 1e-4
TRIED = 4  # random pictures that both answer for
LONGEST = 200  # letters of a label
# Where training loops keep the state dict beside other things.
WRAPPERS = ("state_dict", "model_state_dict", "model")
PARALLEL = "module."  # what torch's DataParallel puts before every name
# These have further outputs for their training, which a checkpoint holds or not.
AUXILIARY = {"googlenet": "aux1.", "inception_v3": "AuxLogits."}


@dataclass(frozen=True)
class Exported:
    """An ONNX file, and how far its logits are from torch's at most."""

    content: bytes
    difference: float


def architectures() -> list[str]:
    """The names of torchvision's networks for classification."""
    found: list[str] = torchvision.models.list_models(module=torchvision.models)
    return found


def read_labels(path: Path) -> list[str]:
    """The names of the classes in a text file, one a line.

    Raises ModelMissing where there is no file, ModelCorrupt for a line that is no name
    or that another line has too.
    """
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except FileNotFoundError as error:
        raise ModelMissing(f"There is no file of labels {path}.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ModelCorrupt(
            f"{path.name} cannot be read as text in UTF-8: {error}."
        ) from error
    labels: dict[str, int] = {}
    for number, line in enumerate(map(str.strip, lines), start=1):
        if not 0 < len(line) <= LONGEST or not line.isprintable():
            raise ModelCorrupt(
                f"Line {number} of {path.name} is {line[:40]!r}; it should be the name "
                f"of a class, at most {LONGEST} letters."
            )
        if line in labels:
            raise ModelCorrupt(
                f"Lines {labels[line]} and {number} of {path.name} are both {line!r}; "
                "each class should have a name of its own."
            )
        labels[line] = number
    if not labels:
        raise ModelCorrupt(f"{path.name} is empty; it should name a class a line.")
    return list(labels)


def load(checkpoint: Path, architecture: str, classes: int) -> Any:
    """The network with the checkpoint's weights, ready for inference.

    Raises ModelMissing where there is no file, ModelUnknown where torchvision has no
    such network, and ModelCorrupt where the tensors are not those of the network.
    """
    if architecture not in architectures():
        raise ModelUnknown(
            f"torchvision has no classifier {architecture}; it has "
            f"{', '.join(architectures())}."
        )
    state = unwrapped(read_state(checkpoint))
    network = built(architecture, classes, state)
    expected = network.state_dict()
    check_classes(checkpoint.name, state, expected, classes)
    check(checkpoint.name, state, expected, architecture)
    network.load_state_dict(state, strict=False)
    return network.eval()


def unwrapped(state: Any) -> Any:
    """The state dict itself, out of what a training loop may have put around it."""
    for name in WRAPPERS:
        if isinstance(state, dict) and isinstance(state.get(name), dict):
            state = state[name]
    if isinstance(state, dict) and all(str(key).startswith(PARALLEL) for key in state):
        state = {str(key)[len(PARALLEL) :]: value for key, value in state.items()}
    return state


def built(architecture: str, classes: int, state: Any) -> Any:
    """The network without weights, with those further outputs that the state has."""
    more: dict[str, Any] = {}
    if mark := AUXILIARY.get(architecture):
        more["aux_logits"] = any(str(key).startswith(mark) for key in state)
        more["init_weights"] = False
        # So it is in all that was tuned from torchvision's own weights.
        more["transform_input"] = True
    return torchvision.models.get_model(
        architecture, weights=None, num_classes=classes, **more
    )


def check_classes(name: str, state: Any, expected: Any, classes: int) -> None:
    """Refuse labels of another number than the checkpoint's classes."""
    last = list(expected)[-1]
    found = state.get(last) if isinstance(state, dict) else None
    if isinstance(found, torch.Tensor) and found.ndim and found.shape[0] != classes:
        raise ModelCorrupt(
            f"{name} has {found.shape[0]} classes (its tensor {last}), and there are "
            f"{classes} labels; the file of labels should have one line for each "
            "class, in their order."
        )


def preset(architecture: str, resize: int | None, crop: int | None) -> ImageInput:
    """How pictures are prepared: as for torchvision's own weights of this network."""
    known = torchvision.models.get_model_weights(architecture).DEFAULT.transforms()
    crop = crop or known.crop_size[0]
    resize = resize or max(crop, known.resize_size[0])
    if crop > resize:
        raise BadParameter(
            f"A square of {crop} px cannot be cut out where the shorter side is "
            f"{resize} px; make --crop smaller or --resize larger."
        )
    return ImageInput(
        crop=crop,
        resize=resize,
        interpolation=known.interpolation.value,
        mean=tuple(round(255 * each, 4) for each in known.mean),
        std=tuple(round(255 * each, 4) for each in known.std),
    )


def export(network: Any, side: int) -> Exported:
    """The ONNX file of a network: (n, 3, side, side) to (n, classes).

    Raises ModelCorrupt where it does not answer as the network does, or is too large to
    be served.
    """
    content = written(network, side, "pixels", "logits")
    if len(content) > MOST_BYTES:
        raise ModelTooLarge(
            f"The network has {len(content) / 1e6:.0f} MB; at most "
            f"{MOST_BYTES / 1e6:.0f} MB can be served. Choose a smaller one."
        )
    generator = torch.Generator().manual_seed(0)
    batch = torch.randn(TRIED, 3, side, side, generator=generator)
    with torch.inference_mode():
        theirs = network(batch).numpy()
    threads = torch.get_num_threads()
    ours = session(content, threads).run(None, {"pixels": batch.numpy()})[0]
    difference = float(np.abs(ours - theirs).max())
    # Written so that what is no number is refused too.
    if not difference <= TOLERANCE * float(np.abs(theirs).max()):
        raise ModelCorrupt(
            "The ONNX file answers otherwise than torch: logits differ by up to "
            f"{difference:.2g}. Nothing was stored."
        )
    return Exported(content, difference)


def card(
    exported: Exported, wanted: ImageInput, labels: Sequence[str], **said: Any
) -> Card:
    """The card of an exported network; `said` is what its owner says about it."""
    digest = hashlib.sha256(exported.content).hexdigest()
    file = File(file=FILE, sha256=digest, size=len(exported.content))
    made = datetime.now(UTC).replace(microsecond=0)
    return Card(
        input=wanted, classes=list(labels), made=made, files={CLASSIFIER: file}, **said
    )


def run(options: argparse.Namespace) -> None:
    """Read, export, compare and store; each step is said."""
    check_handle(options.handle)
    labels = read_labels(options.labels)
    network = load(options.checkpoint, options.architecture, len(labels))
    wanted = preset(options.architecture, options.resize, options.crop)
    print(
        f"{options.architecture}, {len(labels)} classes; pictures: the shorter side to "
        f"{wanted.resize} px, the middle {wanted.crop} px, {wanted.interpolation}",
        flush=True,
    )
    exported = export(network, wanted.crop)
    print(
        f"ONNX file: {len(exported.content) / 1e6:.1f} MB; logits differ from torch's "
        f"by at most {exported.difference:.1g}",
        flush=True,
    )
    made = card(
        exported,
        wanted,
        labels,
        licence=options.licence,
        training_data=options.training_data,
    )
    store = Handles(model_store().objects)
    content = made.model_dump_json(indent=2).encode()
    version = store.put(options.handle, content, {CLASSIFIER: exported.content})
    print(
        f"{options.handle}: version {version.version} in {store.objects.address}. "
        f"POST /classify/{options.handle} serves it."
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--architecture", required=True)
    parser.add_argument("--labels", type=Path, required=True)
    parser.add_argument("--handle", required=True)
    parser.add_argument("--resize", type=int)
    parser.add_argument("--crop", type=int)
    parser.add_argument("--licence", default="not said")
    parser.add_argument("--training-data", default="not said")
    try:
        run(parser.parse_args())
    except VisageError as error:
        parser.exit(1, f"visage: {error}\n")


if __name__ == "__main__":
    main()
