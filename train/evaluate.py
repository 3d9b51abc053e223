"""Measure an embedder on LFW through the whole pipeline: find, cut out, embed.

    python -m train.evaluate --data FOLDER [--embedder NAME] [--write]

Prints the accuracy on the 1,200 pairs of folds 1 and 2 (the threshold of one fold
is chosen on the other), the pictures without a face, and how many pairs of one
person pass at the false-accept rates that 600 pairs can show. Draws the ROC curve.
Then measures the thresholds of the profile over all pairs of the 3,023 pictures of
62 people; `--write` puts them into `visage/recognition/tables/`.

LFW labels the person in the middle of a picture; where several faces are found,
the one nearest to the middle is taken. A picture without a face is unlike all.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from train import lfw
from visage.faces.face import Face
from visage.models.store import model_store
from visage.pictures.photo import Photo
from visage.recognition.recognizer import Recognizer
from visage.recognition.thresholds import TABLES, Table, measure, percent
from visage.training.pairs import decided_rightly, read_pairs, roc, similarities

Floats = NDArray[np.float32]

OUT = Path("bench/out")
RATES = (0.01, 0.001)


def central(photo: Photo, faces: Sequence[Face]) -> Face:
    """The face nearest to the middle of the picture, in its own size."""

    def distance(face: Face) -> float:
        x, y = face.box.centre
        return float(np.hypot(x - photo.width / 2, y - photo.height / 2))

    return min(faces, key=distance)


def vector(recognizer: Recognizer, raw: bytes) -> Floats | None:
    """The unit vector of a picture's person, None where no face is found."""
    photo = Photo(raw)
    faces = recognizer.finder.find(photo).faces
    if not faces:
        return None
    return recognizer.recognize(photo, [central(photo, faces)])[0].vector


def vectors(
    recognizer: Recognizer, archive: Path
) -> tuple[dict[str, Floats | None], dict[str, str]]:
    """The vectors of an archive's pictures, and their people, by file name."""
    found: dict[str, Floats | None] = {}
    people: dict[str, str] = {}
    for person, file, raw in lfw.pictures(archive):
        found[file], people[file] = vector(recognizer, raw), person
    return found, people


def accepted_at(similarity: Floats, same: NDArray[np.bool_], far: float) -> float:
    """The share of same pairs above all but `far` of the different pairs."""
    strangers = np.sort(similarity[~same])[::-1]
    return float((similarity[same] > strangers[int(far * len(strangers))]).mean())


def draw_roc(similarity: Floats, same: NDArray[np.bool_], name: str) -> Path:
    """The ROC curve on the pairs, as a picture."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    far, tar = zip(*roc(similarity, same), strict=True)
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


def on_pairs(recognizer: Recognizer, data: Path, name: str) -> None:
    """Print accuracy, failures and rates on the pairs."""
    started = time.perf_counter()
    found, _ = vectors(recognizer, data / lfw.PAIRS_ARCHIVE)
    seconds = time.perf_counter() - started
    pairs = read_pairs(data / lfw.PAIRS_LIST)
    similarity = similarities(pairs, found)
    same = np.array([pair.same for pair in pairs])
    folds = np.array([pair.fold for pair in pairs])
    right = decided_rightly(similarity, same, folds)
    missed = sum(each is None for each in found.values())
    print(f"LFW folds 1 and 2: {len(pairs)} pairs of {len(found)} pictures")
    print(f"  pictures without a face   {missed}")
    print(f"  accuracy, all pairs       {right / len(pairs):.2%}")
    for far in RATES:
        share = accepted_at(similarity, same, far)
        print(f"  accepted at FAR {percent(far):5}     {share:.2%}")
    print(f"  time for a picture        {seconds / len(found) * 1e3:.0f} ms")
    print(f"  ROC curve                 {draw_roc(similarity, same, name)}")


def on_people(recognizer: Recognizer, data: Path, name: str) -> Table:
    """The table of thresholds over all pairs of the labelled people."""
    found, people = vectors(recognizer, data / lfw.PEOPLE_ARCHIVE)
    known = {file: each for file, each in found.items() if each is not None}
    source = (
        f"LFW, the 62 people with 20 pictures or more: all pairs of {len(known)} "
        f"pictures ({len(found) - len(known)} without a face left out)"
    )
    table = measure(
        name, source, np.stack(list(known.values())), [people[f] for f in known]
    )
    print(f"{table.source}\n  {table.different_pairs:,} pairs of different people,")
    print(f"  {table.same_pairs:,} of the same")
    print("  FAR      95% interval           cosine   accepted of the same")
    for each in table.thresholds:
        interval = f"{percent(each.far_low)} to {percent(each.far_high)}"
        print(
            f"  {percent(each.far):8} {interval:22} {each.similarity:.4f}   "
            f"{each.tar:.2%}"
        )
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--embedder", help="profile; default: what the store has")
    parser.add_argument("--write", action="store_true", help="keep the thresholds")
    parser.add_argument("--pairs-only", action="store_true")
    arguments = parser.parse_args()
    recognizer = Recognizer.load(model_store(), arguments.embedder)
    name = recognizer.embedder.profile.model
    print(f"Embedder: {name}")
    on_pairs(recognizer, arguments.data, name)
    if arguments.pairs_only:
        return
    table = on_people(recognizer, arguments.data, name)
    if arguments.write:
        TABLES.mkdir(exist_ok=True)
        path = TABLES / f"{name}.json"
        path.write_text(table.model_dump_json(indent=2) + "\n")
        print(f"Written to {path}")


if __name__ == "__main__":
    main()
