"""Naming faces by a trained classifier: probabilities, and who is unknown."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import PORTRAITS, photo
from tests.trained import a_run, people_card
from train.head import network
from visage import errors
from visage.models.card import CARD
from visage.models.handles import Handles, card_of
from visage.models.network import Floats
from visage.models.store import ModelStore, model_store
from visage.recognition.classifier import PeopleClassifier, PeopleHead
from visage.recognition.recognizer import Recognizer
from visage.stores.objects import store

EMBEDDER = "dlib_resnet_v1"


def head(weight: Floats, unknown: float = 0.5) -> PeopleHead:
    names = [f"person {number}" for number in range(len(weight))]
    model = network(weight, np.zeros(len(weight), np.float32))
    card = people_card(names, {"classifier": model}, unknown=unknown)
    return PeopleHead(card_of(card, CARD), model)


def test_probabilities_are_the_softmax_with_unknown_among_them() -> None:
    weight = np.eye(128, dtype=np.float32)[:3]
    vector = np.zeros((1, 128), np.float32)
    vector[0, :3] = 0.2, 0.7, 0.4
    (naming,) = head(weight, unknown=0.6).name(vector)
    shares = np.exp(np.array([0.2, 0.7, 0.4, 0.6]) / 0.1)
    shares /= shares.sum()
    np.testing.assert_allclose([*naming.people, naming.unknown], shares, rtol=1e-5)
    assert naming.named == 1


@given(st.lists(st.floats(-5, 5, width=32), min_size=1, max_size=6), st.floats(-5, 5))
def test_a_name_is_given_where_it_is_likelier_than_unknown(
    logits: list[float], unknown: float
) -> None:
    weight = np.zeros((len(logits), 128), np.float32)
    weight[:, 0] = logits
    vector = np.zeros((2, 128), np.float32)
    vector[:, 0] = 1
    first, second = head(weight, unknown).name(vector)
    assert first.people.sum() + first.unknown == pytest.approx(1, abs=1e-5)
    if max(logits) >= unknown:
        assert first.named == int(np.argmax(np.array(logits, np.float32)))
        assert first.people.max() >= first.unknown - 1e-6
    else:
        assert first.named is None
        assert first.unknown >= first.people.max()
    np.testing.assert_array_equal(first.people, second.people)


def test_a_network_of_other_shapes_is_refused() -> None:
    model = network(np.zeros((2, 128), np.float32), np.zeros(2, np.float32))
    card = card_of(people_card(["Ada"], {"classifier": model}), CARD)
    with pytest.raises(errors.ModelCorrupt, match=r"output .*\['n', 2\], expected .*1"):
        PeopleHead(card, model)
    with pytest.raises(errors.ModelCorrupt, match="is not an ONNX file"):
        PeopleHead(card, b"no network")


@pytest.fixture(scope="module")
def recognizer() -> Recognizer:
    if not model_store().present(EMBEDDER):
        pytest.skip("the embedder is not here; run `make models`")
    return Recognizer.load(model_store(), EMBEDDER)


def put(folder: Path, run: Path) -> Handles:
    handles = Handles(store(str(folder)))
    files = {"classifier": (run / "classifier.onnx").read_bytes()}
    handles.put("portraits", (run / CARD).read_bytes(), files)
    return handles


def test_faces_of_photos_get_their_names(
    recognizer: Recognizer, tmp_path: Path
) -> None:
    vectors = {}
    for name in PORTRAITS:
        found = recognizer.finder.find(photo(name)).faces
        vectors[name] = recognizer.recognize(photo(name), found)[0].vector
    digest = hashlib.sha256(model_store().read(EMBEDDER)).hexdigest()
    only = {"astronaut": vectors["astronaut"]}
    both = put(tmp_path / "a", a_run(tmp_path / "both", vectors, digest))
    one = put(tmp_path / "b", a_run(tmp_path / "one", only, digest))
    named = {}
    for handles in (both, one):
        trained = handles.current("portraits")
        classifier = PeopleClassifier.load(trained, model_store())
        for name in PORTRAITS:
            faces = recognizer.finder.find(photo(name)).faces
            (naming,) = classifier.name(photo(name), faces)
            at = naming.named
            named[handles, name] = None if at is None else classifier.classes[at]
    assert list(named.values()) == ["astronaut", "grace_hopper", "astronaut", None]
    assert (
        PeopleClassifier.load(both.current("portraits"), model_store()).name(
            photo("astronaut"), []
        )
        == []
    )


def test_another_embedder_than_it_was_trained_on_is_refused(tmp_path: Path) -> None:
    run = a_run(tmp_path / "run", {"Ada": np.ones(128, np.float32)}, "1" * 64)
    trained = put(tmp_path / "store", run).current("portraits")
    models = ModelStore(store(str(tmp_path / "models")))
    with pytest.raises(errors.ModelMissing, match="visage models pull dlib_resnet_v1"):
        PeopleClassifier.load(trained, models)
    models.put(EMBEDDER, "other.onnx", b"another network")
    with pytest.raises(errors.ModelCorrupt, match="portraits was trained on the"):
        PeopleClassifier.load(trained, models)
