"""From pictures of people to a run: a classifier, what it is worth, and a report."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from visage.models.network import Floats
from visage.models.store import ModelStore, model_store
from visage.recognition.embed import Embedder, profile
from visage.recognition.recognizer import first_present
from visage.training.dataset import Dataset, Gathering, Sample
from visage.training.faces import Look, Workers, cores
from visage.training.head import Head, calibrated, directions, left_out
from visage.training.kept import Kept
from visage.training.pairs import Pair, read_pairs
from visage.training.progress import Progress
from visage.training.scores import Scores, labels_of
from visage.training.sources import Labelled, labelled
from visage.training.tuning import Tuned, Tuning, tune

# Of a hundred strangers, one may be named.
FALSE_NAMES = 0.01
FACES = ".faces"  # beside the runs: the faces that were found


@dataclass(frozen=True)
class Wish:
    """What is to be trained, on what, and into which folder.

    `strangers` are sources of people who should not be named: they are measured on and
    nothing else. `pairs` is a list like LFW's `pairs.txt`, of pictures in the sources.
    """

    sources: Sequence[Path]
    out: Path
    strangers: Sequence[Path] = ()
    pairs: Path | None = None
    seed: int = 0
    false_names: float = FALSE_NAMES
    embedder: str | None = None
    workers: int = field(default_factory=cores)
    tuning: Tuning | None = None


@dataclass(frozen=True)
class Training:
    """All that came of a training, before any of it is written.

    `embedder` is the network where it was trained too, `seconds` how long it took.
    """

    wish: Wish
    dataset: Dataset
    strangers: Dataset | None
    scores: Scores
    kept: Kept
    profile: str
    embedder_sha256: str
    embedder: bytes | None
    tuned: Tuned | None
    pairs: list[Pair]
    seconds: float


def train(wish: Wish, progress: Progress) -> Training:
    """Train and measure. Raises BadSource, TooFewPeople, BadPairs, CannotTrain."""
    started = time.perf_counter()
    pairs = read_pairs(wish.pairs) if wish.pairs else []
    models = model_store()
    look = _look(wish, models)
    kept = Kept(wish.out.absolute().parent / FACES / look.digest(models))
    dataset = gathered(wish, wish.sources, look, kept, progress, Gathering())
    strangers = None
    if wish.strangers:
        others = Gathering(others=dataset)
        strangers = gathered(wish, wish.strangers, look, kept, progress, others, 1)
    tuned = None
    if wish.tuning is not None:
        tuned = tune(wish.tuning, dataset, kept, wish.out, wish.seed, progress)
        network = Embedder(profile(look.profile), tuned.network, threads=wish.workers)
        dataset = _embedded(dataset, network, kept, progress)
        strangers = strangers and _embedded(strangers, network, kept, progress)
    head = _head(wish, dataset, look.profile, tuned)
    probes = [each.vector for each in strangers.samples] if strangers else []
    vectors = np.stack(probes) if probes else np.empty((0, 0), np.float32)
    held_out = dataset.part(held_out=True)
    digest = (
        hashlib.sha256(tuned.network).hexdigest()
        if tuned
        else models.sha256(profile(look.profile).model)
    )
    return Training(
        wish=wish,
        dataset=dataset,
        strangers=strangers,
        scores=Scores.of(head, dataset.people, held_out, vectors),
        kept=kept,
        profile=look.profile,
        embedder_sha256=digest,
        embedder=tuned.network if tuned else None,
        tuned=tuned,
        pairs=pairs,
        seconds=time.perf_counter() - started,
    )


def gathered(
    wish: Wish,
    sources: Sequence[Path],
    look: Look,
    kept: Kept,
    progress: Progress,
    gathering: Gathering,
    least: int = 2,
) -> Dataset:
    """The pictures of all sources, with their faces found."""
    every = [labelled(source) for source in sources]  # a wrong one is said at once
    del every
    total = sum(1 for source in sources for _ in labelled(source))

    def files() -> Iterator[Labelled]:
        for source in sources:
            yield from labelled(source)

    workers = Workers(look, kept, wish.workers)
    with closing(workers.found(files())) as found:
        for file, each in progress.over(found, total, "faces"):
            gathering.add(file, each)
    return gathering.dataset(wish.seed, least)


def _look(wish: Wish, models: ModelStore) -> Look:
    if wish.tuning is not None:
        return Look(wish.tuning.profile, embeds=False)
    chosen = profile(wish.embedder) if wish.embedder else first_present(models)
    return Look(chosen.model)


def _embedded(
    dataset: Dataset, embedder: Embedder, kept: Kept, progress: Progress
) -> Dataset:
    """The pictures with the vectors of a network that was trained on some of them."""
    samples = [
        replace(each, vector=_vector(each, embedder, kept))
        for each in progress.over(dataset.samples, len(dataset.samples), "vectors")
    ]
    return replace(dataset, samples=samples)


def _vector(sample: Sample, embedder: Embedder, kept: Kept) -> Floats:
    found = kept.read(sample.digest)
    assert found is not None  # it was found a moment ago
    vector: Floats = embedder.embed([found.chip])[0]
    return vector


def _head(wish: Wish, dataset: Dataset, used: str, tuned: Tuned | None) -> Head:
    people, training = dataset.people, dataset.part(held_out=False)
    if tuned is None:
        vectors = np.stack([each.vector for each in training])
        labels = labels_of(training, people)
        photos = np.array([each.photo for each in training])
        return calibrated(
            directions(vectors, labels, len(people)),
            left_out(vectors, labels, photos, len(people)),
            labels,
            wish.false_names,
            used,
            "the training's own pictures, each without its person",
        )
    fitted = [each for each in training if each.digest not in tuned.validation]
    judged = [each for each in training if each.digest in tuned.validation] or fitted
    made = directions(
        np.stack([each.vector for each in fitted]),
        labels_of(fitted, people),
        len(people),
    )
    vectors = np.stack([each.vector for each in judged])
    return calibrated(
        made,
        (vectors @ made.T).astype(np.float64),
        labels_of(judged, people),
        wish.false_names,
        "",
        "the validation's pictures, each without its person, whom the network has seen",
    )
