"""From whatever holds a picture in a Python program to a photo."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from visage.errors import VisageError
from visage.pictures.photo import Photo, check_size
from visage.pictures.pixels import pixels_of

CHANNELS = (3, 4)  # RGB, and RGB with transparency


class Readable(Protocol):
    """An open file, in binary mode."""

    def read(self) -> bytes: ...


Source = (
    Photo | str | os.PathLike[str] | bytes | Readable | Image.Image | NDArray[np.uint8]
)


def opened(source: Source) -> Photo:
    """The photo that a path, bytes, an open file, a PIL image or an array holds.

    Arrays are `uint8`: RGB of shape (height, width, 3), grey of (height, width), or RGB
    with transparency of (height, width, 4). Raises OSError where a file cannot be
    read, TypeError for what holds no picture, ValueError for an array of another shape,
    and what `Photo` raises.
    """
    if isinstance(source, Photo):
        return source
    if isinstance(source, (str, os.PathLike)):
        return _read(source)
    if isinstance(source, (bytes, bytearray, memoryview)):
        return Photo(bytes(source))
    if isinstance(source, Image.Image):
        return _decoded(source)
    if isinstance(source, np.ndarray):
        return _decoded(Image.fromarray(_checked(source)))
    if hasattr(source, "read"):
        return _read_from(source)
    raise TypeError(
        f"{type(source).__name__} holds no picture; pass a path, bytes, a file opened "
        "in binary mode, a PIL image or a NumPy array."
    )


def _read(source: str | os.PathLike[str]) -> Photo:
    path = Path(source)
    if "://" in os.fspath(source):
        raise ValueError(
            f"{source} is an address, not a file; fetch it first, and pass the bytes."
        )
    if not path.exists():
        where = "" if path.is_absolute() else f" in {Path.cwd()}"
        raise FileNotFoundError(errno.ENOENT, f"There is no file{where}", str(path))
    raw = path.read_bytes()
    try:
        return Photo(raw)
    except VisageError as error:
        error.places["picture"] = str(path)
        raise


def _read_from(file: Any) -> Photo:
    raw = file.read()
    if not isinstance(raw, bytes):
        raise TypeError(
            f"The file gave {type(raw).__name__}, not bytes; open it in binary mode: "
            'open(path, "rb").'
        )
    return Photo(raw)


def _decoded(image: Image.Image) -> Photo:
    """The photo of an image that is open already, brought upright and to RGB."""
    check_size(*image.size)
    return Photo.of(pixels_of(image))


def _checked(array: NDArray[Any]) -> NDArray[np.uint8]:
    """The array in the form that Pillow takes."""
    if array.dtype != np.uint8:
        raise TypeError(
            f"The array holds {array.dtype}; a picture is uint8, from 0 to 255. Where "
            "it goes from 0 to 1, pass (array * 255).round().astype(np.uint8)."
        )
    if array.ndim == 3 and array.shape[2] == 1:
        array = array[..., 0]
    if array.ndim != 2 and not (array.ndim == 3 and array.shape[2] in CHANNELS):
        raise ValueError(
            f"The array has the shape {array.shape}; a picture has (height, width, 3) "
            "in RGB, (height, width, 4) with transparency, or (height, width) in grey."
        )
    return np.ascontiguousarray(array)
