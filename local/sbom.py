"""`make sbom`: what third-party code is in the layers and in the site, as CycloneDX.

    python -m local.sbom

Writes build/sbom/layer-NAME.cdx.json for each layer, by `cyclonedx-py` from its lock,
and build/sbom/site.cdx.json, by `npm sbom` from package-lock.json. Each is checked
against CycloneDX's own schema before it is written. They say what the locks say, and
are for whoever has to hand such a list on: nothing that is deployed carries them.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "build" / "sbom"
SITE = "web"  # the workspace of the site

Document = dict[str, Any]


class NotMade(Exception):
    """A list could not be made, or is not as the schema wants it."""


def main() -> int:
    """Write every list; the exit status."""
    OUT.mkdir(parents=True, exist_ok=True)
    try:
        for name, document in lists():
            path = OUT / f"{name}.cdx.json"
            path.write_text(json.dumps(document, indent=2) + "\n")
            count = len(document["components"])
            print(f"{path.relative_to(ROOT)}: {count} components", flush=True)
    except NotMade as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def lists() -> Iterator[tuple[str, Document]]:
    """Each list by name."""
    for lock in sorted(ROOT.glob("layers/*/requirements.txt")):
        yield f"layer-{lock.parent.name}", of_layer(lock)
    yield "site", of_site()


def of_layer(lock: Path) -> Document:
    """The packages that a layer is built from, with the hashes of their archives."""
    reader = (sys.executable, "-m", "cyclonedx_py", "requirements", lock)
    form = ("--output-reproducible", "--of", "JSON", "--validate")
    return made("cyclonedx-py", *reader, *form)


def of_site() -> Document:
    """The packages that the site's pages are built from.

    `npm sbom --omit dev` leaves out what a tool needs too, so that all are listed
    here, and those kept that the site's own `dependencies` lead to.
    """
    every = ("--sbom-format", "cyclonedx", "--package-lock-only")
    document = made("npm sbom", "npm", "sbom", *every)
    kept = reached(document, json.loads((ROOT / SITE / "package.json").read_text()))
    document["components"] = [
        each for each in document["components"] if each["bom-ref"] in kept
    ]
    document["dependencies"] = [
        {**each, "dependsOn": sorted(kept.intersection(each["dependsOn"]))}
        for each in document["dependencies"]
        if each["ref"] in kept
    ]
    # The folder's name stands there, whatever it is.
    document["metadata"]["component"]["name"] = "visage"
    check("The list of the site", document)
    return document


def reached(document: Document, package: Document) -> set[str]:
    """The site, what it depends on when it runs, and what that depends on."""
    needs = {each["ref"]: each["dependsOn"] for each in document["dependencies"]}
    site = f"{package['name']}@{package['version']}"
    wanted = {f"{name}@{pin}" for name, pin in package["dependencies"].items()}
    if missing := wanted.difference(needs[site]):
        raise NotMade(f"npm sbom has not {', '.join(sorted(missing))} of the site")
    # Types, which what runs may name too, are gone from the pages.
    tools = {f"{name}@{pin}" for name, pin in package["devDependencies"].items()}
    found, waiting = {document["metadata"]["component"]["bom-ref"], site}, [*wanted]
    while waiting:
        ref = waiting.pop()
        if ref not in found | tools:
            found.add(ref)
            waiting += needs.get(ref, [])
    return found


def made(name: str, *command: str | Path) -> Document:
    """What a program prints. Raises NotMade with what it says otherwise."""
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if answer.returncode:
        raise NotMade(f"{name} failed: {answer.stderr.strip()[-500:]}")
    document: Document = json.loads(answer.stdout)
    return document


def check(name: str, document: Document) -> None:
    """Raises NotMade where a list is not as its schema says."""
    version = SchemaVersion.from_version(document["specVersion"])
    fault = JsonStrictValidator(version).validate_str(json.dumps(document))
    if fault is not None:
        raise NotMade(f"{name} is no CycloneDX {document['specVersion']}: {fault}")


if __name__ == "__main__":
    sys.exit(main())
