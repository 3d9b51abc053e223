"""The recognize function as Lambda calls it: whole events in, whole answers out."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from functions.recognize.app import recognizer as loaded
from functions.recognize.handler import handler
from tests.bad_input import NO_FACE, REFUSED, Refused
from tests.conftest import ASTRONAUT, GRACE_HOPPER
from tests.test_align_event import REQUEST_ID, content, event, header
from visage import settings as settings_module
from visage.cli import main
from visage.errors import VisageError
from visage.models.store import model_store

# What is refused for its picture or its body, whatever the route does with it.
OF_ANY_ROUTE = [
    refused
    for refused in REFUSED
    if not refused.query and refused.sentence != NO_FACE and refused.status != 406
]
BOUNDARY = "multipart/form-data; boundary=edge"


@pytest.fixture(autouse=True)
def ready() -> None:
    """The function needs its models; tests skip in words without them."""
    settings_module.settings.cache_clear()
    try:
        loaded()
    except VisageError as error:
        pytest.skip(f"{error}")


def form(**parts: bytes) -> bytes:
    """A multipart body: file fields `a`, `b`, `image`, anything else a parameter."""
    body = b""
    for name, value in parts.items():
        file = b'; filename="x"' if name in ("a", "b", "image") else b""
        head = b'--edge\r\nContent-Disposition: form-data; name="%b"%b\r\n\r\n'
        body += head % (name.encode(), file) + value + b"\r\n"
    return body + b"--edge--\r\n"


def compare(**parts: bytes) -> dict[str, Any]:
    return handler(event(form(**parts), path="/compare", kind=BOUNDARY), None)


def noise() -> bytes:
    pixels = np.random.default_rng(0).integers(0, 256, (240, 320, 3), dtype=np.uint8)
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "PNG")
    return out.getvalue()


def test_a_portrait_is_described() -> None:
    answer = handler(event(ASTRONAUT.read_bytes(), "/recognize", "image/png"), None)
    assert answer["statusCode"] == 200
    assert header(answer, "X-Request-Id") == REQUEST_ID
    found = json.loads(content(answer))
    assert found["picture"] == {"width": 512, "height": 512}
    assert found["embedder"] == "dlib_resnet_v1"
    (face,) = found["faces"]
    assert face["index"] == 0
    assert {k: round(v) for k, v in face["box"].items()} == {
        "left": 179,
        "top": 60,
        "right": 270,
        "bottom": 175,
    }
    assert {k: [round(x) for x in v] for k, v in face["points"].items()} == {
        "left_eye": [204, 101],
        "right_eye": [246, 103],
        "nose": [224, 128],
        "mouth_left": [201, 139],
        "mouth_right": [244, 141],
    }
    assert face["probability"] > 0.99
    assert face["quality"]["reasons"] == []
    assert face["quality"]["score"] == min(face["quality"]["measures"].values())


def test_no_face_is_an_empty_list() -> None:
    answer = handler(event(noise(), "/recognize", "image/png"), None)
    assert (answer["statusCode"], json.loads(content(answer))["faces"]) == (200, [])


@pytest.mark.parametrize("refused", OF_ANY_ROUTE, ids=str)
def test_bad_input_is_refused_with_a_sentence(refused: Refused) -> None:
    answer = handler(event(refused.body, "/recognize", kind=refused.kind), None)
    found = answer["statusCode"], json.loads(content(answer))
    assert found == (
        refused.status,
        {"error": refused.sentence, "code": refused.code},
    )


def test_a_person_is_the_same_as_in_another_picture_of_her() -> None:
    image = Image.open(ASTRONAUT)
    out = io.BytesIO()
    image.rotate(8).resize((400, 400)).convert("L").save(out, "JPEG", quality=70)
    answer = compare(a=ASTRONAUT.read_bytes(), b=out.getvalue())
    found = json.loads(content(answer))
    assert answer["statusCode"] == 200
    assert found["same"] is True
    assert found["threshold"]["far"] == 0.001
    assert found["similarity"] >= found["threshold"]["similarity"]
    assert found["strictest"]["far"] <= 0.001
    assert found["sentence"].startswith("The same person at FAR 0.1%: the similarity")
    assert found["a"]["index"] == found["b"]["index"] == 0


def test_two_people_are_not_the_same() -> None:
    answer = compare(a=ASTRONAUT.read_bytes(), b=GRACE_HOPPER.read_bytes(), far=b"0.01")
    found = json.loads(content(answer))
    assert (found["same"], found["threshold"]["far"]) == (False, 0.01)
    assert found["sentence"].startswith("Not the same person at FAR 1%: ")


def test_form_and_json_give_the_same_answer() -> None:
    a, b = ASTRONAUT.read_bytes(), GRACE_HOPPER.read_bytes()
    fields = {
        "a": base64.b64encode(a).decode(),
        "b": f"data:image/jpeg;base64,{base64.b64encode(b).decode()}",
    }
    body = json.dumps(fields).encode()
    by_json = handler(event(body, "/compare", "application/json"), None)
    assert content(by_json) == content(compare(a=a, b=b))


@pytest.mark.parametrize(
    ("parts", "status", "code", "sentence"),
    [
        (
            {"a": ASTRONAUT.read_bytes(), "b": noise()},
            422,
            "no_face",
            f"In b: {NO_FACE}",
        ),
        (
            {
                "a": ASTRONAUT.read_bytes(),
                "b": GRACE_HOPPER.read_bytes(),
                "face_b": b"1",
            },
            422,
            "face_out_of_range",
            "In b: There is no face 1: the picture has 1 face, counted from 0, "
            "largest first.",
        ),
        (
            {"a": ASTRONAUT.read_bytes()},
            400,
            "missing_image",
            "The body has no picture named b; send it as a file field of a multipart "
            "form, or as base64 in a JSON object.",
        ),
        (
            {"a": ASTRONAUT.read_bytes(), "b": ASTRONAUT.read_bytes(), "far": b"0.02"},
            400,
            "bad_parameter",
            "There is no threshold for a false-accept rate of 2%; measured are 10%, "
            "1%, 0.1%, 0.01%, 0.001%.",
        ),
        (
            {"a": ASTRONAUT.read_bytes(), "b": ASTRONAUT.read_bytes(), "far": b"2"},
            400,
            "bad_parameter",
            "The parameter far is '2': input should be less than 1.",
        ),
    ],
)
def test_what_cannot_be_compared_is_refused(
    parts: dict[str, bytes], status: int, code: str, sentence: str
) -> None:
    answer = compare(**parts)
    found = answer["statusCode"], json.loads(content(answer))
    assert found == (status, {"error": sentence, "code": code})


def test_one_raw_picture_cannot_be_compared() -> None:
    answer = handler(event(ASTRONAUT.read_bytes(), "/compare", "image/png"), None)
    assert answer["statusCode"] == 415
    assert "takes 2 pictures (a, b)" in json.loads(content(answer))["error"]


@pytest.mark.parametrize(
    ("embedder", "status", "code", "sentence"),
    [
        ("arcface", 503, "model_unknown", "There is no embedder 'arcface'"),
        (
            "inception_resnet_v1_casia",
            503,
            "model_missing",
            "inception_resnet_v1_casia",
        ),
    ],
)
def test_a_missing_embedder_is_told_by_every_answer(
    monkeypatch: pytest.MonkeyPatch,
    embedder: str,
    status: int,
    code: str,
    sentence: str,
) -> None:
    monkeypatch.setenv("VISAGE_EMBEDDER", embedder)
    monkeypatch.setattr(loaded, "_made", None)
    settings_module.settings.cache_clear()
    try:
        loaded.warm()
        answer = handler(event(ASTRONAUT.read_bytes(), "/recognize"), None)
    finally:
        settings_module.settings.cache_clear()
    problem = json.loads(content(answer))
    assert (answer["statusCode"], problem["code"]) == (status, code)
    assert sentence in problem["error"]


def test_the_terminal_says_the_same(tmp_path: Path) -> None:
    run = CliRunner().invoke(main, ["compare", str(ASTRONAUT), str(GRACE_HOPPER)])
    assert run.exit_code == 0, run.output
    answer = compare(a=ASTRONAUT.read_bytes(), b=GRACE_HOPPER.read_bytes())
    assert run.output.strip() == json.loads(content(answer))["sentence"]
    listed = CliRunner().invoke(main, ["recognize", "--json", str(ASTRONAUT)])
    described = handler(event(ASTRONAUT.read_bytes(), "/recognize", "image/png"), None)
    answered = {"file": str(ASTRONAUT), **json.loads(content(described))}
    assert json.loads(listed.output) == answered
    plain = CliRunner().invoke(main, ["recognize", str(ASTRONAUT)])
    assert plain.output.splitlines() == [
        f"{ASTRONAUT}: 1 face",
        "  0: 91 x 115 px at (179, 60), sure 100%, quality 0.79",
    ]


def test_the_models_of_the_function_are_those_of_the_catalogue() -> None:
    assert {"mtcnn_pnet", "mtcnn_rnet", "mtcnn_onet", "dlib_resnet_v1"} <= set(
        model_store().manifest().models
    )
