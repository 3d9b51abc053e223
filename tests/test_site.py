"""The pages as people use them: a real browser, the real service, the real models."""

from __future__ import annotations

from pathlib import Path

import pytest

from local import demo
from tests.browsing import browse, heic_file
from tests.conftest import PORTRAITS, Service, running
from tests.fake_camera import film
from tests.trained import store_with_people
from visage.models.store import model_store


def test_every_flow_of_every_page(service: Service, tmp_path: Path) -> None:
    """On a desktop and on a phone, in light and dark, with films for their cameras."""
    for name in PORTRAITS:
        film(name, tmp_path / f"{name}.mjpeg")
    browse(service.site, HEIC=str(heic_file(tmp_path)), FILMS=str(tmp_path))


def test_the_pages_of_a_classifier_of_people(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a store of its own, in which there is one."""
    if missing := demo.what_is_missing():
        pytest.skip(missing)
    if not model_store().present("dlib_resnet_v1"):
        pytest.skip("the embedder is not here; run `make models`")
    store_with_people(tmp_path, "portraits")
    monkeypatch.setenv("VISAGE_MODELS", str(tmp_path))
    with running() as service:
        chosen = ("classify.spec.ts", "--grep", "face|report")
        browse(service.site, *chosen, PEOPLE="portraits")
