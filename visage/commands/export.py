"""`visage models export`: a torch checkpoint into the store, as ONNX."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click

from visage.errors import BadParameter
from visage.models.handles import check_handle
from visage.recognition.embed import PROFILES

ROOT = Path(__file__).resolve().parents[2]
TRAINING = ROOT / ".venv-train" / "bin" / "python"
EXPORTED = [name for name in PROFILES if name.startswith("inception_resnet_v1_")]
SIDE = click.IntRange(16, 1024)


@click.command()
@click.argument("checkpoint", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--model",
    type=click.Choice(EXPORTED),
    help="embedder that it becomes [by the checkpoint's name]",
)
@click.option(
    "--torchvision",
    "architecture",
    metavar="NETWORK",
    help="it is a classifier of torchvision's, such as mobilenet_v3_small",
)
@click.option(
    "--labels",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="the names of its classes, one a line, in their order",
)
@click.option("--as", "handle", metavar="HANDLE", help="serve it under this handle")
@click.option(
    "--resize",
    type=SIDE,
    help="pixels of the shorter side of pictures [as torchvision's own weights want]",
)
@click.option(
    "--crop", type=SIDE, help="pixels of the square in the middle that it sees [so too]"
)
@click.option("--licence", metavar="WORDS", help="what it may be used for, in words")
@click.option("--training-data", metavar="WORDS", help="what it was trained on")
def export(
    checkpoint: Path,
    model: str | None,
    architecture: str | None,
    labels: Path | None,
    handle: str | None,
    resize: int | None,
    crop: int | None,
    licence: str | None,
    training_data: str | None,
) -> None:
    """Turn a checkpoint into an embedder, or into a classifier under a handle.

    An embedder comes from facenet-pytorch's published checkpoints of InceptionResnetV1
    and from ones tuned from them. With --torchvision, --labels and --as, any of
    torchvision's networks for classification becomes a classifier, which POST
    /classify/HANDLE serves. Needs the training environment: `make train-env`.
    """
    said = {
        "labels": labels,
        "as": handle,
        "resize": resize,
        "crop": crop,
        "licence": licence,
        "training-data": training_data,
    }
    given = {name: str(value) for name, value in said.items() if value is not None}
    if architecture is None:
        if given:
            raise click.UsageError(f"--{next(iter(given))} goes with --torchvision.")
        chosen = ["train.export", str(checkpoint.resolve())]
        chosen += ["--model", model or _by_name(checkpoint.name)]
    else:
        chosen = _classifier(checkpoint, architecture, model, given)
    if not TRAINING.exists():
        raise click.ClickException(
            "The training environment is not here; run `make train-env`."
        )
    sys.exit(subprocess.run([str(TRAINING), "-m", *chosen], cwd=ROOT).returncode)


def _classifier(
    checkpoint: Path, architecture: str, model: str | None, given: dict[str, str]
) -> list[str]:
    """The program that exports a classifier, with its arguments."""
    if model is not None:
        raise click.UsageError("--model is for embedders; leave out --torchvision.")
    if not {"labels", "as"} <= given.keys():
        raise click.UsageError("--torchvision needs --labels and --as too.")
    try:
        check_handle(given["as"])
    except BadParameter as error:
        raise click.UsageError(str(error)) from error
    given = {**given, "labels": str(Path(given["labels"]).resolve())}
    given["handle"] = given.pop("as")
    options = [word for name, value in given.items() for word in (f"--{name}", value)]
    return [
        *("train.torchvision_export", str(checkpoint.resolve())),
        *("--architecture", architecture, *options),
    ]


def _by_name(file: str) -> str:
    """`20180402-114759-vggface2.pt` becomes `inception_resnet_v1_vggface2`."""
    for name in EXPORTED:
        if name.rpartition("_")[2] in file:
            return name
    raise click.UsageError(
        f"{file} does not say which embedder it is; add --model "
        f"{' or '.join(EXPORTED)}, or --torchvision for a classifier."
    )
