"""Each command imports what it needs, and nothing else: that is its start-up."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ASTRONAUT, GRACE_HOPPER
from visage.faces.finder import Finder

# What costs a tenth of a second or more, or belongs to another edge.
HEAVY = {
    *("numpy", "PIL", "_dlib_pybind11", "onnxruntime", "pydantic", "scipy", "onnx"),
    *("torch", "boto3", "flask", "aws_lambda_powertools", "tqdm", "urllib.request"),
    "pi_heif",
}
PROGRAM = """
import sys
from visage.cli import main
main(sys.argv[2:], standalone_mode=False)
print(*sorted(set(sys.argv[1].split()) & set(sys.modules)), file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("arguments", "imported"),
    [
        (["--help"], ""),
        (["--version"], ""),
        (["models", "list"], "pydantic"),
        (["models", "verify", "dlib_5"], "pydantic"),
        (
            ["align", ASTRONAUT, "-o", "{}"],
            "PIL numpy onnxruntime pydantic",
        ),
        (["recognize", ASTRONAUT], "PIL numpy onnxruntime pydantic"),
        (
            ["classify", ASTRONAUT, "--as", "imagenet"],
            "PIL numpy onnxruntime pydantic",
        ),
        (["compare", ASTRONAUT, GRACE_HOPPER], "PIL numpy onnxruntime pydantic"),
        (["landmarks", ASTRONAUT], "PIL numpy onnxruntime pydantic"),
        (
            ["swap", ASTRONAUT, GRACE_HOPPER, "-o", "{}/out.jpg"],
            "PIL numpy onnxruntime pydantic",
        ),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else None,
)
def test_a_command_imports_what_it_needs_alone(
    arguments: list[str | Path], imported: str, finder: Finder, tmp_path: Path
) -> None:
    filled = [str(each).replace("{}", str(tmp_path)) for each in arguments]
    command = [sys.executable, "-c", PROGRAM, " ".join(sorted(HEAVY)), *filled]
    finished = subprocess.run(command, capture_output=True, text=True, check=True)
    *_, last = finished.stderr.splitlines()  # after what the command warns of
    assert last.split() == imported.split()
