"""Small trained classifiers for tests: a card and the files that it names."""

from __future__ import annotations

import hashlib
import shutil
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from tests.conftest import PORTRAITS
from train.head import network
from visage.models.card import CARD, Accuracy, Card, File, PeopleInput, Unknown
from visage.models.handles import Handles, card_of
from visage.models.network import Floats
from visage.models.store import ModelStore, model_store
from visage.pictures.photo import Photo
from visage.recognition.recognizer import Recognizer
from visage.stores.objects import store

MADE = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def file_of(name: str, content: bytes) -> File:
    digest = hashlib.sha256(content).hexdigest()
    return File(file=name, sha256=digest, size=len(content))


def people_card(
    names: list[str],
    files: dict[str, bytes],
    *,
    embedder_sha256: str = "0" * 64,
    unknown: float = 0.5,
) -> bytes:
    """The card of a people classifier over dlib's embeddings."""
    card = Card(
        input=PeopleInput(
            profile="dlib_resnet_v1",
            embedder_sha256=embedder_sha256,
            unknown=Unknown(
                logit=unknown, false_names=0.01, low=0.0, high=0.02, source="strangers"
            ),
        ),
        classes=names,
        temperature=0.1,
        accuracy=Accuracy(top1=0.98, low=0.95, high=0.99, pictures=50, source="ours"),
        licence="none",
        training_data="two portraits",
        made=MADE,
        files={name: file_of(f"{name}.onnx", each) for name, each in files.items()},
    )
    return card.model_dump_json(indent=2).encode()


def a_run(
    folder: Path, vectors: dict[str, Floats], embedder_sha256: str = "0" * 64
) -> Path:
    """The folder of a run whose logits are cosines to one vector a person."""
    weight = np.stack(list(vectors.values())).astype(np.float32)
    head = network(weight, np.zeros(len(weight), np.float32))
    card = people_card(
        list(vectors),
        {"classifier": head},
        embedder_sha256=embedder_sha256,
        unknown=0.95,
    )
    folder.mkdir(parents=True)
    (folder / "classifier.onnx").write_bytes(head)
    (folder / CARD).write_bytes(card)
    return folder


PEOPLE = {"astronaut": "Eileen Collins", "grace_hopper": "Grace Hopper"}
# A report as a run has one; its script is to show that none is run.
REPORT = b"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Report</title>
<h1>Report</h1><p>Two people</p>
<script>document.body.textContent = "A script ran."</script></html>"""


def store_with_people(folder: Path, handle: str) -> None:
    """Make a store of what this machine's has, with a classifier that knows PEOPLE.

    The files of the models are links; a store puts what it writes in their place.
    """
    here = Path(model_store().objects.address)
    for path in here.iterdir():
        if path.is_file() and not path.name.startswith("."):
            (folder / path.name).symlink_to(path)
        elif path.is_dir():
            shutil.copytree(path, folder / path.name)
    models = ModelStore(store(str(folder)))
    recognizer = Recognizer.load(models, "dlib_resnet_v1")
    vectors = {}
    for portrait, name in PEOPLE.items():
        shown = Photo(PORTRAITS[portrait].read_bytes())
        faces = recognizer.finder.find(shown, only_largest=True).faces
        vectors[name] = recognizer.recognize(shown, faces)[0].vector
    digest = hashlib.sha256(models.read("dlib_resnet_v1")).hexdigest()
    run = a_run(folder / "run", vectors, digest)
    files = {"classifier": (run / "classifier.onnx").read_bytes(), "report": REPORT}
    known = card_of((run / CARD).read_bytes(), CARD)
    named = {**known.files, "report": file_of("report.html", REPORT)}
    card = known.model_copy(update={"files": named}).model_dump_json().encode()
    Handles(models.objects).put(handle, card, files)
