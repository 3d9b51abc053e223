"""The commands on real files: what they print, what they write, how they refuse."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from tests.conftest import ASTRONAUT, GRACE_HOPPER, portrait
from visage.cli import main
from visage.faces.landmarks import Landmarker
from visage.pictures.photo import decode
from visage.settings import settings


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_align_writes_one_file_a_face(landmarker: Landmarker, tmp_path: Path) -> None:
    result = run("align", ASTRONAUT, GRACE_HOPPER, "-o", tmp_path / "out", "--size=96")
    assert result.exit_code == 0, result.output
    files = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert files == ["astronaut-aligned-0.png", "grace_hopper-aligned-0.png"]
    for name in files:
        assert decode((tmp_path / "out" / name).read_bytes()).shape == (96, 96, 3)
    lines = result.output.splitlines()
    assert lines[0].endswith(
        "astronaut-aligned-0.png: 43 px between the eyes, roll -3 degrees"
    )
    assert len(lines) == 2


def test_align_prints_what_the_route_answers(landmarker: Landmarker) -> None:
    result = run("align", ASTRONAUT, "--json", "--format", "webp", "--crop", "head")
    answer = json.loads(result.output)
    assert answer["picture"] == {"width": 512, "height": 512, "turned": 0.0}
    assert answer["faces"][0]["aligned"]["image"].startswith("data:image/webp;base64,")


def test_landmarks_are_printed_or_drawn(landmarker: Landmarker, tmp_path: Path) -> None:
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
        (["align", ASTRONAUT, "--face", "5"], 1, "visage: There is no face 5: the pic"),
        (["align", ASTRONAUT, "--size", "-1"], 1, "visage: The parameter size is '-1'"),
        (["align", __file__], 1, "visage: This is data of an unknown kind, which cann"),
        (["align", "nowhere.jpg"], 2, "File 'nowhere.jpg' does not exist"),
        (["landmarks", ASTRONAUT, "-o", "a.gif"], 2, "a.gif should end in .png, .jpg"),
        (["models", "pull", "yolo"], 1, "visage: There is no model yolo; the catalogu"),
        (["models", "push", "gs://x"], 1, "visage: The model store gs://x cannot be u"),
    ],
)
def test_refusals_are_a_sentence_and_a_status(
    arguments: list[str | Path], status: int, sentence: str, landmarker: Landmarker
) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (status, "")
    assert sentence in result.stderr
    assert "Traceback" not in result.stderr


def test_models_are_listed_verified_and_pushed(
    landmarker: Landmarker, tmp_path: Path
) -> None:
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


def test_nothing_heavy_is_imported_for_help() -> None:
    """torch is never imported; the first word of help does not wait for models."""
    program = "import sys, visage.cli; print('torch' in sys.modules)"
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert found.stdout == "False\n"


def test_photos_without_a_face(tmp_path: Path, landmarker: Landmarker) -> None:
    Image.new("RGB", (200, 200), "white").save(tmp_path / "white.png")
    result = run("align", tmp_path / "white.png")
    assert result.exit_code == 1
    assert result.stderr.startswith("visage: No face was found, upright or turned;")
