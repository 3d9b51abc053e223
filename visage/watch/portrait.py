"""The part of a photo that shows a face, as people compare it with another."""

from __future__ import annotations

from visage.geometry import Box, Similarity
from visage.pictures.encode import encode
from visage.pictures.photo import Photo
from visage.pictures.warp import warp

# Pixels that a face is wide, where the photo has so many, and what is shown, in widths
# and heights of the face: the head with its hair, and no more of the scene.
_WIDTH = 200
_SHOWN = 2.0


def portrait(photo: Photo, box: Box) -> bytes:
    """A JPEG of the face in a box with some room around it, and of nothing else."""
    shown = box.grown(_SHOWN).clipped(photo.width, photo.height)
    scale = min(1.0, _WIDTH / box.width)
    pixels, had = photo.draft(scale)
    # From the pixels of the draft to those of the portrait.
    moved = Similarity(scale / had, 0, -shown.left * scale, -shown.top * scale)
    width, height = round(shown.width * scale), round(shown.height * scale)
    return encode(warp(pixels, moved, max(1, width), max(1, height)), "jpeg")
