"""What a swap knows to be doubtful about its result, in words and codes.

A swap that goes wrong mostly does so for a reason that can be measured beforehand: a
head that is turned, a face that is covered. It is done all the same, as the result may
still serve; the answer says what to look at. The limits were set by looking at swaps
among 162 pictures (eight people, and every other one of 62 people of LFW).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from visage.swap.colour import FAINT, Skin

ALIKE = (0.7, 1.4)  # of the target's detail, that the result may have unnoticed
ENLARGED = 3.0  # times that a source is enlarged before its eyes look soft
HIDDEN, APART = 15.0, 25.0  # degrees; beyond them, a stretched cheek is seen
COVERED = 0.2  # of the upper face; at least so much is unlike skin under sunglasses
LIGHTER = 0.25  # of lightness, by which two skins differ before noise or glare is seen


@dataclass(frozen=True)
class Doubt:
    """One reason to look twice, as a code for programs and a sentence for people."""

    code: str
    message: str


def of_turn(hidden: float, apart: float) -> Iterable[Doubt]:
    """Of heads that look in different directions, in degrees."""
    if hidden > HIDDEN or apart > APART:
        yield Doubt(
            "turned",
            f"The two faces look {apart:.0f} degrees apart: one side of the new face "
            "is stretched. Pictures taken from the same side fit better.",
        )


def of_size(scale: float) -> Iterable[Doubt]:
    """Of a source that is enlarged so many times."""
    if scale > ENLARGED:
        yield Doubt(
            "enlarged",
            f"The source face is enlarged {scale:.1f} times and stays soft. A larger "
            "picture of it would look sharper.",
        )


def of_cover(source: float, target: float) -> Iterable[Doubt]:
    """Of faces of which such shares do not look like skin."""
    shares = {"source": source, "target": target}
    becomes = {"source": "is carried over", "target": "may be cut"}
    for name, share in shares.items():
        if share > COVERED:
            yield Doubt(
                f"{name}_covered",
                f"{share:.0%} of the {name} face around eyes and nose does not look "
                f"like its skin: glasses, hair, a hand or a hard shadow {becomes[name]}"
                ".",
            )


def of_colour(source: Skin | None, target: Skin | None) -> Iterable[Doubt]:
    """Of skins that can hardly be matched; None where no skin was found."""
    if source is None or target is None:
        yield Doubt(
            "no_skin",
            "Too little of the two faces is visible to match their colour and light.",
        )
        return
    if abs(source.light - target.light) > LIGHTER:
        which = "darker" if source.light < target.light else "brighter"
        yield Doubt(
            "exposure",
            f"The source face is much {which} than the target's: noise or glare may "
            "show. Pictures in more similar light fit better.",
        )
    if np.hypot(*source.tint) < FAINT < np.hypot(*target.tint):
        yield Doubt(
            "grey_source",
            "The source picture has no colour: the whole face, lips included, takes "
            "the colour of the target's skin.",
        )


def of_detail(ratio: float) -> Iterable[Doubt]:
    """Of a new face with so many times the fine detail of the target's skin."""
    if not ALIKE[0] <= ratio <= ALIKE[1]:
        which = "smoother" if ratio < 1 else "sharper"
        yield Doubt(
            "detail",
            f"The new face is {which} than the skin around it: {ratio:.1f} times its "
            "fine detail.",
        )


def once(doubts: Iterable[Doubt]) -> tuple[Doubt, ...]:
    """The first doubt of each code, ordered by code."""
    first: dict[str, Doubt] = {}
    for doubt in doubts:
        first.setdefault(doubt.code, doubt)
    return tuple(first[code] for code in sorted(first))
