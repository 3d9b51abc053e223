"""Measure how well unknown faces of one person are put together.

    python -m train.clusters --data FOLDER [--embedder NAME]

The rate that clusters are made at is chosen on one half of the 62 LFW people with 20
pictures or more: the largest of RATES with a purity of 99.9 %. It is measured on the
other half, and on eight people of another data set. As cameras see few people often
and most of them seldom, a number of pictures is drawn for each person (geometric, four
on average), DRAWS times; all pictures are clustered once as well.

Printed are purity, the share of faces that are in a cluster mostly of their own person,
and completeness, the share that are in the largest part of their person; and the
processor's time for as many faces as are ever clustered.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from train import lfw
from train.seen import seen
from visage.gallery.vectors import Floats
from visage.models.store import model_store
from visage.recognition.recognizer import Recognizer
from visage.recognition.thresholds import Table, percent, table
from visage.watch.clusters import CLUSTER_FAR, MOST_FACES, clusters, needed_for

EIGHT_ARCHIVE = "people-8.tar"
RATES = (0.01, 0.003, 0.001, 0.0003, 0.0001, 0.00003, 0.00001)
DRAWS = 20
_SELDOM = 0.25  # of the geometric distribution: four pictures on average

Whole = NDArray[np.intp]


def purity(groups: Sequence[Sequence[int]], people: Sequence[str]) -> float:
    """The share of faces whose cluster is mostly of their own person."""
    right = sum(max(Counter(people[row] for row in rows).values()) for rows in groups)
    return right / len(people)


def completeness(groups: Sequence[Sequence[int]], people: Sequence[str]) -> float:
    """The share of faces that are in the cluster with most faces of their person."""
    largest: Counter[str] = Counter()
    for rows in groups:
        for person, count in Counter(people[row] for row in rows).items():
            largest[person] = max(largest[person], count)
    return sum(largest.values()) / len(people)


def drawn(people: Sequence[str], seed: int) -> Whole:
    """Rows of a few pictures of each person, as a camera would have seen them."""
    generator = np.random.default_rng(seed)
    names = np.array(people)
    return np.concatenate(
        [
            generator.permutation(np.flatnonzero(names == person))[
                : generator.geometric(_SELDOM)
            ]
            for person in sorted(set(people))
        ]
    )


def measured(
    vectors: Floats, people: Sequence[str], needed: float, draws: Sequence[Whole]
) -> tuple[float, float]:
    """The mean purity and completeness of the clusters of several draws."""
    scores = []
    for rows in draws:
        groups, own = clusters(vectors[rows], needed), [people[row] for row in rows]
        scores.append((purity(groups, own), completeness(groups, own)))
    pure, complete = np.mean(scores, axis=0)
    return float(pure), float(complete)


def report(
    what: str, vectors: Floats, people: Sequence[str], far: float, known: Table
) -> None:
    """Print both shares for all pictures, and for the draws."""
    needed = needed_for(far, known)
    everything = [np.arange(len(people))]
    few = [drawn(people, seed) for seed in range(DRAWS)]
    print(f"  {what}, at a false-accept rate of {percent(far)} ({needed:.4f})")
    for how, draws in (("all pictures", everything), ("a few of each", few)):
        pure, complete = measured(vectors, people, needed, draws)
        faces = np.mean([len(rows) for rows in draws])
        print(
            f"    {how:14} {faces:6.0f} faces   purity {pure:7.2%}   "
            f"completeness {complete:7.2%}"
        )


def full(dimension: int) -> float:
    """The processor's seconds for MOST_FACES made-up faces, four of each person."""
    generator = np.random.default_rng(0)
    people = generator.normal(size=(MOST_FACES // 4, dimension)).repeat(4, axis=0)
    rows = people + generator.normal(size=people.shape) / 2
    unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    started = time.process_time()
    clusters(unit.astype(np.float32), 0.5)
    return time.process_time() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--embedder", help="profile; default: what the store has")
    arguments = parser.parse_args()
    recognizer = Recognizer.load(model_store(), arguments.embedder)
    profile = recognizer.embedder.profile
    known = table(profile.name)
    looks = len(profile.looks)
    vectors, people = seen(recognizer, arguments.data / lfw.PEOPLE_ARCHIVE).known(looks)
    halves = np.split(np.random.default_rng(0).permutation(sorted(set(people))), 2)
    print(f"Clusters of faces by {profile.name}; chosen is {percent(CLUSTER_FAR)}")
    for name, half, rates in (
        ("the half that it is chosen on", halves[0], RATES),
        ("the other half", halves[1], (CLUSTER_FAR,)),
    ):
        rows = np.flatnonzero(np.isin(people, half))
        for far in rates:
            own = [people[row] for row in rows]
            report(f"LFW, {name}", vectors[rows], own, far, known)
    eight, names = seen(recognizer, arguments.data / EIGHT_ARCHIVE).known(looks)
    report("eight people of another data set", eight, names, CLUSTER_FAR, known)
    print(f"  {MOST_FACES:,} made-up faces take {full(profile.dimension):.2f} s")


if __name__ == "__main__":
    main()
