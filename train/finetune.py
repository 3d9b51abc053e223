"""Fine-tune facenet-pytorch's InceptionResnetV1 on faces that `visage train` cut out.

    .venv-train/bin/python -m train.finetune FOLDER

FOLDER has the `job.json` that `visage.training.tuning` writes. The classifier is first
trained alone over the network as it is, then with its last blocks; from random weights,
everything is. The classifier is the softmax of scaled cosines (Wang et al., "NormFace",
2017), so that the embeddings fit the cosines that faces are named by. It stops early
where the loss in validation no longer falls, and keeps the best epoch.

After each epoch all that goes on from there is kept in FOLDER. Every epoch draws its
random numbers anew from the seed, so that a run that was killed ends with the same
losses as one that was not. At last come `embedder.onnx`, held against torch, and
`result.json`.
"""

from __future__ import annotations

import copy
import json
import math
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from facenet_pytorch import InceptionResnetV1
from torch import nn
from torch.nn import functional
from torchvision.transforms import v2
from tqdm import tqdm

from train.export import SIZE, export, load
from visage.errors import VisageError
from visage.training.kept import chip_of

# What is trained with the classifier after it: some 40 % of the weights.
LAST_BLOCKS = ("repeat_3", "block8", "last_linear", "last_bn")
# The last blocks were trained on millions of faces: they move more slowly.
BLOCKS_RATE = 0.1
# Cosines lie between -1 and 1; times this, a softmax can be sure.
SCALE = 24.0
WARM_UP = 0.1  # of all steps
CHECKPOINT = "checkpoint.pt"
# The largest difference between torch's and ONNX Runtime's unit vectors.
PARITY = 1e-3
_PARITY_CHIPS = 4

# Faces as they may be seen elsewhere: mirrored, moved, leaning, in another light.
AUGMENT = v2.Compose(
    [
        v2.RandomHorizontalFlip(),
        v2.RandomAffine(degrees=8, translate=(0.06, 0.06), scale=(0.9, 1.1)),
        v2.ColorJitter(brightness=0.3, contrast=0.3, saturation=0.3),
        v2.RandomGrayscale(0.1),
    ]
)


@dataclass
class State:
    """Where a run is: epochs done, losses, the best weights and how long ago."""

    epoch: int = 0
    losses: list[tuple[int, float, float]] = field(default_factory=list)
    best: float = math.inf
    best_epoch: int = 0
    best_weights: dict[str, Any] = field(default_factory=dict)


class Part:
    """The pictures of one part: chips, (n, 3, 160, 160) uint8, and their labels."""

    def __init__(self, pictures: list[dict[str, Any]]) -> None:
        chips = [chip_of(Path(each["file"])) for each in pictures]
        stacked = np.stack(chips).transpose(0, 3, 1, 2)
        self.chips = torch.from_numpy(np.ascontiguousarray(stacked))
        self.labels = torch.tensor([each["label"] for each in pictures])


