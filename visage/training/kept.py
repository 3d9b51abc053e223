"""What was found in pictures, kept in files: one for each picture, by its digest."""

from __future__ import annotations

import io
import json
import os
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from visage.models.network import Floats
from visage.pictures.picture import Picture


@dataclass(frozen=True)
class Found:
    """What is in a file: the face that it is of, or why there is none.

    `chip` is the face as the profile wants it, `vector` its embedding, empty where the
    profile's network was not asked, `signature` that of `visage.training.duplicates`.
    """

    digest: str
    faces: int
    chip: Picture
    vector: Floats
    signature: Floats
    fault: str | None = None


class Kept:
    """What was found before, in a folder that is made when first written to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, digest: str) -> Found | None:
        """What was found in the file of this digest, None where it must be looked."""
        try:
            # Opened here, as numpy leaves a file open that it cannot read.
            with self.path(digest).open("rb") as opened:
                file = np.load(opened, allow_pickle=False)
                said = json.loads(str(file["said"]))
                chip = _decoded(file["chip"])
                arrays = chip, file["vector"], file["signature"]
                return Found(digest, said["faces"], *arrays, said["fault"])
        except (FileNotFoundError, zipfile.BadZipFile, ValueError, KeyError, OSError):
            return None  # not looked at, or half-written by a machine that stopped

    def write(self, found: Found) -> None:
        """Keep what was found, whole or not at all."""
        path = self.path(found.digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        png = io.BytesIO()
        Image.fromarray(found.chip).save(png, "PNG", compress_level=1)
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        with part.open("wb") as file:
            np.savez(
                file,
                said=json.dumps({"faces": found.faces, "fault": found.fault}),
                chip=np.frombuffer(png.getvalue(), np.uint8),
                vector=found.vector,
                signature=found.signature,
            )
        part.replace(path)

    def path(self, digest: str) -> Path:
        return self.folder / digest[:2] / f"{digest}.npz"


def chip_of(path: Path) -> Picture:
    """The face that a kept file holds, (size, size, 3) RGB."""
    with np.load(path, allow_pickle=False) as file:
        return _decoded(file["chip"])


def _decoded(png: NDArray[np.uint8]) -> Picture:
    return np.array(Image.open(io.BytesIO(png.tobytes())))


NO_CHIP = np.zeros((1, 1, 3), np.uint8)
NO_VECTOR = np.zeros(0, np.float32)
