"""Measure an embedder on LFW through the whole pipeline: find, cut out, embed.

    python -m train.evaluate --data FOLDER [--embedder NAME] [--write]

For each number of looks at a face, prints the accuracy on the 1,200 pairs of folds 1
and 2 (the threshold of one fold is chosen on the other), how many pairs of one person
pass at the false-accept rates that 600 pairs can show, with intervals, and how long a
face takes. As 600 pairs of strangers say little about a rate of 0.1 %, the same is
printed with the thresholds of all pairs of strangers among those pictures. Draws the
ROC curve. Then measures the thresholds of the profile over all pairs of the 3,023
pictures of 62 people; `--write` puts them into `visage/recognition/tables/`.

LFW labels the person in the middle of a picture; where several faces are found,
the one nearest to the middle is taken. A picture without a face is unlike all.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from train import lfw
from train.processor import processor
from train.seen import Seen, seen
from visage.models.store import model_store
from visage.recognition.embed import Profile
from visage.recognition.recognizer import Recognizer
from visage.recognition.thresholds import TABLES, Table, measure, percent

Floats = NDArray[np.float32]

# What a pair without two faces counts as: below every cosine.
UNLIKE = -1.0
OUT = Path("bench/out")
RATES = (0.01, 0.001, 0.0001)
DRAWS = 1000


def similarities(pairs: list[lfw.Pair], found: dict[str, Floats | None]) -> Floats:
    """The cosine of every pair, UNLIKE where a picture has no face."""
    values = np.full(len(pairs), UNLIKE, np.float32)
    for at, pair in enumerate(pairs):
        first, second = found[pair.first], found[pair.second]
        if first is not None and second is not None:
            values[at] = first @ second
    return values


def best_threshold(similarity: Floats, same: NDArray[np.bool_]) -> float:
    """The middle of the thresholds that decide the most pairs rightly."""
    steps = np.sort(similarity)
    cuts = (steps[1:] + steps[:-1]) / 2
    right = [int(((similarity >= cut) == same).sum()) for cut in cuts]
    return float(np.median(cuts[np.array(right) == max(right)]))


def accuracy(
    similarity: Floats, same: NDArray[np.bool_], folds: NDArray[np.intp]
) -> float:
    """The share of pairs decided rightly, each fold by the others' threshold."""
    right = 0
    for fold in np.unique(folds):
        here = folds == fold
        threshold = best_threshold(similarity[~here], same[~here])
        right += int(((similarity[here] >= threshold) == same[here]).sum())
    return right / len(similarity)


def accepted_at(similarity: Floats, same: NDArray[np.bool_], far: float) -> float:
    """The share of same pairs above all but `far` of the different pairs."""
    strangers = np.sort(similarity[~same])[::-1]
    return float((similarity[same] > strangers[int(far * len(strangers))]).mean())


