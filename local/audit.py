"""`make audit`: asks the registries what flaws are known of the locked packages.

    python -m local.audit

Python's by pip-audit, Node's by npm audit. Status 0: all were checked and none has a
known flaw. 1: some have, and are listed. 2: some could not be checked, as a registry,
or the mirror in its place, does not say what it knows; that is said in words.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
# The locks of the layers name nothing that this one does not, in the same versions.
LOCKS = ("requirements/dev.txt", "requirements/train.txt")
CLEAN, FLAWS, UNKNOWN = 0, 1, 2


@dataclass
class Findings:
    """What a registry said of the packages of one kind."""

    kind: str
    checked: int = 0
    flaws: list[str] = field(default_factory=list)
    unchecked: Counter[str] = field(default_factory=Counter)  # by the reason

    def say(self) -> None:
        """Print it in words."""
        print(f"{self.kind}: {self.checked} packages checked", end="")
        print(f", {len(self.flaws)} known flaws" if self.checked else "")
        for flaw in self.flaws:
            print(f"  {flaw}")
        for reason, count in self.unchecked.items():
            print(f"  NOT CHECKED: {f'{count} packages' if count else 'all'}: {reason}")


def main() -> int:
    """Ask for both kinds; the exit status."""
    found = [*map(python, LOCKS), node()]
    for each in found:
        each.say()
    if any(each.flaws for each in found):
        return FLAWS
    return UNKNOWN if any(each.unchecked for each in found) else CLEAN


def python(lock: str) -> Findings:
    """What is known of the packages of a lock."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", lock, "--no-deps"]
    said = ask([*command, "--disable-pip", "--require-hashes", "--format", "json"])
    return read_python(f"Python, {lock}", said)


def read_python(kind: str, said: Any) -> Findings:
    """pip-audit's answer. It counts what it could not look up as no failure."""
    findings = Findings(kind)
    if isinstance(said, str):
        findings.unchecked[said] = 0
        return findings
    for each in said["dependencies"]:
        if reason := each.get("skip_reason"):
            general = reason.partition(":")[0]
            findings.unchecked[general] += 1
            continue
        findings.checked += 1
        for flaw in each["vulns"]:
            mended = ", ".join(flaw["fix_versions"]) or "no version yet"
            name = f"{each['name']} {each['version']}"
            findings.flaws.append(f"{name}: {flaw['id']}, mended in {mended}")
    return findings


def node() -> Findings:
    """What is known of the packages of package-lock.json."""
    return read_node(ask(["npm", "audit", "--package-lock-only", "--json"]))


def read_node(said: Any) -> Findings:
    """npm audit's answer, which is another object where the registry gave none."""
    findings = Findings("Node, package-lock.json")
    if isinstance(said, str) or "vulnerabilities" not in said:
        why = said if isinstance(said, str) else said.get("message") or json.dumps(said)
        findings.unchecked[why] = 0
        return findings
    findings.checked = said["metadata"]["dependencies"]["total"]
    for name, each in said["vulnerabilities"].items():
        titles = {via["title"] for via in each["via"] if isinstance(via, dict)}
        why = "; ".join(sorted(titles)) or "by what it depends on"
        findings.flaws.append(f"{name} {each['range']}: {each['severity']}, {why}")
    return findings


def ask(command: Sequence[str]) -> Any:
    """A program's JSON, or its last words where it has none."""
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    try:
        return json.loads(answer.stdout)
    except ValueError:
        words = (answer.stderr or answer.stdout).strip().splitlines()
        return words[-1] if words else f"it ended with status {answer.returncode}"


if __name__ == "__main__":
    sys.exit(main())
