"""Classifiers over embeddings against one another, on the same people and strangers.

    python -m bench.heads [--data FOLDER]

The 8 public figures and the 62 people of LFW train, strangers are the other people of
LFW's pairs. For the directions that `visage train` makes and for scikit-learn's linear
classifiers: the share of held-out pictures whose best answer is right, and the share
that is named rightly where the best answer has to be above that of all but 1 % and
0.1 % of strangers' pictures. Means of three seeds.
"""

from __future__ import annotations

import argparse
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier

from visage.commands.train import Bars
from visage.models.store import model_store
from visage.training.dataset import Dataset, Gathering, Sample, parted
from visage.training.faces import Look
from visage.training.head import directions
from visage.training.kept import Kept
from visage.training.scores import labels_of
from visage.training.train import FACES, Wish, gathered

Rows = NDArray[np.float64]
Logits = Callable[[Rows], Rows]
DATA = Path("../shared/data")
OUT = Path("bench/out/heads")
KNOWN = ("people-8.tar", "lfw-62-people.tar")
STRANGERS = "lfw-pairs-folds1-2.tar"
EMBEDDER = "dlib_resnet_v1"
SEEDS = range(3)
RATES = (0.01, 0.001)


def means(vectors: Rows, labels: NDArray[np.intp]) -> Logits:
    made = directions(vectors.astype(np.float32), labels, labels.max() + 1)
    return lambda rows: rows @ made.T


def logistic(vectors: Rows, labels: NDArray[np.intp]) -> Logits:
    fitted = LogisticRegression(C=100, max_iter=500).fit(vectors, labels)
    return lambda rows: np.asarray(fitted.decision_function(rows))


def one_against_all(vectors: Rows, labels: NDArray[np.intp]) -> Logits:
    each = LogisticRegression(C=100, max_iter=300)
    fitted = OneVsRestClassifier(each).fit(vectors, labels)
    return lambda rows: np.asarray(fitted.decision_function(rows))


def discriminants(vectors: Rows, labels: NDArray[np.intp]) -> Logits:
    solver = LinearDiscriminantAnalysis(solver="lsqr", shrinkage="auto")
    fitted = solver.fit(vectors, labels)
    return lambda rows: np.asarray(fitted.decision_function(rows))


HEADS = {
    "means of unit vectors (ours)": means,
    "logistic regression": logistic,
    "logistic, one against all": one_against_all,
    "linear discriminants": discriminants,
}


def gather(data: Path) -> tuple[Dataset, Dataset]:
    """The people and the strangers, with their vectors."""
    sources = [data / name for name in KNOWN]
    wish = Wish(sources=sources, out=OUT / "run")
    look = Look(EMBEDDER)
    kept = Kept(OUT / FACES / look.digest(model_store()))
    dataset = gathered(wish, sources, look, kept, Bars(), Gathering())
    others = [data / STRANGERS]
    gathering = Gathering(others=dataset)
    return dataset, gathered(wish, others, look, kept, Bars(), gathering, 1)


def rows_of(samples: list[Sample]) -> Rows:
    return np.stack([each.vector for each in samples]).astype(np.float64)


def measured(dataset: Dataset, strangers: Rows, name: str, seed: int) -> list[float]:
    """Top-1, the shares named rightly at both rates, and the seconds of the fit."""
    parts = parted(dataset.samples, seed)
    training = [each for each in parts if not each.held_out]
    held_out = [each for each in parts if each.held_out]
    started = time.perf_counter()
    logits = HEADS[name](rows_of(training), labels_of(training, dataset.people))
    seconds = time.perf_counter() - started
    known, labels = logits(rows_of(held_out)), labels_of(held_out, dataset.people)
    right = known.argmax(axis=1) == labels
    scores = np.sort(logits(strangers).max(axis=1))[::-1]
    cuts = [scores[int(rate * len(scores))] for rate in RATES]
    named = [float((right & (known.max(axis=1) > cut)).mean()) for cut in cuts]
    return [float(right.mean()), *named, seconds]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA)
    data = parser.parse_known_args()[0].data
    if not (data / STRANGERS).exists():
        print(f"There is no {data / STRANGERS}: name the folder of LFW with --data.")
        return
    warnings.simplefilter("ignore", ConvergenceWarning)
    dataset, strangers = gather(data)
    probes = rows_of(strangers.samples)
    print(
        f"{len(dataset.samples)} pictures of {len(dataset.people)} people, "
        f"{len(probes)} of strangers\n"
        f"{'':30} top-1    named at 1 %   at 0.1 %   fit"
    )
    for name in HEADS:
        every = [measured(dataset, probes, name, seed) for seed in SEEDS]
        top1, one, tenth, seconds = np.mean(every, axis=0)
        print(f"{name:30} {top1:.2%}   {one:.2%}      {tenth:.2%}   {seconds:6.2f} s")


if __name__ == "__main__":
    main()
