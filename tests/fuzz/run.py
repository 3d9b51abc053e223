"""One process of libFuzzer on one target: `python -m tests.fuzz.run TARGET OPTIONS`."""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(
    include=["visage", "PIL", "werkzeug", "flask", "serverless_wsgi"]
):
    from tests.fuzz.targets import TARGETS


def main() -> None:
    """Fuzz until libFuzzer's time is up; ends the process."""
    name = sys.argv.pop(1)
    atheris.Setup(sys.argv, TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
