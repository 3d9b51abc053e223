"""`visage train` from pictures to a served classifier, as a user does it."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.conftest import PORTRAITS
from tests.people_folders import PEOPLE, people, photos
from visage.cli import main
from visage.models.card import CARD, PeopleInput
from visage.models.handles import card_of
from visage.models.store import model_store
from visage.settings import settings

EMBEDDER = "dlib_resnet_v1"


@pytest.fixture(autouse=True)
def models() -> None:
    """What finds and embeds faces."""
    if not model_store().present(EMBEDDER):
        pytest.skip("the embedder is not here; run `make models`")


def visage(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = people(tmp_path_factory.mktemp("sources") / "people")
    (root / PEOPLE[0] / "notes.txt").write_text("not a picture")
    (root / PEOPLE[1] / "torn.jpg").write_bytes(photos(PEOPLE[1], 1)[0][:2000])
    return root


@pytest.fixture(scope="module")
def runs(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one run, made as a user makes it."""
    out = tmp_path_factory.mktemp("runs")
    options = ("--embedder", EMBEDDER, "--workers", 1)
    done = visage("train", sources, "--out", out / "first", *options)
    assert done.exit_code == 0, done.output
    assert re.search(r"2 people: 6 pictures to train on, 2 held out", done.output)
    assert "top-1            100.00%" in done.output
    assert "visage models push" in done.output
    return out


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text().splitlines()))


def test_a_run_is_a_folder_with_all_that_was_measured(runs: Path) -> None:
    first = runs / "first"
    assert sorted(each.name for each in first.iterdir()) == [
        *("card.json", "charts", "classifier.onnx", "config.json", "held-out.csv"),
        *("left-out.csv", "metrics.json", "report.html"),
    ]
    card = card_of((first / CARD).read_bytes(), CARD)
    assert card.classes == PEOPLE
    assert isinstance(card.input, PeopleInput)
    assert card.input.profile == EMBEDDER
    assert card.input.embedder_sha256 == model_store().sha256(EMBEDDER)
    assert card.accuracy is not None
    assert (card.accuracy.top1, card.accuracy.pictures) == (1.0, 2)
    answers = rows(first / "held-out.csv")
    assert [(row["person"], row["answer"]) for row in answers] == [
        (name, name) for name in PEOPLE
    ]
    out = rows(first / "left-out.csv")
    left = {Path(row["file"]).name: row["reason"] for row in out}
    assert left["notes.txt"] == "is not named like a picture"
    assert set(left) == {"notes.txt", "torn.jpg"}


def test_the_report_is_one_page_that_needs_nothing_else(runs: Path) -> None:
    page = (runs / "first" / "report.html").read_text()
    assert not re.findall(r'(?:src|href)="(?!data:)', page)
    assert "Of 2 held-out pictures, 100.0 % got the right name." in page
    for name in PEOPLE:
        assert page.count(name) >= 1
    assert "notes.txt" in page
    assert "is not named like a picture" in page
    charts = {each.stem for each in (runs / "first" / "charts").iterdir()}
    assert charts == {"calibration", "confusion", "learning-curve"}


def test_the_same_seed_gives_the_same_metrics(runs: Path, sources: Path) -> None:
    first = (runs / "first" / "metrics.json").read_bytes()
    for number in range(5):
        out = runs / "same" / f"{number}"
        shutil.copytree(runs / ".faces", runs / "same" / ".faces", dirs_exist_ok=True)
        done = visage("train", sources, "--out", out, "--embedder", EMBEDDER)
        assert done.exit_code == 0, done.output
        assert (out / "metrics.json").read_bytes() == first
        assert (out / "classifier.onnx").read_bytes() == (
            runs / "first" / "classifier.onnx"
        ).read_bytes()


