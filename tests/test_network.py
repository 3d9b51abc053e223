"""How ONNX Runtime is used: it computes, and reports nothing to anyone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def test_onnx_runtime_reports_nothing_to_its_maker(tmp_path: Path) -> None:
    """Where it does, it keeps a device's number and a queue of events in the cache."""
    # It is silent in continuous integration, which must not be why this passes.
    off = ("CI", "ORT_DISABLE_TELEMETRY")
    kept = {name: value for name, value in os.environ.items() if name not in off}
    home = {**kept, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}

    def leaves(module: str) -> list[Path]:
        subprocess.run([sys.executable, "-c", f"import {module}"], env=home, check=True)
        return list(tmp_path.iterdir())

    assert leaves("visage.models.network") == []
    # Else this test would have nothing to see.
    assert leaves("onnxruntime") != []
