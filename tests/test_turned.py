"""Faces in pictures that lie on their side or head are the same people.

Asked of the recognize function and on the terminal, as a user would.
"""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from PIL import Image

from functions.recognize.handler import handler
from tests.conftest import GRACE_HOPPER, PORTRAITS
from tests.test_align_event import content, event
from tests.test_image import stored
from tests.test_recognize_http import compare, ready
from visage.cli import main

__all__ = ["ready"]  # the fixture that skips in words where models are missing

# What is left of the similarity of a picture to itself when it is turned and written
# anew as JPEG. The threshold at a false-accept rate of 0.1 % is far below.
KEPT = 0.99
TURNS = (90, 180, 270)


def jpeg(image: Image.Image, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=92, **options)
    return out.getvalue()


def picture(name: str) -> Image.Image:
    return Image.open(PORTRAITS[name]).convert("RGB")


@pytest.mark.parametrize("name", sorted(PORTRAITS))
@pytest.mark.parametrize("turn", TURNS)
def test_a_picture_on_its_side_or_head_is_of_the_same_person(
    turn: int, name: str
) -> None:
    turned = jpeg(picture(name).rotate(turn, expand=True))
    answer = compare(a=PORTRAITS[name].read_bytes(), b=turned)
    found = json.loads(content(answer))
    assert answer["statusCode"] == 200
    assert found["same"] is True
    assert found["similarity"] > KEPT


@pytest.mark.parametrize("orientation", range(2, 9))
def test_a_picture_is_of_the_same_person_however_exif_turns_it(
    orientation: int,
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    lying = jpeg(stored(picture("astronaut"), orientation), exif=exif)
    upright = PORTRAITS["astronaut"].read_bytes()
    assert json.loads(content(compare(a=upright, b=lying)))["similarity"] > KEPT


def test_two_people_stay_two_when_one_lies() -> None:
    turned = jpeg(picture("astronaut").rotate(90, expand=True))
    found = json.loads(content(compare(a=turned, b=GRACE_HOPPER.read_bytes())))
    assert found["same"] is False


@pytest.mark.parametrize("turn", TURNS)
def test_a_face_is_described_where_it_lies(turn: int) -> None:
    """The right eye is above, below or right of the left one, as the head is turned."""
    turned = jpeg(picture("astronaut").rotate(turn, expand=True))
    answer = handler(event(turned, "/recognize", "image/jpeg"), None)
    (face,) = json.loads(content(answer))["faces"]
    left, right = (face["points"][eye] for eye in ("left_eye", "right_eye"))
    along = {90: (0, -42), 180: (-42, 0), 270: (0, 42)}[turn]
    assert right[0] - left[0] == pytest.approx(along[0], abs=5)
    assert right[1] - left[1] == pytest.approx(along[1], abs=5)


def test_the_terminal_compares_a_picture_that_lies(tmp_path: Path) -> None:
    upright, lying = tmp_path / "upright.jpg", tmp_path / "lying.jpg"
    upright.write_bytes(jpeg(picture("grace_hopper")))
    lying.write_bytes(jpeg(picture("grace_hopper").rotate(270, expand=True)))
    run = CliRunner().invoke(main, ["compare", str(upright), str(lying), "--json"])
    assert run.exit_code == 0, run.output
    assert json.loads(run.output)["similarity"] > KEPT
    listed = CliRunner().invoke(main, ["recognize", str(lying)])
    assert listed.output.splitlines()[0] == f"{lying}: 1 face"
