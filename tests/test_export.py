"""From published weights to ONNX: what is read, what is made, what is refused."""

from __future__ import annotations

import collections
import io
import pickle
import struct
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest

from tests.conftest import ROOT
from visage.errors import ModelCorrupt
from visage.models import convert, dlibnet
from visage.models.checkpoint import _MAGIC, read_tensors

TRAINING = ROOT / ".venv-train" / "bin" / "python"


class Storage:
    """Stands for a storage while a checkpoint is written."""

    def __init__(self, key: str, values: np.ndarray) -> None:
        self.key, self.values = key, values


class Global:
    """A name that a pickle asks for, by its module."""

    def __init__(self, module: str, name: str) -> None:
        self.module, self.name = module, name


# The C pickler cannot be taught new values; the one in Python is not in the stubs.
PythonPickler: Any = vars(pickle)["_Pickler"]


class Writer(PythonPickler):  # type: ignore[misc]
    """Pickles state dicts as torch does, without torch."""

    def persistent_id(self, value: object) -> object:
        if isinstance(value, Storage):
            kind = Global("torch", "FloatStorage")
            return ("storage", kind, value.key, "cpu", value.values.size)
        return None

    def save(self, value: Any, save_persistent_id: bool = True) -> None:
        if isinstance(value, Global):
            self.write(pickle.GLOBAL + f"{value.module}\n{value.name}\n".encode())
        elif isinstance(value, Call):
            self.save(value.function)
            self.save(value.arguments)
            self.write(pickle.REDUCE)
        else:
            super().save(value, save_persistent_id)


class Call:
    """A function that a pickle calls."""

    def __init__(self, function: Global, *arguments: object) -> None:
        self.function, self.arguments = function, arguments


def pickled(value: object) -> bytes:
    out = io.BytesIO()
    Writer(out, 2).dump(value)
    return out.getvalue()


def tensor(storage: Storage, shape: tuple[int, ...], offset: int = 0) -> Call:
    strides = tuple(int(np.prod(shape[at + 1 :])) for at in range(len(shape)))
    rebuild = Global("torch._utils", "_rebuild_tensor_v2")
    return Call(rebuild, storage, offset, shape, strides, False, {})


def state(tensors: dict[str, np.ndarray]) -> tuple[dict[str, Call], list[Storage]]:
    storages = [Storage(str(at), values) for at, values in enumerate(tensors.values())]
    views = {
        name: tensor(storage, values.shape)
        for (name, values), storage in zip(tensors.items(), storages, strict=True)
    }
    return views, storages


def legacy(tensors: dict[str, np.ndarray]) -> bytes:
    """A checkpoint as torch before 1.6 wrote it."""
    views, storages = state(tensors)
    head = b"".join(pickled(value) for value in (_MAGIC, 1001, {}, views))
    body = b"".join(
        struct.pack("<q", storage.values.size) + storage.values.astype("<f4").tobytes()
        for storage in storages
    )
    return head + pickled([storage.key for storage in storages]) + body


def zipped(tensors: dict[str, np.ndarray]) -> bytes:
    """A checkpoint as torch writes it now."""
    views, storages = state(tensors)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("model/data.pkl", pickled(views))
        for storage in storages:
            content = storage.values.astype("<f4").tobytes()
            archive.writestr(f"model/data/{storage.key}", content)
    return out.getvalue()


TENSORS = {
    "conv.weight": np.arange(24, dtype=np.float32).reshape(2, 3, 2, 2),
    "conv.bias": np.array([0.5, -0.5], np.float32),
}


@pytest.mark.parametrize("layout", [legacy, zipped])
def test_both_layouts_of_torch_are_read(
    layout: Callable[[dict[str, np.ndarray]], bytes],
) -> None:
    found = read_tensors(layout(TENSORS))
    assert list(found) == list(TENSORS)
    for name, values in TENSORS.items():
        assert np.array_equal(found[name], values)


EVIL = {"weight": Call(Global("os", "system"), "true")}
# The first of its numbers is in the storage; the stride leads to memory before it.
BACKWARDS = {
    "weight": Call(
        Global("torch._utils", "_rebuild_tensor_v2"),
        Storage("0", np.zeros(6, np.float32)),
        2,
        (5,),
        (-1,),
    )
}
OUTSIDE = {"weight": tensor(Storage("0", np.zeros(3, np.float32)), (2, 3))}


def as_zip(value: object, storages: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("model/data.pkl", pickled(value))
        for key, content in storages.items():
            archive.writestr(f"model/data/{key}", content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (as_zip(EVIL, {}), "the checkpoint asks for os.system"),
        (as_zip(OUTSIDE, {"0": bytes(12)}), "reaches past its storage"),
        (as_zip(BACKWARDS, {"0": bytes(24)}), "reaches past its storage"),
        (as_zip({"epoch": 3}, {}), "the checkpoint's entry 'epoch' is not a tensor"),
        (as_zip({}, {}), "holds no state dict"),
        (
            as_zip({"weight": tensor(Storage("0", np.zeros(2)), (2,))}, {}),
            "not a torch",
        ),
        (legacy(TENSORS)[:-5], "ends in the middle of a tensor"),
        (legacy(TENSORS)[:40], "not a torch checkpoint"),
        (b"PK\x03\x04 but no archive", "not a torch checkpoint"),
        (b"", "not a torch checkpoint"),
        (b"hello", "not a torch checkpoint"),
    ],
)
def test_what_is_no_checkpoint_of_tensors_is_refused(
    content: bytes, sentence: str
) -> None:
    with pytest.raises(ModelCorrupt) as error:
        read_tensors(content)
    assert sentence in str(error.value)


