"""Thresholds: measured on vectors with a known answer, and the shipped tables."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from visage.errors import BadParameter, ModelCorrupt, ModelMissing
from visage.recognition import thresholds as calibrate
from visage.recognition.embed import INT8, PROFILES
from visage.recognition.thresholds import RATES, TABLES, Table, measure, percent, table

SHIPPED = sorted(path.stem for path in TABLES.glob("*.json"))


def crowd(people: int, pictures: int, spread: float) -> tuple[np.ndarray, list[str]]:
    """Unit vectors around one random direction a person."""
    random = np.random.default_rng(3)
    centres = random.normal(size=(people, 1, 64))
    vectors = centres + spread * random.normal(size=(people, pictures, 64))
    vectors /= np.linalg.norm(vectors, axis=2, keepdims=True)
    names = [f"person {index}" for index in range(people) for _ in range(pictures)]
    return vectors.reshape(-1, 64).astype(np.float32), names


def test_rates_are_those_that_were_asked_for() -> None:
    vectors, names = crowd(30, 6, 0.8)
    found = measure("profile", "made up", vectors, names)
    assert (found.people, found.same_pairs) == (30, 30 * 15)
    assert found.different_pairs == 180 * 179 // 2 - 450
    similarity = vectors @ vectors.T
    rows, columns = np.triu_indices(180, 1)
    people = np.repeat(np.arange(30), 6)
    strangers = similarity[rows, columns][people[rows] != people[columns]]
    for threshold in found.thresholds:
        rate = (strangers >= threshold.similarity - 1e-4).mean()
        assert rate == pytest.approx(threshold.far, rel=0.25)
        assert threshold.far_low <= threshold.far <= threshold.far_high


def test_an_interval_is_that_of_other_draws_of_the_people() -> None:
    """Drawn one by one here, where the code multiplies counts of draws."""
    vectors, names = crowd(30, 6, 0.8)
    threshold = measure("profile", "made up", vectors, names).thresholds[1]
    similarity = vectors @ vectors.T
    random, rates = np.random.default_rng(7), []
    for _ in range(400):
        drawn = random.integers(0, 30, 30)
        rows = [6 * person + picture for person in drawn for picture in range(6)]
        owners = np.array(rows) // 6
        strangers = owners[:, None] != owners[None]
        pairs = similarity[np.ix_(rows, rows)][strangers]
        rates.append((pairs >= threshold.similarity - 5e-5).mean())
    low, high = np.quantile(rates, [0.025, 0.975])
    assert threshold.far_low == pytest.approx(low, rel=0.1)
    assert threshold.far_high == pytest.approx(high, rel=0.1)


def test_a_threshold_is_a_similarity_that_two_strangers_had() -> None:
    # 40 people on a circle, each with the same vector twice: every one of the 780
    # similarities occurs four times, and the 312th is where 10 % end.
    angles = np.repeat(np.linspace(0, 3, 40) ** 1.2, 2)
    vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    names = [str(index // 2) for index in range(80)]
    found = measure("profile", "made up", vectors, names)
    first, second = np.triu_indices(40, 1)
    once = vectors[::2]
    strangers = np.sort((once @ once.T)[first, second])[::-1]
    assert found.thresholds[0].similarity == round(float(strangers[77]), 4)
    assert round(float(strangers[77]), 4) != round(float(strangers[78]), 4)


def test_rates_beyond_the_pairs_are_not_claimed() -> None:
    found = measure("profile", "made up", *crowd(30, 6, 0.8))
    # 15,660 pairs of different people: ten of them are 0.064 %.
    assert [threshold.far for threshold in found.thresholds] == [0.1, 0.01, 0.001]


def test_stricter_thresholds_accept_less() -> None:
    thresholds = measure("profile", "made up", *crowd(30, 6, 1.2)).thresholds
    assert [t.similarity for t in thresholds] == sorted(
        t.similarity for t in thresholds
    )
    assert [t.tar for t in thresholds] == sorted(
        (t.tar for t in thresholds), reverse=True
    )


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_tables_are_whole(name: str) -> None:
    found = table(name)
    assert found.profile == name
    assert name.removesuffix(INT8) in PROFILES
    assert [t.far for t in found.thresholds] == list(RATES)
    assert "LFW" in found.source
    assert found.different_pairs > 4_000_000


def test_a_decision_has_its_rate() -> None:
    found = table("dlib_resnet_v1")
    threshold = found.at(0.001)
    assert found.strictest(threshold.similarity) == threshold
    assert found.strictest(1.0) == found.thresholds[-1]
    assert found.strictest(0.0) is None


def test_an_unmeasured_rate_is_refused() -> None:
    with pytest.raises(BadParameter) as error:
        table("dlib_resnet_v1").at(0.02)
    assert str(error.value) == (
        "There is no threshold for a false-accept rate of 2%; measured are 10%, 1%, "
        "0.1%, 0.01%, 0.001%."
    )


def test_a_profile_without_a_table_says_how_to_get_one() -> None:
    with pytest.raises(ModelMissing, match=r"no measured thresholds.*make evaluate"):
        table("inception_resnet_v1_vggface2")


@pytest.mark.parametrize("text", ["{}", "not json", '{"profile": "x"}'])
def test_a_broken_table_is_refused(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calibrate, "TABLES", tmp_path)
    (tmp_path / "broken.json").write_text(text)
    with pytest.raises(ModelCorrupt, match=r"broken\.json is no table of thresholds"):
        table("broken")


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.1, "10%"), (0.001, "0.1%"), (0.00001, "0.001%"), (1.0, "100%"), (0.0, "0%")],
)
def test_shares_in_words(share: float, words: str) -> None:
    assert percent(share) == words


def test_a_table_needs_a_threshold() -> None:
    with pytest.raises(ValueError, match="at least 1 item"):
        Table(
            profile="x",
            source="",
            people=1,
            different_pairs=0,
            same_pairs=0,
            thresholds=[],
        )