def test_other_pictures_are_other_data_and_are_compared(
    runs: Path, sources: Path, tmp_path: Path
) -> None:
    changed = shutil.copytree(sources, tmp_path / "people")
    (changed / PEOPLE[0] / "3.jpg").write_bytes(photos(PEOPLE[0])[3][:-1])
    strangers = tmp_path / "strangers" / "stranger"
    strangers.mkdir(parents=True)
    shutil.copy(PORTRAITS[PEOPLE[0]], strangers)  # a copy of somebody's photo
    done = visage(
        *("train", changed, "--out", runs / "second", "--embedder", EMBEDDER),
        *("--strangers", tmp_path / "strangers", "--workers", 1),
    )
    assert "There is no picture with a face. 1 file was left out" in done.output
    assert not (runs / "second").exists()
    done = visage("train", changed, "--out", runs / "second", "--embedder", EMBEDDER)
    assert done.exit_code == 0, done.output
    digests = {
        json.loads((runs / name / "metrics.json").read_text())["data_sha256"]
        for name in ("first", "second")
    }
    assert len(digests) == 2
    page = (runs / "second" / "report.html").read_text()
    assert "Compared with first" in page
    assert "On other pictures than now" in page


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A store of our own with the models of the real one."""
    here = tmp_path / "models"
    here.mkdir()
    real = Path(model_store().objects.address)
    for file in real.iterdir():
        if file.is_file() and file.name != "classifiers.json":
            (here / file.name).symlink_to(file.resolve())
    monkeypatch.setenv("VISAGE_MODELS", str(here))
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.mark.usefixtures("store")
def test_a_pushed_run_names_faces_on_the_terminal(runs: Path, tmp_path: Path) -> None:
    assert visage("models", "push", runs / "first", "--as", "portraits").exit_code == 0
    for name in PEOPLE:
        done = visage(
            "recognize", PORTRAITS[name], "--classifier", "portraits", "--json"
        )
        answer = json.loads(done.output)
        assert answer["classifier"]["handle"] == "portraits"
        assert answer["classifier"]["people"] == 2
        (face,) = answer["faces"]
        assert face["classified"]["class_name"] == name
        assert face["classified"]["class_idx"] == PEOPLE.index(name)
        assert face["classified"]["confidence"] > 0.5
    told = visage("recognize", PORTRAITS[PEOPLE[0]], "--classifier", "portraits")
    assert re.search(rf"0: {PEOPLE[0]} \(\d+%\), ", told.output)
    missing = visage("recognize", PORTRAITS[PEOPLE[0]], "--classifier", "others")
    assert "There is no classifier 'others'; known are: portraits." in missing.output


def test_a_run_that_is_there_is_not_overwritten_unasked(
    runs: Path, sources: Path, tmp_path: Path
) -> None:
    done = visage("train", sources, "--out", runs / "first")
    assert done.exit_code == 1
    assert "is a run already. Name another folder" in done.output
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("dear to me")
    done = visage("train", sources, "--out", tmp_path / "mine", "--force")
    assert "holds other things" in done.output
    assert (tmp_path / "mine" / "thesis.txt").exists()
    before = (runs / "first" / "metrics.json").read_bytes()
    options = ("--embedder", EMBEDDER, "--force")
    assert visage("train", sources, "--out", runs / "first", *options).exit_code == 0
    assert (runs / "first" / "metrics.json").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "words", "status"),
    [
        (
            ["{}/nowhere"],
            "There is no {}/nowhere. Name a folder with one folder for",
            1,
        ),
        (["{}/empty"], "no picture with a face. Each person's pictures should lie", 1),
        (["{}/one"], "of one person alone, astronaut; a classifier needs 2.", 1),
        (["{}/one", "--pairs", "{}/nowhere"], "nowhere cannot be read", 1),
        (["{}/one", "--embedder", "facenet"], "There is no embedder 'facenet'", 1),
        (["{}/one", "--false-names", "0"], "0 is not in the range", 2),
        (["{}/one", "--start", "casia", "--from-scratch"], "not both", 2),
        (["{}/one", "--start", "nowhere.pt"], "There is no checkpoint nowhere.pt", 1),
        ([], "Missing argument 'DATA...'", 2),
    ],
)
def test_what_cannot_be_trained_is_said_and_leaves_nothing(
    arguments: list[str], words: str, status: int, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    one = tmp_path / "one" / "astronaut"
    one.mkdir(parents=True)
    shutil.copy(PORTRAITS["astronaut"], one)
    given = [each.replace("{}", str(tmp_path)) for each in arguments]
    done = visage("train", *given, "--out", tmp_path / "runs" / "a")
    assert words.replace("{}", str(tmp_path)) in done.output.replace("\n", " ")
    assert done.exit_code == status
    assert not (tmp_path / "runs" / "a").exists()


def test_checkpoints_that_are_not_here_are_named_with_the_way_to_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISAGE_MODELS", str(tmp_path / "empty"))
    settings.cache_clear()
    done = visage("train", tmp_path, "--fine-tune", "--out", tmp_path / "run")
    settings.cache_clear()
    assert done.exit_code == 1
    if "make train-env" not in done.output:
        assert "20180402-114759-vggface2.pt is not in" in done.output
        assert "visage models pull inception_resnet_v1_vggface2" in done.output
