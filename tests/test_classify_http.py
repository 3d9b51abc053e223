"""The classify function as Lambda calls it: whole events in, whole answers out."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from functions.classify.app import classifiers as loaded
from functions.classify.handler import handler
from tests.bad_input import NO_FACE, REFUSED, Refused
from tests.conftest import ASTRONAUT, GRACE_HOPPER, PORTRAITS, photo
from tests.test_align_event import READER, content, event, header
from tests.test_image_classifier import SHIPPED
from tests.trained import MADE, a_run, file_of
from visage import settings as settings_module
from visage.models import ready, served
from visage.models.card import CARD, Accuracy, Card, ImageInput
from visage.models.graph import Graph
from visage.models.handles import INDEX, Handles
from visage.models.store import ModelStore, model_store
from visage.recognition.recognizer import Recognizer
from visage.stores.objects import store

EMBEDDER = "dlib_resnet_v1"
FINDER = ("mtcnn_pnet", "mtcnn_rnet", "mtcnn_onet")
COLOURS = ["red", "green", "blue"]
REPORT = "<!doctype html><title>Report</title><p>Ada, Grace, Zoë</p>".encode()
SENDS = {"claims": READER}


def colour_network() -> bytes:
    """A network whose logits are the means of the three channels."""
    graph = Graph()
    graph.node("Flatten", graph.node("GlobalAveragePool", "pixels"))
    return graph.model("colours", ("pixels", ["n", 3, 32, 32]), ("logits", ["n", 3]))


def colour_card(files: dict[str, bytes], classes: list[str] = COLOURS) -> bytes:
    card = Card(
        input=ImageInput(
            resize=32,
            crop=32,
            interpolation="bilinear",
            mean=(0, 0, 0),
            std=(100, 100, 100),
        ),
        classes=classes,
        accuracy=Accuracy(top1=1, low=0.9, high=1, pictures=30, source="ours"),
        licence="CC0",
        commercial="yes",
        training_data="three walls",
        made=MADE,
        files={name: file_of(f"{name}.bin", each) for name, each in files.items()},
    )
    return card.model_dump_json(indent=2).encode()


def push_colours(handles: Handles, classes: list[str] = COLOURS) -> None:
    files = {"classifier": colour_network(), "report": REPORT}
    handles.put("colours", colour_card(files, classes), files)


@pytest.fixture(scope="module")
def vectors() -> dict[str, Any]:
    """The embedding of each portrait's face."""
    if not model_store().held() >= {EMBEDDER, *FINDER}:
        pytest.skip("the embedder is not here; run `make models`")
    recognizer = Recognizer.load(model_store(), EMBEDDER)
    found = {}
    for name in PORTRAITS:
        faces = recognizer.finder.find(photo(name), only_largest=True).faces
        found[name] = recognizer.recognize(photo(name), faces)[0].vector
    return found


