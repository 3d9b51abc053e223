"""Whether anything moves: a picture in which nothing does need not be searched."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from visage.pictures.picture import Picture

# The picture is judged in cells of this many on its longer side: a face of a 25th of it
# covers some.
CELLS = 64
# A cell has changed if its mean did by so many of 255, which is more than a camera's
# noise does; so many changed cells are motion.
CHANGED = 6.0
FEWEST = 3
# How much of the present the remembered picture takes over with each frame: light that
# changes slowly is no motion.
LEARNT = 0.2


class Motion:
    """Remembers what was there, and says whether that has changed."""

    def __init__(self) -> None:
        self._before: NDArray[np.float32] | None = None

    def moved(self, picture: Picture) -> bool:
        """Whether a picture differs from those before; the first one does."""
        height, width = picture.shape[:2]
        scale = CELLS / max(width, height)
        size = max(1, round(width * scale)), max(1, round(height * scale))
        small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
        shades = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY).astype(np.float32)
        before = self._before
        if before is None or before.shape != shades.shape:
            self._before = shades
            return True
        self._before = before + LEARNT * (shades - before)
        return int((np.abs(shades - before) > CHANGED).sum()) >= FEWEST
