"""Parts that are killed while people pass: nothing is lost, and nothing counts twice.

`make chaos` does so for two minutes.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.chaos import PARTS, chaos
from tests.watch.street import missing


def test_whatever_is_killed_loses_and_doubles_nothing(tmp_path: Path) -> None:
    if lacking := missing():
        pytest.skip(lacking)
    found = chaos(tmp_path, seconds=20, seed=1)
    assert found.wrong == ()
    assert found.killed
    assert set(found.killed) <= set(PARTS)
    assert found.alerts == found.cameras
    # Two pass each camera, and each is told at least once.
    assert found.messages >= 2 * found.cameras
