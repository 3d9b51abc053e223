"""A classifier of torchvision's, from its checkpoint to the function's answer."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from tests.conftest import ROOT
from tests.test_image_classifier import SHIPPED, TRAINING, shipped
from visage.classification.classifier import ImageClassifier
from visage.cli import main
from visage.models.handles import Handles
from visage.stores.objects import store

# Makes a checkpoint, keeps what torchvision says of a picture, exports the checkpoint
# as the command does, and tries what has to be refused: at once, as torch loads slowly.
PROGRAM = """
import io, json, sys
from contextlib import redirect_stdout
from pathlib import Path
import numpy as np, torch, torchvision
from PIL import Image
from train import torchvision_export as export
from visage.errors import VisageError

folder, picture = Path(sys.argv[1]), sys.argv[2]
labels = folder / "labels.txt"
labels.write_text("robin\\nblue tit\\nZaunkönig\\n", "utf-8")
torch.manual_seed(0)
network = torchvision.models.shufflenet_v2_x0_5(num_classes=3)
with torch.no_grad():
    network(torch.randn(8, 3, 64, 64))  # in training: so are the statistics
network.eval()
state = network.state_dict()
weights = torchvision.models.get_model_weights("shufflenet_v2_x0_5")
prepare = weights.DEFAULT.transforms()
with torch.inference_mode():
    logits = network(prepare(Image.open(picture).convert("RGB"))[None])[0]
np.save(folder / "logits.npy", logits.numpy())
cases = {
    "good": state,
    "wrapped": {"model": {f"module.{k}": v for k, v in state.items()}, "epoch": 3},
    "whole": network,
    "short": {k: v for k, v in state.items() if k != "fc.weight"},
    "four": torchvision.models.shufflenet_v2_x0_5(num_classes=4).state_dict(),
    "other": torchvision.models.squeezenet1_1(num_classes=3).state_dict(),
    "list": [1, 2],
}
for name, case in cases.items():
    torch.save(case, folder / f"{name}.pt")
(folder / "text.pt").write_text("hello")
said = {}
for name in [*cases, "text", "absent"]:
    try:
        export.load(folder / f"{name}.pt", "shufflenet_v2_x0_5", 3)
        said[name] = "loaded"
    except VisageError as error:
        said[name] = str(error)
for name, text in {
    "twice": "a\\nb\\na\\n", "blank": "a\\n\\nb\\n", "long": "x" * 201, "none": ""
}.items():
    (folder / "these.txt").write_text(text)
    try:
        said[name] = str(export.read_labels(folder / "these.txt"))
    except VisageError as error:
        said[name] = str(error)
(folder / "these.txt").write_bytes(b"\\xff\\xfe\\x00")
for name, file in {"binary": "these.txt", "nowhere": "nowhere.txt"}.items():
    try:
        said[name] = str(export.read_labels(folder / file))
    except VisageError as error:
        said[name] = str(error)
try:
    export.load(folder / "good.pt", "shufflenet", 3)
except VisageError as error:
    said["architecture"] = str(error)
sys.argv = ["export", str(folder / "wrapped.pt")]
sys.argv += ["--architecture", "shufflenet_v2_x0_5", "--labels", str(labels)]
sys.argv += ["--handle", "birds", "--licence", "CC0"]
with redirect_stdout(io.StringIO()) as out:
    export.main()
said["export"] = out.getvalue()
print(json.dumps(said))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not TRAINING.exists():
        pytest.skip("the training environment is not here; run `make train-env`")
    return tmp_path_factory.mktemp("export")


@pytest.fixture(scope="module")
def said(folder: Path) -> dict[str, Any]:
    """What the exporter says of each case."""
    run = subprocess.run(
        [TRAINING, "-W", "ignore", "-c", PROGRAM, folder, SHIPPED / "chelsea.png"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        env={"VISAGE_MODELS": str(folder / "models"), "PYTHONPATH": str(ROOT)},
    )
    found: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return found


def test_what_is_exported_answers_as_torchvision_does(
    said: dict[str, Any], folder: Path
) -> None:
    trained = Handles(store(str(folder / "models"))).current("birds")
    card = trained.card
    assert (card.classes, card.licence) == (["robin", "blue tit", "Zaunkönig"], "CC0")
    assert card.input.model_dump() == {
        "kind": "image",
        "resize": 256,
        "crop": 224,
        "interpolation": "bilinear",
        "mean": (123.675, 116.28, 103.53),
        "std": (58.395, 57.12, 57.375),
    }
    ours = ImageClassifier.load(trained).logits(shipped("chelsea.png"))
    theirs = np.load(folder / "logits.npy")
    assert np.abs(ours - theirs).max() < 1e-4 * np.abs(theirs).max()
    assert "logits differ from torch's by at most" in said["export"]
    assert said["export"].endswith("POST /classify/birds serves it.\n")


NOT_PLAIN = "is not a checkpoint of plain tensors: it is another kind of file"


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        ("good", "loaded"),
        ("wrapped", "loaded"),
        ("whole", f"whole.pt {NOT_PLAIN}"),
        ("text", f"text.pt {NOT_PLAIN}"),
        ("short", "short.pt is not a checkpoint of shufflenet_v2_x0_5; 1 missing: fc."),
        ("other", "other.pt is not a checkpoint of shufflenet_v2_x0_5; "),
        ("list", "list.pt is not a state dict"),
        ("four", "four.pt has 4 classes (its tensor fc.bias), and there are 3 labels"),
        ("absent", "There is no checkpoint "),
        ("architecture", "torchvision has no classifier shufflenet; it has alexnet, "),
        ("twice", "Lines 1 and 3 of these.txt are both 'a'"),
        ("blank", "Line 2 of these.txt is ''; it should be the name of a class"),
        ("long", "Line 1 of these.txt is 'xxxx"),
        ("none", "these.txt is empty"),
        ("binary", "these.txt cannot be read as text in UTF-8"),
        ("nowhere", "There is no file of labels "),
    ],
)
def test_what_is_wrong_is_said(said: dict[str, Any], case: str, sentence: str) -> None:
    assert said[case].startswith(sentence)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--labels", "l.txt"], "--labels goes with --torchvision."),
        (["--as", "a"], "--as goes with --torchvision."),
        (["--torchvision", "resnet18"], "--torchvision needs --labels and --as too."),
        (
            ["--torchvision", "resnet18", "--labels", "l.txt", "--as", "My Birds"],
            "'My Birds' cannot be a handle",
        ),
        (
            ["--torchvision", "resnet18", "--model", "inception_resnet_v1_casia"],
            "--model is for embedders; leave out --torchvision.",
        ),
        (["--torchvision", "resnet18", "--crop", "4"], "4 is not in the range"),
        ([], "c.pt does not say which embedder it is; add --model"),
    ],
)
def test_options_that_do_not_go_together_are_refused(
    arguments: list[str], sentence: str
) -> None:
    done = CliRunner().invoke(main, ["models", "export", "c.pt", *arguments])
    assert done.exit_code == 2
    assert sentence in done.output
