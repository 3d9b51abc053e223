"""torch's side of `bench.classify`; runs in the training environment."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from pathlib import Path

import torch
from PIL import Image

from train.reference_classifier import PREPARE, logits, network


def main() -> None:
    torch.set_num_threads(1)
    raw, model = Path(sys.argv[1]).read_bytes(), network()

    def opened() -> Image.Image:
        return Image.open(io.BytesIO(raw)).convert("RGB")

    batch = PREPARE(opened())[None]
    tasks: dict[str, Callable[[], object]] = {
        "picture": lambda: logits(model, opened()),
        "network": lambda: model(batch),
    }
    with torch.inference_mode():
        for line in sys.stdin:
            started = time.perf_counter()
            tasks[line.strip()]()
            print((time.perf_counter() - started) * 1e3, flush=True)


if __name__ == "__main__":
    main()
