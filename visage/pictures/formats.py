"""The formats that pictures are written in, and the names of those that are read."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

Format = Literal["png", "jpeg", "webp"]
FORMATS: dict[str, Format] = {
    "image/png": "png",
    "image/jpeg": "jpeg",
    "image/webp": "webp",
}
# What counts as a picture in a folder, also where it is then refused by its name.
PICTURE_SUFFIXES = frozenset(
    {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".gif", ".bmp"}
    | {".tif", ".tiff", ".heic", ".heif", ".avif", ".jxl"}
)
SUFFIXES: dict[str, Format] = {
    ".png": "png",
    ".jpg": "jpeg",
    ".jpeg": "jpeg",
    ".webp": "webp",
}


def format_of(file: Path) -> Format | None:
    """The format that a file's name asks for; None where it is not one we write."""
    return SUFFIXES.get(file.suffix.lower())
