"""`visage models export`: a torch checkpoint into the store, as ONNX."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click

from visage.recognition.embed import PROFILES

ROOT = Path(__file__).resolve().parents[2]
TRAINING = ROOT / ".venv-train" / "bin" / "python"
EXPORTED = [name for name in PROFILES if name.startswith("inception_resnet_v1_")]


@click.command()
@click.argument("checkpoint", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--model",
    type=click.Choice(EXPORTED),
    help="embedder that it becomes [by the checkpoint's name]",
)
def export(checkpoint: Path, model: str | None) -> None:
    """Turn a checkpoint of InceptionResnetV1 into a model of the store.

    Takes facenet-pytorch's published checkpoints and ones tuned from them. Needs the
    training environment: `make train-env`.
    """
    chosen = model or _by_name(checkpoint.name)
    if not TRAINING.exists():
        raise click.ClickException(
            "The training environment is not here; run `make train-env`."
        )
    command = [str(TRAINING), "-m", "train.export", str(checkpoint.resolve())]
    sys.exit(subprocess.run([*command, "--model", chosen], cwd=ROOT).returncode)


def _by_name(file: str) -> str:
    """`20180402-114759-vggface2.pt` becomes `inception_resnet_v1_vggface2`."""
    for name in EXPORTED:
        if name.rpartition("_")[2] in file:
            return name
    raise click.UsageError(
        f"{file} does not say which embedder it is; add --model "
        f"{' or '.join(EXPORTED)}."
    )
