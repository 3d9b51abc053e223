"""Image classifiers: what they see of a picture, and what they say of it."""

from __future__ import annotations

import io
import json
import subprocess
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import skimage
from PIL import Image
from pydantic import ValidationError

from tests.conftest import ROOT, portrait
from visage.classification.classifier import ImageClassifier
from visage.classification.preprocessing import batch, square
from visage.errors import ModelCorrupt
from visage.models import ready
from visage.models.card import ImageInput
from visage.models.convert import imagenet_labels
from visage.models.store import model_store
from visage.pictures.photo import Photo
from visage.pictures.picture import Picture

TRAINING = ROOT / ".venv-train" / "bin" / "python"
SHIPPED = Path(skimage.__file__).parent / "data"
LITE0 = ready.INPUT


def shipped(name: str) -> Photo:
    """A picture that scikit-image ships."""
    return Photo((SHIPPED / name).read_bytes())


@cache
def lite0() -> ImageClassifier:
    models = model_store()
    if not models.held() >= {"efficientnet_lite0", "imagenet_labels"}:
        pytest.skip("EfficientNet-Lite0 is not here; run `make models`")
    network = models.read("efficientnet_lite0")
    names = models.read("imagenet_labels").decode().splitlines()
    return ImageClassifier(ready.card(len(network), names), network)


def best(classifier: ImageClassifier, photo: Photo, count: int) -> list[str]:
    order = np.argsort(-classifier.probabilities(photo))[:count]
    return [classifier.classes[at] for at in order]


@pytest.mark.parametrize(
    ("picture", "shown"),
    [
        ("chelsea.png", {"tiger cat", "Egyptian cat", "tabby"}),
        ("coffee.png", {"espresso", "cup"}),
        ("rocket.jpg", {"missile", "projectile"}),
        ("motorcycle_left.png", {"moped", "motor scooter"}),
    ],
)
def test_what_a_picture_shows_is_among_the_best_three(
    picture: str, shown: set[str]
) -> None:
    assert shown <= set(best(lite0(), shipped(picture), 3))


def test_probabilities_are_shares_of_one() -> None:
    found = lite0().probabilities(shipped("coffee.png"))
    assert found.shape == (1000,)
    assert found.min() >= 0
    assert found.sum() == pytest.approx(1)


def test_the_network_answers_as_torch_does(tmp_path: Path) -> None:
    if not TRAINING.exists():
        pytest.skip("the training environment is not here; run `make train-env`")
    names = ("chelsea.png", "coffee.png", "rocket.jpg", "motorcycle_left.png")
    photos = {name: shipped(name) for name in names}
    noise = np.random.default_rng(0).integers(0, 256, (240, 333, 3), dtype=np.uint8)
    photos |= {"noise": Photo.of(noise), "tall": Photo.of(portrait("grace_hopper"))}
    pictures = {name: photo.pixels for name, photo in photos.items()}
    np.savez(tmp_path / "pictures.npz", allow_pickle=False, **pictures)
    subprocess.run(
        [
            *(TRAINING, "-m", "train.reference_classifier"),
            *(tmp_path / "pictures.npz", tmp_path / "logits.npz"),
        ],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    theirs = np.load(tmp_path / "logits.npz")
    for name, photo in photos.items():
        assert np.abs(lite0().logits(photo) - theirs[name]).max() < 1e-3


def gradient(width: int, height: int) -> Picture:
    """Red grows to the right, green to the bottom."""
    picture = np.zeros((height, width, 3), np.uint8)
    picture[..., 0] = np.linspace(0, 255, width).round()
    picture[..., 1] = np.linspace(0, 255, height).round()[:, None]
    return picture


@pytest.mark.parametrize(
    ("width", "height", "red", "green"),
    [
        # The middle seven eighths of the shorter side, and as much of the longer one.
        (400, 400, (16, 239), (16, 239)),
        (800, 400, (72, 183), (16, 239)),
        (400, 1200, (16, 239), (90, 165)),
        (128, 128, (16, 239), (16, 239)),
    ],
)
def test_the_network_sees_the_square_in_the_middle(
    width: int, height: int, red: tuple[int, int], green: tuple[int, int]
) -> None:
    seen = square(Photo.of(gradient(width, height)), LITE0).astype(int)
    assert seen.shape == (224, 224, 3)
    assert (seen[112, 0, 0], seen[112, -1, 0]) == pytest.approx(red, abs=1)
    assert (seen[0, 112, 1], seen[-1, 112, 1]) == pytest.approx(green, abs=1)


def test_values_are_centred_and_scaled_by_channel() -> None:
    chosen = LITE0.model_copy(update={"mean": (10.0, 20.0, 30.0), "std": (1, 2, 4)})
    values = batch(np.full((224, 224, 3), 50, np.uint8), chosen)
    assert values.shape == (1, 3, 224, 224)
    assert values.dtype == np.float32
    assert values[0, :, 5, 7].tolist() == [40, 15, 5]


def test_a_large_jpeg_is_classified_as_its_pixels_are() -> None:
    large = Image.open(SHIPPED / "chelsea.png").resize((3608, 2400))
    out = io.BytesIO()
    large.save(out, "JPEG", quality=95)
    raw = Photo(out.getvalue())
    quick = lite0().probabilities(raw)
    assert raw._copy is not None
    assert raw._copy[1] == 0.25  # it was not decoded whole
    exact = lite0().probabilities(Photo.of(Photo(out.getvalue()).pixels))
    assert np.abs(quick - exact).max() < 0.02


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"crop": 300}, "crop should be at most resize"),
        ({"crop": 0}, "greater than or equal to 16"),
        ({"resize": 5000}, "less than or equal to 1024"),
        ({"std": (0, 1, 1)}, "greater than 0"),
        ({"mean": (float("nan"), 1, 1)}, "finite"),
        ({"interpolation": "nearest"}, "'bilinear' or 'bicubic'"),
    ],
)
def test_a_form_that_no_network_has_is_refused(
    change: dict[str, object], sentence: str
) -> None:
    with pytest.raises(ValidationError, match=sentence):
        ImageInput.model_validate({**LITE0.model_dump(), **change})


def test_labels_of_another_number_are_refused() -> None:
    model = model_store().read("efficientnet_lite0")
    card = ready.card(len(model), ["a", "b", "c"])
    with pytest.raises(ModelCorrupt, match=r"classifier has an output .*1000.* 3"):
        ImageClassifier(card, model)


def test_classes_are_called_by_names_of_their_own() -> None:
    listed = {"0": "crane", "1": "tabby, tabby cat", "2": "crane", "3": "tabby, tom"}
    made = imagenet_labels(json.dumps(listed).encode())
    assert made.decode() == "crane\ntabby\ncrane (2)\ntabby (tom)\n"


@pytest.mark.parametrize("content", [b"", b"[1]", b'{"1": "a"}', b'{"0": 1}', b"3"])
def test_what_are_no_labels_is_refused(content: bytes) -> None:
    with pytest.raises(ModelCorrupt, match="not the labels of ImageNet"):
        imagenet_labels(content)
