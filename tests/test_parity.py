"""Against the originals: facenet-pytorch under torch, and dlib.

The reference runs in the training environment and leaves its answers in a file.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
from pathlib import Path
from typing import Any

import dlib
import numpy as np
import pytest

from tests.conftest import ROOT, portrait
from visage.faces.face import Detection
from visage.faces.finder import NETWORKS
from visage.faces.mtcnn import MTCNN
from visage.geometry import Box
from visage.models.store import model_store
from visage.pictures.picture import Picture
from visage.recognition.chips import facenet_chip
from visage.recognition.embed import Embedder, profile
from visage.settings import settings

TRAINING = ROOT / ".venv-train" / "bin" / "python"
PUBLISHED = ("20180402-114759-vggface2.pt", "20180408-102900-casia-webface.pt")
# The package reads its own files through pkg_resources, which is no more.
PACKAGE = importlib.util.find_spec("face_recognition_models")
assert PACKAGE is not None
assert PACKAGE.origin is not None
DLIB = (
    Path(PACKAGE.origin).parent / "models" / "dlib_face_recognition_resnet_model_v1.dat"
)


def checkpoint() -> str:
    """A published checkpoint to prove instead of random weights, where there is one.

    VISAGE_CHECKPOINT names it, or it lies beside the models.
    """
    beside = [Path(settings().models) / name for name in PUBLISHED]
    found = [str(path.resolve()) for path in beside if path.exists()]
    return os.environ.get("VISAGE_CHECKPOINT") or (found[0] if found else "")


def pictures() -> dict[str, Picture]:
    """The portraits, in several sizes and turns, several at once, and noise."""
    noise = np.random.default_rng(0).integers(0, 256, (240, 320, 3), dtype=np.uint8)
    astronaut, hopper = portrait("astronaut"), portrait("grace_hopper")
    grid = np.zeros((1112, 1536, 3), np.uint8)
    for left in (0, 512, 1024):
        grid[:512, left : left + 512] = astronaut
        grid[512 : 512 + hopper.shape[0], left : left + 512] = hopper[:, :512]
    return {
        "astronaut": astronaut,
        "grace_hopper": hopper,
        "small": np.ascontiguousarray(astronaut[::3, ::3]),
        "leaning": np.ascontiguousarray(np.rot90(hopper)),
        "at_the_edge": np.ascontiguousarray(astronaut[75:, 190:]),
        "six_faces": grid,
        "noise": noise,
        "black": np.zeros((100, 80, 3), np.uint8),
    }


PICTURES = pictures()


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    if not TRAINING.exists():
        pytest.skip("the training environment is not here; run `make train-env`")
    folder = tmp_path_factory.mktemp("reference")
    np.savez(folder / "pictures.npz", allow_pickle=False, **PICTURES)
    paths = [folder / "pictures.npz", folder]
    if given := checkpoint():
        paths.append(Path(given))
    command = [str(TRAINING), "-m", "train.reference", *map(str, paths)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    answers = dict(np.load(folder / "reference.npz"))
    return {**answers, "network": (folder / "network.onnx").read_bytes()}


@pytest.fixture(scope="module")
def cascade() -> MTCNN:
    if not all(model_store().present(name) for name in NETWORKS):
        pytest.skip("the networks of MTCNN are not here; run `make models`")
    return MTCNN(*(model_store().read(name) for name in NETWORKS))


def array(box: Box) -> list[float]:
    return [box.left, box.top, box.right, box.bottom]


@pytest.mark.parametrize("name", PICTURES)
def test_the_cascade_finds_what_facenet_pytorch_finds(
    reference: dict[str, Any], cascade: MTCNN, name: str
) -> None:
    faces = cascade.detect(PICTURES[name])
    boxes = reference[f"{name}.boxes"]
    assert len(faces) == len(boxes)
    if len(faces) == 0:
        return
    # Faces of equal size come in any order.
    found = np.array([array(face.box) for face in faces])
    order = np.abs(found[:, None] - boxes[None]).sum(2).argmin(1)
    assert sorted(order) == list(range(len(boxes)))
    points = np.array([face.points for face in faces])
    probabilities = np.array([face.probability for face in faces])
    assert np.abs(found - boxes[order]).max() < 1
    assert np.abs(points - reference[f"{name}.points"][order]).max() < 1
    assert (
        np.abs(probabilities - reference[f"{name}.probabilities"][order]).max() < 1e-3
    )


@pytest.mark.parametrize(
    ("name", "faces"), [("black", 0), ("noise", 0), ("astronaut", 1), ("six_faces", 6)]
)
def test_both_find_as_many_faces_as_there_are(
    reference: dict[str, Any], cascade: MTCNN, name: str, faces: int
) -> None:
    assert len(cascade.detect(PICTURES[name])) == faces
    assert len(reference[f"{name}.boxes"]) == faces


@pytest.mark.parametrize("name", ["astronaut", "grace_hopper", "at_the_edge"])
def test_facenet_chips_are_those_of_extract_face(
    reference: dict[str, Any], name: str
) -> None:
    chosen = profile("inception_resnet_v1_vggface2")
    box = Box(*(float(edge) for edge in reference[f"{name}.boxes"][0]))
    face = Detection(box, 1.0, reference[f"{name}.points"][0])
    chip = facenet_chip(PICTURES[name], face)
    scaled = (chip.transpose(2, 0, 1) - chosen.centre) / chosen.scale
    assert np.abs(scaled - reference[f"{name}.chips"][0]).max() < 1e-6


def test_the_exported_network_embeds_as_the_torch_module(
    reference: dict[str, Any],
) -> None:
    chosen = profile("inception_resnet_v1_vggface2")
    embedder = Embedder(chosen, reference["network"])
    chips = reference["network_chips"]
    for batch in (chips, chips[:1]):
        ours, theirs = embedder._network(batch), reference["network_embeddings"]
        assert (ours * theirs[: len(batch)]).sum(1).min() > 0.99999


def test_the_dlib_profile_embeds_as_dlib() -> None:
    if not model_store().present("dlib_resnet_v1"):
        pytest.skip("dlib's ResNet is not here; run `make models`")
    embedder = Embedder(profile("dlib_resnet_v1"), model_store().read("dlib_resnet_v1"))
    network = dlib.face_recognition_model_v1(str(DLIB))
    for left in (150, 60):
        chip = np.ascontiguousarray(portrait("astronaut")[40:190, left : left + 150])
        theirs = np.array(network.compute_face_descriptor(chip))
        ours = embedder._network(embedder.batch([chip]))[0]
        assert np.abs(ours - theirs).max() < 1e-5
        unit = embedder.embed([chip])[0]
        assert unit @ theirs / np.linalg.norm(theirs) > 0.99999
