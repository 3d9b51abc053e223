"""The head: its closed forms against plain loops, its thresholds, its measures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visage.models.network import session
from visage.training.head import (
    NEVER,
    as_strangers,
    calibrated,
    directions,
    left_out,
    network,
    quantile,
)
from visage.training.measures import (
    Rate,
    answers,
    confusion,
    detection,
    measure,
    open_set,
    probabilities,
    reliability,
)
from visage.training.pairs import BadPairs, decided_rightly, read_pairs, roc

SEVERAL = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3)), min_size=3)


def cloud(labels: list[int], spread: float = 0.3, seed: int = 0) -> np.ndarray:
    """Unit vectors around one axis for each label, (n, 16)."""
    rng = np.random.default_rng(seed)
    rows = np.eye(16)[labels] + spread * rng.standard_normal((len(labels), 16)) / 4
    unit: np.ndarray = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit.astype(np.float32)


@settings(deadline=None)
@given(SEVERAL)
def test_leaving_a_photo_out_is_training_without_it(
    pictures: list[tuple[int, int]],
) -> None:
    labels = np.array([0, 1, 2, *(label for label, _ in pictures)])
    photos = np.array([90, 91, 92, *(photo for _, photo in pictures)])
    vectors = cloud(labels.tolist(), 1.0)
    found = left_out(vectors, labels, photos, 3)
    whole = directions(vectors, labels, 3)
    for at, (label, photo) in enumerate(zip(labels, photos, strict=True)):
        expected = vectors[at] @ whole.T
        others = (labels == label) & (photos != photo)
        mean = vectors[others].mean(axis=0) if others.any() else None
        expected[label] = (
            NEVER if mean is None else vectors[at] @ mean / np.linalg.norm(mean)
        )
        np.testing.assert_allclose(found[at], expected, atol=2e-4)


def test_the_network_gives_the_cosines() -> None:
    weight = directions(cloud([0, 1, 2, 2]), np.array([0, 1, 2, 2]), 3)
    vectors = cloud([1, 0])
    made = session(network(weight, np.zeros(3, np.float32)))
    ran = made.run(None, {"embeddings": vectors})[0]
    np.testing.assert_allclose(ran, vectors @ weight.T, atol=1e-6)


def test_strangers_have_no_logit_of_their_own() -> None:
    logits = np.arange(12.0).reshape(3, 4)
    others = as_strangers(logits, np.array([0, 3, 1]))
    assert others.tolist() == [[1, 2, 3], [4, 5, 6], [8, 10, 11]]


@pytest.mark.parametrize(
    ("rate", "named"),
    [(0.0, []), (0.1, [0.9]), (0.25, [0.9, 0.8]), (0.5, [0.9, 0.8, 0.7, 0.6])],
)
def test_a_rate_lets_so_many_scores_through(rate: float, named: list[float]) -> None:
    scores = np.array([0.3, 0.9, 0.1, 0.8, 0.7, 0.2, 0.6, 0.0])
    shares = np.ones(8)
    cut = quantile(scores, shares, rate + (0.03 if rate == 0.1 else 0))
    assert sorted(scores[scores >= cut], reverse=True) == named


def test_each_person_counts_alike_among_strangers() -> None:
    """One person's hundred pictures do not say how high all strangers come."""
    scores = np.concatenate([np.full(100, 0.9), [0.5, 0.4]])
    labels = np.array([0] * 100 + [1, 2])
    shares = 1 / np.bincount(labels)[labels]
    assert quantile(scores, shares, 0.34) == pytest.approx(0.5, abs=1e-6)
    assert quantile(scores, np.ones(102), 0.34) == pytest.approx(0.9, abs=1e-6)


def test_the_head_keeps_its_rate_and_its_probabilities() -> None:
    rng = np.random.default_rng(3)
    labels = rng.integers(0, 12, 900)
    vectors = cloud(labels.tolist(), 0.9)
    made = directions(vectors, labels, 12)
    logits = left_out(vectors, labels, np.arange(900), 12)
    head = calibrated(made, logits, labels, 0.05, "", "these")
    assert head.false_names is not None
    assert 0.03 <= head.false_names.share <= 0.06
    fresh = rng.integers(0, 12, 3000)
    known = head.logits(cloud(fresh.tolist(), 0.9, seed=9))
    measures = measure(
        known, fresh, as_strangers(known, fresh), head.unknown, head.temperature
    )
    assert measures.false_names is not None
    assert measures.top1 is not None
    assert 0.03 <= measures.false_names.share <= 0.07
    assert measures.top1.share > 0.95
    assert measures.calibration_error is not None
    assert measures.calibration_error < 0.05


def test_few_pictures_ask_for_the_measured_thresholds_too() -> None:
    labels = np.array([0, 0, 0, 1, 1, 1])
    vectors = cloud(labels.tolist(), 0.1)
    made = directions(vectors, labels, 2)
    logits = left_out(vectors, labels, np.arange(6), 2)
    alone = calibrated(made, logits, labels, 0.01, "nobody's profile", "these")
    known = calibrated(made, logits, labels, 0.01, "dlib_resnet_v1", "these")
    assert alone.unknown < 0.5
    assert 0.91 < known.unknown < 0.94
    assert known.source.startswith("these, few as they are")


