"""Runs a function under the runtime client, as the rehearsal does."""

from __future__ import annotations

import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest

from local.rehearsal.runtime import FunctionFailed, Instance, Packaged

HANDLER = """
import time

def handler(event, context):
    time.sleep(event["seconds"])
    return event
"""


@pytest.fixture
def instance(tmp_path: Path) -> Iterator[Instance]:
    """A function that waits for as long as it is told; it has two seconds."""
    (tmp_path / "function.py").write_text(HANDLER)
    packaged = Packaged(
        name="waits",
        handler="function.handler",
        task=tmp_path,
        opt=tmp_path,
        memory=128,
        timeout=2.0,
        variables={},
        python=Path(sys.executable),
        brought=Path(sysconfig.get_path("purelib")),
    )
    running = Instance(packaged, tmp_path / "waits.log")
    yield running
    running.stop()


def test_an_answer_that_came_too_late_is_not_the_next_one(instance: Instance) -> None:
    with pytest.raises(FunctionFailed, match="waits ended, or took too long"):
        instance.invoke({"seconds": 3})
    assert instance.invoke({"seconds": 0}) == {"seconds": 0}