@pytest.fixture(scope="module")
def folder(vectors: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two classifiers of people and one of colours."""
    folder = tmp_path_factory.mktemp("classify")
    models, handles = ModelStore(store(str(folder))), Handles(store(str(folder)))
    model_store().push([EMBEDDER, *FINDER], models)
    digest = hashlib.sha256(models.read(EMBEDDER)).hexdigest()
    names = {
        "both": {"Eileen": vectors["astronaut"], "Grace": vectors["grace_hopper"]},
        "grace": {"Grace": vectors["grace_hopper"]},
    }
    for handle, people in names.items():
        run = a_run(folder / "runs" / handle, people, digest)
        files = {"classifier": (run / "classifier.onnx").read_bytes()}
        handles.put(handle, (run / CARD).read_bytes(), files)
    push_colours(handles)
    return folder


@pytest.fixture
def handles(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Handles]:
    """The function over the store, which knows nothing of what was before."""
    monkeypatch.setenv("VISAGE_MODELS", str(folder))
    settings_module.settings.cache_clear()
    monkeypatch.setattr(loaded, "_made", None)
    index = (folder / INDEX).read_bytes()
    yield Handles(store(str(folder)))
    (folder / INDEX).write_bytes(index)
    settings_module.settings.cache_clear()
    loaded._made = None


def ask(
    path: str, body: bytes = b"", method: str = "POST", **more: Any
) -> dict[str, Any]:
    kind = None if method == "GET" else more.pop("kind", "image/jpeg")
    sent = event(body, path, kind, method=method, **{**SENDS, **more})
    return handler(sent, None)


def told(answer: dict[str, Any]) -> tuple[int, Any]:
    return answer["statusCode"], json.loads(content(answer))


def plain(colour: tuple[int, int, int]) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (48, 40), colour).save(out, "PNG")
    return out.getvalue()


def test_the_classes_of_a_picture_come_best_first(handles: Handles) -> None:
    answer = ask("/classify/colours", plain((0, 200, 100)))
    shares = np.exp([2, 1, 0]) / np.exp([2, 1, 0]).sum()
    assert told(answer) == (
        200,
        [
            {"class_idx": 1, "class_name": "green", "confidence": round(shares[0], 6)},
            {"class_idx": 2, "class_name": "blue", "confidence": round(shares[1], 6)},
            {"class_idx": 0, "class_name": "red", "confidence": round(shares[2], 6)},
        ],
    )
    assert json.loads(header(answer, "X-Visage-About")) == {
        "handle": "colours",
        "version": 1,
        "kind": "image",
        "picture": {"width": 48, "height": 40},
        "face": None,
    }
    assert "X-Visage-About" in header(answer, "Access-Control-Expose-Headers")
    status, best = told(
        ask("/classify/colours", plain((0, 200, 100)), query={"top": "1"})
    )
    assert (status, [each["class_name"] for each in best]) == (200, ["green"])


@pytest.mark.parametrize(
    ("handle", "picture", "named"),
    [
        ("both", ASTRONAUT, (0, "Eileen")),
        ("both", GRACE_HOPPER, (1, "Grace")),
        ("grace", GRACE_HOPPER, (0, "Grace")),
        ("grace", ASTRONAUT, (-1, "unknown")),
    ],
)
def test_the_largest_face_is_named_or_unknown(
    handles: Handles, handle: str, picture: Path, named: tuple[int, str]
) -> None:
    answer = ask(f"/classify/{handle}", picture.read_bytes())
    status, best = told(answer)
    assert status == 200
    assert (best[0]["class_idx"], best[0]["class_name"]) == named
    assert {each["class_name"] for each in best} >= {"unknown", "Grace"}
    assert sum(each["confidence"] for each in best) == pytest.approx(1, abs=1e-5)
    about = json.loads(header(answer, "X-Visage-About"))
    assert about["kind"] == "people"
    if picture == ASTRONAUT:
        assert {side: round(at) for side, at in about["face"].items()} == {
            "left": 179,
            "top": 60,
            "right": 270,
            "bottom": 175,
        }


def test_the_ready_classifier_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    if ready.HANDLE not in Handles(model_store().objects).index().handles:
        pytest.skip("the ready classifier is not here; run `make models`")
    monkeypatch.setattr(loaded, "_made", None)
    picture = (SHIPPED / "coffee.png").read_bytes()
    status, best = told(ask(f"/classify/{ready.HANDLE}", picture))
    assert (status, len(best), best[0]["class_name"]) == (200, 10, "espresso")
    loaded._made = None


def test_every_classifier_is_listed(handles: Handles) -> None:
    status, answer = told(ask("/classify", method="GET"))
    assert status == 200
    found = {each["handle"]: each for each in answer["classifiers"]}
    assert list(found) == ["both", "colours", "grace"]
    colours = found["colours"]
    assert colours.pop("pushed").endswith("Z")
    assert colours == {
        "handle": "colours",
        "version": 1,
        "kind": "image",
        "classes": 3,
        "class_names": COLOURS,
        "accuracy": {
            "top1": 1.0,
            "low": 0.9,
            "high": 1.0,
            "pictures": 30,
            "source": "ours",
        },
        "licence": "CC0",
        "commercial": "yes",
        "training_data": "three walls",
        "report": True,
        "problem": None,
    }
    assert (found["both"]["kind"], found["both"]["report"]) == ("people", False)


def folder_of(handles: Handles, handle: str) -> Path:
    digest = handles.index()[handle].served.card_sha256
    return Path(handles.objects.address) / "classifiers" / handle / digest[:16]


def test_what_is_damaged_is_said_and_stops_nothing_else(handles: Handles) -> None:
    card = folder_of(handles, "grace") / CARD
    whole = card.read_bytes()
    card.write_bytes(whole[:-1])
    try:
        _, answer = told(ask("/classify", method="GET"))
        found = {each["handle"]: each for each in answer["classifiers"]}
        assert "card.json" in found["grace"]["problem"]
        assert "visage models rollback grace" in found["grace"]["problem"]
        assert found["grace"]["classes"] is None
        assert found["both"]["classes"] == 2
    finally:
        card.write_bytes(whole)


@pytest.mark.parametrize("damage", ["cut", "gone"])
def test_a_damaged_network_is_a_503_with_the_way_out(
    handles: Handles, damage: str
) -> None:
    network = folder_of(handles, "colours") / "classifier.bin"
    whole = network.read_bytes()
    if damage == "gone":
        network.unlink()
    else:
        network.write_bytes(whole[:-1])
    try:
        status, problem = told(ask("/classify/colours", plain((1, 2, 3))))
        assert status == 503
        code = {"cut": "model_corrupt", "gone": "model_missing"}[damage]
        assert problem["code"] == code
        assert "classifier.bin" in problem["error"]
        assert "visage models push RUN --as colours" in problem["error"]
        assert told(ask("/classify/both", ASTRONAUT.read_bytes()))[0] == 200
    finally:
        network.write_bytes(whole)
    assert told(ask("/classify/colours", plain((1, 2, 3))))[0] == 200


def test_a_damaged_index_is_a_503_that_names_it(handles: Handles, folder: Path) -> None:
    (folder / INDEX).write_text('{"handles": {"a"')
    for method, path in (("GET", "/classify"), ("POST", "/classify/both")):
        status, problem = told(ask(path, plain((1, 2, 3)), method))
        assert (status, problem["code"]) == (503, "manifest_invalid")
        assert problem["error"].startswith(f"{INDEX} in {folder} cannot be read")


def test_a_new_version_is_picked_up_and_the_old_comes_back(
    handles: Handles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served, "FRESH", 0)

    def seen() -> tuple[int, str]:
        answer = ask("/classify/colours", plain((200, 0, 0)))
        version = json.loads(header(answer, "X-Visage-About"))["version"]
        return version, told(answer)[1][0]["class_name"]

    assert seen() == (1, "red")
    push_colours(handles, ["rouge", "vert", "bleu"])
    assert seen() == (2, "rouge")
    handles.rollback("colours")
    assert seen() == (1, "red")


def test_a_report_is_a_page_that_can_do_nothing(handles: Handles) -> None:
    answer = ask("/classify/colours/report", method="GET", accept="text/html")
    assert (answer["statusCode"], content(answer)) == (200, REPORT)
    assert header(answer, "Content-Type") == "text/html; charset=utf-8"
    policy = header(answer, "Content-Security-Policy").split("; ")
    assert {"default-src 'none'", "sandbox", "frame-ancestors 'none'"} < set(policy)
    assert not [each for each in policy if each.startswith("script-src")]
    status, problem = told(ask("/classify/both/report", method="GET"))
    assert (status, problem["code"]) == (404, "no_report")


def test_a_report_that_no_answer_can_hold_is_said(handles: Handles) -> None:
    files = {"classifier": colour_network(), "report": b" " * 6_000_001}
    handles.put("colours", colour_card(files), files)
    status, problem = told(ask("/classify/colours/report", method="GET"))
    assert (status, problem["code"]) == (413, "answer_too_large")
    assert "6,000,001 bytes" in problem["error"]


@pytest.mark.parametrize(
    ("handle", "status", "code", "words"),
    [
        ("nobody", 404, "unknown_handle", "known are: both, colours, grace."),
        ("My People", 400, "bad_parameter", "'My People' cannot be a handle"),
        ("a_b", 400, "bad_parameter", "small letters, digits and hyphens"),
        ("x" * 64, 400, "bad_parameter", "at most 63"),
        ("..", 400, "bad_parameter", "'..' cannot be a handle"),
    ],
)
def test_what_is_no_handle_is_refused(
    handles: Handles, handle: str, status: int, code: str, words: str
) -> None:
    for answer in (
        ask(f"/classify/{handle}", plain((1, 2, 3))),
        ask(f"/classify/{handle}/report", method="GET"),
    ):
        found, problem = told(answer)
        assert (found, problem["code"]) == (status, code)
        assert words in problem["error"]


def test_without_a_face_there_is_nobody_to_name(handles: Handles) -> None:
    status, problem = told(ask("/classify/both", plain((90, 90, 90))))
    assert (status, problem["code"]) == (422, "no_face")
    assert told(ask("/classify/colours", plain((90, 90, 90))))[0] == 200


@pytest.mark.parametrize("top", ["0", "1001", "few"])
def test_as_many_classes_as_nobody_has_are_refused(handles: Handles, top: str) -> None:
    answer = ask("/classify/colours", plain((1, 2, 3)), query={"top": top})
    assert told(answer)[0] == 400
    assert told(answer)[1]["error"].startswith(f"The parameter top is {top!r}: ")


OF_ANY_ROUTE = [
    refused
    for refused in REFUSED
    if not refused.query and refused.sentence != NO_FACE and refused.status != 406
]


@pytest.mark.parametrize("refused", OF_ANY_ROUTE, ids=str)
def test_bad_input_is_refused_as_on_every_route(
    handles: Handles, refused: Refused
) -> None:
    sent = event(refused.body, "/classify/colours", refused.kind, claims=READER)
    expected = {"error": refused.sentence, "code": refused.code}
    assert told(handler(sent, None)) == (refused.status, expected)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/classify"),
        ("POST", "/classify/colours"),
        ("GET", "/classify/colours/report"),
    ],
)
def test_strangers_are_told_nothing(handles: Handles, method: str, path: str) -> None:
    sent = event(plain((1, 2, 3)), path, "image/png", method=method)
    assert told(handler(sent, None))[0] == 401
    camera = {**READER, "scope": "visage/watch"}
    sent = event(plain((1, 2, 3)), path, "image/png", method=method, claims=camera)
    assert told(handler(sent, None))[0] == 403
