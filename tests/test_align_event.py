"""The align function as Lambda calls it: whole events in, whole answers out."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from functions.align.app import finder as loaded
from functions.align.handler import handler
from tests.bad_input import REFUSED, Refused
from tests.conftest import ASTRONAUT, GRACE_HOPPER, PORTRAITS
from visage import settings as settings_module
from visage.faces.align import template
from visage.faces.finder import Finder
from visage.faces.mean_face import LEFT_EYE, MEAN_FACE, RIGHT_EYE
from visage.pictures.draw import BOX_COLOUR

REQUEST_ID = "7f4c"


# The routes of serverless.yml that have an authorizer, and what it adds.
SIGNED_IN = ("/recognize", "/compare", "/uploads")
READER = {
    "sub": "7d4e1a52-5a1b-4c55-9a43-0c1d2e3f4a5b",
    "client_id": "1h57kf5cpq17m0eml12EXAMPLE",
    "scope": "openid visage/read",
    "cognito:groups": "reader",
    "token_use": "access",
}


def event(
    body: bytes,
    path: str = "/align",
    kind: str | None = "image/jpeg",
    query: dict[str, str] | None = None,
    accept: str = "application/json",
    method: str = "POST",
    claims: dict[str, str] | None = None,
) -> dict[str, Any]:
    """An API Gateway proxy event, as a REST API with */* binary types sends it.

    Without `claims` its caller is a reader where the route has an authorizer.
    """
    if claims is None and path in SIGNED_IN:
        claims = READER
    headers = {"Accept": accept, "Host": "example.org"}
    if kind is not None:
        headers["Content-Type"] = kind
    return {
        "resource": path,
        "path": path,
        "httpMethod": method,
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": query or None,
        "multiValueQueryStringParameters": {k: [v] for k, v in (query or {}).items()},
        "pathParameters": None,
        "stageVariables": None,
        "requestContext": {
            "path": f"/dev{path}",
            "stage": "dev",
            "requestId": REQUEST_ID,
            "httpMethod": method,
            "identity": {"sourceIp": "127.0.0.1"},
            **({"authorizer": {"claims": claims}} if claims else {}),
        },
        "body": base64.b64encode(body).decode() if body else None,
        "isBase64Encoded": bool(body),
    }


def content(answer: dict[str, Any]) -> bytes:
    body: str = answer["body"]
    return base64.b64decode(body) if answer["isBase64Encoded"] else body.encode()


def header(answer: dict[str, Any], name: str) -> str:
    values = answer["multiValueHeaders"][name]
    assert len(values) == 1
    return str(values[0])


@pytest.fixture(autouse=True)
def ready(finder: Finder) -> None:
    """The function needs its model; tests skip in words without it."""


@pytest.mark.parametrize("refused", REFUSED, ids=str)
def test_bad_input_is_refused_with_a_sentence(refused: Refused) -> None:
    answer = handler(
        event(
            refused.body,
            kind=refused.kind,
            query=refused.query,
            accept=refused.accept,
        ),
        None,
    )
    found = answer["statusCode"], json.loads(content(answer))
    expected = {"error": refused.sentence, "code": refused.code}
    assert found == (refused.status, expected)
    assert header(answer, "Access-Control-Allow-Origin") == "*"
    assert header(answer, "X-Request-Id") == REQUEST_ID


def test_the_eyes_are_level_and_in_the_templates_place(each_portrait: str) -> None:
    picture = PORTRAITS[each_portrait].read_bytes()
    answer = handler(event(picture, query={"size": "200"}), None)
    (face,) = json.loads(content(answer))["faces"]
    points = np.array(face["aligned"]["landmarks"])
    expected = template(200).apply(MEAN_FACE)
    for eye in (RIGHT_EYE, LEFT_EYE):
        assert np.abs(points[eye].mean(0) - expected[eye].mean(0)).max() < 0.01 * 200
    slope = points[LEFT_EYE].mean(0) - points[RIGHT_EYE].mean(0)
    assert abs(slope[1]) < 0.01 * 200


def test_the_transform_takes_the_landmarks_to_the_aligned_picture() -> None:
    answer = handler(event(ASTRONAUT.read_bytes(), kind="image/png"), None)
    (face,) = json.loads(content(answer))["faces"]
    points = np.hstack([np.array(face["landmarks"]), np.ones((68, 1))])
    moved = points @ np.array(face["transform"]).T
    assert np.abs(moved - np.array(face["aligned"]["landmarks"])).max() < 0.05


@pytest.mark.parametrize(
    ("accept", "query", "kind", "form"),
    [
        ("image/png", {}, "image/png", "PNG"),
        ("image/jpeg", {}, "image/jpeg", "JPEG"),
        ("image/webp;q=0.9, */*;q=0.1", {}, "image/webp", "WEBP"),
        ("image/*", {}, "image/png", "PNG"),
        ("image/*", {"format": "jpeg"}, "image/jpeg", "JPEG"),
        ("image/avif,image/webp,*/*;q=0.8", {}, "image/webp", "WEBP"),
        ("IMAGE/JPEG", {}, "image/jpeg", "JPEG"),
        ("image/png;q=0, image/webp;q=0.1", {}, "image/webp", "WEBP"),
    ],
)
def test_accept_decides_the_form_of_the_picture(
    accept: str, query: dict[str, str], kind: str, form: str
) -> None:
    query = {**query, "size": "80"}
    answer = handler(event(GRACE_HOPPER.read_bytes(), accept=accept, query=query), None)
    assert (answer["statusCode"], answer["isBase64Encoded"]) == (200, True)
    assert header(answer, "Content-Type") == kind
    image = Image.open(io.BytesIO(content(answer)))
    assert (image.format, image.size, image.mode) == (form, (80, 80), "RGB")


