"""Writes visage/http/openapi.json from the routes of all functions.

python -m functions.openapi
"""

from __future__ import annotations

import importlib
import json
from pathlib import Path

from visage.http.app import routes
from visage.http.openapi import document

FUNCTIONS = Path(__file__).parent
TARGET = FUNCTIONS.parent / "visage" / "http" / "openapi.json"


def text() -> str:
    """The document as it should be in the file."""
    declared = []
    for app in sorted(FUNCTIONS.glob("*/app.py")):
        module = importlib.import_module(f"functions.{app.parent.name}.app")
        declared += routes(module.app)
    return json.dumps(document(declared), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    TARGET.write_text(text())
    print(f"wrote {TARGET.relative_to(FUNCTIONS.parent)}")
