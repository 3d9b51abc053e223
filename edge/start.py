"""The program `visage-edge`, and what it says where its libraries are missing."""

from __future__ import annotations

import sys

LIBRARIES = {"cv2", "paho", "requests"}
PREFIX = "VISAGE_EDGE"


def main() -> None:
    """Run the agent; every option may also be given by a variable, VISAGE_EDGE_…"""
    try:
        from edge.cli import main as agent
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in LIBRARIES:
            raise
        sys.exit(
            f"visage-edge needs the module {error.name}. Install the agent with its "
            "libraries: pipx install 'visage[edge]'."
        )
    agent(prog_name="visage-edge", auto_envvar_prefix=PREFIX)
