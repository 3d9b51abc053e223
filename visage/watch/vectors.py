"""Vectors in rows, which are JSON."""

from __future__ import annotations

import base64

import numpy as np

from visage.gallery.vectors import Floats, unit

# Little-endian, whatever machine writes and reads.
_FLOAT = np.dtype("<f4")


def as_text(vector: Floats) -> str:
    """A vector of float32, (dimension,), in base64."""
    return base64.b64encode(vector.astype(_FLOAT).tobytes()).decode()


def of_text(text: str) -> Floats:
    """The unit vector that was written."""
    return unit(np.frombuffer(base64.b64decode(text), _FLOAT))
