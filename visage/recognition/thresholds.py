"""From a similarity to a decision, and how often that decision is wrong.

A threshold means something only with its false-accept rate: the share of pairs of
different people that it takes for the same. Each profile has a table of measured
thresholds in `tables/` beside this file; `python -m train.evaluate` writes it. The
rates are those of the pictures they were measured on. A rate far below one in the
number of pairs cannot be measured, and is not in the table.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from visage.errors import BadParameter, ModelCorrupt, ModelMissing

TABLES = Path(__file__).parent / "tables"

# The rates that tables are made for. At 0.1 %, one stranger in a thousand passes.
RATES = (0.1, 0.01, 0.001, 0.0001, 0.00001)
DEFAULT_FAR = 0.001

# A rate is measured only where so many pairs were wrongly accepted at it.
_LEAST_ACCEPTED = 10
# Resamplings of the people behind an interval.
_RESAMPLINGS = 1000


class Threshold(BaseModel):
    """A similarity from which two faces count as the same, and its error rates."""

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
        """The strictest threshold that a similarity passes, or None."""
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
    """Thresholds over all pairs of labelled unit vectors, (n, dimension).

    The intervals of the false-accept rates come from resampling the people, as
    pairs that share a person are not independent.
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
    """The middle 95 % of the rate when people are drawn again with replacement."""
    people = len(wrong)
    draws = np.random.default_rng(0).multinomial(
        people, np.full(people, 1 / people), size=_RESAMPLINGS
    )  # (resamplings, people)
    accepted = np.einsum("ri,ij,rj->r", draws, wrong, draws, optimize=True)
    asked = np.einsum("ri,ij,rj->r", draws, all_pairs, draws, optimize=True)
    low, high = np.quantile(accepted / asked, [0.025, 0.975])
    return float(f"{low:.3g}"), float(f"{high:.3g}")
