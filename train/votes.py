"""Measure how often a camera's alert is right, and how often it is about a stranger.

    python -m train.votes --data FOLDER [--set first|second|all] [--rules] [--keep FILE]

The folder has a folder of pictures for each person. Looks are made of the pictures as
a camera would see them: smaller, turned a little, blurred by motion, darker or lighter,
noisy, and cut out and written as JPEG as the camera agent does. A track is of one
picture, five times (somebody stands still), or of five pictures of a person (somebody
moves about). Half of the people are enrolled with three pictures each, none of which a
track shows; of the tracks of enrolled people, counted are those that alert the right
person, somebody else, and nobody; of strangers, those that alert anybody. That is done
for 50 random halves. With --rules, rules of voting are compared; --keep reads and
writes the looks' vectors, which take the most time.

The rule of `visage.watch.votes` was chosen on the first half of the 62 LFW people with
20 pictures or more; `docs/watch.md` gives the figures of the others.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from visage.gallery.consent import Consent
from visage.gallery.people import Person
from visage.gallery.probes import PeopleFound, PersonMatch
from visage.gallery.thresholds import PeopleTable, people_table
from visage.gallery.vectors import template
from visage.geometry import Box, Similarity
from visage.models.store import model_store
from visage.pictures.photo import Photo
from visage.pictures.picture import Picture
from visage.recognition.recognizer import Recognizer
from visage.watch.crops import cut
from visage.watch.seen import faces_in, vote_for
from visage.watch.votes import RULE, Look, Rule, decide

Floats = NDArray[np.float32]

ENROLLED, TRACKS, LOOKS = 3, 6, 5
DRAWS = 50
# Width in pixels of a face that passes a camera.
WIDTHS = (34.0, 110.0)
START = datetime(2026, 1, 1, tzinfo=UTC)
CONSENT = Consent("research", "measuring on a public data set", START)


@dataclass(frozen=True)
class Seen:
    """The looks of a data set.

    `enrolled` are unit vectors of whole pictures, (people, ENROLLED, dimension);
    `looks` those of looks, (people, TRACKS, LOOKS, dimension), and `quality` theirs,
    0 where no face was found.
    """

    enrolled: Floats
    looks: Floats
    quality: Floats


def main() -> None:
    """Measure, and print what came out."""
    asked = arguments()
    recognizer = Recognizer.load(model_store(), asked.embedder)
    model = recognizer.embedder.profile.model
    if asked.keep and asked.keep.exists():
        kept = np.load(asked.keep)
        seen = Seen(kept["enrolled"], kept["looks"], kept["quality"])
    else:
        seen = seen_in(asked.data, recognizer, asked.set)
    if asked.keep:
        np.savez(asked.keep, **vars(seen))
    print(f"{asked.data}, {asked.set}: {len(seen.enrolled)} people, {model}")
    rules = several() if asked.rules else [RULE]
    for rule in rules:
        report(seen, people_table(model), rule)


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m train.votes")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--set", choices=("first", "second", "all"), default="all")
    parser.add_argument("--embedder")
    parser.add_argument("--rules", action="store_true")
    parser.add_argument("--keep", type=Path)
    return parser.parse_args()


def several() -> list[Rule]:
    """Rules to compare."""
    return [
        replace(RULE, fpir=fpir, needed=needed, share=share)
        for fpir, needed, share in product(
            (0.1, 0.05, 0.03, 0.02, 0.01, 0.005), (2, 3, 4), (0.0, 0.5)
        )
    ]


def seen_in(data: Path, recognizer: Recognizer, which: str) -> Seen:
    """The looks of the people in a folder, of the first half of them, or the second."""
    folders = sorted(each for each in data.iterdir() if each.is_dir())
    half = len(folders) // 2
    chosen = {"first": folders[:half], "second": folders[half:], "all": folders}[which]
    everyone = [of_person(each, recognizer) for each in chosen]
    enough = [each for each in everyone if each]
    return Seen(*(np.stack(part) for part in zip(*enough, strict=True)))


def of_person(
    folder: Path, recognizer: Recognizer
) -> tuple[Floats, Floats, Floats] | None:
    """One person's vectors and looks; None with too few pictures."""
    generator = np.random.default_rng(int.from_bytes(folder.name.encode()) % 2**32)
    pictures = sorted(each for each in folder.iterdir() if each.is_file())
    order = [pictures[at] for at in generator.permutation(len(pictures))]
    found = []
    for path in order:
        photo = Photo(path.read_bytes())
        if faces := recognizer.finder.find(photo).faces:
            found.append((photo, faces[0]))
        if len(found) == ENROLLED + TRACKS:
            break
    if len(found) < ENROLLED + 2:
        return None
    enrolled = [
        recognizer.recognize(photo, [face])[0].lasting
        for photo, face in found[:ENROLLED]
    ]
    shown = found[ENROLLED:]
    looks, quality = [], []
    for track in range(TRACKS):
        photo, face = shown[track % len(shown)]
        for _ in range(LOOKS):
            vector, score = look(photo.pixels, face.box, generator, recognizer)
            looks.append(vector)
            quality.append(score)
    dimension = recognizer.embedder.profile.dimension
    return (
        np.stack(enrolled),
        np.stack(looks).reshape(TRACKS, LOOKS, dimension),
        np.array(quality, np.float32).reshape(TRACKS, LOOKS),
    )


def look(
    picture: Picture,
    box: Box,
    generator: np.random.Generator,
    recognizer: Recognizer,
) -> tuple[Floats, float]:
    """A look at a face: its vector and quality; quality 0 where none is found."""
    crop = Photo(as_camera(picture, box, generator))
    faces = faces_in(crop, recognizer)
    if not faces:
        return np.zeros(recognizer.embedder.profile.dimension, np.float32), 0.0
    [seen] = recognizer.recognize(crop, faces[:1])
    return seen.lasting, seen.quality.score


