"""What a picture is inside Visage."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# uint8, upright: RGB of shape (height, width, 3), or grey of shape (height, width).
Picture = NDArray[np.uint8]
