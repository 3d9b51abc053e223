"""The pages as people use them: a real browser, the real service, the real models."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from tests.browsing import browse
from tests.conftest import ASTRONAUT, Service
from tests.test_heif import heic


def test_every_flow_of_every_page(service: Service, tmp_path: Path) -> None:
    """On a desktop and on a phone, in light and dark."""
    picture = tmp_path / "astronaut.heic"
    picture.write_bytes(heic(Image.open(ASTRONAUT)))
    browse(service.site, HEIC=str(picture))
