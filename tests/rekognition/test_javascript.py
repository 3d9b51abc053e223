"""The AWS SDK for JavaScript, run by a program that knows nothing of us."""

from __future__ import annotations

import json
import os
import shutil
import subprocess

import pytest

from tests.conftest import ASTRONAUT, ROOT
from tests.rekognition.serving import Served
from tests.rekognition.test_collections import ARN
from tests.rekognition.test_signature import KEYS, SECRET
from visage.stores.key import Key

PROGRAM = ROOT / "tests" / "rekognition" / "program.mjs"
SDK = ROOT / "node_modules" / "@aws-sdk" / "client-rekognition"

pytestmark = pytest.mark.skipif(
    shutil.which("node") is None or not SDK.is_dir(),
    reason="the AWS SDK for JavaScript is not installed; run `make setup`",
)


class OneKey:
    """The key of the office, and no other."""

    def find(self, key: str) -> Key | None:
        return Key.model_validate(KEYS["office"]) if key == "office" else None


@pytest.mark.parametrize("signed", [False, True])
def test_a_program_switches_by_its_environment(served: Served, signed: bool) -> None:
    served.keys = OneKey() if signed else None
    answer = subprocess.run(
        ["node", PROGRAM, "from-javascript", ASTRONAUT],
        env={
            "PATH": os.environ["PATH"],
            "AWS_ENDPOINT_URL_REKOGNITION": served.address,
            "AWS_ACCESS_KEY_ID": "office",
            "AWS_SECRET_ACCESS_KEY": SECRET[::-1],
        },
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 0, answer.stderr
    said = json.loads(answer.stdout)
    assert said == {
        "arn": f"{ARN}from-javascript",
        "requestId": 36,
        "face": said["face"],
        "found": [[said["face"], 100]],
        "created": True,
        "users": [["a", "b"], ["c"]],
        "refused": {
            "twice": ["ResourceAlreadyExistsException", True, 400],
            "user": ["ConflictException", True, 400],
            "picture": ["InvalidImageFormatException", True, 400],
            "gone": ["ResourceNotFoundException", True, 400],
        },
        "deleted": 200,
    }
