"""Check Rekognition's similarities of 0 to 100 on people they were not measured on.

    python -m train.similarities --data FOLDER

Prints, for each value that a rate is fixed to, how many pairs of two people and of one
reach it: on the pairs of folds 1 and 2 of LFW, some of whose people are among those of
the table, and on all pairs of eight other people.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path

from train import lfw
from train.seen import seen
from visage.answers.rekognition.similarity import MARKS, of_faces
from visage.models.store import model_store
from visage.recognition.recognizer import Recognizer
from visage.recognition.thresholds import percent

OTHERS_ARCHIVE = "people-8.tar"
# A similarity of 0 to 100, and whether both pictures show one person.
Judged = tuple[float, bool]


def of_pairs(recognizer: Recognizer, data: Path) -> Iterator[Judged]:
    """The pairs of LFW's folds; a picture without a face is like none."""
    profile = recognizer.embedder.profile
    found = seen(recognizer, data / lfw.PAIRS_ARCHIVE).by(len(profile.looks))
    scale = of_faces(profile.name)
    for pair in lfw.pairs(data):
        first, second = found[pair.first], found[pair.second]
        if first is None or second is None:
            yield 0.0, pair.same
        else:
            yield scale.value(float(first @ second)), pair.same


def of_others(recognizer: Recognizer, data: Path) -> Iterator[Judged]:
    """All pairs of pictures of eight people."""
    profile = recognizer.embedder.profile
    vectors, people = seen(recognizer, data / OTHERS_ARCHIVE).known(len(profile.looks))
    scale = of_faces(profile.name)
    for first, second in combinations(range(len(people)), 2):
        cosine = float(vectors[first] @ vectors[second])
        yield scale.value(cosine), people[first] == people[second]


def report(name: str, judged: Iterable[Judged]) -> Iterator[str]:
    """Lines on how many pairs reach each value."""
    every = list(judged)
    pairs = {same: [value for value, of in every if of == same] for same in (0, 1)}
    yield f"{name}: {len(pairs[0]):,} pairs of two people, {len(pairs[1]):,} of one"
    for mark, far in MARKS:
        reached = [sum(value >= mark for value in pairs[same]) for same in (0, 1)]
        shares = [percent(reached[same] / len(pairs[same])) for same in (0, 1)]
        yield (
            f"  {mark:g} ({percent(far)}): {reached[0]} of two ({shares[0]}), "
            f"{reached[1]} of one ({shares[1]})"
        )


def main() -> None:
    """Print both reports."""
    parser = argparse.ArgumentParser(prog="python -m train.similarities")
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    recognizer = Recognizer.load(model_store())
    lines = [
        *report("people-8", of_others(recognizer, data)),
        *report("LFW, folds 1 and 2", of_pairs(recognizer, data)),
    ]
    print("\n".join(lines))


if __name__ == "__main__":
    main()
