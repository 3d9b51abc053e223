"""What torch and facenet-pytorch answer, for the parity tests to compare with.

    .venv-train/bin/python -m train.reference PICTURES.npz FOLDER [CHECKPOINT]

Detects faces on every picture of the archive, cuts them out as `extract_face`
does, and writes what came to FOLDER/reference.npz. Makes a checkpoint of an
InceptionResnetV1 with random weights in the layout of the published ones (or takes
the one given), exports it to FOLDER/network.onnx, and keeps its embeddings of
random chips.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import torch
from facenet_pytorch import MTCNN, InceptionResnetV1
from facenet_pytorch.models.mtcnn import fixed_image_standardization
from facenet_pytorch.models.utils.detect_face import extract_face
from PIL import Image

from train.export import SIZE, export, load

MARGIN = 14
# Classes of the checkpoint that was trained on VGGFace2.
CLASSES = 8631
CHIPS = 3


def detections(pictures: dict[str, Any]) -> dict[str, Any]:
    """Boxes, probabilities, points and facenet chips of every picture."""
    mtcnn = MTCNN(keep_all=True)
    found: dict[str, Any] = {}
    for name, pixels in pictures.items():
        image = Image.fromarray(pixels)
        boxes, probabilities, points = mtcnn.detect(image, landmarks=True)
        if boxes is None:
            boxes, probabilities, points = np.empty((0, 4)), [], np.empty((0, 5, 2))
        chips = [
            fixed_image_standardization(extract_face(image, box, SIZE, MARGIN)).numpy()
            for box in boxes
        ]
        found[f"{name}.boxes"] = np.asarray(boxes, np.float64)
        found[f"{name}.probabilities"] = np.asarray(probabilities, np.float64)
        found[f"{name}.points"] = np.asarray(points, np.float64)
        found[f"{name}.chips"] = np.array(chips, np.float32)
    return found


def random_checkpoint(path: Path) -> None:
    """A checkpoint with its classifier and with running statistics that fit."""
    torch.manual_seed(0)
    network = InceptionResnetV1(pretrained=None, classify=True, num_classes=CLASSES)
    network.train()
    with torch.no_grad():
        network(torch.randn(8, 3, SIZE, SIZE))
    torch.save(network.state_dict(), path)


def main() -> None:
    archive, folder = Path(sys.argv[1]), Path(sys.argv[2])
    checkpoint = Path(sys.argv[3]) if len(sys.argv) > 3 else folder / "random.pt"
    if not checkpoint.exists():
        random_checkpoint(checkpoint)
    network = load(checkpoint)
    chips = torch.rand(CHIPS, 3, SIZE, SIZE, generator=torch.Generator().manual_seed(1))
    chips = chips * 2 - 1
    with torch.inference_mode():
        embeddings = network(chips).numpy()
    (folder / "network.onnx").write_bytes(export(network))
    np.savez(
        folder / "reference.npz",
        **detections(dict(np.load(archive))),
        network_chips=chips.numpy(),
        network_embeddings=embeddings,
    )


if __name__ == "__main__":
    main()
