"""The classifier over embeddings: one direction a person, and when it says "unknown".

A person's direction is the mean of their unit vectors, brought to length 1; a face's
logit for a person is the cosine to it. Of all linear classifiers that were tried this
one tells strangers best, and people as well as any (`python -m bench.heads`): what is
trained to tell the people of the training apart from each other gives high answers for
faces that are like none of them.

A temperature makes probabilities of the cosines, and the logit of "unknown" is set to
let a stated share of strangers through. Both come from the training pictures: as known
people, each against the mean of their other photos, and as strangers, each against all
people but their own (leave-one-out, in closed form).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

from visage.errors import ModelMissing
from visage.gallery.thresholds import people_table, rate_for
from visage.models.graph import Graph
from visage.models.network import Floats
from visage.training.measures import Labels, Logits, Rate

# What a person's own logit is where there is no other photo of them to compare with.
NEVER = -2.0
# With fewer strangers than this over the rate, chance decides more than the rate does.
_ENOUGH = 3
# Temperatures of cosines that are searched: from certainty to indifference.
_TEMPERATURES = (1e-3, 1.0)


@dataclass(frozen=True)
class Head:
    """Directions, (classes, dimension), and what makes answers of their cosines.

    `false_names` is the share of pictures that got a name where their own person's was
    not among the answers; `source` says which pictures those were.
    """

    directions: Floats
    temperature: float
    unknown: float
    false_names: Rate | None
    source: str

    def logits(self, vectors: Floats) -> Logits:
        """The cosines of n unit vectors to everyone, (n, classes)."""
        result: Logits = (vectors @ self.directions.T).astype(np.float64)
        return result


def network(weight: Floats, bias: Floats) -> bytes:
    """The ONNX file of a linear classifier, from embeddings to logits.

    `weight` has the shape (classes, dimension), `bias` (classes,).
    """
    classes, dimension = weight.shape
    graph = Graph()
    graph.node("Gemm", "embeddings", graph.weight(weight), graph.weight(bias), transB=1)
    return graph.model(
        "people", ("embeddings", ["n", dimension]), ("logits", ["n", classes])
    )


def directions(vectors: Floats, labels: Labels, classes: int) -> Floats:
    """The mean of everyone's unit vectors, of length 1: (classes, dimension)."""
    sums = np.zeros((classes, vectors.shape[1]), np.float64)
    np.add.at(sums, labels, vectors)
    return _unit(sums)


def left_out(vectors: Floats, labels: Labels, photos: Labels, classes: int) -> Logits:
    """Logits of pictures by directions that were made without their photo.

    They have the shape (n, classes). A picture's own logit is NEVER where its person
    has no other photo.
    """
    logits: Logits = (vectors @ directions(vectors, labels, classes).T).astype(float)
    sums = np.zeros((classes, vectors.shape[1]), np.float64)
    np.add.at(sums, labels, vectors)
    _, of_photo = np.unique(np.stack([labels, photos]), axis=1, return_inverse=True)
    of_photo = of_photo.ravel()
    copies = np.zeros((of_photo.max() + 1, vectors.shape[1]), np.float64)
    np.add.at(copies, of_photo, vectors)
    others = sums[labels] - copies[of_photo]
    length = np.linalg.norm(others, axis=1)
    own = np.einsum("nd,nd->n", vectors, others) / np.maximum(length, 1e-9)
    logits[np.arange(len(labels)), labels] = np.where(length > 1e-6, own, NEVER)
    return logits


def as_strangers(logits: Logits, labels: Labels) -> Logits:
    """The logits of pictures without their own person's, (n, classes - 1)."""
    rows, classes = logits.shape
    others = np.ones(logits.shape, np.bool_)
    others[np.arange(rows), labels] = False
    return logits[others].reshape(rows, classes - 1)


def calibrated(
    weight: Floats,
    logits: Logits,
    labels: Labels,
    rate: float,
    profile: str,
    source: str,
) -> Head:
    """A head with its temperature and its "unknown", set on pictures that it has not
    been made of: their `logits` and `labels`.

    `rate` is the share of strangers who may get a name. `profile` is asked for its
    measured thresholds where there are too few pictures to measure that share.
    """
    strangers = as_strangers(logits, labels).max(axis=1)
    unknown = quantile(strangers, _equal_shares(labels), rate)
    if len(labels) * rate < _ENOUGH and (needed := _needed(profile, labels, rate)):
        unknown = max(unknown, needed)
        source += ", few as they are with the thresholds measured for the embedder"
    known = logits[np.arange(len(labels)), labels] > NEVER
    temperature = _temperature(logits[known], labels[known], unknown)
    named = int((strangers >= unknown).sum())
    return Head(
        directions=weight,
        temperature=temperature,
        unknown=unknown,
        false_names=Rate.counted(named, len(strangers)),
        source=source,
    )


def quantile(scores: NDArray[np.float64], shares: Logits, rate: float) -> float:
    """The least number that at most `rate` of the scores' shares are above."""
    order = np.argsort(-scores, kind="stable")
    above = np.cumsum(shares[order]) / shares.sum()
    passed = int(np.searchsorted(above, rate + 1e-12, side="right"))
    highest = scores[order][min(passed, len(scores) - 1)]
    return float(np.nextafter(np.float32(highest), np.float32(np.inf)))


def _equal_shares(labels: Labels) -> Logits:
    """A share for each picture, the same in sum for everyone.

    Strangers are many people with a picture each, not one with hundreds.
    """
    counts = np.bincount(labels)
    result: Logits = 1 / counts[labels]
    return result


def _needed(profile: str, labels: Labels, rate: float) -> float | None:
    """The cosine that the gallery would ask for with so many people, if measured."""
    try:
        table = people_table(profile)
    except ModelMissing:
        return None
    counts = np.bincount(labels)
    people, faces = int((counts > 0).sum()), int(np.median(counts[counts > 0]))
    return table.needed(max(rate_for(rate, people), table.strictest), faces)


def _temperature(logits: Logits, labels: Labels, unknown: float) -> float:
    """The temperature under which what came true was likeliest.

    Each picture counts twice: with its person among the answers and as a stranger. Of
    n pictures one in n + 2 is taken to be wrong, after Platt's "Probabilities for SV
    Machines" (1999): that a few all come true does not make the next one certain.
    """
    own = logits[np.arange(len(labels)), labels]
    others = as_strangers(logits, labels)
    every = np.hstack([others, np.full((len(labels), 1), unknown)])

    doubt = 1 / (len(labels) + 2)
    next_best = every.max(axis=1, initial=-np.inf)
    named_best = others.max(axis=1)

    def loss(log_temperature: float) -> float:
        scale = np.exp(-log_temperature)
        rest = _log_sum(every * scale)
        right = (1 - doubt) * own + doubt * next_best
        known = np.logaddexp(rest, own * scale) - right * scale
        wrong = (1 - doubt) * unknown + doubt * named_best
        stranger = rest - wrong * scale
        return float(known.mean() + stranger.mean())

    if not len(labels):
        return 0.01
    bounds = tuple(np.log(_TEMPERATURES))
    found = minimize_scalar(loss, bounds=bounds, method="bounded")
    return float(np.exp(found.x))


def _log_sum(values: Logits) -> Logits:
    top = values.max(axis=1, keepdims=True)
    result: Logits = np.log(np.exp(values - top).sum(axis=1)) + top[:, 0]
    return result


def _unit(rows: NDArray[np.float64]) -> Floats:
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    result: Floats = (rows / np.maximum(length, 1e-9)).astype(np.float32)
    return result
