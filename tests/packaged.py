"""The packaged service, once for all tests of a process that look at it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
import yaml

from layers import build

ROOT = Path(__file__).resolve().parent.parent
FRAMEWORK = ROOT / "node_modules" / ".bin" / "sls"
SERVICE = yaml.safe_load((ROOT / "serverless.yml").read_text())


def sls(*arguments: str, home: Path, **variables: str) -> str:
    """What the framework prints, without credentials and without a home to find any."""
    ours = ("AWS_", "VISAGE_")
    env = {name: text for name, text in os.environ.items() if not name.startswith(ours)}
    answer = subprocess.run(
        ["node", FRAMEWORK, *arguments],
        cwd=ROOT,
        env={
            **env,
            "HOME": str(home),
            "AWS_EC2_METADATA_DISABLED": "true",
            **variables,
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return answer.stdout


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def package(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a packaged service."""
    compiler = build.runtime_python()
    for layer in SERVICE["layers"]:
        build.build(build.LAYERS / layer, compiler)
    folder = tmp_path_factory.mktemp("package")
    sls("package", "--package", str(folder), home=home)
    return folder