@pytest.mark.parametrize(
    "accept",
    [
        "*/*",
        "application/json",
        "image/png;q=0.5, application/json",
        "image/png;q=0, */*",
        "",
    ],
)
def test_without_a_picture_in_accept_the_answer_is_json(accept: str) -> None:
    answer = handler(event(GRACE_HOPPER.read_bytes(), accept=accept), None)
    assert (answer["statusCode"], header(answer, "Content-Type")) == (
        200,
        "application/json",
    )


def test_raw_form_and_json_give_the_same_bytes() -> None:
    picture = GRACE_HOPPER.read_bytes()
    raw = event(picture, query={"face": "all", "size": "64"})
    form = (
        b'--edge\r\nContent-Disposition: form-data; name="size"\r\n\r\n64\r\n'
        b'--edge\r\nContent-Disposition: form-data; name="face"\r\n\r\nall\r\n'
        b'--edge\r\nContent-Disposition: form-data; name="image"; filename="a.jpg"\r\n'
        b"Content-Type: image/jpeg\r\n\r\n" + picture + b"\r\n--edge--\r\n"
    )
    text = base64.b64encode(picture).decode()
    fields = {"image": f"data:image/jpeg;base64,{text}", "face": "all", "size": 64}
    answers = [
        handler(raw, None),
        handler(event(form, kind="multipart/form-data; boundary=edge"), None),
        handler(event(json.dumps(fields).encode(), kind="application/json"), None),
    ]
    assert [answer["statusCode"] for answer in answers] == [200, 200, 200]
    assert len({content(answer) for answer in answers}) == 1


def test_several_faces_are_not_one_picture() -> None:
    faces = [Image.open(ASTRONAUT), Image.open(GRACE_HOPPER).resize((512, 512))]
    both = Image.new("RGB", (1024, 512))
    both.paste(faces[0], (0, 0))
    both.paste(faces[1], (512, 0))
    out = io.BytesIO()
    both.save(out, "PNG")
    query = {"face": "all"}
    listed = handler(event(out.getvalue(), query=query, kind="image/png"), None)
    found = json.loads(content(listed))["faces"]
    assert [face["index"] for face in found] == [0, 1]
    assert found[0]["box"]["left"] > 512 > found[1]["box"]["right"]  # largest first
    refused = handler(
        event(out.getvalue(), query=query, kind="image/png", accept="image/png"), None
    )
    assert json.loads(content(refused)) == {
        "error": "The picture has 2 faces, and an image answer holds one; choose "
        "face=largest, an index or a point, or accept application/json.",
        "code": "not_acceptable",
    }


