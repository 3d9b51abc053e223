"""Profiles: the crop, the vector, and the refusal of what does not fit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper
from PIL import Image

from tests.conftest import portrait
from visage.errors import (
    ManifestInvalid,
    ModelCorrupt,
    ModelMissing,
    ModelUnknown,
)
from visage.faces.face import Detection
from visage.faces.finder import NETWORKS
from visage.geometry import Box, Similarity
from visage.models.store import MANIFEST, ModelStore, model_store
from visage.pictures.picture import Picture
from visage.recognition.chips import (
    DLIB_POINTS,
    LOOKS,
    PLAIN,
    Look,
    dlib_chip,
    facenet_chip,
)
from visage.recognition.embed import PROFILES, Embedder, profile
from visage.recognition.recognizer import Recognizer
from visage.stores.objects import store

ASTRONAUT = Detection(
    Box(181.1, 62.2, 267.7, 172.1),
    0.999998,
    np.array(
        [(205.0, 101.7), (246.8, 103.7), (224.7, 129.0), (201.7, 139.2), (245.3, 141.9)]
    ),
)
MEAN = "mean"


def network(side: int, dimension: int, kind: int = TensorProto.FLOAT) -> bytes:
    """A network that repeats the mean of each of its chips."""
    nodes = [
        helper.make_node("Flatten", ["face_chips"], ["flat"]),
        helper.make_node("ReduceMean", ["flat"], [MEAN], axes=[1], keepdims=1),
        helper.make_node("Expand", [MEAN, "shape"], ["embeddings"]),
    ]
    shape = helper.make_tensor("shape", TensorProto.INT64, [2], [1, dimension])
    graph = helper.make_graph(
        nodes,
        "mean",
        [helper.make_tensor_value_info("face_chips", kind, ["n", 3, side, side])],
        [helper.make_tensor_value_info("embeddings", kind, ["n", dimension])],
        [shape],
    )
    opset = [helper.make_opsetid("", 17)]
    model = helper.make_model(graph, opset_imports=opset, ir_version=8)
    serialised: bytes = model.SerializeToString()
    return serialised


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    if not model_store().present("dlib_resnet_v1"):
        pytest.skip("dlib's ResNet is not here; run `make models`")
    return Embedder(profile("dlib_resnet_v1"), model_store().read("dlib_resnet_v1"))


def moved(picture: Picture, change: Similarity) -> tuple[Picture, Detection]:
    """The picture and its face after a turn, a change of scale and a shift."""
    from visage.pictures.warp import warp

    face = replace(ASTRONAUT, points=change.apply(ASTRONAUT.points))
    return warp(picture, change, 700, 700), face


def test_vectors_are_unit_vectors(embedder: Embedder) -> None:
    chip = embedder.chip(portrait("astronaut"), ASTRONAUT)
    vectors = embedder.embed([chip] * 11)
    assert vectors.shape == (11, 128)
    assert vectors.dtype == np.float32
    assert np.abs(np.linalg.norm(vectors, axis=1) - 1).max() < 1e-6
    assert np.abs(vectors - vectors[0]).max() < 1e-5


def test_no_faces_are_no_vectors(embedder: Embedder) -> None:
    assert embedder.embed([]).shape == (0, 128)


def test_the_vector_of_a_face_is_the_mean_of_its_looks(embedder: Embedder) -> None:
    picture, looks = portrait("astronaut"), embedder.profile.looks
    chips = [embedder.chip(picture, ASTRONAUT, look) for look in looks]
    apart = embedder.embed(chips)
    for number in range(1, len(looks) + 1):
        mean = apart[:number].mean(axis=0)
        [vector] = embedder.vectors([(picture, ASTRONAUT)], number)
        assert np.abs(vector - mean / np.linalg.norm(mean)).max() < 1e-5
    quick, same = embedder.vectors([(picture, ASTRONAUT)] * 2)
    [first] = embedder.vectors([(picture, ASTRONAUT)], embedder.profile.quick)
    assert np.abs(quick - first).max() < 1e-5
    assert np.abs(quick - same).max() < 1e-5


def test_a_face_and_its_mirror_image_have_one_vector(embedder: Embedder) -> None:
    """By every look: each size is looked at from both sides."""
    picture = portrait("astronaut")
    mirrored = np.ascontiguousarray(picture[:, ::-1])
    across = ASTRONAUT.points[[1, 0, 2, 4, 3]] * (-1, 1) + (picture.shape[1] - 1, 0)
    seen = [(picture, ASTRONAUT), (mirrored, replace(ASTRONAUT, points=across))]
    ahead, behind = embedder.vectors(seen, len(embedder.profile.looks))
    assert ahead @ behind > 0.99999


@pytest.mark.parametrize("cut", [dlib_chip, facenet_chip])
def test_a_look_changes_size_and_side_alone(
    cut: Callable[[Picture, Detection, Look], Picture],
) -> None:
    picture = portrait("astronaut")
    plain = cut(picture, ASTRONAUT, PLAIN)
    assert np.array_equal(cut(picture, ASTRONAUT, Look(mirrored=True)), plain[:, ::-1])
    larger = cut(picture, ASTRONAUT, Look(1.25))
    side = len(plain)
    inner = Image.fromarray(plain).crop(
        (side // 10, side // 10, side - side // 10, side - side // 10)
    )
    shown = np.asarray(inner.resize((side, side), Image.Resampling.BICUBIC))
    assert np.abs(larger.astype(int) - shown).mean() < 6
    assert np.abs(larger.astype(int) - plain).mean() > 12


def test_each_size_is_looked_at_from_both_sides() -> None:
    assert {(look.size, not look.mirrored) for look in LOOKS} == {
        (look.size, look.mirrored) for look in LOOKS
    }


@pytest.mark.parametrize(("turn", "scale"), [(0, 1.3), (25, 1.0), (-70, 1.1), (180, 1)])
def test_the_dlib_chip_does_not_care_how_the_picture_lies(
    embedder: Embedder, turn: float, scale: float
) -> None:
    change = Similarity.about((225, 120), (350, 350), turn, scale)
    picture, face = moved(portrait("astronaut"), change)
    chips = [dlib_chip(portrait("astronaut"), ASTRONAUT), dlib_chip(picture, face)]
    vectors = embedder.embed(chips)
    assert vectors[0] @ vectors[1] > 0.995


def test_the_dlib_points_are_symmetric_and_inside() -> None:
    mirrored = DLIB_POINTS[[1, 0, 2, 4, 3]] * (-1, 1) + (149, 0)
    assert np.abs(mirrored - DLIB_POINTS).max() < 1e-9


@pytest.mark.parametrize(
    "box",
    [Box(-30, -20, 60, 90), Box(450, 440, 600, 620), Box(181.1, 62.2, 267.7, 172)],
)
def test_a_facenet_chip_at_the_edge_keeps_its_size(box: Box) -> None:
    chip = facenet_chip(portrait("astronaut"), replace(ASTRONAUT, box=box))
    assert chip.shape == (160, 160, 3)
    assert chip.dtype == np.uint8
    assert chip.std() > 0


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_head_on_its_side_gives_the_chip_of_the_upright_one(quarters: int) -> None:
    picture = portrait("astronaut")
    box = Box(180, 60, 270, 170)
    upright = replace(ASTRONAUT, box=box)
    middle = (picture.shape[0] - 1) / 2
    turn = Similarity.about((middle, middle), (middle, middle), 90 * quarters)
    edges = turn.apply(box.corners() - 0.5) + 0.5  # a box counts from pixels' corners
    turned = Detection(Box.around(edges), 1.0, turn.apply(upright.points))
    again = facenet_chip(np.ascontiguousarray(np.rot90(picture, quarters)), turned)
    off = [
        np.abs(np.rot90(again, more).astype(int) - facenet_chip(picture, upright))
        for more in range(4)
    ]
    # Edges are cut at whole pixels, so that the two may lie one apart.
    assert off[0].mean() < 12
    assert min(each.mean() for each in off[1:]) > 40


@pytest.mark.parametrize("name", sorted(PROFILES))
def test_every_profile_loads_a_network_of_its_shape(name: str) -> None:
    chosen = profile(name)
    embedder = Embedder(chosen, network(chosen.size, chosen.dimension))
    white = np.full((chosen.size, chosen.size, 3), 255, np.uint8)
    expected = (255 - chosen.centre) / chosen.scale
    assert embedder.batch([white]).max() == pytest.approx(expected)
    assert embedder.embed([white]).shape == (1, chosen.dimension)
    assert chosen.licence
    assert 1 <= chosen.quick <= len(chosen.looks)
    assert embedder.vectors([]).shape == (0, chosen.dimension)


WRONG: list[tuple[str, Callable[[], bytes], str]] = [
    (
        "another crop",
        lambda: network(112, 128),
        "expected float32 of shape [None, 3, 150",
    ),
    (
        "another length",
        lambda: network(150, 512),
        "expected float32 of shape [None, 128]",
    ),
    ("no network", lambda: b"<html>", "dlib_resnet_v1 is not an ONNX file"),
    ("half a network", lambda: network(150, 128)[:-40], "is not an ONNX file"),
]


@pytest.mark.parametrize(("name", "content", "sentence"), WRONG)
def test_what_is_not_the_network_is_refused_at_once(
    name: str, content: Callable[[], bytes], sentence: str
) -> None:
    with pytest.raises(ModelCorrupt) as error:
        Embedder(profile("dlib_resnet_v1"), content())
    assert sentence in str(error.value)


def test_a_network_with_two_inputs_is_refused() -> None:
    both = onnx.load_from_string(network(150, 128))
    both.graph.input.append(
        helper.make_tensor_value_info("more", TensorProto.FLOAT, ["n"])
    )
    with pytest.raises(ModelCorrupt, match="has 2 inputs and 1 outputs, expected one"):
        Embedder(profile("dlib_resnet_v1"), both.SerializeToString())


def test_an_unknown_embedder_is_refused() -> None:
    with pytest.raises(
        ModelUnknown, match=r"no embedder 'arcface'; there are dlib_resn"
    ):
        profile("arcface")


def test_the_quantised_file_is_of_the_same_profile() -> None:
    quantised = profile("dlib_resnet_v1_int8")
    assert (quantised.name, quantised.model) == (
        "dlib_resnet_v1",
        "dlib_resnet_v1_int8",
    )


@pytest.fixture
def stocked(tmp_path_factory: pytest.TempPathFactory) -> ModelStore:
    """A store with the cascade and without an embedder."""
    if not all(model_store().present(name) for name in NETWORKS):
        pytest.skip("the networks of MTCNN are not here; run `make models`")
    stocked = ModelStore(store(str(tmp_path_factory.mktemp("models"))))
    model_store().push(list(NETWORKS), stocked)
    return stocked


def test_a_store_without_an_embedder_says_what_to_do(stocked: ModelStore) -> None:
    with pytest.raises(ModelMissing, match=r"no embedder in .*visage models pull dlib"):
        Recognizer.load(stocked)


def test_the_embedder_that_was_asked_for_or_none(stocked: ModelStore) -> None:
    stocked.put("dlib_resnet_v1", "dlib_resnet_v1.onnx", network(150, 128))
    assert Recognizer.load(stocked).embedder.profile.name == "dlib_resnet_v1"
    with pytest.raises(ModelMissing, match="inception_resnet_v1_casia"):
        Recognizer.load(stocked, "inception_resnet_v1_casia")


def test_the_better_embedder_is_used_where_it_is(stocked: ModelStore) -> None:
    name = "inception_resnet_v1_vggface2"
    stocked.put("dlib_resnet_v1", "dlib_resnet_v1.onnx", network(150, 128))
    stocked.put(name, f"{name}.onnx", network(160, 512))
    assert Recognizer.load(stocked).embedder.profile.name == name


def test_a_manifest_that_names_a_missing_file_is_told_at_the_start(
    stocked: ModelStore,
) -> None:
    stocked.put("dlib_resnet_v1", "dlib_resnet_v1.onnx", network(150, 128))
    path = stocked.objects.path("dlib_resnet_v1.onnx")
    assert path is not None
    path.unlink()
    with pytest.raises(
        ModelMissing, match=r"dlib_resnet_v1 .*is not in .*visage models"
    ):
        Recognizer.load(stocked)


def test_a_file_with_another_digest_is_told_at_the_start(stocked: ModelStore) -> None:
    stocked.put("dlib_resnet_v1", "dlib_resnet_v1.onnx", network(150, 128))
    stocked.objects.write("dlib_resnet_v1.onnx", network(150, 128) + b" ")
    with pytest.raises(ModelCorrupt, match="sha256"):
        Recognizer.load(stocked)


def test_a_broken_manifest_is_told_at_the_start(stocked: ModelStore) -> None:
    stocked.objects.write(MANIFEST, b'{"models": {"dlib_resnet_v1": 3}}')
    with pytest.raises(ManifestInvalid, match=r"manifest\.json in .* cannot be read"):
        Recognizer.load(stocked)
