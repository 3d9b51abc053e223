"""facenet-pytorch's way to fine-tune, after the steps of its notebook.

    .venv-train/bin/python -m bench.finetune_peer FOLDER HELD_OUT.csv CHECKPOINT|-

FOLDER has a folder for each person. Faces are cut out by its MTCNN; then all of
InceptionResnetV1 is trained as a classifier for 8 epochs with Adam at 0.001, batches of
32, and a tenth of the rate after 5. What HELD_OUT.csv names does not train. After every
epoch: seconds since the start, without those of measuring, of the clock and of the
processor, and the share of the held-out pictures that is named rightly.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
import time
from pathlib import Path
from typing import Any

import torch
from facenet_pytorch import MTCNN, InceptionResnetV1
from PIL import Image
from torch import nn

EPOCHS, BATCH, RATE, MILESTONES = 8, 32, 1e-3, [5]


Faces = list[tuple[Any, int]]


def cut_out(folder: Path, held_out: set[str]) -> tuple[Faces, Faces]:
    """Faces and labels that train, and those that are held out."""
    mtcnn = MTCNN(image_size=160, margin=0)
    training: Faces = []
    judged: Faces = []
    people = sorted(each.name for each in folder.iterdir() if each.is_dir())
    for path in sorted(folder.glob("*/*")):
        image = Image.open(path).convert("RGB").resize((512, 512))
        face = mtcnn(image)
        if face is None:
            continue
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        part = judged if digest in held_out else training
        part.append((face, people.index(path.parent.name)))
    return training, judged


def main() -> None:
    folder, table, checkpoint = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    rows = csv.DictReader(table.read_text().splitlines())
    held_out = {row["sha256"] for row in rows}
    torch.manual_seed(0)
    clock, work, spared = time.perf_counter(), time.process_time(), [0.0, 0.0]
    training, judged = cut_out(folder, held_out)
    people = len({label for _, label in training})
    network = InceptionResnetV1(classify=True, num_classes=people)
    if checkpoint != "-":
        state = torch.load(checkpoint, weights_only=True)
        kept = {k: v for k, v in state.items() if not k.startswith("logits")}
        network.load_state_dict(kept, strict=False)
    optimizer = torch.optim.Adam(network.parameters(), lr=RATE)
    schedule = torch.optim.lr_scheduler.MultiStepLR(optimizer, MILESTONES)
    faces = torch.stack([face for face, _ in training])
    labels = torch.tensor([label for _, label in training])
    for epoch in range(EPOCHS):
        network.train()
        for at in torch.randperm(len(labels)).split(BATCH):
            if len(at) < 2:
                continue
            loss = nn.functional.cross_entropy(network(faces[at]), labels[at])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        schedule.step()
        before = time.perf_counter(), time.process_time()
        network.eval()
        with torch.inference_mode():
            right = sum(
                int(network(face[None]).argmax()) == label for face, label in judged
            )
        spared[0] += time.perf_counter() - before[0]
        spared[1] += time.process_time() - before[1]
        print(
            json.dumps(
                {
                    "epoch": epoch + 1,
                    "clock": time.perf_counter() - clock - spared[0],
                    "work": time.process_time() - work - spared[1],
                    "top1": right / len(judged),
                    "held_out": len(judged),
                }
            ),
            flush=True,
        )


if __name__ == "__main__":
    main()
