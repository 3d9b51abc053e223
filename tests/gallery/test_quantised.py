"""The bounds hold whatever the vectors, so that nothing is missed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visage.gallery.exact import Best
from visage.gallery.product import LARGEST_WEIGHT, product
from visage.gallery.quantised import BLOCK, QuantisedRows
from visage.gallery.vectors import Floats, similarities


def units(seed: int, count: int, dimension: int, spread: float) -> Floats:
    """Unit vectors around one direction; a small spread puts them close together."""
    generator = np.random.default_rng(seed)
    rows = generator.standard_normal((count, dimension)) * spread
    rows[:, 0] += 1
    # A few numbers far larger than the rest are the worst case for one scale a row.
    rows[generator.random(rows.shape) < 0.01] *= 50
    unit: Floats = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype("f4")
    return unit


def test_the_product_is_exact_at_its_limits() -> None:
    codes = np.array([[0] * 512, [255] * 512, [128] * 512, [0, 255] * 256], np.uint8)
    weights = np.full((512, 3), LARGEST_WEIGHT, np.int8)
    weights[:, 1] *= -1
    weights[::2, 2] *= -1
    plain = (codes.astype(np.int64) - 128) @ weights.astype(np.int64)
    assert product(codes, weights).tolist() == plain.tolist()


@settings(deadline=None)
@given(st.integers(0, 2**31), st.sampled_from([1, 7, 128, 512]), st.integers(1, 19))
def test_the_product_is_the_plain_one(seed: int, dimension: int, columns: int) -> None:
    generator = np.random.default_rng(seed)
    codes = generator.integers(0, 256, (50, dimension), np.uint8)
    largest = LARGEST_WEIGHT
    weights = generator.integers(-largest, largest + 1, (dimension, columns), np.int8)
    plain = (codes.astype(np.int64) - 128) @ weights.astype(np.int64)
    assert product(codes, weights).tolist() == plain.tolist()


@settings(deadline=None)
@given(
    st.integers(0, 2**31),
    st.sampled_from([1, 2, 16, 128, 512]),
    st.floats(0.001, 10),
    st.integers(1, 10),
)
def test_no_cosine_is_above_its_bound(
    seed: int, dimension: int, spread: float, probes: int
) -> None:
    every = units(seed, 300 + probes, dimension, spread)
    rows, asked = every[probes:], every[:probes]
    held = QuantisedRows(dimension)
    held.add(np.arange(len(rows)), rows)
    bounds = list(held.upper_bounds(asked))
    assert len(bounds) == probes
    for probe, bound in zip(asked, bounds, strict=True):
        true = similarities(rows, probe)
        assert (bound >= true).all()
        # The bound is of use: it lies above by the error of a byte, not by more.
        assert (bound - true).max() < 0.02 * np.sqrt(dimension)


def test_bounds_are_tight_for_vectors_as_faces_have_them() -> None:
    rows = np.random.default_rng(1).standard_normal((2000, 512)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    held = QuantisedRows(512)
    held.add(np.arange(2000), rows)
    [bound] = held.upper_bounds(rows[:1])
    assert (bound - similarities(rows, rows[0])).max() < 0.012


@settings(deadline=None)
@given(st.data())
def test_rows_come_and_go(data: st.DataObject) -> None:
    every = units(0, 200, 16, 1.0)
    held, there = QuantisedRows(16), set[int]()
    fresh = 0
    for _ in range(data.draw(st.integers(1, 8))):
        if data.draw(st.booleans()) or not there:
            count = data.draw(st.integers(0, min(25, 200 - fresh)))
            keys = np.arange(fresh, fresh + count)
            held.add(keys, every[keys])
            there |= set(keys.tolist())
            fresh += count
        else:
            gone = data.draw(st.sets(st.sampled_from(sorted(there)), min_size=1))
            held.drop(np.array(sorted(gone)))
            there -= gone
        assert sorted(held.keys.tolist()) == sorted(there)
        [bound] = held.upper_bounds(every[:1])
        assert (bound >= similarities(every[held.keys], every[0])).all()


def test_rows_fill_more_than_one_block_and_leave_it() -> None:
    rows = units(3, BLOCK + 700, 8, 1.0)
    held = QuantisedRows(8)
    for at in range(0, len(rows), 1000):
        held.add(np.arange(at, min(at + 1000, len(rows))), rows[at : at + 1000])
    [bound] = held.upper_bounds(rows[-1:])
    assert held.keys[np.argmax(bound)] == len(rows) - 1
    held.drop(np.arange(0, len(rows), 2))
    assert len(held) == len(rows) // 2
    [bound] = held.upper_bounds(rows[-1:])
    true = similarities(rows[held.keys], rows[-1])
    assert (bound >= true).all()
    assert (bound - true).max() < 0.03


def test_what_is_dropped_is_overwritten() -> None:
    held = QuantisedRows(8)
    held.add(np.arange(3), units(4, 3, 8, 1.0))
    held.drop(np.array([0, 2]))
    assert held._blocks[0][1:].tolist() == [[128] * 8] * (BLOCK - 1)


@pytest.mark.parametrize("dimension", [1, 3, 130])
def test_any_dimension_can_be_searched(dimension: int) -> None:
    rows = units(5, 10, dimension, 1.0)
    held = QuantisedRows(dimension)
    held.add(np.arange(10), rows)
    [bound] = held.upper_bounds(rows[:1])
    assert (bound >= similarities(rows, rows[0])).all()


@settings(deadline=None)
@given(
    st.integers(0, 2**31),
    st.sampled_from([2, 16, 128]),
    st.floats(0.001, 3),
    st.integers(1, 60),
    st.floats(-1, 1),
)
def test_the_best_are_those_of_the_plain_product(
    seed: int, dimension: int, spread: float, limit: int, at_least: float
) -> None:
    generator = np.random.default_rng(seed)
    rows = units(seed, 500, dimension, spread)
    rows[generator.integers(0, 500, 50)] = rows[0]  # equals come in the order of ids
    counting = set(generator.permutation(500)[: generator.integers(1, 500)].tolist())
    without = {f"{each:04}" for each in generator.integers(0, 500, 20).tolist()}
    held = QuantisedRows(dimension)
    held.add(np.arange(500), rows)
    probe = units(seed + 1, 1, dimension, spread)[0]
    looked_at: list[int] = []

    def look(keys: list[int]) -> tuple[list[str], Floats]:
        looked_at.extend(keys)
        there = [key for key in keys if key in counting]
        return [f"{key:04}" for key in there], rows[there]

    [bound] = held.upper_bounds(probe[None])
    best = Best(probe, without, limit, at_least).among(held.keys, bound, look)
    plain = similarities(rows, probe)
    expected = sorted(
        (-value, f"{key:04}")
        for key, value in enumerate(plain.tolist())
        if key in counting and f"{key:04}" not in without and value >= at_least
    )
    assert best == [(name, -value) for value, name in expected[:limit]]
    assert len(looked_at) == len(set(looked_at))


def test_few_rows_are_looked_at() -> None:
    rows = np.random.default_rng(2).standard_normal((20_000, 128)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    held = QuantisedRows(128)
    held.add(np.arange(20_000), rows)
    looked_at: list[int] = []

    def look(keys: list[int]) -> tuple[list[str], Floats]:
        looked_at.extend(keys)
        return [str(key) for key in keys], rows[keys]

    [bound] = held.upper_bounds(rows[5:6])
    assert Best(rows[5], set(), 1, -1).among(held.keys, bound, look)[0][0] == "5"
    assert len(looked_at) < 100
