"""The part of a frame that a crop shows."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from visage.geometry import Box
from visage.watch.crops import cut, part_around

FRAME = np.zeros((200, 300, 3), np.uint8)


@pytest.mark.parametrize(
    ("box", "part"),
    [
        (Box(100, 100, 140, 140), Box(80, 80, 160, 160)),
        # Every pixel that the room around the face touches is in it.
        (Box(100.2, 100.3, 140.4, 140.6), Box(80, 80, 161, 161)),
        (Box(-0.4, 1, 20, 20), Box(0, 0, 31, 30)),
        (Box(290.5, 190.5, 310, 210), Box(280, 180, 300, 200)),
        # Of a face at the very edge, something is left.
        (Box(299.6, 100, 301, 102), Box(298, 99, 300, 103)),
    ],
)
def test_a_crop_shows_whole_pixels_of_the_frame(box: Box, part: Box) -> None:
    assert part_around(FRAME, box) == part
    with Image.open(io.BytesIO(cut(FRAME, box))) as image:
        assert image.size == (part.width, part.height)