class Finetuning:
    """A network with a classifier of cosines, and how both are trained."""

    def __init__(self, job: dict[str, Any], folder: Path) -> None:
        self.job, self.tuning, self.folder = job, job["tuning"], folder
        torch.manual_seed(job["seed"])
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        body = load(Path(job["start"])) if job["start"] else InceptionResnetV1()
        self.body = body.to(self.device)
        self.head = nn.Parameter(torch.randn(len(job["people"]), 512) / 512**0.5)
        self.head.data = self.head.data.to(self.device)
        pictures = job["pictures"]
        self.training = Part([e for e in pictures if not e["validation"]])
        judged = [e for e in pictures if e["validation"]]
        self.validation = Part(judged) if judged else self.training
        self.optimizer = self._optimizer()
        self.state = State()

    def run(self) -> None:
        """Train from where it was left to the last epoch, or until it stops early."""
        self._resume()
        while self.state.epoch < self.tuning["epochs"] and not self._is_stuck():
            self._epoch()
            self._save()
            epoch, training, judged = self.state.losses[-1]
            said = f"epoch {epoch}: {training:.6f}, validation {judged:.6f}"
            print(said, flush=True)
        self.body.load_state_dict(self.state.best_weights)

    def _optimizer(self) -> torch.optim.Optimizer:
        self.moved = []
        for name, weights in self.body.named_parameters():
            last = name.startswith(LAST_BLOCKS)
            weights.requires_grad_(not self.job["start"] or last)
            if weights.requires_grad:
                self.moved.append(weights)
        share = BLOCKS_RATE if self.job["start"] else 1.0
        rate = self.tuning["rate"]
        groups = [
            {"params": [self.head], "share": 1.0, "lr": rate},
            {"params": self.moved, "share": share, "lr": rate},
        ]
        return torch.optim.AdamW(groups, weight_decay=1e-4)

    def _epoch(self) -> None:
        """Go once through the training pictures, then look at the validation's."""
        epoch = self.state.epoch
        torch.manual_seed(self.job["seed"] * 100_003 + epoch)
        head_alone = bool(self.job["start"]) and epoch < self.tuning["head_epochs"]
        # Running statistics of blocks that do not move are left as they are.
        self.body.train(not head_alone)
        if self.job["start"]:
            for name, block in self.body.named_children():
                block.train(not head_alone and name in LAST_BLOCKS)
        batches = self._batches()
        total = 0.0
        bar = tqdm(batches, f"epoch {epoch + 1}", unit="batch", disable=None)
        for at, batch in enumerate(bar):
            self._set_rates((epoch + at / len(batches)) / self.tuning["epochs"])
            total += self._step(batch, head_alone) * len(batch)
        training = total / sum(len(batch) for batch in batches)
        judged = self._judged()
        self.state.epoch += 1
        self.state.losses.append((epoch + 1, training, judged))
        if judged < self.state.best:
            self.state.best, self.state.best_epoch = judged, epoch + 1
            self.state.best_weights = copy.deepcopy(self.body.state_dict())

    def _batches(self) -> list[torch.Tensor]:
        """The pictures in a random order; none is alone, as normalisation needs two."""
        order = torch.randperm(len(self.training.labels))
        batches = list(order.split(self.tuning["batch"]))
        if len(batches) > 1 and len(batches[-1]) == 1:
            batches[-2:] = [torch.cat(batches[-2:])]
        return batches

    def _step(self, batch: torch.Tensor, head_alone: bool) -> float:
        chips = AUGMENT(self.training.chips[batch])
        with self._cast():
            with torch.set_grad_enabled(not head_alone):
                vectors = self.body(standardised(chips).to(self.device))
            loss = self._loss(vectors, self.training.labels[batch])
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_([self.head, *self.moved], 5.0)
        self.optimizer.step()
        return float(loss.detach())

    def _cast(self) -> Any:
        """Half precision where the processor has units for it: on GPUs."""
        return torch.autocast(
            self.device.type, torch.bfloat16, enabled=self.device.type == "cuda"
        )

    def _loss(self, vectors: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
        cosines = functional.normalize(vectors) @ functional.normalize(self.head).T
        return functional.cross_entropy(SCALE * cosines, labels.to(self.device))

    def _judged(self) -> float:
        self.body.eval()
        part, total = self.validation, 0.0
        with torch.inference_mode(), self._cast():
            for at in torch.arange(len(part.labels)).split(self.tuning["batch"]):
                vectors = self.body(standardised(part.chips[at]).to(self.device))
                total += float(self._loss(vectors, part.labels[at])) * len(at)
        return total / len(part.labels)

    def _set_rates(self, progress: float) -> None:
        """Warm up, then fall like a cosine; `progress` goes from 0 to 1."""
        factor = min(1.0, progress / WARM_UP + 0.01)
        factor *= (1 + math.cos(math.pi * progress)) / 2
        for group in self.optimizer.param_groups:
            group["lr"] = self.tuning["rate"] * group["share"] * factor

    def _is_stuck(self) -> bool:
        late = self.state.epoch - self.state.best_epoch >= self.tuning["patience"]
        return self.state.epoch > 0 and late

    def _save(self) -> None:
        """Keep all that the next epoch needs, whole or not at all."""
        part = self.folder / f".{CHECKPOINT}.part"
        torch.save(
            {
                "job": json.dumps(self.job, sort_keys=True),
                "body": self.body.state_dict(),
                "head": self.head.detach(),
                "optimizer": self.optimizer.state_dict(),
                "state": vars(self.state),
            },
            part,
        )
        part.replace(self.folder / CHECKPOINT)

    def _resume(self) -> None:
        """Take up what was kept of this very job; another one's is left behind."""
        path = self.folder / CHECKPOINT
        if not path.exists():
            return
        kept = torch.load(path, map_location=self.device, weights_only=True)
        if kept["job"] != json.dumps(self.job, sort_keys=True):
            print("Other pictures or options than before: from the beginning.")
            return
        self.body.load_state_dict(kept["body"])
        self.head.data.copy_(kept["head"])
        self.optimizer.load_state_dict(kept["optimizer"])
        self.state = State(**kept["state"])
        self.state.losses = [(e, t, v) for e, t, v in self.state.losses]
        print(f"Going on after epoch {self.state.epoch}.", flush=True)


def standardised(chips: torch.Tensor) -> torch.Tensor:
    """Pixels 0 to 255 in the network's range."""
    return (chips.float() - 127.5) / 128.0


def check_parity(network: Any, content: bytes, chips: torch.Tensor) -> float:
    """The largest difference of unit vectors, torch to ONNX. Raises where too large."""
    batch = standardised(chips[:_PARITY_CHIPS])
    with torch.inference_mode():
        wanted = network(batch).numpy()
    session = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])
    found = session.run(None, {session.get_inputs()[0].name: batch.numpy()})[0]
    largest = float(np.abs(found - wanted).max())
    if largest > PARITY:
        raise SystemExit(
            f"The exported network differs from torch's by {largest:.5f}, more than "
            f"{PARITY}: it is not kept."
        )
    return largest


def main() -> None:
    folder = Path(sys.argv[1])
    job = json.loads((folder / "job.json").read_text())
    torch.backends.cudnn.deterministic = True
    try:
        tuning = Finetuning(job, folder)
        tuning.run()
    except VisageError as error:
        raise SystemExit(str(error)) from error
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    network = tuning.body.cpu().eval()
    chips = tuning.training.chips
    with torch.inference_mode():
        network(standardised(chips[:2]))
    content = export(copy.deepcopy(network))
    parity = check_parity(network, content, chips)
    (folder / "embedder.onnx").write_bytes(content)
    result = {
        "losses": tuning.state.losses,
        "best_epoch": tuning.state.best_epoch,
        "device": str(tuning.device.type),
        "parity": parity,
        "size": SIZE,
    }
    (folder / "result.json").write_text(json.dumps(result))


if __name__ == "__main__":
    main()
