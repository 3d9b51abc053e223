"""The pictures that swaps are measured on, and which pairs of them.

DIR is expected to hold archives of folders of people: `people-8.tar`, press pictures of
eight people with faces of 90 to 830 pixels, and `lfw-62-people.tar`, 62 people of
Labeled Faces in the Wild; and a folder `portraits`. What the swap was tuned on and what
it is only measured on is kept apart: the people of `people-8` and every other one of
LFW, in alphabetical order, were looked at while it was made; the others and the
portraits were not. Without DIR there are the two portraits that packages ship.
"""

from __future__ import annotations

import random
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path, PurePosixPath

import matplotlib
import skimage

from visage.errors import VisageError
from visage.faces.face import Face
from visage.faces.finder import Finder
from visage.pictures.photo import Photo, decode
from visage.pictures.picture import Picture
from visage.swap.fitness import check
from visage.swap.swap import swap

ARCHIVES = ("people-8.tar", "lfw-62-people.tar")
PORTRAITS = "portraits"
EACH = 3  # pictures of a person of LFW that are taken: the first, middle and last
WIDE = 250  # pixels; a target whose face is wider is a large one
SEED = 12
TRIES = 10  # draws for a pair; where there are few pictures, fewer pairs are found


@dataclass(frozen=True)
class Portrait:
    """A picture with the largest face that was found in it."""

    person: str
    tuned: bool
    picture: Picture
    face: Face

    @property
    def width(self) -> float:
        """Of the face, in pixels: from one end of the jaw to the other."""
        points = self.face.landmarks
        return float(((points[16] - points[0]) ** 2).sum() ** 0.5)


Pair = tuple[Portrait, Portrait]  # source and target


def portraits(folder: Path, finder: Finder) -> Iterator[Portrait]:
    """Every picture that shows a face, those of the packages first."""
    shipped = {
        "astronaut": Path(skimage.__file__).parent / "data/astronaut.png",
        "Grace Hopper": Path(matplotlib.__file__).parent
        / "mpl-data/sample_data/grace_hopper.jpg",
    }
    files = [(name, True, path.read_bytes()) for name, path in shipped.items()]
    for person, tuned, raw in (*files, *_files(folder)):
        picture = decode(raw)
        faces = finder.find(Photo.of(picture)).faces
        if faces:
            yield Portrait(person, tuned, picture, faces[0])


def _files(folder: Path) -> Iterator[tuple[str, bool, bytes]]:
    for name in ARCHIVES:
        if (folder / name).exists():
            yield from archived(folder / name)
    for path in sorted((folder / PORTRAITS).glob("*")):
        yield path.stem.rstrip("0123456789"), False, path.read_bytes()


def archived(path: Path) -> Iterator[tuple[str, bool, bytes]]:
    """Of each picture the person, whether something was tuned on it, and its bytes."""
    with tarfile.open(path) as archive:
        names = sorted(member.name for member in archive if member.isfile())
        people = groupby(names, key=lambda name: PurePosixPath(name).parent.name)
        for number, (person, group) in enumerate(people):
            pictures = list(group)
            lfw = path.name.startswith("lfw")
            if lfw:
                pictures = [pictures[0], pictures[len(pictures) // 2], pictures[-1]]
            for name in pictures[: EACH if lfw else None]:
                opened = archive.extractfile(name)
                if opened is not None:
                    yield person, not lfw or number % 2 == 0, opened.read()


def pairs(people: list[Portrait], count: int, *, tuned: bool) -> list[Pair]:
    """Ordered pairs of different people, every third with a large target.

    Pairs that the swap refuses are left out, so that nobody is judged by a refusal.
    """
    chooser = random.Random(SEED)
    own = [each for each in people if each.tuned == tuned]
    large = [each for each in own if each.width > WIDE]
    found: dict[tuple[int, int], Pair] = {}
    for _ in range(TRIES * count if own else 0):
        target = chooser.choice(large if large and len(found) % 3 == 0 else own)
        source = chooser.choice(own)
        if source.person != target.person and serves(source, target):
            found[id(source), id(target)] = source, target
        if len(found) == count:
            break
    return list(found.values())


def serves(source: Portrait, target: Portrait) -> bool:
    """Whether the swap takes this pair without being told to."""
    try:
        check(source.picture, source.face.landmarks)
        swap(
            source.picture,
            source.face.landmarks,
            target.picture,
            [target.face.landmarks],
        )
    except VisageError:
        return False
    return True
