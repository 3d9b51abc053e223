"""Lock every layer's requirements: full closure, hashes, no index address.

Versions follow requirements/dev.txt, so that what is tested is what is deployed.
Run it after changing that file or a requirements.in: python -m layers.lock
"""

import subprocess
import sys
from pathlib import Path

LAYERS = Path(__file__).parent
DEV_LOCK = LAYERS.parent / "requirements" / "dev.txt"

# What a layer's packages require and our functions do without: numpy comes with the
# imaging layer, and the other three are for ONNX Runtime's tools.
NOT_NEEDED = {"onnx": ("numpy", "flatbuffers", "packaging", "protobuf")}


def lock(layer: Path) -> None:
    """Compile one layer's requirements.in into requirements.txt."""
    left_out = [f"--no-emit-package={name}" for name in NOT_NEEDED.get(layer.name, ())]
    subprocess.run(
        [
            *(sys.executable, "-m", "uv", "pip", "compile", "--quiet"),
            *("--python-version", "3.12"),
            *("--python-platform", "x86_64-manylinux_2_34"),
            *("--only-binary", ":all:", "--generate-hashes", "--no-emit-index-url"),
            *("--no-header", "--no-annotate", "--constraint", str(DEV_LOCK)),
            *left_out,
            *(str(layer / "requirements.in"), "-o", str(layer / "requirements.txt")),
        ],
        check=True,
    )


if __name__ == "__main__":
    for path in sorted(LAYERS.glob("*/requirements.in")):
        lock(path.parent)
