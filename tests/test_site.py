"""The pages as people use them: a real browser, the real service, the real models."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from tests.conftest import ASTRONAUT, ROOT, Service
from tests.test_heif import heic

CONFIGURATION = ROOT / "web" / "e2e" / "playwright.config.ts"


def test_every_flow_of_every_page(service: Service, tmp_path: Path) -> None:
    """On a desktop and on a phone; what fails is named with its file and line."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed; on Debian: apt-get install chromium")
    picture = tmp_path / "astronaut.heic"
    picture.write_bytes(heic(Image.open(ASTRONAUT)))
    told = {"CHROMIUM": chromium, "SITE": service.site, "HEIC": str(picture)}
    finished = subprocess.run(
        ["npx", "playwright", "test", "--config", str(CONFIGURATION)],
        cwd=ROOT / "web",
        capture_output=True,
        text=True,
        env={**os.environ, **told},
        check=False,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
