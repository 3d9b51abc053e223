"""Folders of people for training: the two portraits, each as several photos."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from PIL import Image

from tests.conftest import PORTRAITS

# Widths and heights by which a portrait is stretched, and gammas at its left edge, the
# inverse at its right: so different that no two of them are taken for one photo.
WAYS = ((1.0, 1.0, 1.0), (0.72, 1.0, 0.6), (1.0, 0.72, 1.7), (0.8, 1.0, 2.2))
PEOPLE = sorted(PORTRAITS)


def photos(name: str, count: int = len(WAYS)) -> list[bytes]:
    """A portrait in several ways, as JPEG files."""
    image = Image.open(PORTRAITS[name]).convert("RGB")
    image.thumbnail((400, 400))
    made = []
    for width, height, gamma in WAYS[:count]:
        size = round(image.width * width), round(image.height * height)
        shades = np.asarray(image.resize(size)) / 255
        across = np.linspace(gamma, 1 / gamma, size[0])[None, :, None]
        jpeg = io.BytesIO()
        pixels = (shades**across * 255).astype(np.uint8)
        Image.fromarray(pixels).save(jpeg, "JPEG", quality=92)
        made.append(jpeg.getvalue())
    return made


def people(root: Path, count: int = len(WAYS)) -> Path:
    """A folder with a folder for each of the two people."""
    for name in PEOPLE:
        (root / name).mkdir(parents=True)
        for number, photo in enumerate(photos(name, count)):
            (root / name / f"{number}.jpg").write_bytes(photo)
    return root