def as_camera(picture: Picture, box: Box, generator: np.random.Generator) -> bytes:
    """A crop of the face as a camera and its agent make it: JPEG."""
    height, width = picture.shape[:2]
    around = box.grown(3.5).clipped(width, height)
    left, top = int(around.left), int(around.top)
    part = picture[top : int(around.bottom), left : int(around.right)]
    wide = float(generator.uniform(*WIDTHS))
    scale = min(1.0, wide / box.width)
    image = Image.fromarray(part)
    size = max(32, round(image.width * scale)), max(32, round(image.height * scale))
    image = image.resize(size, Image.Resampling.BILINEAR, reducing_gap=3.0)
    image = image.rotate(
        float(generator.uniform(-10, 10)), Image.Resampling.BILINEAR, expand=False
    )
    blurred = moved(image, wide * float(generator.uniform(0, 0.1)), generator)
    pixels = np.asarray(blurred, np.float32) * float(generator.uniform(0.6, 1.25))
    pixels += generator.normal(0, generator.uniform(0, 6), pixels.shape)
    frame = pixels.clip(0, 255).astype(np.uint8)
    by = Similarity.resizing(size[0] / part.shape[1])
    corners = by.apply(
        np.array(
            [(box.left - left, box.top - top), (box.right - left, box.bottom - top)]
        )
    )
    return cut(frame, Box(*corners.ravel().tolist()))


def moved(
    image: Image.Image, length: float, generator: np.random.Generator
) -> Image.Image:
    """The picture blurred by a motion of so many pixels in some direction."""
    soft = image.filter(ImageFilter.GaussianBlur(float(generator.uniform(0, 0.8))))
    steps = max(1, round(length))
    angle = float(generator.uniform(0, 2 * np.pi))
    total = np.zeros((image.height, image.width, 3), np.float32)
    for step in range(steps):
        by = (step - steps / 2) * np.array([np.cos(angle), np.sin(angle)])
        shifted = soft.transform(
            soft.size,
            Image.Transform.AFFINE,
            (1, 0, float(by[0]), 0, 1, float(by[1])),
            Image.Resampling.BILINEAR,
        )
        total += np.asarray(shifted, np.float32)
    return Image.fromarray((total / steps).astype(np.uint8))


def report(seen: Seen, table: PeopleTable, rule: Rule) -> None:
    """Print how often who is alerted, by kind of track and number of looks."""
    said = f"fpir {rule.fpir:g}, {rule.needed} of {rule.looks}, share {rule.share:g}"
    for kind, indices in (("still", still()), ("moving", moving())):
        for count in (LOOKS, 2, 1):
            right, wrong, false = rates(seen, table, rule, indices, count)
            print(
                f"  {said:32} {kind:7} {count} looks: right {right:7.2%}, somebody "
                f"else {wrong:6.2%}, strangers {false:6.2%}"
            )


def still() -> list[list[tuple[int, int]]]:
    """Tracks of one picture: for each look, its track and its place in it."""
    return [[(track, at) for at in range(LOOKS)] for track in range(TRACKS)]


def moving() -> list[list[tuple[int, int]]]:
    """Tracks of as many pictures as there are looks."""
    return [
        [((track + at) % TRACKS, at) for at in range(LOOKS)] for track in range(TRACKS)
    ]


def rates(
    seen: Seen,
    table: PeopleTable,
    rule: Rule,
    tracks: Sequence[Sequence[tuple[int, int]]],
    count: int,
) -> tuple[float, float, float]:
    """Shares of tracks: right, somebody else; and of strangers, anybody."""
    outcomes: dict[str, int] = dict.fromkeys(("right", "wrong", "nobody"), 0)
    strangers = alerted = 0
    for known in halves(len(seen.enrolled)):
        templates = np.stack([template(seen.enrolled[each]) for each in known])
        for person in range(len(seen.enrolled)):
            for track in tracks:
                who = alert(seen, person, track[:count], known, templates, table, rule)
                if person not in known:
                    strangers += 1
                    alerted += who is not None
                else:
                    named = "nobody" if who is None else "wrong"
                    outcomes["right" if who == person else named] += 1
    passed = sum(outcomes.values())
    return (
        outcomes["right"] / passed,
        outcomes["wrong"] / passed,
        alerted / strangers,
    )


def halves(people: int) -> Iterator[list[int]]:
    """Who is enrolled."""
    generator = np.random.default_rng(0)
    for _ in range(DRAWS):
        yield sorted(generator.permutation(people)[: people // 2].tolist())


def alert(
    seen: Seen,
    person: int,
    track: Sequence[tuple[int, int]],
    known: Sequence[int],
    templates: Floats,
    table: PeopleTable,
    rule: Rule,
) -> int | None:
    """Whom a track alerts, if anybody."""
    looks = []
    for place, (at, which) in enumerate(track):
        quality = float(seen.quality[person, at, which])
        if quality == 0:
            continue
        scores = templates @ seen.looks[person, at, which]
        best = int(scores.argmax())
        match = PersonMatch(someone(known[best]), float(scores[best]))
        vote = vote_for(PeopleFound((match,), len(known)), table, rule)
        taken = START + timedelta(seconds=place)
        looks.append(Look(taken, quality, {"all": vote} if vote else {}))
    verdict = decide(looks, "all", rule)
    return int(verdict.person) if verdict else None


def someone(person: int) -> Person:
    """Somebody who is enrolled."""
    return Person(str(person), str(person), {}, CONSENT, START, ENROLLED)


if __name__ == "__main__":
    main()