def draw_roc(similarity: Floats, same: NDArray[np.bool_], name: str) -> Path:
    """The ROC curve on the pairs, as a picture."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    cuts = np.sort(similarity)[::-1]
    far = [(similarity[~same] >= cut).mean() for cut in cuts]
    tar = [(similarity[same] >= cut).mean() for cut in cuts]
    figure, axes = plt.subplots(figsize=(5, 4))
    axes.step(far, tar, where="post")
    axes.set(
        xscale="symlog",
        xlim=(0, 1),
        ylim=(0.9, 1.001),
        xlabel="false-accept rate",
        ylabel="true-accept rate",
        title=f"{name}, LFW folds 1 and 2",
    )
    axes.set_xscale("symlog", linthresh=1 / 600)
    axes.grid(alpha=0.3)
    OUT.mkdir(parents=True, exist_ok=True)
    path = OUT / f"roc-{name}.png"
    figure.savefig(path, dpi=150, bbox_inches="tight")
    plt.close(figure)
    return path


def drawn_anew(
    similarity: Floats, same: NDArray[np.bool_], far: float
) -> tuple[float, float]:
    """The middle 95 % of `accepted_at` in other draws of the pairs (a bootstrap)."""
    generator = np.random.default_rng(0)
    rates = []
    for _ in range(DRAWS):
        rows = generator.integers(0, len(same), len(same))
        rates.append(accepted_at(similarity[rows], same[rows], far))
    low, high = np.quantile(rates, [0.025, 0.975])
    return float(low), float(high)


def strangers(vectors: Floats, people: list[str]) -> Floats:
    """The cosines of all pairs of pictures of different people."""
    _, labels = np.unique(people, return_inverse=True)
    first, second = np.triu_indices(len(vectors), 1)
    different = labels[first] != labels[second]
    found: Floats = (vectors @ vectors.T)[first[different], second[different]]
    return found


def on_pairs(found: Seen, pairs: list[lfw.Pair], name: str) -> None:
    """Print accuracy, failures, rates and times on the pairs, by number of looks."""
    same = np.array([pair.same for pair in pairs])
    folds = np.array([pair.fold for pair in pairs])
    missed = sum(each is None for each in found.looks.values())
    print(f"LFW folds 1 and 2: {len(pairs)} pairs of {len(found.looks)} pictures")
    print(f"  pictures without a face   {missed}")
    print(f"  finding, a picture        {found.finding * 1e3:.1f} ms of the processor")
    print("  looks  accuracy  at FAR 1%  at FAR 0.1% (95% interval)    ms a face")
    similarity = np.empty(0, np.float32)
    for looks, seconds in enumerate(found.embedding, start=1):
        similarity = similarities(pairs, found.by(looks))
        low, high = drawn_anew(similarity, same, 0.001)
        print(
            f"  {looks:5}  {accuracy(similarity, same, folds):8.2%}  "
            f"{accepted_at(similarity, same, 0.01):9.2%}  "
            f"{accepted_at(similarity, same, 0.001):.2%} ({low:.2%} to {high:.2%})    "
            f"{seconds * 1e3:7.1f}"
        )
    by_strangers(found, pairs)
    print(f"  ROC curve                 {draw_roc(similarity, same, name)}")


def by_strangers(found: Seen, pairs: list[lfw.Pair]) -> None:
    """Print how many of the same pairs pass, thresholds from all pairs of strangers."""
    same = [pair for pair in pairs if pair.same]
    print("  of the same pairs, by the thresholds of all pairs of strangers")
    print("  looks  pairs of strangers  at FAR 1%  at FAR 0.1%  at FAR 0.01%")
    for looks in range(1, len(found.embedding) + 1):
        genuine = similarities(same, found.by(looks))
        others = strangers(*found.known(looks))
        rates = [(genuine >= np.quantile(others, 1 - far)).mean() for far in RATES]
        print(
            f"  {looks:5}  {len(others):18,}  {rates[0]:9.2%}  {rates[1]:11.2%}  "
            f"{rates[2]:12.2%}"
        )


def on_people(found: Seen, profile: Profile) -> Table:
    """The table of thresholds over all pairs of the labelled people."""
    every = len(profile.looks)
    vectors, people = found.known(every)
    source = (
        f"LFW, the 62 people with 20 pictures or more: all pairs of {len(people)} "
        f"pictures ({len(found.looks) - len(people)} without a face left out)"
    )
    table = measure(profile.model, source, vectors, people)
    print(f"{table.source}, {every} looks each\n  {table.different_pairs:,} pairs of")
    print(f"  different people, {table.same_pairs:,} of the same")
    print("  FAR      95% interval           cosine   accepted of the same")
    for each in table.thresholds:
        interval = f"{percent(each.far_low)} to {percent(each.far_high)}"
        print(
            f"  {percent(each.far):8} {interval:22} {each.similarity:.4f}   "
            f"{each.tar:.2%}"
        )
    fewer(found, profile.quick, every, table)
    return table


def fewer(found: Seen, quick: int, every: int, table: Table) -> None:
    """Print what the thresholds mean where one vector or both are of fewer looks."""
    (few, people), (all_looks, _) = found.known(quick), found.known(every)
    _, labels = np.unique(people, return_inverse=True)
    rows, columns = np.triu_indices(len(labels), 1)
    different = labels[rows] != labels[columns]
    print("  at these cosines by vectors of fewer looks: FAR, accepted of the same")
    for looks, others in ((f"{quick} and {every}", all_looks), (f"{quick}", few)):
        values = (few @ others.T)[rows, columns]
        for each in table.thresholds:
            accepted = values >= each.similarity
            print(
                f"    {looks:8} {each.similarity:.4f}   "
                f"{accepted[different].mean():9.4%}   {accepted[~different].mean():.2%}"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--embedder", help="profile; default: what the store has")
    parser.add_argument("--write", action="store_true", help="keep the thresholds")
    parser.add_argument("--pairs-only", action="store_true")
    arguments = parser.parse_args()
    recognizer = Recognizer.load(model_store(), arguments.embedder)
    profile = recognizer.embedder.profile
    name = profile.model
    print(f"Embedder: {name}, on {processor()}")
    found = seen(recognizer, arguments.data / lfw.PAIRS_ARCHIVE)
    on_pairs(found, lfw.pairs(arguments.data), name)
    if arguments.pairs_only:
        return
    table = on_people(seen(recognizer, arguments.data / lfw.PEOPLE_ARCHIVE), profile)
    if arguments.write:
        TABLES.mkdir(exist_ok=True)
        path = TABLES / f"{name}.json"
        path.write_text(table.model_dump_json(indent=2) + "\n")
        print(f"Written to {path}")


if __name__ == "__main__":
    main()
