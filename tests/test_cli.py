"""The commands on real files: what they print, what they write, how they refuse."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import click
import numpy as np
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from tests.conftest import ASTRONAUT, GRACE_HOPPER, portrait
from visage.cli import main
from visage.commands.group import LazyGroup
from visage.commands.models import models
from visage.faces.finder import Finder
from visage.pictures.photo import decode
from visage.settings import settings


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_align_writes_one_file_a_face(finder: Finder, tmp_path: Path) -> None:
    result = run("align", ASTRONAUT, GRACE_HOPPER, "-o", tmp_path / "out", "--size=96")
    assert result.exit_code == 0, result.output
    files = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert files == ["astronaut-aligned-0.png", "grace_hopper-aligned-0.png"]
    for name in files:
        assert decode((tmp_path / "out" / name).read_bytes()).shape == (96, 96, 3)
    lines = result.stdout.splitlines()
    assert lines[0].endswith(
        "astronaut-aligned-0.png: 43 px between the eyes, roll -3 degrees"
    )
    assert len(lines) == 2


def test_align_prints_what_the_route_answers(finder: Finder) -> None:
    result = run("align", ASTRONAUT, "--json", "--format", "webp", "--crop", "head")
    answer = json.loads(result.output)
    assert answer["picture"] == {"width": 512, "height": 512, "turned": 0.0}
    assert answer["faces"][0]["aligned"]["image"].startswith("data:image/webp;base64,")


def test_landmarks_are_printed_or_drawn(finder: Finder, tmp_path: Path) -> None:
    answer = json.loads(run("landmarks", GRACE_HOPPER).output)
    assert [len(face["landmarks"]) for face in answer["faces"]] == [68]
    target = tmp_path / "drawn.jpg"
    assert run("landmarks", GRACE_HOPPER, "-o", target).output == f"{target}\n"
    drawn = decode(target.read_bytes())
    changed = np.abs(drawn.astype(int) - portrait("grace_hopper")).max(axis=2) > 90
    assert 200 < changed.sum() < 20_000


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (
            ["align", ASTRONAUT, "--face", "5"],
            1,
            f"visage: {ASTRONAUT}: There is no face 5: the picture has 1 face, counted",
        ),
        (["align", ASTRONAUT, "--size", "-1"], 2, "--size is -1: it should be at leas"),
        (["align", ASTRONAUT, "--size", "x"], 2, "--size is x: it should be a whole n"),
        (["align", ASTRONAUT, "--margin", "9"], 2, "--margin is 9: it should be at mo"),
        (["align", ASTRONAUT, "--crop", "x"], 2, "'x' is not one of 'face', 'head'."),
        (["align", ASTRONAUT, "--face", "-1"], 2, "--face is '-1': it should be large"),
        (["align", "-1.jpg"], 2, "begins with a dash, put --."),
        (["align", __file__], 1, f"visage: {__file__} is a text file, which cannot be"),
        (["align", "nowhere.jpg"], 1, "visage: nowhere.jpg does not exist."),
        (
            ["compare", ASTRONAUT, ASTRONAUT, "--far", "0.02"],
            2,
            "measured are 10%, 1%,",
        ),
        (["swap", ASTRONAUT, GRACE_HOPPER], 2, "give a file for the result with -o"),
        (
            ["swap", ASTRONAUT, GRACE_HOPPER, "-o", "a.png", "--source-face", "all"],
            2,
            "--source-face is 'all': choose one face.",
        ),
        (
            ["swap", ASTRONAUT, GRACE_HOPPER, "-o", "a.png", "--mask", "a.png"],
            2,
            "-o and --mask are both a.png.",
        ),
        (
            ["swap", ASTRONAUT, GRACE_HOPPER, "-o", "a.png", "--target-face", "2"],
            1,
            f"visage: {GRACE_HOPPER}: There is no face 2: the picture has 1 face",
        ),
        (
            ["landmarks", ASTRONAUT, GRACE_HOPPER, "-o", "a.png"],
            2,
            "a.png is a file for one photo, and there are 2; give a folder.",
        ),
        (["landmarks", ASTRONAUT, "-o", "a.gif"], 2, "a.gif should end in .png, .jpg"),
        (["models", "pull", "yolo"], 1, "visage: There is no model yolo; the catalogu"),
        (["models", "push", "gs://x"], 1, "visage: The model store gs://x cannot be u"),
    ],
)
def test_refusals_are_a_sentence_and_a_status(
    arguments: list[str | Path], status: int, sentence: str, finder: Finder
) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (status, "")
    assert sentence in result.stderr
    assert "Traceback" not in result.stderr


def test_a_photo_is_not_written_over(tmp_path: Path) -> None:
    # A copy: where this fails, the photo is gone.
    mine = Path(shutil.copy(ASTRONAUT, tmp_path))
    result = run("swap", mine, GRACE_HOPPER, "-o", mine)
    assert (result.exit_code, result.stdout) == (2, "")
    assert (
        f"{mine} is one of the photos themselves; choose another name." in result.stderr
    )
    assert mine.read_bytes() == ASTRONAUT.read_bytes()


def test_models_are_listed_verified_and_pushed(finder: Finder, tmp_path: Path) -> None:
    listed = run("models", "list").output
    assert (
        "dlib_68                      here       99.7 MB  commercial use: no" in listed
    )
    assert run("models", "verify", "dlib_5").output == (
        "dlib_5: 9.2 MB, sha256 as recorded\n"
    )
    pushed = run("models", "push", tmp_path / "copy", "dlib_5")
    assert pushed.output == f"dlib_5: in {tmp_path / 'copy'}\n"
    settings.cache_clear()
    try:
        runner = CliRunner(env={"VISAGE_MODELS": str(tmp_path / "copy")})
        verified = runner.invoke(main, ["models", "verify"])
        assert (verified.exit_code, verified.output) == (
            0,
            "dlib_5: 9.2 MB, sha256 as recorded\n",
        )
        settings.cache_clear()
        (tmp_path / "copy" / "shape_predictor_5_face_landmarks.dat").write_bytes(b"")
        torn = runner.invoke(main, ["models", "verify"])
        assert torn.exit_code == 1
        assert "has the sha256 e3b0c44298fc1c14" in torn.stderr
    finally:
        settings.cache_clear()


def test_a_wrong_min_face_is_said_of_the_option_and_the_file(
    finder: Finder, tmp_path: Path
) -> None:
    large = tmp_path / "large.png"
    Image.new("L", (4000, 3000)).save(large)
    result = run("align", large, "--min-face", "16")
    assert (result.exit_code, result.stderr) == (
        1,
        f"visage: {large}: --min-face is too small for 4000 x 3000 pixels: at least "
        "36 can be looked for.\n",
    )


def test_completion_knows_the_commands_and_their_words() -> None:
    def completed(*words: str) -> str:
        variables = {
            "_VISAGE_COMPLETE": "bash_complete",
            "COMP_WORDS": " ".join(["visage", *words]),
            "COMP_CWORD": str(len(words)),
        }
        return CliRunner().invoke(main, env=variables, prog_name="visage").output

    assert completed("") == "".join(f"plain,{name}\n" for name in main.places)
    assert completed("al") == "plain,align\n"
    assert completed("align", "--crop", "h") == "plain,head\n"


def test_the_lines_of_the_groups_are_those_of_their_commands() -> None:
    for group in (main, models):
        assert isinstance(group, LazyGroup)
        context = click.Context(group)
        for name, place in group.places.items():
            command = group.get_command(context, name)
            assert command is not None
            first, _, _ = (command.help or "").partition("\n\n")
            assert " ".join(first.split()) == place.line
