"""Fine-tuning from random weights: killed, taken up again, exported, served."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

import functions.classify.app as classify
import functions.recognize.app as recognize
from functions.classify.handler import handler as classify_handler
from functions.recognize.handler import handler
from tests.conftest import PORTRAITS
from tests.people_folders import PEOPLE, people
from tests.test_align_event import READER, event
from visage.answers.classified import FaceClassifiers
from visage.answers.classifiers import Classifiers
from visage.cli import main
from visage.http.entry import Loaded
from visage.models.card import PeopleInput
from visage.models.handles import Handles
from visage.models.store import model_store
from visage.recognition.embed import Embedder, profile
from visage.settings import settings
from visage.stores.objects import store
from visage.training.kept import chip_of
from visage.training.tuning import TRAINING

EPOCHS = 2
# Threads that wait for one another keep a busy machine's cores for nothing.
ONE_THREAD = {**os.environ, "OMP_NUM_THREADS": "1"}
PROGRAM = "import sys; from visage.cli import main; main(sys.argv[1:])"


def command(out: Path, sources: Path) -> list[str]:
    options = ("--from-scratch", "--epochs", str(EPOCHS), "--batch", "6")
    given = (str(sources), "--out", str(out), "--workers", "1", *options)
    return [sys.executable, "-c", PROGRAM, "train", *given]


def losses(text: str) -> dict[int, str]:
    """What was said of each epoch."""
    found = re.findall(r"^epoch (\d+): (.+)$", text, re.MULTILINE)
    return {int(epoch): said for epoch, said in found}


def through(arguments: list[str], kept: Path, aside: Path) -> str:
    """What a training says until its last epoch is kept; then it is killed.

    What it has kept after the first epoch is copied: there a kill would leave it.
    """
    process = subprocess.Popen(
        arguments,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env=ONE_THREAD,
    )
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if line.startswith("epoch 1:"):
            shutil.copytree(kept, aside)
        if line.startswith(f"epoch {EPOCHS}:"):
            os.killpg(process.pid, signal.SIGKILL)
            break
    process.stdout.close()
    process.wait()
    return said


@pytest.fixture(scope="module")
def tuned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """A run that was taken up after its first epoch, and what was said by it.

    Before it comes what a training said that went through all epochs at once.
    """
    if not TRAINING.exists():
        pytest.skip("the training environment is not here; run `make train-env`")
    if not model_store().present("mtcnn_pnet"):
        pytest.skip("the models are not here; run `make models`")
    root = tmp_path_factory.mktemp("tuned")
    train = command(root / "runs" / "tuned", people(root / "people"))
    kept, aside = root / "runs" / ".tuned.tuning", root / "aside"
    whole = through(train, kept, aside)
    shutil.rmtree(kept)
    shutil.copytree(aside, kept)
    again = subprocess.run(
        train, capture_output=True, text=True, check=False, env=ONE_THREAD
    )
    assert again.returncode == 0, again.stdout + again.stderr
    return root / "runs", whole, again.stdout


def test_a_killed_training_goes_on_to_the_same_losses(
    tuned: tuple[Path, str, str],
) -> None:
    _, whole, again = tuned
    assert set(losses(whole)) == set(range(1, EPOCHS + 1))
    assert "Going on after epoch 1." in again
    assert losses(again) == {e: said for e, said in losses(whole).items() if e > 1}


def test_the_exported_network_is_whole_and_gives_the_runs_embeddings(
    tuned: tuple[Path, str, str],
) -> None:
    """Torch's own answers were compared before the network was kept."""
    runs, *_ = tuned
    card = json.loads((runs / "tuned" / "card.json").read_text())
    assert set(card["files"]) == {"classifier", "embedder", "report"}
    assert card["files"]["embedder"]["sha256"] == card["input"]["embedder_sha256"]
    network = (runs / "tuned" / "embedder.onnx").read_bytes()
    embedder = Embedder(profile(card["input"]["profile"]), network)
    chip = chip_of(next(iter(runs.glob(".faces/*/*/*.npz"))))
    vector = embedder.embed([chip, chip])[0]
    assert vector.shape == (512,)
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)
    metrics = json.loads((runs / "tuned" / "metrics.json").read_text())
    assert [epoch for epoch, *_ in metrics["losses"]] == list(range(1, EPOCHS + 1))
    assert not (runs / ".tuned.tuning").exists()
    page = (runs / "tuned" / "report.html").read_text()
    assert "InceptionResnetV1 trained from random weights on cpu" in page


@pytest.fixture
def served(
    tuned: tuple[Path, str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Handles]:
    """The functions over a store with the run under the handle `tuned`."""
    here = tmp_path / "models"
    here.mkdir()
    for file in Path(model_store().objects.address).iterdir():
        if file.is_file() and file.name != "classifiers.json":
            (here / file.name).symlink_to(file.resolve())
    monkeypatch.setenv("VISAGE_MODELS", str(here))
    settings.cache_clear()
    pushed = CliRunner().invoke(
        main, ["models", "push", str(tuned[0] / "tuned"), "--as", "tuned"]
    )
    assert pushed.exit_code == 0, pushed.output
    fresh = Loaded(lambda: FaceClassifiers.configured(recognize.recognizer()))
    monkeypatch.setattr(recognize, "classifiers", fresh)
    monkeypatch.setattr(classify, "classifiers", Loaded(Classifiers.configured))
    yield Handles(store(str(here)))
    settings.cache_clear()


def test_recognize_serves_the_tuned_network(served: Handles) -> None:
    raw = PORTRAITS[PEOPLE[0]].read_bytes()
    request = event(raw, "/recognize", query={"classifier": "tuned"})
    answer = json.loads(handler(request, None)["body"])
    card = served.current("tuned").card
    assert isinstance(card.input, PeopleInput)
    assert answer["classifier"] == {
        "handle": "tuned",
        "version": 1,
        "people": 2,
        "false_names": card.input.unknown.false_names,
    }
    (face,) = answer["faces"]
    assert face["classified"]["class_name"] in (*PEOPLE, "unknown")
    assert 0 < face["classified"]["confidence"] <= 1


def test_classify_serves_the_tuned_network(served: Handles) -> None:
    raw = PORTRAITS[PEOPLE[0]].read_bytes()
    request = event(raw, "/classify/tuned", claims=READER)
    answered = classify_handler(request, None)
    assert answered["statusCode"] == 200, answered["body"]
    classes = json.loads(answered["body"])
    shares = {each["class_name"]: each["confidence"] for each in classes}
    assert set(shares) == {*PEOPLE, "unknown"}
    assert sum(shares.values()) == pytest.approx(1, abs=1e-4)
