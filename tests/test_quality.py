"""Quality falls where a face is spoilt, and says why."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageFilter

from tests.conftest import portrait
from visage.faces.face import Detection
from visage.faces.quality import WORDS, Quality, judge
from visage.geometry import Box, Similarity
from visage.pictures.picture import Picture

# MTCNN's points of the astronaut, so that no model is needed here.
ASTRONAUT = Detection(
    Box(181.1, 62.2, 267.7, 172.1),
    0.999998,
    np.array(
        [(205.0, 101.7), (246.8, 103.7), (224.7, 129.0), (201.7, 139.2), (245.3, 141.9)]
    ),
)

# Points whose view is 100 x 100 pixels of the picture as they are, from (100, 100) on.
FORTY_APART = np.array([(130.0, 135), (170, 135), (150, 160), (130, 180), (170, 180)])


def blurred(radius: float) -> Picture:
    image = Image.fromarray(portrait("astronaut"))
    return np.asarray(image.filter(ImageFilter.GaussianBlur(radius)))


def times(gain: float) -> Picture:
    bright = portrait("astronaut") * gain
    return bright.clip(0, 255).astype(np.uint8)


def shrunk(scale: float) -> tuple[Picture, Detection]:
    side = round(512 * scale)
    image = Image.fromarray(portrait("astronaut")).resize((side, side))
    points = Similarity(scale, 0, 0, 0).apply(ASTRONAUT.points)
    return np.asarray(image), replace(ASTRONAUT, points=points)


def test_a_good_portrait_has_no_reasons() -> None:
    quality = judge(portrait("astronaut"), ASTRONAUT)
    assert quality.reasons == []
    assert 0.5 < quality.score <= 1
    assert quality.score == min(quality.measures.values())


def test_blur_lowers_sharpness_alone() -> None:
    clean = judge(portrait("astronaut"), ASTRONAUT)
    found = [judge(blurred(radius), ASTRONAUT) for radius in (1, 2, 4, 8)]
    sharpness = [quality.sharpness for quality in (clean, *found)]
    assert sharpness == sorted(sharpness, reverse=True)
    assert found[-1].reasons[0].startswith("too blurry: 0.")
    assert found[-1].reasons[0].endswith(", needs 0.50")
    assert found[-1].pose == clean.pose


@pytest.mark.parametrize("gain", [0.02, 0.05, 8.0])
def test_dark_and_burnt_faces_are_badly_lit(gain: float) -> None:
    quality = judge(times(gain), ASTRONAUT)
    assert quality.exposure < 0.5
    assert any(reason.startswith("badly lit: ") for reason in quality.reasons)


@pytest.mark.parametrize(
    ("share", "exposure"), [(0.0, 1.0), (0.1, 1.0), (0.35, 0.5), (0.6, 0.0)]
)
def test_burnt_pixels_lower_the_exposure_by_their_share(
    share: float, exposure: float
) -> None:
    # Grey with a band of white over a share of the view that is judged.
    face = replace(ASTRONAUT, points=FORTY_APART)
    picture = np.full((300, 300, 3), 100, np.uint8)
    picture[100:200:2] = 140  # some contrast, which is measured too
    picture[100 : 100 + round(100 * share)] = 255
    assert judge(picture, face).exposure == pytest.approx(exposure, abs=0.05)


@pytest.mark.parametrize(
    ("deviation", "exposure"), [(0, 0.0), (4, 0.0), (12, 0.5), (20, 1.0)]
)
def test_a_face_without_contrast_is_badly_lit(deviation: int, exposure: float) -> None:
    picture = np.full((300, 300, 3), 128 - deviation, np.uint8)
    picture[::2] = 128 + deviation
    found = judge(picture, replace(ASTRONAUT, points=FORTY_APART)).exposure
    assert found == pytest.approx(exposure, abs=0.01)


@pytest.mark.parametrize("gain", [0.5, 1.0, 1.3])
def test_usual_light_is_no_reason(gain: float) -> None:
    assert judge(times(gain), ASTRONAUT).exposure > 0.5


@pytest.mark.parametrize(("scale", "enough"), [(1.0, True), (0.5, True), (0.2, False)])
def test_small_faces_are_told(scale: float, enough: bool) -> None:
    assert (judge(*shrunk(scale)).size >= 0.5) is enough


def test_leaning_costs_nothing_and_turning_away_does() -> None:
    upright = judge(portrait("astronaut"), ASTRONAUT)
    turn = Similarity.about((225, 120), (225, 120), turn=40)
    leaning = replace(ASTRONAUT, points=turn.apply(ASTRONAUT.points))
    assert judge(portrait("astronaut"), leaning).pose == pytest.approx(upright.pose)
    aside = ASTRONAUT.points + np.array([(0, 0), (0, 0), (18, 0), (0, 0), (0, 0)])
    away = judge(portrait("astronaut"), replace(ASTRONAUT, points=aside))
    assert away.pose < 0.5
    assert away.reasons == [
        f"turned away: {int(away.pose * 100) / 100:.2f}, needs 0.50"
    ]


@pytest.mark.parametrize("down", [-22, 10])
def test_a_raised_or_lowered_head_is_turned_away(down: float) -> None:
    moved = ASTRONAUT.points + np.array([(0, 0), (0, 0), (0, down), (0, 0), (0, 0)])
    quality = judge(portrait("astronaut"), replace(ASTRONAUT, points=moved))
    assert quality.pose < 0.5
    assert judge(portrait("astronaut"), ASTRONAUT).pose > 0.7


@pytest.mark.parametrize(
    ("probability", "hidden"), [(0.8, True), (0.98, True), (0.999, False), (1.0, False)]
)
def test_the_detectors_doubt_is_told_as_such(probability: float, hidden: bool) -> None:
    face = replace(ASTRONAUT, probability=probability)
    reasons = judge(portrait("astronaut"), face).reasons
    words = "partly hidden or unusual"
    assert any(reason.startswith(words) for reason in reasons) is hidden


def test_points_that_fall_together_are_no_face() -> None:
    face = replace(ASTRONAUT, points=np.zeros((5, 2)))
    assert judge(portrait("astronaut"), face) == Quality(0, 0, 0, 0, 0)


def test_reasons_start_with_the_worst() -> None:
    quality = Quality(size=0.4, sharpness=0.317, exposure=1, pose=0.49, visibility=0.9)
    assert quality.reasons == [
        "too blurry: 0.31, needs 0.50",
        "too small: 0.40, needs 0.50",
        "turned away: 0.49, needs 0.50",
    ]
    assert set(quality.measures) == set(WORDS)