def test_a_few_right_answers_make_no_certainty() -> None:
    """With everything right, a sharper softmax is always likelier: it is held back."""
    temperatures = []
    for count in (3, 30, 300):
        labels = np.arange(2 * count) % 2
        logits = np.where(np.arange(2)[None] == labels[:, None], 0.99, 0.8)
        made = np.eye(2, 16, dtype=np.float32)
        temperatures.append(calibrated(made, logits, labels, 0.01, "", "").temperature)
    assert temperatures == sorted(temperatures, reverse=True)
    assert temperatures[0] > 0.02


KNOWN = np.array([[0.9, 0.1], [0.2, 0.8], [0.6, 0.5], [0.3, 0.2]])
LABELS = np.array([0, 1, 1, 0])
STRANGERS = np.array([[0.4, 0.1], [0.7, 0.0], [0.1, 0.2], [0.1, 0.3], [0.0, 0.0]])


def test_measures_of_a_small_table() -> None:
    measures = measure(KNOWN, LABELS, STRANGERS, unknown=0.5, temperature=0.1)
    counts = {
        name: (rate.hits, rate.of)
        for name in ("top1", "top5", "named", "misnamed", "withheld", "false_names")
        if (rate := getattr(measures, name))
    }
    assert counts == {
        "top1": (3, 4),
        "top5": (4, 4),
        "named": (2, 4),
        "misnamed": (1, 4),
        "withheld": (1, 4),
        "false_names": (1, 5),
    }
    assert measures.mean_of_people == pytest.approx(0.75)
    assert confusion(KNOWN, LABELS, 0.5).tolist() == [[1, 0, 1], [1, 1, 0]]


def test_measures_of_nothing_are_none() -> None:
    none = np.zeros((0, 2))
    measures = measure(none, np.zeros(0, np.intp), none, 0.5, 0.1)
    assert set(measures.model_dump().values()) == {None}


def test_curves_of_a_small_table() -> None:
    assert open_set(KNOWN, LABELS, STRANGERS)[0] == (0.0, 0.25)
    assert open_set(KNOWN, LABELS, STRANGERS)[-1] == (1.0, 0.75)
    assert (0.2, 0.5) in open_set(KNOWN, LABELS, STRANGERS)
    assert (0.2, 0.75) in detection(KNOWN, STRANGERS)
    assert detection(KNOWN, STRANGERS)[-1] == (1.0, 1.0)


def test_probabilities_and_how_often_they_are_right() -> None:
    shares = probabilities(KNOWN, 0.5, 0.1)
    np.testing.assert_allclose(shares.sum(axis=1), 1)
    sure, right = answers(KNOWN, LABELS, 0.5, 0.1)
    assert right.tolist() == [True, True, False, False]
    assert sum(count for *_, count in reliability(sure, right)) == 4


def test_intervals_are_wilsons() -> None:
    """Newcombe, "Two-sided confidence intervals" (1998), table I: 81 of 263."""
    rate = Rate.counted(81, 263)
    assert rate is not None
    assert (round(rate.low, 4), round(rate.high, 4)) == (0.2553, 0.3662)
    assert Rate.counted(0, 0) is None


def test_pairs_are_read_and_decided_by_the_other_folds(tmp_path: Path) -> None:
    path = tmp_path / "pairs.txt"
    path.write_text("2 1\nAda 1 2\nAda 1 Eve 3\nEve 1 3\nBob 1 Eve 12\n")
    pairs = read_pairs(path)
    assert [(p.first, p.second, p.same, p.fold) for p in pairs] == [
        ("Ada_0001.jpg", "Ada_0002.jpg", True, 0),
        ("Ada_0001.jpg", "Eve_0003.jpg", False, 0),
        ("Eve_0001.jpg", "Eve_0003.jpg", True, 1),
        ("Bob_0001.jpg", "Eve_0012.jpg", False, 1),
    ]
    same = np.array([True, False, True, False])
    folds = np.array([0, 0, 1, 1])
    similarity = np.array([0.9, 0.2, 0.8, 0.1], np.float32)
    assert decided_rightly(similarity, same, folds) == 4
    assert decided_rightly(similarity[::-1], same, folds) < 4
    assert roc(similarity, same)[1] == (0.0, 1.0)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is not a list of pairs like LFW's"),
        ("2 1\nAda one 2\n", "is not a list of pairs like LFW's"),
        ("2 1\nAda 1 2\n", "has 1 pairs in 2 folds; its first line says 4"),
    ],
)
def test_what_is_no_list_of_pairs(text: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "pairs.txt").write_text(text)
    with pytest.raises(BadPairs, match=words):
        read_pairs(tmp_path / "pairs.txt")
