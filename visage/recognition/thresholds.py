"""Turns a similarity into a decision, and says how often that decision is wrong.

A threshold means nothing without its false-accept rate (FAR): the share of pairs of
different people whose similarity reaches it. Each embedder has a table of measured
thresholds in `tables/` beside this file, which `python -m train.evaluate` writes. The
rates hold for pictures like those that they were measured on. A table has no rate that
its pairs are too few to measure.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from visage.errors import BadParameter, ModelCorrupt, ModelMissing

TABLES = Path(__file__).parent / "tables"

# The false-accept rates that tables are made for. At 0.1 %, one of a thousand pairs of
# strangers is taken for one person.
RATES = (0.1, 0.01, 0.001, 0.0001, 0.00001)
DEFAULT_FAR = 0.001

# With fewer wrongly accepted pairs than this, a rate is left out of the table: one pair
# more or less would change it by more than a tenth.
_LEAST_ACCEPTED = 10
# How often the people are drawn anew to find out how far a rate may vary.
_RESAMPLINGS = 1000


class Threshold(BaseModel):
    """The similarity from which two faces count as one person, and its error rates."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    far: float = Field(description="share of pairs of different people accepted")
    similarity: float = Field(description="cosine; at least this is the same person")
    far_low: float = Field(description="lower end of the 95 % interval of far")
    far_high: float = Field(description="upper end of the 95 % interval of far")
    tar: float = Field(description="share of pairs of the same person accepted")


class Table(BaseModel):
    """The measured thresholds of a profile, the strictest last."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    profile: str
    source: str
    people: int
    different_pairs: int
    same_pairs: int
    thresholds: list[Threshold] = Field(min_length=1)

    def at(self, far: float) -> Threshold:
        """The threshold for a false-accept rate of the table. Raises BadParameter."""
        for threshold in self.thresholds:
            if np.isclose(threshold.far, far, rtol=1e-6):
                return threshold
        known = ", ".join(percent(threshold.far) for threshold in self.thresholds)
        raise BadParameter(
            f"There is no threshold for a false-accept rate of {percent(far)}; "
            f"measured are {known}."
        )

    def strictest(self, similarity: float) -> Threshold | None:
        """The strictest threshold that a similarity reaches, if it reaches any."""
        passed = [t for t in self.thresholds if similarity >= t.similarity]
        return min(passed, key=lambda t: t.far, default=None)


def percent(share: float) -> str:
    """A share in words, without needless zeros: 0.001 is `0.1%`."""
    return f"{share * 100:.6f}".rstrip("0").rstrip(".") + "%"


def table(profile: str) -> Table:
    """The shipped table of a profile. Raises ModelMissing or ModelCorrupt."""
    path = TABLES / f"{profile}.json"
    if not path.exists():
        raise ModelMissing(
            f"The embedder {profile} has no measured thresholds. Measure them with "
            f"`make evaluate` on labelled pictures, with this embedder in the store."
        )
    try:
        return Table.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        raise ModelCorrupt(
            f"{path.name} is no table of thresholds: {first['loc']}: {first['msg']}."
        ) from error


def measure(
    profile: str, source: str, vectors: NDArray[np.float32], people: list[str]
) -> Table:
    """Measures thresholds on all pairs of labelled unit vectors, (n, dimension).

    The intervals of the false-accept rates come from drawing the people anew, not the
    pairs: pairs that share a person are alike, and would make the intervals too narrow.
    """
    names, labels = np.unique(people, return_inverse=True)
    first, second = np.triu_indices(len(vectors), 1)
    similarity = (vectors @ vectors.T)[first, second]
    same = labels[first] == labels[second]
    impostors, genuine = similarity[~same], similarity[same]
    owners = labels[first[~same]], labels[second[~same]]
    counts = _by_person_pair(owners, len(names))
    thresholds = []
    for far in RATES:
        if far * len(impostors) < _LEAST_ACCEPTED:
            break
        threshold = float(np.quantile(impostors, 1 - far, method="higher"))
        accepted = impostors >= threshold
        wrong = _by_person_pair((owners[0][accepted], owners[1][accepted]), len(names))
        low, high = interval(wrong, counts)
        thresholds.append(
            Threshold(
                far=far,
                similarity=round(threshold, 4),
                far_low=low,
                far_high=high,
                tar=round(float((genuine >= threshold).mean()), 4),
            )
        )
    return Table(
        profile=profile,
        source=source,
        people=len(names),
        different_pairs=len(impostors),
        same_pairs=len(genuine),
        thresholds=thresholds,
    )


def _by_person_pair(
    owners: tuple[NDArray[np.intp], NDArray[np.intp]], people: int
) -> NDArray[np.float64]:
    """How many pairs of pictures each pair of people has, (people, people)."""
    counts = np.zeros((people, people))
    np.add.at(counts, owners, 1)
    return counts + counts.T


def interval(
    wrong: NDArray[np.float64], all_pairs: NDArray[np.float64]
) -> tuple[float, float]:
    """The middle 95 % of the rates that other draws of the people would have given.

    Each draw takes as many people as there are, with replacement (a bootstrap). A
    pair of people counts as often as the product of their draws.
    """
    people = len(wrong)
    draws = np.random.default_rng(0).multinomial(
        people, np.full(people, 1 / people), size=_RESAMPLINGS
    )  # (resamplings, people)
    accepted = np.einsum("ri,ij,rj->r", draws, wrong, draws, optimize=True)
    asked = np.einsum("ri,ij,rj->r", draws, all_pairs, draws, optimize=True)
    low, high = np.quantile(accepted / asked, [0.025, 0.975])
    return float(f"{low:.3g}"), float(f"{high:.3g}")
