"""Rehearses what a user does with a classifier: train, push, ask, roll back."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from local.client import Client, Wrong, picture
from visage.models.served import FRESH

HANDLE = "rehearsal"
# The samples of each person, and the name that each of two runs gives them.
PEOPLE = (
    (("astronaut", "astronaut-again"), ("Eileen Collins", "astronaut")),
    (("grace-hopper",), ("Grace Hopper", "admiral")),
)
# How much longer than FRESH a change may take to be seen, for a slow machine.
_PATIENCE = 30.0


def rehearse(client: Client, models: str) -> Iterator[str]:
    """Say what was done, one step after the other, in the store `models`.

    Raises Wrong where a face does not get the name of the version in use.
    """
    with tempfile.TemporaryDirectory(prefix="visage-rehearsal-") as folder:
        runs = [_trained(Path(folder), number) for number in (0, 1)]
        _visage("models", "push", str(runs[0]), "--as", HANDLE, store=models)
        yield f"pushed a run: {_named(client, 0)}"
        _visage("models", "push", str(runs[1]), "--as", HANDLE, store=models)
        yield f"pushed another: {_named(client, 1)}"
        _visage("models", "rollback", HANDLE, store=models)
        yield f"rolled back: {_named(client, 0)}"


def _trained(folder: Path, number: int) -> Path:
    """A run in which each person has the name of this number."""
    people, run = folder / f"people-{number}", folder / "runs" / f"{number}"
    for samples, names in PEOPLE:
        (people / names[number]).mkdir(parents=True)
        for sample in samples:
            path = people / names[number] / f"{sample}.jpg"
            path.write_bytes(picture(sample))
    options = ("--embedder", "dlib_resnet_v1", "--workers", "1")
    _visage("train", str(people), "--out", str(run), *options)
    return run


def _visage(*arguments: str, store: str | None = None) -> None:
    """Run the command as its user does. Raises Wrong with what it said."""
    program = "import sys; from visage.cli import main; main(sys.argv[1:])"
    variables = {"VISAGE_MODELS": store} if store else {}
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Wrong(f"visage {' '.join(arguments)}: {done.stdout}{done.stderr}")


def _named(client: Client, number: int) -> str:
    """Wait for the names of a version, as long as a function may take to see it."""
    started = time.monotonic()
    path = f"/recognize?classifier={HANDLE}"
    wanted = [names[number] for _, names in PEOPLE]
    while True:
        response = client.send("POST", path, files={"image": picture("astronaut")})
        found = response.json()
        names = [each["classified"]["class_name"] for each in found.get("faces", [])]
        waited = time.monotonic() - started
        if names == wanted[:1]:
            version = found["classifier"]["version"]
            said = f"POST {path} says {names[0]}, version {version}"
            return f"{said}, after {waited:.0f} s"
        if waited > FRESH + _PATIENCE:
            raise Wrong(f"POST {path} answered {response.text[:300]}")
        time.sleep(2)
