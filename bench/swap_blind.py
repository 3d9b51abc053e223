"""Judge swaps without knowing whose they are.

    python -m bench.swap_blind build --data DIR
    python -m bench.swap_blind score SCORES

`build` writes sheets into `bench/out/blind`: in each row the source, the target, and
the two results, A and B, in an order that is drawn anew for each row. The order goes
into `key.json`, which is not to be looked at before the scores are written: a text file
with a line for each row, its number and the scores of A and of B from 1 (a mess) to 5
(could be a photograph), such as `7 4 2`. At 3 and more a swap passes at a glance.
`score` opens the key and tells how often each system did.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
from pathlib import Path

from PIL import Image, ImageDraw

from bench.swap import HELD_OUT, OUT, SYSTEMS, swapped, tile
from bench.swap_people import Pair, pairs, portraits
from visage.faces.finder import Finder
from visage.models.store import model_store

BLIND = OUT / "blind"
ROWS = 6  # of a sheet
SIDE = 360
PASSES = 3


def build(folder: Path) -> None:
    """Write the sheets and the key."""
    finder = Finder.load(model_store())
    people = list(portraits(folder, finder))
    chosen = pairs(people, HELD_OUT, tuned=False)
    BLIND.mkdir(parents=True, exist_ok=True)
    order = random.SystemRandom()
    key = [order.sample(sorted(SYSTEMS), len(SYSTEMS)) for _ in chosen]
    (BLIND / "key.json").write_text(json.dumps(key))
    for top in range(0, len(chosen), ROWS):
        page = _page(chosen[top : top + ROWS], key[top : top + ROWS], top)
        page.save(BLIND / f"sheet-{top // ROWS:02}.png")
    print(f"{len(chosen)} rows are in {BLIND}.")


def _page(chosen: list[Pair], key: list[list[str]], first: int) -> Image.Image:
    page = Image.new("RGB", (4 * SIDE, len(chosen) * SIDE))
    for row, (pair, names) in enumerate(zip(chosen, key, strict=True)):
        target = pair[1].face.landmarks
        tiles = [tile(each.picture, each.face.landmarks, SIDE) for each in pair]
        tiles += [tile(swapped(pair, name)[0], target, SIDE) for name in names]
        ImageDraw.Draw(tiles[0]).text((4, 4), f"{first + row}", fill="yellow")
        for column, each in enumerate(tiles):
            page.paste(each, (column * SIDE, row * SIDE))
    return page


def score(path: Path) -> None:
    """Open the key, and tell how often each system passed."""
    key = json.loads((BLIND / "key.json").read_text())
    given: dict[str, list[int]] = {name: [] for name in SYSTEMS}
    for line in path.read_text().splitlines():
        row, *scores = map(int, line.split())
        for name, each in zip(key[row], scores, strict=True):
            given[name].append(each)
    for name, scores in given.items():
        passed = sum(each >= PASSES for each in scores)
        print(
            f"{name}: {passed} of {len(scores)} pass ({passed / len(scores):.0%}), "
            f"mean {statistics.mean(scores):.2f}"
        )
    both = list(zip(*(given[name] for name in ("ours", "classic")), strict=True))
    better, worse = sum(a > b for a, b in both), sum(a < b for a, b in both)
    print(f"ours better in {better}, worse in {worse} of {len(both)}")


def judge() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(required=True, dest="command")
    building = commands.add_parser("build")
    building.add_argument("--data", type=Path, default=Path("../shared/data"))
    scoring = commands.add_parser("score")
    scoring.add_argument("scores", type=Path)
    arguments = parser.parse_args()
    if arguments.command == "build":
        build(arguments.data)
    else:
        score(arguments.scores)


if __name__ == "__main__":
    judge()
