"""Faces of one person put together, against the plain algorithm and on portraits."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visage.gallery.vectors import Floats
from visage.recognition.thresholds import Table, Threshold
from visage.watch import clusters as clustering
from visage.watch.clusters import clusters, needed_for


def faces(seed: int, count: int, people: int, spread: float) -> Floats:
    """Unit vectors of made-up people, some of them nearly alike."""
    generator = np.random.default_rng(seed)
    centres = generator.normal(size=(people, 16))
    rows = centres[generator.integers(people, size=count)]
    rows = rows + generator.normal(size=rows.shape) * spread
    unit: Floats = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(
        np.float32
    )
    return unit


def plainly(vectors: Floats, needed: float) -> list[list[int]]:
    """The definition: always the two most similar clusters, while they are enough."""
    similar = vectors.astype(float) @ vectors.astype(float).T
    found = [[row] for row in range(len(vectors))]
    while len(found) > 1:
        mean, a, b = max(
            (similar[np.ix_(found[a], found[b])].mean(), a, b)
            for a in range(len(found))
            for b in range(a)
        )
        if mean < needed:
            break
        found[b] += found.pop(a)
    return sorted(sorted(rows) for rows in found)


@settings(deadline=None, max_examples=40)
@given(
    seed=st.integers(0, 10_000),
    count=st.integers(1, 24),
    people=st.integers(1, 8),
    spread=st.sampled_from([0.1, 0.5, 1.0]),
    needed=st.sampled_from([-1.0, 0.3, 0.6, 0.8, 0.95, 1.1]),
)
def test_the_clusters_are_those_of_the_definition(
    seed: int, count: int, people: int, spread: float, needed: float
) -> None:
    vectors = faces(seed, count, people, spread)
    assert clusters(vectors, needed) == plainly(vectors, needed)


@settings(deadline=None, max_examples=20)
@given(seed=st.integers(0, 10_000))
def test_the_order_of_the_faces_does_not_matter(seed: int) -> None:
    vectors = faces(seed, 40, 8, 0.5)
    order = np.random.default_rng(seed).permutation(len(vectors))
    turned = [
        sorted(int(order[row]) for row in rows)
        for rows in clusters(vectors[order], 0.7)
    ]
    assert sorted(turned) == clusters(vectors, 0.7)


@pytest.mark.parametrize(("count", "found"), [(0, []), (1, [[0]]), (3, [[0, 1, 2]])])
def test_few_faces(count: int, found: list[list[int]]) -> None:
    row = faces(1, 1, 1, 0.1)
    assert clusters(np.repeat(row, count, axis=0), 0.9) == found


def test_a_chain_of_look_alikes_does_not_join_two_people() -> None:
    """Each is like the next, the first and the last are strangers."""
    angles = np.linspace(0, np.pi / 2, 10)
    row = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    assert len(clusters(row, 0.95)) > 1


def test_there_is_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clustering, "MOST_FACES", 3)
    with pytest.raises(ValueError, match="4 faces to cluster; at most 3 can be"):
        clusters(faces(0, 4, 2, 0.1), 0.9)


@pytest.mark.parametrize(
    ("far", "needed"),
    [
        (0.1, 0.5),
        (0.01, 0.6),
        (0.001, 0.8),
        (0.0031622776, 0.7),
        (0.5, 0.5),
        (1e-9, 0.8),
    ],
)
def test_a_rate_between_the_measured_ones_has_a_similarity_between(
    far: float, needed: float
) -> None:
    measured = [
        Threshold(far=each, similarity=similarity, far_low=0, far_high=1, tar=1)
        for each, similarity in ((0.1, 0.5), (0.01, 0.6), (0.001, 0.8))
    ]
    table = Table(
        profile="made_up",
        source="nothing",
        people=2,
        different_pairs=1,
        same_pairs=1,
        thresholds=measured,
    )
    assert needed_for(far, table) == pytest.approx(needed)
