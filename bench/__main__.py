"""Every benchmark, one after the other.

python -m bench
"""

from __future__ import annotations

import importlib
from pathlib import Path


def main() -> None:
    """Run each module of this folder that has a `main`."""
    for path in sorted(Path(__file__).parent.glob("[a-z]*.py")):
        module = importlib.import_module(f"bench.{path.stem}")
        if hasattr(module, "main"):
            print(f"\n== {path.stem}\n", flush=True)
            module.main()


if __name__ == "__main__":
    main()
