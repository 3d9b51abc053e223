"""The service function as Lambda calls it: what it says of the service."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from functions.service.handler import handler
from tests.conftest import ROOT
from tests.test_align_event import REQUEST_ID, content, event
from visage.models.catalogue import catalogue
from visage.models.store import MANIFEST, ModelStore, model_store
from visage.settings import settings
from visage.stores.objects import store


def ask(path: str) -> tuple[int, Any]:
    answer = handler(event(b"", path=path, kind=None, method="GET"), None)
    return answer["statusCode"], json.loads(content(answer))


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModelStore:
    """A store of its own with every model that is here, set as the service's."""
    here, there = model_store(), ModelStore(store(str(tmp_path)))
    for name in here.manifest().models:
        if catalogue()[name].required or catalogue()[name].kind == "embedder":
            here.push([name], there)
    monkeypatch.setenv("VISAGE_MODELS", str(tmp_path))
    settings.cache_clear()
    return there


@pytest.fixture(autouse=True)
def fresh_settings() -> Any:
    yield
    settings.cache_clear()


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/health", {"status": "ok"}),
        ("/version", {"version": "0.1.0"}),
        (
            "/openapi.json",
            json.loads((ROOT / "visage" / "http" / "openapi.json").read_text()),
        ),
    ],
)
def test_the_service_says_what_it_is(path: str, answer: Any) -> None:
    assert ask(path) == (200, answer)


def test_models_say_their_licence_and_whether_they_are_here() -> None:
    _, answer = ask("/models")
    listed = {model["name"]: model for model in answer["models"]}
    assert listed["dlib_68"]["commercial"] == "no"
    assert listed["dlib_68"]["present"] is True
    assert "source" not in listed["dlib_68"]


@pytest.mark.parametrize(
    "name", [name for name, entry in catalogue().items() if entry.required]
)
def test_without_a_model_that_is_needed_the_service_is_not_healthy(
    name: str, copied: ModelStore, tmp_path: Path
) -> None:
    assert ask("/health") == (200, {"status": "ok"})
    file = catalogue()[name].file
    (tmp_path / file).unlink()
    assert ask("/health") == (
        503,
        {
            "error": f"The model {name} ({file}) is not in {tmp_path}. "
            f"Run `visage models pull {name}`.",
            "code": "model_missing",
            "request_id": REQUEST_ID,
        },
    )


def test_without_an_embedder_the_service_is_not_healthy(
    copied: ModelStore, tmp_path: Path
) -> None:
    recorded = json.loads((tmp_path / MANIFEST).read_text())
    del recorded["models"]["dlib_resnet_v1"]
    (tmp_path / MANIFEST).write_text(json.dumps(recorded))
    status, answer = ask("/health")
    assert (status, answer["code"]) == (503, "model_missing")
    assert answer["error"].startswith(f"There is no embedder in {tmp_path};")


def test_the_service_loads_neither_numpy_nor_models() -> None:
    """So that it starts at once and needs one small layer, whoever asks."""
    program = (
        "import json, sys; from functions.service.handler import handler; "
        "handler(json.load(open('tests/events/service.json')), None); "
        "heavy = {'numpy', 'PIL', 'dlib', 'onnxruntime', 'boto3'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    found = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.splitlines()[-1] == "[]"
