"""Writes what Chromium shows as a camera: somebody who sways before a plain wall.

python -m tests.fake_camera astronaut FILE.mjpeg
"""

from __future__ import annotations

import math
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.conftest import PORTRAITS

SIZE = (640, 480)
HEIGHT = 460  # of the portrait, pixels
SWAY = 50  # to either side, pixels
FRAMES = 120  # Chromium shows 30 a second, again and again
WALL = (176, 180, 172)


def film(portrait: str, file: Path) -> Path:
    """Write the frames, one JPEG after the other, and return the file."""
    with Image.open(PORTRAITS[portrait]) as opened:
        person = opened.convert("RGB")
    width = round(person.width * HEIGHT / person.height)
    person = person.resize((width, HEIGHT), Image.Resampling.LANCZOS)
    with file.open("wb") as out:
        for number in range(FRAMES):
            frame = Image.new("RGB", SIZE, WALL)
            sway = SWAY * math.sin(2 * math.pi * number / FRAMES)
            left = round((SIZE[0] - width) / 2 + sway)
            frame.paste(person, (left, SIZE[1] - HEIGHT))
            encoded = BytesIO()
            frame.save(encoded, "JPEG", quality=80)
            out.write(encoded.getvalue())
    return file


if __name__ == "__main__":
    film(sys.argv[1], Path(sys.argv[2]))
