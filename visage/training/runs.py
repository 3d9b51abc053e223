"""The folder of a run: written whole, read by `visage models push` and by later runs.

card.json, classifier.onnx      what is served; embedder.onnx where it was tuned
report.html, charts/*.png       what it is worth
config.json, metrics.json       what was asked, and what was measured
held-out.csv, left-out.csv      every answer, and every file that was not used
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import platform
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError

import visage
from visage.models.card import CARD, Accuracy, Card, File, PeopleInput, Unknown
from visage.models.catalogue import catalogue
from visage.models.network import Floats
from visage.recognition.embed import INT8, profile
from visage.training.faults import RunExists
from visage.training.head import network
from visage.training.measures import Measures, Rate
from visage.training.pairs import decided_rightly, roc, similarities
from visage.training.scores import learning_curve
from visage.training.train import Training
from visage.training.tuning import folder_of

METRICS, CONFIG, HELD_OUT = "metrics.json", "config.json", "held-out.csv"


class Verification(BaseModel):
    """The pairs of LFW's protocol; `roc` are shares of pairs of two and of one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    pairs: int
    without_pictures: int
    right: Rate
    roc: list[tuple[float, float]]


class Metrics(BaseModel):
    """All that was measured in a run: the same again from the same data and seed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    data_sha256: str
    people: int
    training: int
    held_out: int
    strangers: int
    measures: Measures
    threshold: Rate | None
    temperature: float
    unknown: float
    learning_curve: list[tuple[int, float, float, float]]
    losses: list[tuple[int, float, float]]
    verification: Verification | None


@dataclass(frozen=True)
class Run:
    """A run that was written before: where it is, its metrics, its answers.

    `answers` has for each held-out picture by its file's digest the name it got.
    """

    folder: Path
    metrics: Metrics
    answers: Mapping[str, tuple[str, str]]


def check_out(out: Path, *, force: bool) -> None:
    """Raises RunExists where the folder of a run holds something already."""
    if not out.exists():
        return
    if not out.is_dir():
        raise RunExists(f"{out} is a file; name a folder that is to be made.")
    if not any(out.iterdir()):
        return
    if not (out / CARD).is_file():
        raise RunExists(f"{out} holds other things; name a folder that is to be made.")
    if not force:
        raise RunExists(
            f"{out} is a run already. Name another folder, to compare them, or add "
            "--force to replace it."
        )


def metrics_of(training: Training) -> Metrics:
    """What was measured."""
    dataset, scores = training.dataset, training.scores
    strangers = training.strangers
    curve = [] if training.tuned else learning_curve(dataset, training.wish.seed)
    return Metrics(
        data_sha256=dataset.digest,
        people=len(dataset.people),
        training=len(dataset.part(held_out=False)),
        held_out=len(scores.held_out),
        strangers=len(strangers.samples) if strangers else 0,
        measures=scores.measures,
        threshold=scores.head.false_names,
        temperature=scores.head.temperature,
        unknown=scores.head.unknown,
        learning_curve=curve,
        losses=training.tuned.losses if training.tuned else [],
        verification=_verification(training),
    )


def _verification(training: Training) -> Verification | None:
    """The pairs whose pictures are all in the sources, decided by the protocol."""
    every = [*training.dataset.samples]
    every += training.strangers.samples if training.strangers else []
    vectors = {_file_name(each.name): each.vector for each in every}
    there = [
        pair
        for pair in training.pairs
        if pair.first in vectors and pair.second in vectors
    ]
    if not there:
        return None
    similarity = similarities(there, vectors)
    same = np.array([pair.same for pair in there])
    folds = np.array([pair.fold for pair in there])
    right = Rate.counted(decided_rightly(similarity, same, folds), len(there))
    assert right is not None
    return Verification(
        pairs=len(there),
        without_pictures=len(training.pairs) - len(there),
        right=right,
        roc=roc(similarity, same),
    )


def _file_name(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2]


def card_of(training: Training, files: Mapping[str, bytes]) -> Card:
    """The card of what was trained; `files` are those that are served with it."""
    head, measures = training.scores.head, training.scores.measures
    strangers = measures.false_names or head.false_names
    assert strangers is not None  # there is a training picture at least
    used = profile(training.profile)
    known = catalogue().get(used.model.removesuffix(INT8))
    kept = (
        {}
        if training.embedder
        else {"commercial": known.commercial if known else "unknown"}
    )
    return Card(
        input=PeopleInput(
            profile=training.profile,
            embedder_sha256=training.embedder_sha256,
            unknown=Unknown(
                logit=head.unknown,
                false_names=strangers.share,
                low=strangers.low,
                high=strangers.high,
                source="strangers" if measures.false_names else head.source,
            ),
        ),
        classes=training.dataset.people,
        temperature=head.temperature,
        accuracy=_accuracy(measures),
        licence=f"as its pictures allow; embedder: {used.licence}",
        training_data=(
            f"{len(training.dataset.samples):,} pictures of "
            f"{len(training.dataset.people):,} people"
        ),
        data_sha256=training.dataset.digest,
        made=datetime.now(UTC).replace(microsecond=0),
        files={
            name: File(
                file=f"{name}.html" if name == "report" else f"{name}.onnx",
                sha256=hashlib.sha256(content).hexdigest(),
                size=len(content),
            )
            for name, content in files.items()
        },
        **kept,  # type: ignore[arg-type]
    )


def _accuracy(measures: Measures) -> Accuracy | None:
    top1 = measures.top1
    if top1 is None:
        return None
    return Accuracy(
        top1=top1.share,
        low=top1.low,
        high=top1.high,
        pictures=top1.of,
        source="held-out pictures of the same people",
    )


def config_of(training: Training) -> dict[str, object]:
    """What was asked, and by what it was done."""
    wish = training.wish
    return {
        "sources": [str(each) for each in wish.sources],
        "strangers": [str(each) for each in wish.strangers],
        "pairs": str(wish.pairs) if wish.pairs else None,
        "seed": wish.seed,
        "false_names": wish.false_names,
        "profile": training.profile,
        "embedder_sha256": training.embedder_sha256,
        "fine_tuning": asdict(wish.tuning) if wish.tuning else None,
        "seconds": round(training.seconds, 1),
        "workers": wish.workers,
        "visage": visage.__version__,
        "python": platform.python_version(),
        "numpy": version("numpy"),
        "onnxruntime": version("onnxruntime"),
    }


def write(
    training: Training,
    metrics: Metrics,
    report: bytes,
    charts: Mapping[str, bytes],
) -> Path:
    """Write the folder of a run beside its place, then put it there.

    A run that was there is replaced. Raises OSError.
    """
    out = training.wish.out.absolute()
    part = out.parent / f".{out.name}.part"
    shutil.rmtree(part, ignore_errors=True)
    (part / "charts").mkdir(parents=True)
    served = {
        "classifier": _classifier(training.scores.head.directions),
        "report": report,
    }
    if training.embedder is not None:
        served["embedder"] = training.embedder
    card = card_of(training, served)
    for name, content in served.items():
        (part / card.files[name].file).write_bytes(content)
    for name, content in charts.items():
        (part / "charts" / f"{name}.png").write_bytes(content)
    (part / METRICS).write_text(metrics.model_dump_json(indent=2) + "\n")
    (part / CONFIG).write_text(json.dumps(config_of(training), indent=2) + "\n")
    (part / HELD_OUT).write_text(_held_out(training))
    (part / "left-out.csv").write_text(_left_out(training))
    (part / CARD).write_text(card.model_dump_json(indent=2) + "\n")
    if out.exists():
        shutil.rmtree(out)
    part.rename(out)
    shutil.rmtree(folder_of(training.wish.out), ignore_errors=True)  # it is done
    return out


def _classifier(directions: Floats) -> bytes:
    return network(directions, np.zeros(len(directions), np.float32))


def _held_out(training: Training) -> str:
    people = training.dataset.people
    rows = [
        [
            each.sample.person,
            people[each.said] if each.said is not None else "unknown",
            f"{each.sure:.4f}",
            f"{each.own:.4f}",
            each.sample.digest,
            each.sample.name,
        ]
        for each in training.scores.answers
    ]
    return _table(["person", "answer", "sure", "own", "sha256", "file"], rows)


def _left_out(training: Training) -> str:
    lists = [training.dataset, *([training.strangers] if training.strangers else [])]
    rows = [[e.person, e.reason, e.name] for each in lists for e in each.left_out]
    return _table(["person", "reason", "file"], rows)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue()


def previous(out: Path) -> Run | None:
    """The newest other run in the same folder, None where there is none."""
    found = []
    for card in out.absolute().parent.glob(f"*/{CARD}"):
        folder = card.parent
        if folder == out.absolute():
            continue
        try:
            metrics = Metrics.model_validate_json((folder / METRICS).read_bytes())
            made = Card.model_validate_json(card.read_bytes()).made
            rows = list(csv.DictReader((folder / HELD_OUT).read_text().splitlines()))
            answers = {row["sha256"]: (row["person"], row["answer"]) for row in rows}
        except (OSError, ValidationError, KeyError, UnicodeDecodeError):
            continue  # a folder of something else, or of another version
        found.append((made, folder.name, Run(folder, metrics, answers)))
    return max(found, key=lambda each: each[:2])[2] if found else None
