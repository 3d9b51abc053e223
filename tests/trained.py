"""Small trained classifiers for tests: a card and the files that it names."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from train.head import network
from visage.models.card import CARD, Accuracy, Card, File, PeopleInput, Unknown
from visage.models.network import Floats

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
