"""Similarities of 0 to 100: fixed to measured rates, and growing everywhere."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from visage.answers.rekognition.similarity import MARKS, Scale, of_faces, of_users
from visage.errors import ModelMissing
from visage.gallery.thresholds import people_table
from visage.recognition.thresholds import table

PROFILE = "dlib_resnet_v1"
SCALES = {"faces": of_faces(PROFILE)} | {
    f"users of {faces}": of_users(PROFILE, faces) for faces in (1, 2, 5, 37, 100)
}
each_scale = pytest.mark.parametrize("scale", SCALES.values(), ids=SCALES.keys())


def test_the_marks_are_where_their_rates_were_measured() -> None:
    measured = {each.far: each.similarity for each in table(PROFILE).thresholds}
    of_five = people_table(PROFILE)
    for value, far in MARKS:
        assert of_faces(PROFILE).value(measured[far]) == value
        assert of_users(PROFILE, 5).value(of_five.needed(far, 5)) == value


@each_scale
@given(a=st.floats(-1, 1), b=st.floats(-1, 1))
def test_it_grows(scale: Scale, a: float, b: float) -> None:
    low, high = sorted([a, b])
    assert 0 <= scale.value(low) <= scale.value(high) <= 100


@each_scale
@given(value=st.floats(0.001, 100))
def test_there_and_back(scale: Scale, value: float) -> None:
    assert scale.value(scale.cosine(value)) == pytest.approx(value, abs=2e-4)


@each_scale
def test_the_ends_and_the_bend(scale: Scale) -> None:
    assert scale.value(1.0) == scale.value(1 - 1e-7) == 100
    assert scale.cosine(0) == -1
    lowest = scale.cosines[0]
    steps = np.diff([scale.value(lowest + by) for by in (-2e-3, -1e-3, 0, 1e-3)])
    assert steps[1] == pytest.approx(steps[2], rel=0.02)


def test_rates_that_were_not_measured_go_on_towards_one() -> None:
    scale = Scale.fitted([(0.1, 0.5), (0.01, 0.6)])
    left = [1 - cosine for cosine in scale.cosines]
    assert left[:2] == pytest.approx([0.5, 0.4])
    shares = [after / before for before, after in itertools.pairwise(left)]
    assert shares == pytest.approx([0.8] * 4)
    with pytest.raises(ModelMissing):
        Scale.fitted([(0.1, 0.5)])
    with pytest.raises(ModelMissing):
        of_faces("an embedder without a table")
