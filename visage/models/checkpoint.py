"""Reads named tensors out of a torch checkpoint, without torch.

A checkpoint is a pickle, and unpickling can run any code that the file names. This
reader admits the few names that a state dict of plain tensors needs, and refuses all
others, as `torch.load(..., weights_only=True)` does. It reads both layouts that torch
has written: a sequence of pickles followed by raw storages (before torch 1.6; the three
networks of MTCNN in facenet-pytorch's wheel have this layout), and the zip archive of
later versions.
"""

from __future__ import annotations

import io
import pickle
import zipfile
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from visage.errors import ModelCorrupt

Tensor = NDArray[Any]

# The number that the old layout begins with, from torch/serialization.py.
_MAGIC = 0x1950A86A20F9469CFC6C
_DTYPES = {
    "FloatStorage": np.dtype("<f4"),
    "DoubleStorage": np.dtype("<f8"),
    "HalfStorage": np.dtype("<f2"),
    "LongStorage": np.dtype("<i8"),
    "IntStorage": np.dtype("<i4"),
    "BoolStorage": np.dtype("?"),
}


# What reading raises where the bytes are something else than a checkpoint.
_BROKEN = (
    pickle.UnpicklingError,
    zipfile.BadZipFile,
    EOFError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    StopIteration,
)


@dataclass(frozen=True)
class _Storage:
    """A flat run of numbers in the file, which one or several tensors are views of."""

    dtype: np.dtype[Any]
    key: str
    count: int


@dataclass(frozen=True)
class _View:
    """A tensor: a window into a storage, in elements."""

    storage: _Storage
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]

    def array(self, storages: dict[str, Tensor]) -> Tensor:
        flat = storages[self.storage.key]
        # Numpy does not check strides: a false one would read memory of the process.
        last = self.offset + sum(
            (size - 1) * step
            for size, step in zip(self.shape, self.strides, strict=True)
        )
        if min((self.offset, *self.shape, *self.strides), default=0) < 0 or (
            all(self.shape) and last >= len(flat)
        ):
            raise ModelCorrupt("a tensor of the checkpoint reaches past its storage")
        step_bytes = [step * flat.itemsize for step in self.strides]
        window = flat[self.offset :]
        return np.lib.stride_tricks.as_strided(window, self.shape, step_bytes).copy()


def _rebuild_tensor(
    storage: _Storage,
    offset: int,
    shape: tuple[int, ...],
    strides: tuple[int, ...],
    *_: object,
) -> _View:
    return _View(storage, offset, tuple(shape), tuple(strides))


def _rebuild_parameter(view: _View, *_: object) -> _View:
    return view


class _Unpickler(pickle.Unpickler):
    """Admits ordered dicts, tensors and storages; refuses every other name."""

    def find_class(self, module: str, name: str) -> Any:
        admitted: dict[tuple[str, str], Any] = {
            ("collections", "OrderedDict"): OrderedDict,
            ("torch._utils", "_rebuild_tensor_v2"): _rebuild_tensor,
            ("torch._utils", "_rebuild_parameter"): _rebuild_parameter,
        }
        if (module, name) in admitted:
            return admitted[module, name]
        if module == "torch" and name in _DTYPES:
            return _DTYPES[name]
        raise ModelCorrupt(
            f"the checkpoint asks for {module}.{name}; a state dict of plain "
            "tensors does not"
        )

    def persistent_load(self, pid: Any) -> _Storage:
        kind, dtype, key, _device, count, *_rest = pid
        if kind != "storage" or not isinstance(dtype, np.dtype):
            raise ModelCorrupt("the checkpoint refers to something not a storage")
        return _Storage(dtype, str(key), int(count))


def read_tensors(checkpoint: bytes) -> dict[str, Tensor]:
    """The tensors of a state dict by name, in the order of the file.

    Raises ModelCorrupt where the bytes are no checkpoint, hold anything but
    tensors, or ask for any code to run.
    """
    try:
        read = _read_zip if checkpoint[:2] == b"PK" else _read_legacy
        views, storages = read(checkpoint)
        return _arrays(views, storages)
    except _BROKEN as error:
        raise ModelCorrupt(f"this is not a torch checkpoint: {error}") from error


def checked(
    checkpoint: bytes, name: str, shapes: dict[str, tuple[int, ...]]
) -> dict[str, Tensor]:
    """The tensors of a checkpoint, which must have these names and shapes.

    Raises ModelCorrupt, which names every tensor that is not as it should be.
    """
    tensors = read_tensors(checkpoint)
    missing = sorted(shapes.keys() - tensors.keys())
    extra = sorted(tensors.keys() - shapes.keys())
    wrong = [
        f"{key} has the shape {tensors[key].shape}, expected {shape}"
        for key, shape in shapes.items()
        if key in tensors and tensors[key].shape != shape
    ]
    if missing or extra or wrong:
        raise ModelCorrupt(
            f"this is not {name}: missing {missing}, unexpected {extra}, {wrong}"
        )
    return tensors


def _arrays(views: Any, storages: dict[str, Tensor]) -> dict[str, Tensor]:
    if not isinstance(views, dict) or not views:
        raise ModelCorrupt("the checkpoint holds no state dict")
    tensors: dict[str, Tensor] = {}
    for name, view in views.items():
        if not isinstance(view, _View):
            raise ModelCorrupt(f"the checkpoint's entry {name!r} is not a tensor")
        tensors[str(name)] = view.array(storages)
    return tensors


def _read_legacy(checkpoint: bytes) -> tuple[Any, dict[str, Tensor]]:
    stream = io.BytesIO(checkpoint)
    magic, _protocol, _system, views, keys = (
        _Unpickler(stream).load() for _ in range(5)
    )
    if magic != _MAGIC:
        raise ModelCorrupt("this is not a torch checkpoint: its first number is wrong")
    declared = {view.storage.key: view.storage for view in views.values()}
    storages: dict[str, Tensor] = {}
    for key in keys:
        count = int.from_bytes(stream.read(8), "little")
        storage = declared[str(key)]
        flat = stream.read(count * storage.dtype.itemsize)
        if count != storage.count or len(flat) != count * storage.dtype.itemsize:
            raise ModelCorrupt("the checkpoint ends in the middle of a tensor")
        storages[storage.key] = np.frombuffer(flat, storage.dtype)
    return views, storages


def _read_zip(checkpoint: bytes) -> tuple[Any, dict[str, Tensor]]:
    with zipfile.ZipFile(io.BytesIO(checkpoint)) as archive:
        root = next(
            name.removesuffix("data.pkl")
            for name in archive.namelist()
            if name.endswith("/data.pkl")
        )
        views = _Unpickler(io.BytesIO(archive.read(root + "data.pkl"))).load()
        declared = {
            view.storage.key: view.storage
            for view in views.values()
            if isinstance(view, _View)
        }
        storages = {
            key: np.frombuffer(archive.read(f"{root}data/{key}"), storage.dtype)
            for key, storage in declared.items()
        }
    return views, storages
