"""The functions of `sls package`, laid out as Lambda would, without deploying them."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from layers import build
from layers.sizes import archive
from local.demo import FRAMEWORK, ROOT
from local.rehearsal.runtime import Packaged, interpreter, unpack
from local.rehearsal.sandbox import REGION

MODELS = ROOT / ".visage" / "models"


def package(folder: Path) -> Path:
    """The folder of a packaged service; layers are built where they are not."""
    for layer in sorted(build.LAYERS.glob("*/requirements.txt")):
        build.build(layer.parent, interpreter())
    subprocess.run(
        ["node", FRAMEWORK, "package", "--package", str(folder)],
        cwd=ROOT,
        env={**os.environ, "AWS_EC2_METADATA_DISABLED": "true"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
    )
    return folder


def functions(packaged: Path, folder: Path) -> Iterator[tuple[str, Packaged]]:
    """Every function of a packaged service by its short name."""
    template = packaged / "cloudformation-template-update-stack.json"
    resources = json.loads(template.read_text())["Resources"]
    for resource in resources.values():
        if resource["Type"] == "AWS::Lambda::Function":
            name = Path(archive(resource)).stem
            yield name, lay_out(resource, resources, packaged, folder / name)


def lay_out(
    resource: dict[str, Any], resources: dict[str, Any], packaged: Path, folder: Path
) -> Packaged:
    """One function: its archive and its layers unpacked, models from this machine."""
    properties = resource["Properties"]
    layers = [resources[each["Ref"]] for each in properties["Layers"]]
    return Packaged(
        name=properties["FunctionName"],
        handler=properties["Handler"],
        task=unpack([packaged / archive(resource)], folder / "task"),
        opt=unpack([packaged / archive(layer) for layer in layers], folder / "opt"),
        memory=int(properties["MemorySize"]),
        timeout=float(properties["Timeout"]),
        variables={
            "VISAGE_MODELS": str(MODELS),
            "VISAGE_GALLERY": str(folder / "gallery.sqlite3"),
            "VISAGE_WATCH": str(folder / "watch.sqlite3"),
            "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
        },
        snapshot="SnapStart" in properties,
    )
