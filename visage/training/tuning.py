"""Fine-tuning the network itself, in the training environment, with torch.

The work is done by `train.finetune` of a checkout, in a process of its own, as torch
does not fit into the environment of the service.
"""

from __future__ import annotations

import json
import subprocess
from dataclasses import asdict, dataclass
from pathlib import Path

from visage.models.catalogue import entry
from visage.models.store import model_store
from visage.training.dataset import Dataset, parted
from visage.training.faults import CannotTrain
from visage.training.kept import Kept
from visage.training.progress import Progress

ROOT = Path(__file__).resolve().parents[2]
TRAINING = ROOT / ".venv-train" / "bin" / "python"
FACENET = "inception_resnet_v1_"


@dataclass(frozen=True)
class Tuning:
    """How the network is tuned.

    `start` is `vggface2` or `casia`, of which the released checkpoint is looked for
    beside the models, the path of a checkpoint, or None to begin from random weights.
    """

    start: str | None
    epochs: int = 12
    head_epochs: int = 2
    batch: int = 32
    rate: float = 1e-3
    patience: int = 4

    @property
    def profile(self) -> str:
        """How faces are cut out for the network."""
        name = f"{FACENET}{self.start}"
        return name if self.start == "casia" else f"{FACENET}vggface2"


@dataclass(frozen=True)
class Tuned:
    """The tuned network as ONNX, the digests of the pictures of its validation, and the
    losses epoch by epoch: the epoch, in training, in validation.
    """

    network: bytes
    validation: frozenset[str]
    losses: list[tuple[int, float, float]]
    device: str


def checkpoint(start: str) -> Path:
    """The file of a checkpoint. Raises CannotTrain, which says how to get it."""
    if start not in ("vggface2", "casia"):
        path = Path(start)
        if not path.is_file():
            raise CannotTrain(
                f"There is no checkpoint {start}. Name vggface2, casia or a file, or "
                "begin with --from-scratch."
            )
        return path
    name = f"{FACENET}{start}"
    release = entry(name).release
    assert release is not None  # the catalogue has one for both
    objects = model_store().objects
    path = objects.path(release.file) or Path(release.file)
    if not path.is_file():
        raise CannotTrain(
            f"The checkpoint {release.file} is not in {objects.address}. Run `visage "
            f"models pull {name}`, or fetch {release.url} by other means and name the "
            "file in --start. Without it, --from-scratch begins from random weights, "
            "which needs many thousands of pictures to be of use."
        )
    return path


def folder_of(out: Path) -> Path:
    """Where a fine-tuning keeps what it goes on from, beside the folder of its run."""
    return out.absolute().parent / f".{out.name}.tuning"


def check(tuning: Tuning) -> None:
    """Raises CannotTrain where the environment or the checkpoint is missing."""
    if not TRAINING.exists():
        raise CannotTrain(
            "Fine-tuning needs torch, in the training environment of a checkout of the "
            "project: run `make train-env` there. The default, a classifier over the "
            "embedder as it is, needs neither."
        )
    if tuning.start is not None:
        checkpoint(tuning.start)


def tune(
    tuning: Tuning,
    dataset: Dataset,
    kept: Kept,
    out: Path,
    seed: int,
    progress: Progress,
) -> Tuned:
    """Tune the network on the training pictures; what was done before is taken up.

    Raises CannotTrain where the process ends with an error.
    """
    check(tuning)
    training = dataset.part(held_out=False)
    people = dataset.people
    parts = parted(training, seed + 1)
    job = {
        "tuning": asdict(tuning),
        "start": str(checkpoint(tuning.start).resolve()) if tuning.start else None,
        "seed": seed,
        "people": people,
        "data": dataset.digest,
        "pictures": [
            {
                "file": str(kept.path(each.digest).resolve()),
                "label": people.index(each.person),
                "validation": each.held_out,
            }
            for each in parts
        ],
    }
    folder = folder_of(out)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "job.json").write_text(json.dumps(job))
    progress.say("Fine-tuning; Ctrl-C stops it, and the same command goes on.")
    command = [str(TRAINING), "-m", "train.finetune", str(folder)]
    ended = subprocess.run(command, cwd=ROOT, check=False).returncode
    if ended:
        raise CannotTrain(
            f"Fine-tuning ended with status {ended}. What was done is kept in "
            f"{folder}: the same command goes on from there."
        )
    result = json.loads((folder / "result.json").read_text())
    return Tuned(
        network=(folder / "embedder.onnx").read_bytes(),
        validation=frozenset(each.digest for each in parts if each.held_out),
        losses=[tuple(each) for each in result["losses"]],
        device=result["device"],
    )
