"""Measure how well a gallery names people, and how often it names strangers.

    python -m train.identify --data FOLDER [--embedder NAME] [--write]

Of the 62 LFW people with 20 pictures or more, half are enrolled with five pictures
each; their other pictures, and all pictures of the other half, are searched for. That
is done for 40 random halves, through a gallery in a file. Printed are the share of
pictures of enrolled people that get the right name (the identification rate) where
1 % and 0.1 % of strangers' pictures get any (the false-positive identification rate,
FPIR), and the interval that 95 % of the halves lie in. Then the thresholds of people
are measured over all 62; `--write` puts them into `visage/gallery/tables/`.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from train import lfw
from train.seen import seen
from visage.gallery.audit import Caller
from visage.gallery.collections import NewCollection
from visage.gallery.consent import ConsentPolicy
from visage.gallery.faces import NewFace, Sighting
from visage.gallery.people import NewPerson
from visage.gallery.probes import MOST_PROBES, PeopleFound, Probe
from visage.gallery.sqlite.gallery import SqliteGallery
from visage.gallery.thresholds import (
    TABLES,
    PeopleTable,
    TemplateThresholds,
    decide,
)
from visage.gallery.vectors import template
from visage.geometry import Box
from visage.models.store import model_store
from visage.recognition.recognizer import Recognizer
from visage.recognition.thresholds import RATES, Threshold, interval, percent

Floats = NDArray[np.float32]
Whole = NDArray[np.intp]

ENROLLED = 5
HALVES = 40
FPIRS = (0.01, 0.001)
# Numbers of faces that thresholds are measured for, and templates drawn for each
# person and number.
FACES = (1, 2, 3, 5, 10)
DRAWS = 60

POLICY = ConsentPolicy("research", "measuring on a public data set")
CALLER = Caller("train.identify")


@dataclass(frozen=True)
class Labelled:
    """Unit vectors, (n, dimension), and whose each is, as a number, (n,).

    Pictures are enrolled by `vectors`, of every look at a face, and searched for by
    `probes`, of the quick ones.
    """

    vectors: Floats
    probes: Floats
    people: Whole

    def of(self, person: int) -> Whole:
        """The rows of a person."""
        return np.flatnonzero(self.people == person)


@dataclass(frozen=True)
class Trial:
    """One half: what the searches found for pictures of the enrolled and strangers.

    The best person's similarity (n,), and for the enrolled whether it was the right.
    """

    known: NDArray[np.float64]
    right: NDArray[np.bool_]
    strangers: NDArray[np.float64]

    def rate(self, fpir: float) -> float:
        """The identification rate where this share of strangers is named."""
        worst = np.sort(self.strangers)[::-1][int(fpir * len(self.strangers))]
        return float((self.right & (self.known > worst)).mean())


def halves(data: Labelled) -> Iterator[tuple[Whole, list[Whole]]]:
    """The enrolled half of the people, and the rows that each is enrolled with."""
    generator = np.random.default_rng(0)
    everyone = np.unique(data.people)
    for _ in range(HALVES):
        known = generator.permutation(everyone)[: len(everyone) // 2]
        yield known, [generator.permutation(data.of(p))[:ENROLLED] for p in known]


def searched(data: Labelled, profile: str, known: Whole, given: list[Whole]) -> Trial:
    """Enrol and search in a gallery of its own."""
    with tempfile.TemporaryDirectory() as folder:
        gallery = SqliteGallery(Path(folder) / "gallery.sqlite3")
        new = NewCollection("lfw", profile, data.vectors.shape[1], POLICY)
        gallery.create_collection(new, CALLER)
        for person, rows in zip(known, given, strict=True):
            faces = [new_face(gallery, data.vectors[row], profile) for row in rows]
            someone = NewPerson(str(person), str(person))
            gallery.enrol("lfw", faces, someone, CALLER)
        rest = np.setdiff1d(np.arange(len(data.people)), np.concatenate(given))
        found = best(gallery, data.probes[rest], profile)
        gallery.close()
    values = np.array([each.matches[0].similarity for each in found])
    names = np.array([int(each.matches[0].person.id) for each in found])
    is_known = np.isin(data.people[rest], known)
    right = names == data.people[rest]
    return Trial(values[is_known], right[is_known], values[~is_known])


def new_face(gallery: SqliteGallery, vector: Floats, profile: str) -> NewFace:
    """A face as it is enrolled; each stands for a picture of its own."""
    seen = Sighting(gallery.digest(vector.tobytes()), Box(0, 0, 1, 1))
    return NewFace(vector, profile, seen, quality=1, confidence=1)


def best(gallery: SqliteGallery, rows: Floats, profile: str) -> list[PeopleFound]:
    """The best person for each row."""
    found: list[PeopleFound] = []
    for at in range(0, len(rows), MOST_PROBES):
        probes = [Probe(row, profile) for row in rows[at : at + MOST_PROBES]]
        found += gallery.search_people("lfw", probes, 1)
    return found


def nearest_faces(data: Labelled, known: Whole, given: list[Whole]) -> Trial:
    """The same half, each person by their most similar face instead of a template."""
    rest = np.setdiff1d(np.arange(len(data.people)), np.concatenate(given))
    scores = data.probes[rest] @ data.vectors[np.concatenate(given)].T
    by_person = scores.reshape(len(rest), len(known), ENROLLED).max(axis=2)
    values, names = by_person.max(axis=1), known[by_person.argmax(axis=1)]
    is_known = np.isin(data.people[rest], known)
    right = names == data.people[rest]
    return Trial(values[is_known], right[is_known], values[~is_known])


def print_rates(what: str, trials: list[Trial]) -> None:
    """Identification rates over all halves, with their intervals."""
    print(f"  {what}")
    right = np.mean([trial.right.mean() for trial in trials])
    print(f"    right person is the best       {right:.2%}")
    for fpir in FPIRS:
        rates = [trial.rate(fpir) for trial in trials]
        low, high = np.quantile(rates, [0.025, 0.975])
        print(
            f"    named rightly at FPIR {percent(fpir):5}    {np.mean(rates):.2%}   "
            f"({low:.2%} to {high:.2%})"
        )


def measure(data: Labelled, profile: str, source: str) -> PeopleTable:
    """Thresholds for templates of several numbers of faces, over all people."""
    return PeopleTable(
        profile=profile,
        source=source,
        people=len(np.unique(data.people)),
        templates=[
            TemplateThresholds(faces=faces, thresholds=thresholds(data, faces))
            for faces in FACES
        ],
    )


def thresholds(data: Labelled, faces: int) -> list[Threshold]:
    """Thresholds for people with so many faces.

    Each person has DRAWS templates of random faces; every picture of another person
    is an impostor's, every other picture of their own a genuine one.
    """
    generator = np.random.default_rng(faces)
    everyone = np.unique(data.people)
    scores: list[Floats] = []
    genuine: list[NDArray[np.bool_]] = []
    for person in everyone:
        own = data.of(person)
        for _ in range(DRAWS):
            rows = generator.permutation(own)[:faces]
            score = data.probes @ template(data.vectors[rows])
            score[rows] = np.nan  # a picture is not compared with itself
            scores.append(score)
            genuine.append(data.people == person)
    every, is_genuine = np.stack(scores), np.stack(genuine)
    impostors = every[~is_genuine]
    asked = counts(data, ~is_genuine)
    found = []
    for far in RATES:
        needed = float(np.quantile(impostors, 1 - far, method="higher"))
        accepted = every >= needed
        low, high = interval(counts(data, accepted & ~is_genuine), asked)
        own_scores = every[is_genuine & ~np.isnan(every)]
        found.append(
            Threshold(
                far=far,
                similarity=round(needed, 4),
                far_low=low,
                far_high=high,
                tar=round(float((own_scores >= needed).mean()), 4),
            )
        )
    return found


def counts(data: Labelled, chosen: NDArray[np.bool_]) -> NDArray[np.float64]:
    """How many of the chosen comparisons each pair of people has, (people, people)."""
    everyone, owner = np.unique(data.people, return_inverse=True)
    totals = np.zeros((len(everyone), len(everyone)))
    by_template = chosen.reshape(len(everyone), DRAWS, -1).sum(axis=1)
    for row, person in enumerate(owner):
        totals[:, person] += by_template[:, row]
    return totals + totals.T


def predicted(data: Labelled, profile: str) -> None:
    """How the false positives that a decision states compare with those there are.

    Thresholds are measured on the people who are left out; the enrolled half is
    searched for pictures of yet other people: a quarter each.
    """
    named: dict[float, list[float]] = {0.1: [], 0.01: []}
    stated = dict.fromkeys(named, 0.0)
    generator = np.random.default_rng(1)
    for _ in range(10):
        everyone = generator.permutation(np.unique(data.people))
        half, a_quarter = len(everyone) // 2, len(everyone) * 3 // 4
        measured, enrolled, strangers = np.split(everyone, [half, a_quarter])
        part = np.isin(data.people, measured)
        known = Labelled(data.vectors[part], data.probes[part], data.people[part])
        table = measure(known, profile, "half of the people")
        given = [generator.permutation(data.of(p))[:ENROLLED] for p in enrolled]
        templates = np.stack([template(data.vectors[rows]) for rows in given])
        rows = data.probes[np.isin(data.people, strangers)]
        best_scores = (rows @ templates.T).max(axis=1)
        for fpir, rates in named.items():
            decision = decide(PeopleFound((), len(enrolled)), table, fpir)
            stated[fpir] = decision.fpir
            needed = table.needed(decision.far, ENROLLED)
            rates.append(float((best_scores >= needed).mean()))
    for fpir, rates in named.items():
        print(
            f"    stated {percent(round(stated[fpir], 4)):5}  measured "
            f"{np.mean(rates):.2%} ({min(rates):.2%} to {max(rates):.2%})"
        )


def print_table(table: PeopleTable) -> None:
    print(f"  {table.source}")
    print("    faces  FAR      95% interval           cosine   accepted of the same")
    for each in table.templates:
        for line in each.thresholds:
            span = f"{percent(line.far_low)} to {percent(line.far_high)}"
            print(
                f"    {each.faces:5}  {percent(line.far):8} {span:22} "
                f"{line.similarity:.4f}   {line.tar:.2%}"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--embedder", help="profile; default: what the store has")
    parser.add_argument("--write", action="store_true", help="keep the thresholds")
    arguments = parser.parse_args()
    recognizer = Recognizer.load(model_store(), arguments.embedder)
    profile = recognizer.embedder.profile
    found = seen(recognizer, arguments.data / lfw.PEOPLE_ARCHIVE)
    vectors, people = found.known(len(profile.looks))
    probes, _ = found.known(profile.quick)
    names, numbers = np.unique(people, return_inverse=True)
    data = Labelled(vectors, probes, numbers)
    print(f"Enrolled by {len(profile.looks)} looks, searched for by {profile.quick}")
    report(data, profile.name, len(names), arguments.write)


def report(data: Labelled, profile: str, people: int, write: bool) -> None:
    """Print everything; keep the table where asked."""
    print(
        f"Identification by {profile}: {people // 2} people with {ENROLLED} pictures "
        f"each, {people - people // 2} strangers, {HALVES} random halves of LFW"
    )
    by_template, by_face = [], []
    for known, given in halves(data):
        by_template.append(searched(data, profile, known, given))
        by_face.append(nearest_faces(data, known, given))
    print_rates("by the template of their faces, as the gallery searches", by_template)
    print_rates("by the most similar face, for comparison", by_face)
    print("  false positives of a decision, on people it was not measured on")
    predicted(data, profile)
    source = (
        f"LFW, the {people} people with 20 pictures or more: {DRAWS} templates of "
        f"random pictures of each person against all {len(data.people)} pictures"
    )
    table = measure(data, profile, source)
    print_table(table)
    if write:
        TABLES.mkdir(exist_ok=True)
        path = TABLES / f"{profile}.json"
        path.write_text(table.model_dump_json(indent=2) + "\n")
        print(f"Written to {path}")


if __name__ == "__main__":
    main()
