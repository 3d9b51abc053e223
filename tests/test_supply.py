"""What third-party code there is: pinned by hashes, listed, and audited in words."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from local import audit, sbom
from tests.conftest import ROOT

LOCKS = [
    *(ROOT / lock for lock in audit.LOCKS),
    *sorted(ROOT.glob("layers/*/requirements.txt")),
    *sorted(ROOT.glob("edge/**/requirements*.txt")),
]
PACKAGES: dict[str, dict[str, Any]] = json.loads(
    (ROOT / "package-lock.json").read_text()
)["packages"]


def pins(lock: Path) -> dict[str, str]:
    """Version by name of a lock, whose every line is a pin with a hash."""
    entries = lock.read_text().replace("\\\n", " ").splitlines()
    found = {}
    for entry in filter(None, entries):
        match = re.match(r"([\w.-]+)==(\S+) .*--hash=sha256:[0-9a-f]{64}", entry)
        assert match, f"{lock}: {entry[:80]}"
        found[match.group(1)] = match.group(2)
    return found


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: str(lock.relative_to(ROOT)))
def test_every_python_package_is_pinned_by_hashes(lock: Path) -> None:
    assert len(pins(lock)) > 0
    assert "://" not in lock.read_text()


def test_every_node_package_is_pinned_by_a_hash() -> None:
    locked = {
        path: entry
        for path, entry in PACKAGES.items()
        if "node_modules/" in path and not entry.get("link")
    }
    assert len(locked) > 300
    for path, entry in locked.items():
        assert entry["integrity"].startswith("sha512-"), path
        assert entry["version"], path
        assert "resolved" not in entry, path


def test_the_list_of_a_layer_is_its_lock() -> None:
    lock = ROOT / "layers" / "web" / "requirements.txt"
    listed = sbom.of_layer(lock)["components"]
    assert {each["name"]: each["version"] for each in listed} == pins(lock)
    for each in listed:
        (archive,) = each["externalReferences"]
        for digest in archive["hashes"]:
            assert digest["alg"] == "SHA-256"
            assert digest["content"] in lock.read_text()


def test_the_list_of_the_site_has_what_its_pages_need_and_no_tools() -> None:
    document = sbom.of_site()
    listed = {each["name"]: each["version"] for each in document["components"]}
    package = json.loads((ROOT / "web" / "package.json").read_text())
    assert package["dependencies"].items() <= listed.items()
    assert "scheduler" in listed  # of react-dom
    assert not package["devDependencies"].keys() & listed.keys()
    assert "serverless" not in listed
    known = {each["bom-ref"] for each in document["components"]}
    for each in document["dependencies"]:
        assert known.issuperset(each["dependsOn"])
    document["components"][0]["type"] = "nonsense"
    with pytest.raises(sbom.NotMade, match=r"^The list is no CycloneDX 1\.\d: "):
        sbom.check("The list", document)


def test_a_list_that_cannot_be_made_says_why() -> None:
    with pytest.raises(sbom.NotMade, match=r"^npm sbom failed: [\s\S]*npm error"):
        sbom.made("npm sbom", "npm", "sbom", "--sbom-format", "none")


# As pip-audit and npm audit answer, cut to what is read.
FLAWED = {
    "name": "flask",
    "version": "0.5",
    "vulns": [{"id": "PYSEC-2019-179", "fix_versions": ["1.0"]}],
}
CLEAN = {"name": "click", "version": "8.5.1", "vulns": []}
SKIPPED = {
    "name": "numpy",
    "skip_reason": "Dependency not found on PyPI and could not be audited: numpy (2)",
}
NODE_CLEAN = {"vulnerabilities": {}, "metadata": {"dependencies": {"total": 700}}}
NODE_FLAWED = {
    "vulnerabilities": {
        "left": {"range": "<1.2", "severity": "high", "via": [{"title": "Reads all"}]},
        "upon": {"range": "*", "severity": "high", "via": ["left"]},
    },
    "metadata": {"dependencies": {"total": 700}},
}
NODE_REFUSED = {"message": "405 Method Not Allowed", "statusCode": 405}


@pytest.mark.parametrize(
    ("python", "node", "status", "said"),
    [
        ([CLEAN], NODE_CLEAN, audit.CLEAN, ["1 packages checked, 0 known flaws"]),
        (
            [CLEAN, FLAWED],
            NODE_CLEAN,
            audit.FLAWS,
            ["2 packages checked, 1 known", "flask 0.5: PYSEC-2019-179, mended in 1.0"],
        ),
        (
            [CLEAN, SKIPPED],
            NODE_CLEAN,
            audit.UNKNOWN,
            ["NOT CHECKED: 1 packages: Dependency not found on PyPI and could not"],
        ),
        (
            [CLEAN],
            NODE_FLAWED,
            audit.FLAWS,
            ["left <1.2: high, Reads all", "upon *: high, by what it depends on"],
        ),
        (
            [CLEAN],
            NODE_REFUSED,
            audit.UNKNOWN,
            ["0 packages checked\n  NOT CHECKED: all: 405 Method Not Allowed"],
        ),
        (
            "ERROR:pip_audit: no connection",
            NODE_CLEAN,
            audit.UNKNOWN,
            ["NOT CHECKED: all: ERROR:pip_audit: no connection"],
        ),
        ([FLAWED], NODE_REFUSED, audit.FLAWS, ["NOT CHECKED: all", "PYSEC-2019-179"]),
    ],
)
def test_an_audit_says_what_was_found_and_what_was_not_asked(
    python: Any,
    node: Any,
    status: int,
    said: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    of_python = python if isinstance(python, str) else {"dependencies": python}
    monkeypatch.setattr(
        audit, "ask", lambda command: node if command[0] == "npm" else of_python
    )
    assert audit.main() == status
    printed = capsys.readouterr().out
    for words in said:
        assert words in printed


def test_a_program_that_gives_no_answer_is_quoted() -> None:
    assert audit.ask(["sh", "-c", "echo first >&2; echo last >&2"]) == "last"
    assert audit.ask(["sh", "-c", "exit 7"]) == "it ended with status 7"
    assert audit.ask(["sh", "-c", "echo '[1]'; exit 1"]) == [1]