def test_an_answer_that_lambda_cannot_carry_is_refused() -> None:
    noise = np.random.default_rng(1).integers(0, 80, (3000, 3000, 3), dtype=np.uint8)
    face = np.asarray(Image.open(ASTRONAUT).resize((3000, 3000)), np.int16)
    out = io.BytesIO()
    Image.fromarray((face + noise).clip(0, 255).astype(np.uint8)).save(out, "JPEG")
    query = {"size": "2048", "crop": "head"}
    answer = handler(event(out.getvalue(), query=query), None)
    problem = json.loads(content(answer))
    assert (answer["statusCode"], problem["code"]) == (413, "answer_too_large")
    assert problem["error"].endswith("a smaller size, or format=jpeg.")


def test_landmarks_are_drawn_where_they_are_found() -> None:
    picture = ASTRONAUT.read_bytes()
    listed = handler(event(picture, path="/landmarks", kind="image/png"), None)
    (face,) = json.loads(content(listed))["faces"]
    assert set(face) == {
        "index",
        "box",
        "probability",
        "landmarks",
        "inter_ocular_distance",
        "roll",
    }
    drawn = handler(
        event(picture, path="/landmarks", kind="image/png", accept="image/png"), None
    )
    before = np.asarray(Image.open(ASTRONAUT)).astype(int)
    after = np.asarray(Image.open(io.BytesIO(content(drawn)))).astype(int)
    changed = np.abs(after - before).sum(axis=2) > 60
    points = np.array(face["landmarks"]).round().astype(int)
    assert changed[points[:, 1], points[:, 0]].all()
    assert changed[:58].sum() == 0  # nothing is drawn above the face
    box, (wide, high) = face["box"], (after.shape[1], after.shape[0])
    middle = (box["left"] + box["right"]) / 2, (box["top"] + box["bottom"]) / 2
    for x, y in (
        *((box[side], middle[1]) for side in ("left", "right")),
        *((middle[0], box[side]) for side in ("top", "bottom")),
    ):
        assert 1 < x < wide - 2
        assert 1 < y < high - 2
        # A line is a pixel wide, and the box lies between pixels.
        near = after[int(y) - 1 : int(y) + 3, int(x) - 1 : int(x) + 3]
        assert np.abs(near - BOX_COLOUR).max(axis=2).min() < 3


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/nowhere"), ("GET", "/align"), ("DELETE", "/align")]
)
def test_the_other_routes(method: str, path: str) -> None:
    answer = handler(event(b"", path=path, kind=None, method=method), None)
    assert (answer["statusCode"], json.loads(content(answer))) == (
        404,
        {
            "error": "No route has this path and method; GET /openapi.json lists those "
            "there are.",
            "code": "unknown_route",
        },
    )


def test_without_models_the_function_starts_and_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("VISAGE_MODELS", str(tmp_path))
    monkeypatch.setattr(loaded, "_made", None)
    settings_module.settings.cache_clear()
    try:
        loaded.warm()
        answer = handler(event(GRACE_HOPPER.read_bytes()), None)
    finally:
        settings_module.settings.cache_clear()
    assert answer["statusCode"] == 503
    assert json.loads(content(answer)) == {
        "error": f"The model mtcnn_pnet (mtcnn_pnet.onnx) is not in {tmp_path}. Run "
        "`visage models pull mtcnn_pnet`.",
        "code": "model_missing",
        "request_id": REQUEST_ID,
    }


def test_a_fault_of_ours_is_a_number_and_no_stack_trace(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken() -> Finder:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(loaded, "_made", None)
    monkeypatch.setattr(loaded, "_make", broken)
    answer = handler(event(GRACE_HOPPER.read_bytes()), None)
    assert answer["statusCode"] == 500
    assert json.loads(content(answer)) == {
        "error": "Something went wrong here; the log has it.",
        "code": "internal",
        "request_id": REQUEST_ID,
    }
