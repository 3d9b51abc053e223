"""An int8 file of an embedder, calibrated on given faces.

    python -m train.quantise MODEL --faces FOLDER_OR_TAR [--most 200]

Static quantisation after Jacob et al., "Quantization and Training of Neural
Networks for Efficient Integer-Arithmetic-Only Inference" (2018): activations in
uint8, weights in int8 by channel, written as QDQ pairs, which ONNX Runtime runs in
integers where the processor has VNNI. The faces are found and cut out as for
recognition. The result is a second file of the same model, `MODEL_int8`; measure
what it costs in accuracy with `python -m train.evaluate --embedder MODEL_int8`.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from onnxruntime.quantization import (
    CalibrationDataReader,
    QuantFormat,
    QuantType,
    quantize_static,
)
from onnxruntime.quantization.shape_inference import quant_pre_process

from train.lfw import pictures
from train.seen import central
from visage.models.store import ModelStore, model_store
from visage.pictures.photo import Photo
from visage.recognition.embed import INT8, profile
from visage.recognition.recognizer import Recognizer

Floats = NDArray[np.float32]


class Chips(CalibrationDataReader):  # type: ignore[misc]
    """Face chips, one at a time, in the network's own range."""

    def __init__(self, name: str, batches: Iterator[Floats]) -> None:
        self._name = name
        self._batches = batches

    def get_next(self) -> dict[str, Floats] | None:
        batch = next(self._batches, None)
        return None if batch is None else {self._name: batch}


def quantise(model: bytes, batches: Iterator[Floats]) -> bytes:
    """The int8 file of an ONNX file with one input, calibrated on batches."""
    with tempfile.TemporaryDirectory(prefix="visage-int8-") as folder:
        source, ready, target = (
            Path(folder) / name for name in ("source.onnx", "ready.onnx", "int8.onnx")
        )
        source.write_bytes(model)
        quant_pre_process(str(source), str(ready), skip_symbolic_shape=True)
        quantize_static(
            str(ready),
            str(target),
            Chips("face_chips", batches),
            quant_format=QuantFormat.QDQ,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            per_channel=True,
        )
        return target.read_bytes()


def chips(store: ModelStore, name: str, faces: Path, most: int) -> Iterator[Floats]:
    """The chips of the faces in pictures, as the network gets them, (1, 3, s, s)."""
    recognizer = Recognizer.load(store, name)
    count = 0
    for raw in raws(faces):
        photo = Photo(raw)
        found = recognizer.finder.find(photo).faces
        if found and count < most:
            count += 1
            face = central(photo, found)
            yield recognizer.embedder.batch([recognizer.chip(photo, face)])


def raws(faces: Path) -> Iterator[bytes]:
    """The pictures of a folder or of a tar archive, people mixed."""
    if faces.is_dir():
        found = [path.read_bytes() for path in sorted(faces.rglob("*.jpg"))]
    else:
        found = [raw for _, _, raw in pictures(faces)]
    order = np.random.default_rng(0).permutation(len(found))
    yield from (found[at] for at in order)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("model", help="name of an embedder in the store")
    parser.add_argument("--faces", type=Path, required=True)
    parser.add_argument("--most", type=int, default=200)
    arguments = parser.parse_args()
    store, name = model_store(), profile(arguments.model).model
    batches = chips(store, name, arguments.faces, arguments.most)
    content = quantise(store.read(name), batches)
    store.put(name + INT8, f"{name}{INT8}.onnx", content)
    print(f"{name}{INT8}: {len(content) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
