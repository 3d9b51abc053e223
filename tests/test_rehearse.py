"""The whole life of a stack, on the emulator: `make rehearse` passes and says how."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from local import rehearse, smoke
from local.demo import what_is_missing
from local.rehearsal import runtime, stack

ROOT = Path(__file__).resolve().parent.parent


def test_the_rehearsal_passes() -> None:
    if missing := what_is_missing() or rehearse.what_is_not_made():
        pytest.skip(missing)
    answer = subprocess.run(
        [sys.executable, "-m", "local.rehearse"],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
    for method, path in smoke.CALLS:
        assert f"awslambdaric {method} {path}: " in answer.stdout
    assert "The rehearsal passed in " in answer.stdout
    assert not list((ROOT / ".visage").glob("rehearsal.*"))


@pytest.mark.parametrize(
    ("template", "names"),
    [
        ({"Ref": "A"}, ["A"]),
        ({"Fn::GetAtt": ["A", "Arn"]}, ["A"]),
        ({"Fn::GetAtt": "A.Arn"}, ["A"]),
        ({"Fn::Sub": "s3://${A}/${B.Arn}/${AWS::Region}"}, ["A", "B", "AWS::Region"]),
        ({"Fn::Sub": ["${A}", {"A": {"Ref": "B"}}]}, ["A", "B"]),
        ({"DependsOn": ["A", "B"], "Properties": {"C": [{"Ref": "D"}]}}, [*"ABD"]),
        ({"DependsOn": "A"}, ["A"]),
        ("Ref", []),
    ],
)
def test_references_are_found(template: object, names: list[str]) -> None:
    assert list(stack.references(template)) == names


def test_a_lock_of_some_packages_has_their_hashes_only() -> None:
    lines = runtime.locked(["boto3", "six"]).splitlines()
    assert [line.split("==")[0] for line in lines if "==" in line] == ["boto3", "six"]
    assert all("--hash=sha256:" in line for line in lines if "==" not in line)


def test_a_check_that_does_not_hold_fails() -> None:
    with pytest.raises(rehearse.Failed, match="S3: not so: it is empty"):
        rehearse.check(False, "S3", "it is empty")
