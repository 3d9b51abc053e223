"""Runs the browser tests of web/e2e against a site."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from tests.conftest import ASTRONAUT, ROOT
from tests.test_heif import heic

CONFIGURATION = ROOT / "web" / "e2e" / "playwright.config.ts"


def browse(site: str, *arguments: str, **variables: str) -> None:
    """Run those that the arguments choose; what fails is named with file and line."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed; on Debian: apt-get install chromium")
    finished = subprocess.run(
        ["npx", "playwright", "test", "--config", str(CONFIGURATION), *arguments],
        cwd=ROOT / "web",
        capture_output=True,
        text=True,
        env={**os.environ, **variables, "CHROMIUM": chromium, "SITE": site},
        check=False,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr


def heic_file(folder: Path) -> Path:
    """A portrait of a kind that Chromium can't show, for the variable HEIC."""
    picture = folder / "astronaut.heic"
    picture.write_bytes(heic(Image.open(ASTRONAUT)))
    return picture
