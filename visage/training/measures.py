"""How good a classifier is, with intervals: on held-out pictures and on strangers.

All of it is computed from logits, whatever the classifier: (n, classes) of pictures
whose person is known, and (m, classes) of strangers, whom it should not name.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict
from scipy.stats import binomtest

Logits = NDArray[np.float64]
Labels = NDArray[np.intp]

CONFIDENCE = 0.95
# Bins of equal width for the error of calibration (Guo et al. 2017).
BINS = 15


class Rate(BaseModel):
    """A share with its 95 % interval after Wilson, and what it is a share of."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    hits: int
    of: int
    share: float
    low: float
    high: float

    @classmethod
    def counted(cls, hits: int, of: int) -> Rate | None:
        """The rate of `hits` among `of`; None where there is nothing to count."""
        if of == 0:
            return None
        interval = binomtest(hits, of).proportion_ci(CONFIDENCE, method="wilson")
        return cls(
            hits=hits, of=of, share=hits / of, low=interval.low, high=interval.high
        )

    def __str__(self) -> str:
        return f"{self.share:.2%} ({self.low:.2%} to {self.high:.2%}; {self.of})"


class Measures(BaseModel):
    """What was measured; None where there was nothing to measure it on.

    `top1` and `top5` count the best answers, whether they are above "unknown" or not.
    `named` counts known people who got their own name, `misnamed` those who got
    another's and `withheld` those who were said to be unknown. `false_names` counts
    strangers who got a name.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    top1: Rate | None
    top5: Rate | None
    mean_of_people: float | None
    named: Rate | None
    misnamed: Rate | None
    withheld: Rate | None
    false_names: Rate | None
    calibration_error: float | None
    log_loss: float | None


def probabilities(
    logits: Logits, unknown: float, temperature: float
) -> NDArray[np.float64]:
    """Of the people and, last, of "unknown": (n, classes + 1)."""
    whole = np.hstack([logits, np.full((len(logits), 1), unknown)]) / temperature
    shares = np.exp(whole - whole.max(axis=1, keepdims=True))
    result: NDArray[np.float64] = shares / shares.sum(axis=1, keepdims=True)
    return result


def measure(
    known: Logits,
    labels: Labels,
    strangers: Logits,
    unknown: float,
    temperature: float,
) -> Measures:
    """All measures of a classifier on held-out pictures and on strangers."""
    best = known.max(axis=1, initial=-np.inf)
    right = known.argmax(axis=1) == labels if len(known) else np.zeros(0, bool)
    above = best >= unknown
    named = strangers.max(axis=1, initial=-np.inf) >= unknown
    count = len(labels)
    per_person = [float(right[labels == each].mean()) for each in np.unique(labels)]
    return Measures(
        top1=Rate.counted(int(right.sum()), count),
        top5=Rate.counted(_among(known, labels, 5), count),
        mean_of_people=float(np.mean(per_person)) if per_person else None,
        named=Rate.counted(int((right & above).sum()), count),
        misnamed=Rate.counted(int((~right & above).sum()), count),
        withheld=Rate.counted(int((~above).sum()), count),
        false_names=Rate.counted(int(named.sum()), len(strangers)),
        calibration_error=_calibration_error(known, labels, unknown, temperature),
        log_loss=_log_loss(known, labels, unknown, temperature),
    )


def _among(known: Logits, labels: Labels, most: int) -> int:
    if not len(known):
        return 0
    own = known[np.arange(len(labels)), labels]
    return int(((known > own[:, None]).sum(axis=1) < most).sum())


def answers(
    known: Logits, labels: Labels, unknown: float, temperature: float
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """How sure the best answer of each picture is, and whether it is right.

    "Unknown" is an answer too, and a wrong one for people who are known.
    """
    shares = probabilities(known, unknown, temperature)
    return shares.max(axis=1), shares.argmax(axis=1) == labels


def reliability(
    sure: NDArray[np.float64], right: NDArray[np.bool_]
) -> list[tuple[float, float, int]]:
    """Mean confidence, share that is right and count of every bin that has any."""
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    return [
        (float(sure[here].mean()), float(right[here].mean()), int(here.sum()))
        for each in range(BINS)
        if (here := bins == each).any()
    ]


def _calibration_error(
    known: Logits, labels: Labels, unknown: float, temperature: float
) -> float | None:
    if not len(known):
        return None
    filled = reliability(*answers(known, labels, unknown, temperature))
    return sum(abs(sure - right) * count for sure, right, count in filled) / len(known)


def _log_loss(
    known: Logits, labels: Labels, unknown: float, temperature: float
) -> float | None:
    if not len(known):
        return None
    shares = probabilities(known, unknown, temperature)
    own = shares[np.arange(len(labels)), labels]
    return float(-np.log(np.maximum(own, 1e-12)).mean())


def open_set(
    known: Logits, labels: Labels, strangers: Logits
) -> list[tuple[float, float]]:
    """Share of strangers who are named, and of known people who get their own name.

    One pair for every logit that "unknown" could have, from the strictest on.
    """
    best, other = known.max(axis=1), np.sort(strangers.max(axis=1))
    own = np.sort(best[known.argmax(axis=1) == labels])
    cuts = np.unique(np.concatenate([own, other]))[::-1]
    false = (len(other) - np.searchsorted(other, cuts)) / len(other)
    true = (len(own) - np.searchsorted(own, cuts)) / len(labels)
    return list(zip(false.tolist(), true.tolist(), strict=True))


def detection(known: Logits, strangers: Logits) -> list[tuple[float, float]]:
    """The ROC curve of telling people who are known, by whatever name, from others."""
    best, other = np.sort(known.max(axis=1)), np.sort(strangers.max(axis=1))
    cuts = np.unique(np.concatenate([best, other]))[::-1]
    false = (len(other) - np.searchsorted(other, cuts)) / len(other)
    true = (len(best) - np.searchsorted(best, cuts)) / len(best)
    return list(zip(false.tolist(), true.tolist(), strict=True))


def confusion(known: Logits, labels: Labels, unknown: float) -> NDArray[np.intp]:
    """How many pictures of each person got each name, the last column "unknown"."""
    classes = known.shape[1]
    said = np.where(known.max(axis=1) >= unknown, known.argmax(axis=1), classes)
    table = np.zeros((classes, classes + 1), np.intp)
    np.add.at(table, (labels, said), 1)
    return table
