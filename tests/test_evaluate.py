"""What `make evaluate` measures, on vectors and pictures with a known answer."""

from __future__ import annotations

import numpy as np
import pytest

from train.evaluate import accepted_at, drawn_anew, similarities, strangers
from train.lfw import Pair
from train.seen import Seen
from train.without_faces import EACH, FALLS, interval, parts, textures

UP, ASIDE, SLANTED = (np.array(v, np.float32) for v in ((1, 0), (0, 1), (0.6, 0.8)))
SEEN = Seen(
    looks={"a_1": np.stack([UP, ASIDE]), "a_2": np.stack([UP, UP]), "b_1": None},
    people={"a_1": "a", "a_2": "a", "b_1": "b"},
    finding=0.0,
    embedding=[0.0, 0.0],
)


@pytest.mark.parametrize(("looks", "cosine"), [(1, 1.0), (2, 0.5**0.5)])
def test_a_vector_is_the_mean_of_so_many_looks(looks: int, cosine: float) -> None:
    pairs = [Pair("a_1", "a_2", True, 0), Pair("a_1", "b_1", False, 0)]
    found = similarities(pairs, SEEN.by(looks))
    assert found == pytest.approx([cosine, -1])
    vectors, people = SEEN.known(looks)
    assert people == ["a", "a"]
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1])


def test_strangers_are_all_pairs_of_different_people() -> None:
    vectors = np.stack([UP, ASIDE, SLANTED])
    assert sorted(strangers(vectors, ["x", "y", "x"])) == pytest.approx([0, 0.8])


def test_the_interval_of_a_rate_holds_it() -> None:
    generator = np.random.default_rng(0)
    same = np.arange(1200) < 600
    values = generator.normal(same * 3.0, 1.0).astype(np.float32)
    low, high = drawn_anew(values, same, 0.01)
    assert low < accepted_at(values, same, 0.01) < high
    assert 0.02 < high - low < 0.3


@pytest.mark.parametrize(
    ("count", "of", "expected"),
    [(0, 298, (0, 0.0127)), (5, 100, (0.0215, 0.1118)), (10, 10, (0.7225, 1.0))],
)
def test_the_interval_of_a_share(
    count: int, of: int, expected: tuple[float, float]
) -> None:
    """As Wilson's formula gives it, worked out by hand."""
    assert interval(count, of) == pytest.approx(expected, abs=1e-3)


def test_parts_of_a_picture_are_all_of_it() -> None:
    shades = np.arange(9, dtype=np.uint8).reshape(3, 3) * 20
    rgb = np.repeat(np.kron(shades, np.ones((40, 60), np.uint8))[..., None], 3, axis=2)
    assert [part.mean() for part in parts(rgb, 3)] == [20.0 * n for n in range(9)]
    assert {part.shape for part in parts(rgb, 3)} == {(341, 512, 3)}


def test_textures_are_pictures() -> None:
    made = list(textures())
    assert len(made) == len(FALLS) * EACH * 2
    assert all(each.dtype == np.uint8 and each.std() > 20 for each in made)
    assert sum(bool((each[..., 0] == each[..., 1]).all()) for each in made) == 16
