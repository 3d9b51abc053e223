"""What a head answers for held-out pictures and for strangers, and all that follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from visage.models.network import Floats
from visage.training.dataset import Dataset, Sample
from visage.training.head import Head, directions
from visage.training.measures import Labels, Logits, Measures, measure, probabilities

# How many pictures of each person train, for the learning curve.
STEPS = (1, 2, 3, 5, 8, 12, 20, 50, 100)
# How often they are drawn anew.
DRAWS = 5


@dataclass(frozen=True)
class Answer:
    """What was answered for a held-out picture.

    `said` is the index of the name, None for "unknown"; `sure` the probability of that
    answer; `own` that of the picture's own person.
    """

    sample: Sample
    label: int
    best: int
    said: int | None
    sure: float
    own: float

    @property
    def is_right(self) -> bool:
        return self.said == self.label


@dataclass(frozen=True)
class Scores:
    """A head, and its answers on held-out pictures and on strangers."""

    head: Head
    people: list[str]
    held_out: list[Sample]
    known: Logits
    labels: Labels
    strangers: Logits

    @classmethod
    def of(
        cls, head: Head, people: list[str], held_out: list[Sample], strangers: Floats
    ) -> Scores:
        """Ask a head for all of them. `strangers` has the shape (m, dimension)."""
        dimension = head.directions.shape[1]
        rows = [each.vector for each in held_out]
        vectors = np.stack(rows) if rows else np.empty((0, dimension), np.float32)
        return cls(
            head=head,
            people=people,
            held_out=held_out,
            known=head.logits(vectors),
            labels=labels_of(held_out, people),
            strangers=head.logits(strangers.reshape(-1, dimension)),
        )

    @cached_property
    def measures(self) -> Measures:
        head = self.head
        return measure(
            self.known, self.labels, self.strangers, head.unknown, head.temperature
        )

    @cached_property
    def answers(self) -> list[Answer]:
        """The answer for each held-out picture, in their order."""
        head, unknown = self.head, len(self.people)
        shares = probabilities(self.known, head.unknown, head.temperature)
        said = shares.argmax(axis=1)
        return [
            Answer(
                sample=sample,
                label=int(label),
                best=int(logits.argmax()),
                said=None if at == unknown else int(at),
                sure=float(row[at]),
                own=float(row[label]),
            )
            for sample, label, logits, row, at in zip(
                self.held_out, self.labels, self.known, shares, said, strict=True
            )
        ]


def labels_of(samples: Sequence[Sample], people: list[str]) -> Labels:
    """The index of each picture's person, (n,)."""
    at = {person: index for index, person in enumerate(people)}
    return np.array([at[each.person] for each in samples], np.intp)


def learning_curve(
    dataset: Dataset, seed: int
) -> list[tuple[int, float, float, float]]:
    """Top-1 on the held-out pictures by how many pictures of each person train.

    For each number: mean, lowest and highest of some draws. The last number is that of
    the person with the most.
    """
    people, training = dataset.people, dataset.part(held_out=False)
    held_out = dataset.part(held_out=True)
    if not held_out:
        return []
    vectors = np.stack([each.vector for each in training])
    labels = labels_of(training, people)
    probes = np.stack([each.vector for each in held_out])
    wanted = labels_of(held_out, people)
    most = int(np.bincount(labels).max())
    curve = []
    for count in (*(step for step in STEPS if step < most), most):
        shares = []
        for draw in range(DRAWS if count < most else 1):
            kept = _drawn(labels, count, seed + draw)
            made = directions(vectors[kept], labels[kept], len(people))
            shares.append(float(((probes @ made.T).argmax(axis=1) == wanted).mean()))
        curve.append((count, float(np.mean(shares)), min(shares), max(shares)))
    return curve


def _drawn(labels: Labels, count: int, seed: int) -> Labels:
    """Which pictures train where each person has at most `count`, drawn at random."""
    order = np.random.default_rng(seed).permutation(len(labels))
    _, first = np.unique(labels, return_index=True)
    place = np.empty(len(labels), np.intp)
    for label in range(len(first)):
        of_person = order[labels[order] == label]
        place[of_person] = np.arange(len(of_person))
    return np.nonzero(place < count)[0]
