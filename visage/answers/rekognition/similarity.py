"""Rekognition's similarity of 0 to 100, and the cosine that it stands for.

Programs compare it with 80, 90 or 99. So these values are fixed to false-accept rates:
the cosine at which a rate was measured gets the value of the rate. In between, the map
is a straight line; above 99 it leads to 100 at a cosine of 1, and below 50 it falls
off exponentially, without a bend. It grows everywhere, so that neither the order of
results nor a decision changes by it.

The rates are those of the tables of `visage.recognition.thresholds` for two faces, and
of `visage.gallery.thresholds` for a user's template, by how many faces it is made of.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Self

import numpy as np

from visage.errors import ModelMissing
from visage.gallery.thresholds import people_table
from visage.recognition.thresholds import table

# Each value and the share of pairs of strangers that reach it.
MARKS = ((50.0, 0.1), (70.0, 0.01), (80.0, 0.001), (90.0, 0.0001), (99.0, 0.00001))
# Rounding of unit vectors leaves some 1e-7 of a cosine of 1.
_DIGITS = 4


@dataclass(frozen=True)
class Scale:
    """The map for one kind of comparison: cosines of MARKS, growing."""

    cosines: tuple[float, ...]

    @classmethod
    def fitted(cls, measured: Sequence[tuple[float, float]]) -> Self:
        """From pairs of a false-accept rate and its cosine, two at the least.

        Between two measured rates the cosine is interpolated over the rate's
        logarithm. Beyond the strictest, what is left to a cosine of 1 goes on
        shrinking with each rate as it did between the last two.
        """
        if len(measured) < 2:
            raise ModelMissing(
                "The embedder's table has fewer than two measured thresholds, too few "
                "for similarities of 0 to 100. Measure it with `make evaluate`."
            )
        points = sorted((-math.log10(far), cosine) for far, cosine in measured)
        return cls(tuple(_at(points, -math.log10(far)) for _, far in MARKS))

    def value(self, cosine: float) -> float:
        """The similarity, 0 to 100, that a cosine stands for."""
        lowest = MARKS[0][0]
        if cosine < self.cosines[0]:
            found = lowest * math.exp((cosine - self.cosines[0]) / self._fall)
        else:
            found = float(np.interp(cosine, [*self.cosines, 1.0], _VALUES))
        return round(found, _DIGITS)

    def cosine(self, value: float) -> float:
        """The cosine that a similarity stands for; -1 where any will do."""
        lowest = MARKS[0][0]
        if value <= 0:
            return -1.0
        if value < lowest:
            return max(-1.0, self.cosines[0] + self._fall * math.log(value / lowest))
        return float(np.interp(value, _VALUES, [*self.cosines, 1.0]))

    @property
    def _fall(self) -> float:
        """The width of the exponential that goes on without a bend below MARKS."""
        (lowest, _), (second, _) = MARKS[:2]
        steepness = (second - lowest) / (self.cosines[1] - self.cosines[0])
        return lowest / steepness


_VALUES = [*(value for value, _ in MARKS), 100.0]


def _at(points: list[tuple[float, float]], decades: float) -> float:
    """The cosine of a rate, given as how many decades it lies below 1."""
    rates = [rate for rate, _ in points]
    cosines = [cosine for _, cosine in points]
    if decades <= rates[-1] + 1e-9:
        return float(np.interp(decades, rates, cosines))
    left, before = 1 - cosines[-1], 1 - cosines[-2]
    further = (decades - rates[-1]) / (rates[-1] - rates[-2])
    return 1 - left * math.pow(left / before, further)


@cache
def of_faces(profile: str) -> Scale:
    """For two faces of an embedder. Raises ModelMissing where nothing is measured."""
    return Scale.fitted(
        [(each.far, each.similarity) for each in table(profile).thresholds]
    )


@cache
def of_users(profile: str, faces: int) -> Scale:
    """For a face and a user with so many faces. Raises ModelMissing."""
    measured = people_table(profile)
    rates = [each.far for each in measured.templates[0].thresholds]
    return Scale.fitted([(far, measured.needed(far, faces)) for far in rates])
