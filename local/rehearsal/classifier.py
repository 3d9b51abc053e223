"""A trained run, pushed, asked and rolled back as its owner would do it."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from local.client import Client, expect, picture
from train.head import network
from visage.models.card import CARD, Card, File, PeopleInput, Unknown
from visage.models.served import FRESH
from visage.models.store import ModelStore
from visage.recognition.embed import profile
from visage.stores.objects import store

HANDLE = "rehearsal"
PROFILE = "dlib_resnet_v1"
PEOPLE = ["Ada", "Grace"]
# Who is named by each version, whatever the face.
VERSIONS = {1: "Ada", 2: "Grace"}
PATIENCE = FRESH + 15.0  # seconds until a version has to be in use
PAUSE = 2.0


def make_run(folder: Path, named: str, models: Path) -> Path:
    """The folder of a run whose head names one person, whatever the face."""
    at = PEOPLE.index(named)
    weight = np.zeros((len(PEOPLE), profile(PROFILE).dimension), np.float32)
    head = network(weight, np.eye(len(PEOPLE), dtype=np.float32)[at] * 5)
    embedder = ModelStore(store(str(models))).read(PROFILE)
    strangers = Unknown(logit=-5, false_names=1, low=0, high=1, source="none")
    card = Card(
        input=PeopleInput(
            profile=PROFILE,
            embedder_sha256=hashlib.sha256(embedder).hexdigest(),
            unknown=strangers,
        ),
        classes=PEOPLE,
        licence="none",
        training_data="none",
        made=datetime.now(UTC).replace(microsecond=0),
        files={
            "classifier": File(
                file="classifier.onnx",
                sha256=hashlib.sha256(head).hexdigest(),
                size=len(head),
            )
        },
    )
    folder.mkdir()
    (folder / "classifier.onnx").write_bytes(head)
    (folder / CARD).write_text(card.model_dump_json())
    return folder


def visage(address: str, *arguments: str) -> str:
    """What `visage models` says, with the bucket as its store."""
    program = "from visage.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "models", *arguments],
        env={**os.environ, "VISAGE_MODELS": address},
        capture_output=True,
        text=True,
    )
    expect(done.returncode == 0, f"visage models {arguments[0]}: {done.stderr}")
    return done.stdout.strip()


def wait_for(client: Client, version: int) -> float:
    """Ask until a version answers; the seconds that it took. Raises Wrong."""
    started = time.monotonic()
    form = {"image": picture("astronaut")}
    while True:
        answer = client.send("POST", f"/classify/{HANDLE}?top=1", files=form)
        passed = time.monotonic() - started
        if answer.status_code == 200:
            (best,) = answer.json()
            about = answer.headers["X-Visage-About"]
            if f'"version":{version},' in about:
                expect(best["class_name"] == VERSIONS[version], answer.text)
                return passed
        expect(
            passed < PATIENCE,
            f"version {version} was not in use after {passed:.0f} s: {answer.text}",
        )
        time.sleep(PAUSE)