def p_net_tensors() -> dict[str, np.ndarray]:
    random = np.random.default_rng(0)
    return {
        name: random.normal(size=shape).astype(np.float32)
        for name, shape in convert._P_NET.items()
    }


def test_a_graph_is_the_same_bytes_every_time() -> None:
    checkpoint = legacy(p_net_tensors())
    made = convert.p_net(checkpoint)
    assert made == convert.p_net(checkpoint)
    onnx.checker.check_model(onnx.load_from_string(made))


def test_a_file_is_what_onnx_itself_would_write() -> None:
    made = convert.p_net(legacy(p_net_tensors()))
    read = onnx.load_from_string(made)
    assert read.SerializeToString(deterministic=True) == made
    nodes = read.graph.node
    assert {
        each.name: onnx.helper.get_attribute_value(each) for each in nodes[0].attribute
    } == {"kernel_shape": [3, 3], "pads": [0, 0, 0, 0], "strides": [1, 1]}
    assert [onnx.numpy_helper.to_array(each).shape for each in read.graph.initializer][
        :3
    ] == [(16, 3, 3, 3), (16,), (16, 1, 1, 1)]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            lambda t: t.pop("conv2.bias"),
            "this is not P-Net: missing ['conv2.bias'], unexpected [], []",
        ),
        (
            lambda t: t.update(extra=np.zeros(1, np.float32)),
            "this is not P-Net: missing [], unexpected ['extra'], []",
        ),
        (
            lambda t: t.update({"conv1.bias": np.zeros(11, np.float32)}),
            "this is not P-Net: missing [], unexpected [], ['conv1.bias has the shape "
            "(11,), expected (10,)']",
        ),
    ],
)
def test_another_architecture_is_refused_by_its_tensors(
    change: Callable[[dict[str, np.ndarray]], object], sentence: str
) -> None:
    tensors = p_net_tensors()
    change(tensors)
    with pytest.raises(ModelCorrupt) as error:
        convert.p_net(legacy(tensors))
    assert str(error.value) == sentence


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "not dlib's face recognition ResNet: no input_rgb_image_sized"),
        (b"\x15input_rgb_image_sized\x01\x01", "ends too early"),
    ],
)
def test_another_file_of_dlib_is_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(ModelCorrupt, match=sentence):
        dlibnet.read(content)


CHECKPOINTS = """
import torch
from collections import OrderedDict
from facenet_pytorch import InceptionResnetV1
from train.export import load
from visage.errors import VisageError
from pathlib import Path
import sys
folder = Path(sys.argv[1])
state = InceptionResnetV1(pretrained=None).state_dict()
cases = {
    "missing": {k: v for k, v in state.items() if k != "last_linear.weight"},
    "extra": {**state, "head.weight": torch.zeros(2)},
    "shape": {**state, "last_bn.bias": torch.zeros(256)},
    "other": OrderedDict(a=torch.zeros(1)),
    "epoch": {"epoch": 3, "state_dict": state},
    "classifier": {**state, "logits.weight": torch.zeros(9, 512)},
    "old": {k: v for k, v in state.items() if "num_batches" not in k},
}
for name, case in cases.items():
    torch.save(case, folder / f"{name}.pt")
(folder / "text.pt").write_text("hello")
for name in [*cases, "text", "absent"]:
    try:
        load(folder / f"{name}.pt")
        print(name, "loaded", sep="|")
    except VisageError as error:
        print(name, error, sep="|")
"""


def test_checkpoints_are_refused_by_the_names_of_their_tensors(tmp_path: Path) -> None:
    if not TRAINING.exists():
        pytest.skip("the training environment is not here; run `make train-env`")
    run = subprocess.run(
        [TRAINING, "-c", CHECKPOINTS, tmp_path],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    found = dict(line.split("|", 1) for line in run.stdout.splitlines())
    not_ours = "is not a checkpoint of InceptionResnetV1; "
    assert {name: found[name] for name in ("missing", "extra", "shape")} == {
        "missing": f"missing.pt {not_ours}1 missing: last_linear.weight.",
        "extra": f"extra.pt {not_ours}1 unexpected: head.weight.",
        "shape": f"shape.pt {not_ours}1 of another shape: last_bn.bias (256,) instead "
        "of (512,).",
    }
    assert " missing: conv2d_1a.conv.weight, " in found["other"]
    assert found["epoch"].endswith("is not a state dict: it holds more than tensors.")
    assert found["text"].startswith("text.pt is not a checkpoint of plain tensors")
    assert found["absent"].startswith("There is no checkpoint ")
    assert [found[name] for name in ("classifier", "old")] == ["loaded", "loaded"]


def test_the_layers_of_a_state_dict_keep_their_order() -> None:
    ordered = collections.OrderedDict(TENSORS)
    assert list(read_tensors(zipped(ordered))) == ["conv.weight", "conv.bias"]
