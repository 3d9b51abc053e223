"""Print how large each packaged function is, unzipped and with its layers.

Reads what `npx sls package` left in .serverless. Exits with 1 where a function is
larger than its gate, which is the size that we allow it.
"""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parent.parent / ".serverless"
MEGABYTE = 1024 * 1024
# Lambda refuses a function that weighs more, layers and all.
LIMIT = 250 * MEGABYTE
# Our own limits are lower, so that a dependency that adds much is noticed early.
GATES = {
    "service": 40 * MEGABYTE,
    "align": 160 * MEGABYTE,
    "swap": 160 * MEGABYTE,
    "recognize": 180 * MEGABYTE,
    "sweep": 130 * MEGABYTE,
    "people": 180 * MEGABYTE,
    "bulk": 180 * MEGABYTE,
    "classify": 180 * MEGABYTE,
    "watch": 180 * MEGABYTE,
    "alerts": 130 * MEGABYTE,
}


@dataclass(frozen=True)
class Weight:
    """Unzipped bytes of one function and of each of its layers."""

    function: str
    code: int
    layers: dict[str, int]

    @property
    def total(self) -> int:
        return self.code + sum(self.layers.values())

    @property
    def gate(self) -> int:
        return GATES.get(self.function, LIMIT)


def weights(package: Path = PACKAGE) -> Iterator[Weight]:
    """What every function of a packaged service weighs."""
    template = package / "cloudformation-template-update-stack.json"
    resources = json.loads(template.read_text())["Resources"]
    for resource in resources.values():
        if resource["Type"] != "AWS::Lambda::Function":
            continue
        properties = resource["Properties"]
        layers = [archive(resources[one["Ref"]]) for one in properties["Layers"]]
        code = archive(resource)
        yield Weight(
            function=Path(code).stem,
            code=unzipped(package / code),
            layers={Path(name).stem: unzipped(package / name) for name in layers},
        )


def archive(resource: dict[str, Any]) -> str:
    """The file name of the archive that a function or a layer is made from."""
    properties = resource["Properties"]
    content = properties.get("Code") or properties["Content"]
    return Path(content["S3Key"]).name


def unzipped(path: Path) -> int:
    """The bytes of an archive's files."""
    with zipfile.ZipFile(path) as opened:
        return sum(item.file_size for item in opened.infolist())


def main() -> int:
    """Print one line a function; the exit status."""
    over = []
    for weight in sorted(weights(), key=lambda weight: weight.function):
        parts = {"code": weight.code, **weight.layers}
        listed = ", ".join(
            f"{name} {size / MEGABYTE:.1f}" for name, size in parts.items()
        )
        print(
            f"{weight.function}: {weight.total / MEGABYTE:.1f} MiB unzipped"
            f" of {weight.gate // MEGABYTE} ({listed})"
        )
        if weight.total > weight.gate:
            over.append(weight.function)
    for name in over:
        print(f"{name} is heavier than its gate.", file=sys.stderr)
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
